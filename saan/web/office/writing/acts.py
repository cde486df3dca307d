"""What the small buttons of the composer do to a draft: adding and dropping receivers, references and enclosures."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from saan.directives.onward import addressee_of
from saan.kernel.refusals import Refused
from saan.letters.actions.writing import enclose
from saan.letters.drafting import RULINGS, Cited, Draft, Enclosed, Outsider
from saan.letters.models import Letter
from saan.letters.queries import letters_visible_to
from saan.letters.queries.citing import citation
from saan.letters.rules import LetterKind
from saan.organisations.audience import below, offices_of
from saan.organisations.models import Office
from saan.web.asked import key_in

Act = Callable[[Draft, str, HttpRequest, Letter], Draft]
FOCUS = {"office": "q_office", "outside": "new_outside_name", "ref": "q_letter", "enc": "new_enc_title"}
"""Where the writer goes on after an act on one of the lists."""


def apply(act: str, told: Draft, request: HttpRequest, letter: Letter) -> Draft:
    """The draft after a button; an act nobody knows changes nothing. Refused where a new line is empty."""
    verb, _, argument = act.partition(":")
    known = ACTS.get(verb)
    return known(told, argument, request, letter) if known else told


def focus_after(act: str) -> str:
    """The id of the field the writer was at."""
    return FOCUS.get(act.partition(":")[0].partition("-")[2].partition("-")[0], "")


def addressed(told: Draft, receivers: tuple[int, ...]) -> Draft:
    """The draft with other receivers; who is written to and the kind of number follow unless the writer chose."""
    was = _named(told.receivers)
    follows = told.addressee.strip() in ("", was)
    now = replace(told, receivers=receivers, addressee=_named(receivers) if follows else told.addressee)
    many = now.many and told.kind in (LetterKind.EXTERNAL, LetterKind.STAMPED)
    return replace(now, circular=many and (told.circular or not told.many))


def _named(keys: tuple[int, ...]) -> str:
    offices = list(Office.objects.filter(pk__in=keys).select_related("area").order_by("lo", "code"))
    return addressee_of(offices) if offices else ""


def _add_office(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    office = get_object_or_404(Office.objects.in_force(), pk=key_in(key) or 0)
    return addressed(told, tuple(dict.fromkeys((*told.receivers, office.pk))))


def _add_below(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    """Everybody one level below in the office's own line of command."""
    audience = below(request.actor.office)
    if audience is None:
        raise Refused("หน่วยงานของท่านไม่มีหน่วยงานระดับถัดลงไปในสายงาน เลือกผู้รับทีละแห่ง", field="receivers")
    found = offices_of(audience).in_force().order_by("lo", "code").values_list("pk", flat=True)
    return addressed(told, tuple(dict.fromkeys((*told.receivers, *found))))


def _drop_office(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    return addressed(told, tuple(each for each in told.receivers if str(each) != key))


def _clear_offices(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    return addressed(told, ())


def _add_outside(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    name = " ".join(request.POST.get("new_outside_name", "").split())[:200]
    if not name:
        raise Refused("กรอกชื่อผู้รับนอกระบบก่อนกดเพิ่ม", field="new_outside_name")
    mail = request.POST.get("new_outside_address", "").strip()[:254]
    now = replace(told, outside=(*told.outside, Outsider(name, mail)))
    first = not told.many and now.many and told.kind in (LetterKind.EXTERNAL, LetterKind.STAMPED)
    addressee = told.addressee or ("" if told.kind in RULINGS else name)
    return replace(now, addressee=addressee, circular=told.circular or first)


def _drop_outside(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    now = replace(told, outside=_without(told.outside, key))
    return now if now.many else replace(now, circular=False)


def _add_ref(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    """A letter taken up: a follow-up repeats its subject, and says in its cause which letter it means."""
    cited = _seen(request, key)
    if any(each.letter == cited.pk for each in told.references):
        return told
    cause = told.cause
    if not cause.strip():
        cause = f"ตามหนังสือที่อ้างถึง {cited.issuer_name}แจ้งเรื่อง{cited.subject} นั้น"
    return replace(
        told,
        references=(*told.references, Cited(citation(cited), cited.pk)),
        subject=told.subject.strip() or cited.subject,
        cause=cause,
    )


def _add_ref_text(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    text = " ".join(request.POST.get("new_ref_text", "").split())[:500]
    if not text:
        raise Refused(
            "พิมพ์หนังสือที่อ้างถึงก่อนกดเพิ่ม เช่น หนังสือจังหวัดสมมติ ที่ สม 0019/1 ลงวันที่ 1 กันยายน 2566", field="new_ref_text"
        )
    return replace(told, references=(*told.references, Cited(text)))


def _drop_ref(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    return replace(told, references=_without(told.references, key))


def _add_enc(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    """A line for something sent along, with its file where one was chosen."""
    title, file = (
        " ".join(request.POST.get("new_enc_title", "").split())[:300],
        request.FILES.get("new_enc_file"),
    )
    if not title and file is None:
        raise Refused("กรอกชื่อสิ่งที่ส่งมาด้วย หรือเลือกแฟ้มก่อนกดเพิ่ม", field="new_enc_title")
    kept = None
    if file is not None:
        media = file.content_type or "application/octet-stream"
        kept = enclose(letter=letter, data=file.read(), name=file.name, media_type=media, by=request.actor)
        title = title or kept.name.rpartition(".")[0] or kept.name
    return replace(told, enclosures=(*told.enclosures, Enclosed(title, file=kept.pk if kept else None)))


def _add_enc_letter(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    held = _seen(request, key)
    return replace(told, enclosures=(*told.enclosures, Enclosed(f"สำเนา{citation(held)}", letter=held.pk)))


def _drop_enc(told: Draft, key: str, request: HttpRequest, letter: Letter) -> Draft:
    return replace(told, enclosures=_without(told.enclosures, key))


def _without(lines: tuple, key: str) -> tuple:
    return tuple(each for place, each in enumerate(lines) if str(place) != key)


def _seen(request: HttpRequest, key: str) -> Letter:
    return get_object_or_404(letters_visible_to(request.actor), pk=key_in(key) or 0)


ACTS: dict[str, Act] = {
    "add-office": _add_office,
    "add-office-below": _add_below,
    "drop-office": _drop_office,
    "clear-office": _clear_offices,
    "add-outside": _add_outside,
    "drop-outside": _drop_outside,
    "add-ref": _add_ref,
    "add-ref-text": _add_ref_text,
    "drop-ref": _drop_ref,
    "add-enc": _add_enc,
    "add-enc-letter": _add_enc_letter,
    "drop-enc": _drop_enc,
}
