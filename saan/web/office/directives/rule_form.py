"""A draft as a plain form: what is asked, of whom, how many of what, by when. Checked by the server."""

import re

from django import forms

from saan.accounts.policy import LINES_BELOW, Actor
from saan.directives import audience
from saan.directives.catalogue import countables
from saan.directives.models import Directive
from saan.directives.rules import COUNTED, DirectiveKind
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused
from saan.kernel.workdays import WeekendPolicy
from saan.organisations.rules import Line, OfficeLevel
from saan.policy.rules import Per
from saan.web.components.forms import CountField, ThaiDateField
from saan.web.office.circulars.places import place_choices
from saan.web.office.directives.rule_parts import (
    BOUNDS,
    bounds_of,
    condition_fields,
    condition_initial,
    conditions_from,
    kept_conditions,
    taken_bound,
)

SCHEDULES = (
    ("none", "ไม่มีกำหนด"),
    ("asap", "โดยเร็ว ไม่มีวันกำหนด"),
    ("once", "ภายในวันที่"),
    ("monthly", "ทุกเดือน"),
    ("quarterly", "ทุกไตรมาส"),
    ("relative", "นับจากวันที่ออก"),
)
MOST_LISTED = 1000
"""Receivers that a page offers one by one."""
UNITS = (("workday", "วันทำการ"), ("day", "วัน"), ("week", "สัปดาห์"), ("month", "เดือน"))


