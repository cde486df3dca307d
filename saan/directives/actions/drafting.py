"""From what was read in a confirmed letter to directives that an officer can check and change."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.directives import audience
from saan.directives.catalogue import countables
from saan.directives.models import Directive
from saan.directives.queries.counting import rule_of, sentence_of
from saan.directives.rules import DirectiveKind, DirectiveState
from saan.directives.schedule import owed_periods
from saan.kernel.dates import now, today
from saan.kernel.refusals import Refused, Stale
from saan.kernel.workdays import WeekendPolicy
from saan.ledger.actions import record
from saan.letters.models import Letter
from saan.letters.queries import confirmed_record, open_doubts
from saan.letters.rules import LetterKind, LetterState
from saan.organisations.rules import OfficeLevel
from saan.policy.change import is_weaker
from saan.policy.conditions import both, conjuncts
from saan.policy.from_reading import draft_rule, unclear_in
from saan.policy.rule_check import RuleError
from saan.policy.rule_json import rule_from_json, rule_to_json
from saan.policy.rules import Per, Rule, Window
from saan.policy.thai import plain

CHOOSING = "คัดเลือก"
NEVER_ORDERS = (LetterKind.NEWS, LetterKind.OTHER)


def draft_from_letter(*, letter: Letter, by: Actor) -> list[Directive]:
    """Draft every instruction of a confirmed letter for the actor's office; what is drafted already is given back."""
    require(by, Permission.DIRECTIVES_DRAFT)
    with transaction.atomic():
        locked = Letter.objects.select_for_update().get(pk=letter.pk)
        if locked.kind in NEVER_ORDERS:
            raise Refused(f"เอกสารนี้เป็น{LetterKind(locked.kind).label} ไม่ใช่หนังสือสั่งการ จึงออกข้อสั่งการไม่ได้")
        if locked.state != LetterState.CONFIRMED or open_doubts(locked).exists():
            raise Refused("ยังมีข้อสงสัยในหนังสือที่ยังไม่ได้ยืนยัน ยืนยันให้ครบก่อนแล้วจึงร่างข้อสั่งการ")
        drafted = list(_live(locked, by))
        return drafted or _draft_all(locked, by)


def _live(letter: Letter, by: Actor):
    gone = (DirectiveState.SUPERSEDED, DirectiveState.CANCELLED)
    return (
        Directive.objects.filter(letter=letter, office=by.office).exclude(state__in=gone).order_by("number")
    )


def _draft_all(letter: Letter, by: Actor) -> list[Directive]:
    read = confirmed_record(letter).get("directives", [])
    if not read:
        raise Refused("หนังสือฉบับนี้ไม่มีข้อสั่งการที่อ่านได้ ท่านยังเก็บเป็นหนังสือรับได้ตามปกติ")
    drafted = [_draft(letter, number, each, by) for number, each in enumerate(read, 1)]
    record(
        by=by,
        verb="directives.draft",
        of=letter,
        summary=f"ร่างข้อสั่งการ {len(drafted)} ข้อจากหนังสือ {letter.number}",
    )
    return drafted


def _draft(letter: Letter, number: int, read: dict, by: Actor) -> Directive:
    rule, notes = draft_rule(_with_conditions(read), countables(), issued=letter.dated)
    kind = _kind(read, rule)
    rule = _settled(rule, kind, letter) if rule else None
    if kind not in (DirectiveKind.COUNT, DirectiveKind.SELECT):
        rule = None
    return Directive.objects.create(
        letter=letter,
        office=by.office,
        parent=_parent(letter, number, by),
        number=number,
        kind=kind,
        title=read["action"][:300],
        evidence=read.get("evidence") or "",
        span=read.get("span"),
        audience=audience.guess(read.get("actor") or "", by.office, number=letter.number),
        rule=rule_to_json(rule) if rule else None,
        notes=notes if read.get("quota") else [],
        interpretation=_unclear(read, kind, letter) if rule else None,
        schedule=read.get("deadline"),
        weekend=read.get("weekend") or WeekendPolicy.KEEP,
        report={"to": read.get("report_to"), "channel": read.get("report_channel"), "form": read.get("form")},
        created_by=by.user,
    )


