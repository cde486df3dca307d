"""The ministry's letter on local identity as issued, passed on by a province, and answers to its form. All invented."""

from datetime import date

from saan.accounts.policy import Actor
from saan.directives.actions import issue
from saan.directives.models import Directive, Obligation
from saan.kernel.hashtags import hashtags
from saan.reporting.actions import answer, start, submit, write
from saan.reporting.answering import form_of, places_of, values_of
from saan.reporting.models import Report
from tests.factories.directives import MONTHLY, drafted, issued

SUBJECT = "การส่งเสริมการท่องเที่ยวโดยนำอัตลักษณ์ท้องถิ่น (Soft Power) มาเป็นกลไกในการสร้างรายได้"
NUMBER, DATED = "มท 0810.6/ว 12509", date(2024, 12, 7)
ASKED = {
    **MONTHLY,
    "actor": "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",
    "report_to": "กรมส่งเสริมการปกครองท้องถิ่น",
}


def ordered(by: Actor, **read: object) -> Directive:
    """The ministry's order to report on the 25th of each month to September 2568."""
    (directive,) = issued({**ASKED, **read}, by=by, subject=SUBJECT, number=NUMBER, dated=DATED)
    return directive


def passed_on(parent: Directive, by: Actor, *, day: int = 20) -> Directive:
    """The same asked of the districts by the province's own letter, some days earlier."""
    deadline = {"kind": "recurring", "rule": f"monthly:{day}", "until": "2025-09"}
    read = {**MONTHLY, "deadline": deadline}
    (draft,) = drafted(read, by=by, subject=SUBJECT, number="ฉช 0023/ว 77", dated=DATED)
    Directive.objects.filter(pk=draft.pk).update(parent=parent)
    issue(directives=[draft], by=by)
    return Directive.objects.get(pk=draft.pk)


def owed(directive: Directive, by: Actor, period: str = "ธันวาคม 2567") -> Obligation:
    return Obligation.objects.get(directive=directive, office=by.office, period=period)


def begun(directive: Directive, by: Actor, period: str = "ธันวาคม 2567") -> Report:
    return start(directive=directive, obligation=owed(directive, by, period), by=by)


def post(place, *, tags: bool = True, number: int = 1) -> dict[str, str]:
    text = " ".join(hashtags(place.province, place.name)) if tags else "#เที่ยวท้องถิ่น"
    return {
        "post.district": str(place.code),
        "post.url": f"https://social.example/{place.code}/{number}",
        "post.text": f"มาเที่ยวกัน {text}",
    }


def whole(report: Report) -> dict[str, dict[str, dict]]:
    """Answers to every section, without anything odd."""
    places = places_of(report.office)
    four = {code: f"{code} ของ{places[0].title}" for code in ("food", "heritage", "culture", "product")}
    return {
        "meeting": {
            "": {"held": "yes", "held_on": "16 ธันวาคม 2567", "organisations": ["districts", "media"]}
        },
        "identities": {str(place.code): four for place in places},
        "posts": {"1": post(places[0])},
        "officers": {
            "1": {
                "officer.name": "นางสาวใบตอง ห่อขนม",
                "officer.position": "นักส่งเสริมการปกครองท้องถิ่น",
                "officer.phone": "0 3851 1111 ต่อ 12",
            }
        },
        "obstacles": {"": {"obstacle.none": "on"}},
    }


def answered(report: Report, by: Actor, **changed: dict) -> Report:
    """The report with whole answers, some sections otherwise; one given as None stays as it was filled in."""
    for section, rows in {**whole(report), **changed}.items():
        if rows is not None:
            report = answer(report=report, section=section, rows=rows, by=by)
    return report


def sent(report: Report, by: Actor, *, reasons: dict[str, str] | None = None, **changed: dict) -> Report:
    report = answered(report, by, **changed)
    if reasons:
        report = write(report=report, reasons=reasons, note="", by=by)
    return submit(report=report, by=by)


__all__ = [
    "answered",
    "begun",
    "form_of",
    "ordered",
    "owed",
    "passed_on",
    "post",
    "sent",
    "values_of",
    "whole",
]