class DraftForm(forms.Form):
    """Every field of a draft. `changes()` gives what `edit_draft` takes."""

    title = forms.CharField(
        label="สิ่งที่ให้ทำ", max_length=300, error_messages={"required": "เขียนว่าให้ทำอะไร เช่น รับลงทะเบียนผู้ผลิต"}
    )
    kind = forms.ChoiceField(label="ระบบรู้ว่าเสร็จจาก", choices=DirectiveKind.choices)
    level = forms.ChoiceField(label="ผู้รับ ระดับ", choices=OfficeLevel.choices)
    line = forms.ChoiceField(label="ผู้รับ สายงาน")
    places = forms.TypedMultipleChoiceField(
        label="เฉพาะในพื้นที่", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    left_out = forms.MultipleChoiceField(
        label="ยกเว้นหน่วยงาน", required=False, widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(label="กำหนดส่ง", choices=SCHEDULES)
    due = ThaiDateField(label="วันที่ครบกำหนด", required=False, help_text="ใช้กับ ภายในวันที่ ตัวอย่าง 29 ก.ย. 2566")
    days = forms.CharField(
        label="วันที่ของเดือน", required=False, help_text="ใช้กับ ทุกเดือน ทุกไตรมาส เช่น 25 หรือ 1, 15 หรือ สิ้นเดือน"
    )
    until = ThaiDateField(label="จนถึงวันที่", required=False, help_text="ใช้กับกำหนดตามรอบ เว้นไว้คือถึงสิ้นปีงบประมาณ")
    amount = CountField(
        label="จำนวน", required=False, min_value=1, max_value=365, help_text="ใช้กับ นับจากวันที่ออก"
    )
    amount_unit = forms.ChoiceField(label="หน่วย", choices=UNITS, required=False)
    weekend = forms.ChoiceField(
        label="เมื่อตรงวันหยุด",
        choices=[(policy.value, policy.label) for policy in WeekendPolicy],
        widget=forms.RadioSelect,
    )
    entity = forms.ChoiceField(label="สิ่งที่นับ", required=False)
    per = forms.ChoiceField(label="จำนวนต่อ", choices=[(per.value, per.label) for per in Per], required=False)
    bound = forms.ChoiceField(label="เงื่อนไขจำนวน", choices=BOUNDS, required=False)
    number = CountField(label="จำนวนรวม", required=False, min_value=1)
    start = ThaiDateField(
        label="นับตั้งแต่วันที่", required=False, help_text="เว้นไว้คือนับทุกรายที่มีในทะเบียน ตัวอย่าง 26 ก.ย. 2566"
    )

    BASIC = ("title", "kind")
    AUDIENCE = ("level", "line", "places", "left_out")
    SCHEDULE = ("when", "due", "days", "until", "amount", "amount_unit", "weekend")
    RULE = ("entity", "per", "bound", "number", "start")

    def __init__(self, data: object, *, directive: Directive, actor: Actor) -> None:
        self.directive, self.rule = directive, directive.rule or {}
        known = countables()
        self.countable = known.get(self.rule.get("entity", "")) or next(iter(known.values()))
        super().__init__(data, initial=self._initial())
        self.fields["line"].choices = [(line, Line(line).label) for line in LINES_BELOW[actor.office.line]]
        self.fields["entity"].choices = [(code, each.noun_th) for code, each in known.items()]
        self._offer_places()
        self._offer_left_out(actor)
        self.part_names = self._add_parts()
        self.condition_names = self._add_conditions()

    def _offer_places(self) -> None:
        chosen, field = self.directive.audience.get("areas") or [], self.fields["places"]
        field.choices = place_choices(self.directive.office, chosen)
        field.help_text = f"ไม่เลือกคือทั้ง{self.directive.office.area.title} เลือกจังหวัดแล้วบันทึกเพื่อเลือกเป็นรายอำเภอ"
        if self.directive.office.level not in (OfficeLevel.MINISTRY, OfficeLevel.DEPARTMENT):
            field.help_text = f"ไม่เลือกคือทั้ง{self.directive.office.area.title}"
        if not field.choices:
            del self.fields["places"]

    def _offer_left_out(self, actor: Actor) -> None:
        """Every receiver to tick, or only those left out already where a list would be too long to read."""
        everyone = audience.offices({**self.directive.audience, "except": []}, actor)
        count, field = everyone.count(), self.fields["left_out"]
        if count > MOST_LISTED:
            field.help_text = f"ผู้รับมี {count:,} แห่ง มากเกินกว่าจะเลือกทีละแห่งที่นี่ เลือกระดับหรือสายงานให้แคบลงก่อน"
            everyone = everyone.filter(code__in=self.directive.audience.get("except", []))
        field.choices = [(office.code, office.short_name) for office in everyone]

    def _initial(self) -> dict[str, object]:
        directive, rule = self.directive, self.rule
        bound, number = bounds_of(rule)
        return {
            "title": directive.title,
            "kind": directive.kind,
            "level": directive.audience["level"],
            "line": directive.audience["line"],
            "places": directive.audience.get("areas") or [],
            "left_out": directive.audience.get("except", []),
            "weekend": directive.weekend,
            "entity": rule.get("entity", "producer"),
            "per": rule.get("per", "tambon"),
            "bound": bound,
            "number": number,
            "start": _day((rule.get("window") or {}).get("start")),
            **_schedule_initial(directive.schedule or {}),
        }

    def _add_parts(self) -> list[tuple[str, str, str]]:
        """For every part its kind of bound and its number; a bound of "none" drops the part."""
        names = []
        for index, part in enumerate(self.rule.get("parts") or []):
            bound, number = bounds_of(part)
            pair = (f"part_{index}_bound", f"part_{index}_number")
            self.fields[pair[0]] = forms.ChoiceField(
                label=f"ในจำนวนนี้ {part['label_th']}", choices=BOUNDS, initial=bound
            )
            self.fields[pair[1]] = CountField(
                label=f"จำนวน {part['label_th']}", required=False, min_value=1, initial=number
            )
            names.append((part["label_th"], *pair))
        return names

    def _add_conditions(self) -> list[str]:
        names = []
        for name, field in condition_fields(self.countable, self.rule):
            self.fields[name] = field
            names.append(name)
        for name, value in condition_initial(self.countable, self.rule).items():
            self.initial[name] = value
        return names

    def group(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def basic(self) -> list[forms.BoundField]:
        return self.group(self.BASIC)

    @property
    def audience_fields(self) -> list[forms.BoundField]:
        return self.group(self.AUDIENCE)

    @property
    def schedule_fields(self) -> list[forms.BoundField]:
        return self.group(self.SCHEDULE)

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        return self.group(self.RULE)

    @property
    def part_fields(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(label, self[bound], self[number]) for label, bound, number in self.part_names]

    @property
    def conditions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.condition_names]

    def clean(self) -> dict[str, object]:
        """What one field alone cannot tell: a number where it is asked for, a day where there is one."""
        data = super().clean() or {}
        if data.get("when") == "once" and not data.get("due"):
            self._missing("due", "ระบุวันที่ครบกำหนด หรือเลือกว่าไม่มีกำหนด")
        if data.get("when") == "relative" and not data.get("amount"):
            self._missing("amount", "ระบุจำนวนวัน สัปดาห์ หรือเดือน")
        if data.get("when") in ("monthly", "quarterly"):
            self._check_days(data.get("days") or "")
        if data.get("kind") in COUNTED:
            self._check_numbers(data)
        return data

    def _missing(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)

    def _check_days(self, text: str) -> None:
        if _days(text) is None:
            self._missing("days", f"วันที่ของเดือนต้องเป็น 1 ถึง 31 คั่นด้วยจุลภาค หรือคำว่า สิ้นเดือน ท่านกรอก “{text}”")

    def _check_numbers(self, data: dict[str, object]) -> None:
        pairs = [("bound", "number"), *((bound, number) for _, bound, number in self.part_names)]
        for bound, number in pairs:
            if data.get(bound) not in ("", "none", None) and not data.get(number):
                self._missing(number, f"{self.fields[number].label}: ระบุจำนวนตั้งแต่ 1 หรือเลือกไม่กำหนด")
        if all(data.get(bound) in ("", "none", None) for bound, _ in pairs):
            self._missing("number", "กติกาต้องมีจำนวนอย่างน้อยหนึ่งอย่าง กำหนดจำนวนรวมหรือจำนวนของประเภทใดประเภทหนึ่ง")

    def refuse(self, refused: Refused) -> None:
        """Put the action's refusal at the field that it speaks of."""
        places = {"schedule": "when", "audience": "level", "rule": "number"}
        name = places.get(refused.field or "", refused.field)
        self.add_error(name if name in self.fields else None, refused.message)

    def changes(self) -> dict[str, object]:
        data = self.cleaned_data
        return {
            "title": data["title"],
            "kind": data["kind"],
            "audience": self._audience(data),
            "schedule": self._schedule(data),
            "weekend": data["weekend"],
            "rule": self._rule(data) if data["kind"] in COUNTED else None,
        }

    def _audience(self, data: dict) -> dict:
        changed = {"level": data["level"], "line": data["line"], "except": data["left_out"]}
        home = self.directive.office.area_id
        return audience.narrowed({**self.directive.audience, **changed}, data.get("places") or (), home=home)

    def _schedule(self, data: dict) -> dict | None:
        match data["when"]:
            case "asap":
                return {"kind": "asap"}
            case "once":
                return {"kind": "once", "date": data["due"].isoformat()}
            case "relative":
                return {"kind": "relative", "n": data["amount"], "unit": data["amount_unit"] or "workday",
                        "from": "วันที่ออกข้อสั่งการ"}  # fmt: skip
            case "monthly" | "quarterly" as name:
                until = data["until"].isoformat() if data["until"] else None
                kept = {
                    key: value for key in ("from",) if (value := (self.directive.schedule or {}).get(key))
                }
                return {**kept, "kind": "recurring", "rule": f"{name}:{_days(data['days'])}", "until": until}
        return None

    def _rule(self, data: dict) -> dict:
        same = data["entity"] == self.rule.get("entity", data["entity"])
        where = conditions_from(self.countable, self.rule, data) if same else kept_conditions(None)
        parts = self._parts(data) if same else []
        window = {"start": data["start"].isoformat()} if data["start"] else None
        rule = {
            "v": 1,
            "entity": data["entity"],
            "per": data["per"],
            **taken_bound(data["bound"], data["number"]),
        }
        rest = {"window": window, "where": where, "parts": parts or None}
        rest["unit_th"] = self.rule.get("unit_th") if same else None
        return rule | {key: value for key, value in rest.items() if value is not None}

    def _parts(self, data: dict) -> list[dict]:
        kept = []
        for part, (_, bound, number) in zip(self.rule.get("parts") or [], self.part_names, strict=True):
            if data[bound] != "none":
                plain = {key: part[key] for key in ("label_th", "where", "unit_th") if key in part}
                kept.append(plain | taken_bound(data[bound], data[number]))
        return kept


def _day(text: str | None):
    from datetime import date

    return date.fromisoformat(text) if text else None


def _schedule_initial(schedule: dict) -> dict[str, object]:
    kind = schedule.get("kind", "none")
    if kind == "recurring":
        name, _, days = schedule["rule"].partition(":")
        until = schedule.get("until") or ""
        shown = "สิ้นเดือน" if days in ("", "last") else days.replace("last", "สิ้นเดือน").replace(",", ", ")
        day = until if len(until) == 10 else ""
        return {"when": name if name in ("monthly", "quarterly") else "monthly", "days": shown,
                "until": _day(day) or until}  # fmt: skip
    if kind == "relative":
        return {"when": "relative", "amount": schedule["n"], "amount_unit": schedule["unit"]}
    if kind in ("once", "range") and len(schedule.get("date") or "") == 10:
        return {"when": "once", "due": _day(schedule["date"])}
    return {"when": "asap" if kind == "asap" else "none"}


def _days(text: str) -> str | None:
    """The days of a month as the schedule holds them: "1,15", "25", "last"; None when they are no days."""
    said = [each for each in re.split(r"[,\s]+|และ", to_arabic(text).replace("วันที่", "")) if each]
    days = ["last" if each == "สิ้นเดือน" else each for each in said]
    sound = days and all(each == "last" or (each.isdecimal() and 1 <= int(each) <= 31) for each in days)
    return ",".join(days) if sound else None