def _with_conditions(read: dict) -> dict:
    """A choice whose conditions were not read apart is read from its own words, from the word of choosing on."""
    quota, words = read.get("quota"), read.get("evidence") or ""
    if not quota or quota.get("conditions") or CHOOSING not in read["action"] or CHOOSING not in words:
        return read
    chosen = {"text": words[words.index(CHOOSING) :], "min": None, "exact": None, "max": None, "unit": None}
    return {**read, "quota": {**quota, "conditions": [chosen]}}


def _settled(rule: Rule, kind: DirectiveKind, letter: Letter) -> Rule:
    """The drafted rule with each condition once, and for what is registered anew from the letter's day."""
    once = replace(rule, where=both(*dict.fromkeys(conjuncts(rule.where))))
    return _counted_from(once, letter.dated or today()) if kind == DirectiveKind.COUNT else once


def _unclear(read: dict, kind: DirectiveKind, letter: Letter) -> dict | None:
    """The meanings that words with "or" may have, each as a rule of its own, for an officer to choose."""
    found = unclear_in(_with_conditions(read), countables(), issued=letter.dated)
    if found is None:
        return None
    rules = [_settled(each, kind, letter) for each in found.readings]
    readings = [{"says": plain(sentence_of(each)), "rule": rule_to_json(each)} for each in rules]
    return {"words": list(found.words), "readings": readings, "chosen": None, "by": None, "at": None}


def _parent(letter: Letter, number: int, by: Actor) -> Directive | None:
    """The same instruction as a superior issued it to this office; what this office makes of it may not be weaker."""
    return (
        Directive.objects.filter(letter=letter, number=number, state=DirectiveState.ISSUED)
        .filter(obligations__office=by.office)
        .exclude(office=by.office)
        .order_by("-pk")
        .first()
    )


def _kind(read: dict, rule: Rule | None) -> DirectiveKind:
    """A report is asked for by its verb; choosing differs from registering: the chosen exist already."""
    action = read["action"]
    if action.startswith(("รายงาน", "ส่งรายงาน", "จัดส่งรายงาน", "สรุปผล")):
        return DirectiveKind.REPORT
    if rule is not None:
        return DirectiveKind.SELECT if CHOOSING in action else DirectiveKind.COUNT
    asks_paper = "ส่ง" in action and (read.get("form") or read.get("report_to"))
    return DirectiveKind.REPORT if "รายงาน" in action or asks_paper else DirectiveKind.DEED


def _counted_from(rule: Rule, start: date) -> Rule:
    """Count what is new since the letter's date. The end stays open: work done late is late, and still done."""
    begun = (rule.window and rule.window.start) or start
    return replace(rule, window=Window(begun, None, rule.window.field if rule.window else None))


def edit_draft(*, directive: Directive, by: Actor, **changes: object) -> Directive:
    """Change a draft's title, audience, rule (JSON), schedule or weekend policy; refused when unsound."""
    require(by, Permission.DIRECTIVES_DRAFT, at=directive.office)
    allowed = {"title", "audience", "rule", "schedule", "weekend", "kind", "report"}
    if set(changes) - allowed:
        raise ValueError(f"not editable: {set(changes) - allowed}")
    with transaction.atomic():
        locked = Directive.objects.select_for_update().get(pk=directive.pk)
        if locked.state != DirectiveState.DRAFT:
            raise Stale("ข้อสั่งการนี้ออกไปแล้ว จึงแก้ร่างไม่ได้ ให้ออกฉบับใหม่แทน")
        for name, value in changes.items():
            setattr(locked, name, value)
        check_sound(locked)
        locked.save()
        record(
            by=by,
            verb="directives.edit",
            of=locked,
            summary=f"แก้ร่างข้อสั่งการ {locked.title}",
            changed=sorted(changes),
        )
        return locked


def interpret(*, directive: Directive, reading: int | None, by: Actor) -> Directive:
    """Choose what words of more than one meaning mean; None keeps the rule as the officer has written it.

    Who chose, and when, stays with the directive. Refused for a reading that is not offered.
    """
    require(by, Permission.DIRECTIVES_DRAFT, at=directive.office)
    with transaction.atomic():
        locked = Directive.objects.select_for_update().get(pk=directive.pk)
        if locked.state != DirectiveState.DRAFT:
            raise Stale("ข้อสั่งการนี้ออกไปแล้ว จึงเลือกการตีความใหม่ไม่ได้ ให้ออกฉบับใหม่แทน")
        offered = (locked.interpretation or {}).get("readings", [])
        if locked.interpretation is None or (reading is not None and not 0 <= reading < len(offered)):
            raise Refused("ไม่มีการตีความนี้ให้เลือก โหลดหน้าใหม่แล้วเลือกอีกครั้ง", field="reading")
        if reading is not None:
            locked.rule = offered[reading]["rule"]
        chosen = "own" if reading is None else reading
        mark = {"chosen": chosen, "by": by.user.full_name, "at": now().isoformat(timespec="seconds")}
        locked.interpretation = {**locked.interpretation, **mark}
        check_sound(locked)
        locked.save()
        record(
            by=by,
            verb="directives.interpret",
            of=locked,
            summary=f"ตีความ “{locked.interpretation['words'][0]}” ว่า {_meaning(locked)}",
            chosen=chosen,
        )
        return locked


def _meaning(directive: Directive) -> str:
    rule = rule_of(directive)
    return plain(sentence_of(rule)) if rule else ""


def check_sound(directive: Directive) -> None:
    """Refuse a rule that cannot be read, a schedule that is no date, and a rule weaker than the parent's."""
    if directive.rule is not None:
        try:
            rule_from_json(directive.rule, countables())
        except RuleError as error:
            raise Refused(error.complaint, field="rule") from error
    if directive.kind in (DirectiveKind.COUNT, DirectiveKind.SELECT) and directive.rule is None:
        raise Refused("ข้อสั่งการที่นับจากทะเบียนต้องมีกติกา กำหนดจำนวนและพื้นที่ก่อน", field="rule")
    _check_level(directive)
    owed_periods(directive.schedule, directive.weekend, issued=today())
    if directive.parent is not None:
        _check_not_weaker(directive, directive.parent)


def _check_level(directive: Directive) -> None:
    """A number set for a province cannot be owed by districts one by one: each would see the province's whole."""
    rule = rule_of(directive)
    if rule is None:
        return
    widths = {
        OfficeLevel.PROVINCE: Per.PROVINCE,
        OfficeLevel.DISTRICT: Per.DISTRICT,
        OfficeLevel.LOCAL: Per.TAMBON,
    }
    widest = widths.get(OfficeLevel(directive.audience["level"]))
    if widest and rule.per.is_coarser_than(widest):
        level = OfficeLevel(directive.audience["level"]).label
        raise Refused(
            f"กติกากำหนดเป็นราย{rule.per.label} แต่ผู้รับเป็นหน่วยงานระดับ{level} ให้แก้ระดับของกติกาหรือของผู้รับ",
            field="per",
        )


def _check_not_weaker(directive: Directive, parent: Directive) -> None:
    mine, theirs = rule_of(directive), rule_of(parent)
    reasons = is_weaker(mine, theirs) if mine and theirs else []
    if reasons:
        raise Refused(f"กติกาอ่อนกว่าหนังสือต้นทาง: {'; '.join(reasons)}", field="rule")
    last_mine = owed_periods(directive.schedule, directive.weekend, issued=today())[-1].due
    last_theirs = owed_periods(parent.schedule, parent.weekend, issued=today())[-1].due
    if last_theirs and (last_mine is None or last_mine > last_theirs):
        raise Refused("กำหนดส่งต้องไม่ช้ากว่ากำหนดในหนังสือต้นทาง", field="schedule")
