"""The people of a file: its chair over time, and the members of a group."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.registry.actions.producers import held_producer
from saan.registry.models import ChairTerm, Member, Producer
from saan.registry.naming import tidy
from saan.registry.rules import (
    LEAST_GROUP,
    MOST_MEMBERS,
    ProducerKind,
    refuse_citizen_id,
    refuse_day,
)
from saan.registry.telling import refuse_point


def change_chair(*, producer: Producer, version: int, name: str, starts: date, by: Actor) -> ChairTerm:
    """Begin the term of a new chair or owner; the old one's ends the day before. For a slip of the pen use
    `edit_producer`, which makes no history."""
    require(by, Permission.PRODUCERS_EDIT)
    written = tidy(name)
    if not written:
        raise Refused("กรอกชื่อประธานหรือเจ้าของคนใหม่", field="chair")
    if len(written) > 200:
        raise Refused("ชื่อยาวเกิน 200 ตัวอักษร", field="chair")
    refuse_citizen_id(written, "chair")
    refuse_day(starts, today=today(), field="starts", what="วันที่เริ่มวาระ")
    with transaction.atomic():
        held = held_producer(producer, version, by)
        if written == held.chair_name:
            raise Refused(f"{written} เป็นประธานหรือเจ้าของอยู่แล้ว", field="chair")
        _end_present_term(held, starts)
        term = ChairTerm.objects.create(producer=held, name=written, starts=starts)
        held.chair_name, held.version = written, held.version + 1
        held.save(update_fields=["chair_name", "version"])
        record(
            by=by,
            verb="registry.change_chair",
            of=held,
            summary=f"เปลี่ยนประธานหรือเจ้าของของ {held.name} ตั้งแต่ {format_short(starts)}",
            personal_fields=["chair_name"],
        )
    return term


def add_members(
    *, producer: Producer, version: int, names: list[tuple[str, str]], by: Actor, joined_on: date | None = None,
    thai: bool = False,
) -> list[Member]:  # fmt: skip
    """Enter members as (name, duty). Unless `thai` says that each was checked, the confirmation that all hold Thai
    nationality falls away until it is given again."""
    require(by, Permission.PRODUCERS_EDIT)
    wanted = [(tidy(name)[:200], tidy(role)[:100]) for name, role in names if tidy(name)]
    if not wanted:
        raise Refused("กรอกชื่อสมาชิก บรรทัดละคน", field="member_names")
    for name, _ in wanted:
        refuse_citizen_id(name, "member_names")
    if joined_on is not None:
        refuse_day(joined_on, today=today(), field="joined_on", what="วันที่เข้าเป็นสมาชิก")
    with transaction.atomic():
        held = held_producer(producer, version, by)
        if held.kind != ProducerKind.GROUP:
            raise Refused("เฉพาะกลุ่มผู้ผลิตชุมชนมีรายชื่อสมาชิก", field="member_names")
        standing = set(held.member_rows.filter(left_on=None).values_list("name", flat=True))
        if twice := next((name for name, _ in wanted if name in standing), None):
            raise Refused(f"{twice} เป็นสมาชิกอยู่แล้ว", field="member_names")
        if len(standing) + len(wanted) > MOST_MEMBERS:
            raise Refused(f"สมาชิกเกิน {MOST_MEMBERS:,} คน", field="member_names")
        made = Member.objects.bulk_create(
            Member(producer=held, name=name, role=role, thai=thai, joined_on=joined_on)
            for name, role in wanted
        )
        if not thai:
            held.all_thai_on = None
        _count(held, len(standing))
        record(by=by, verb="registry.add_members", of=held, summary=f"เพิ่มสมาชิก {len(made)} คนของ {held.name}")
    return made


def end_membership(*, member: Member, version: int, left_on: date, by: Actor) -> Member:
    """A member leaves; a group keeps at least two."""
    require(by, Permission.PRODUCERS_EDIT)
    refuse_day(left_on, today=today(), field="left_on", what="วันที่ออก")
    with transaction.atomic():
        held = held_producer(member.producer, version, by)
        leaving = held.member_rows.select_for_update().get(pk=member.pk)
        if leaving.left_on is not None:
            raise Refused(f"{leaving.name} ออกจากกลุ่มแล้ว")
        if leaving.joined_on and left_on < leaving.joined_on:
            raise Refused(f"วันที่ออกต้องไม่ก่อนวันที่เข้า ({format_short(leaving.joined_on)})", field="left_on")
        standing = held.member_rows.filter(left_on=None).count()
        if held.kind == ProducerKind.GROUP and standing <= LEAST_GROUP:
            raise Refused(f"กลุ่มต้องมีสมาชิกอย่างน้อย {LEAST_GROUP} คน เพิ่มคนใหม่ก่อน หรือเปลี่ยนประเภทผู้ผลิต")
        leaving.left_on = left_on
        leaving.save(update_fields=["left_on"])
        _count(held, standing)
        record(by=by, verb="registry.end_membership", of=held, summary=f"สมาชิก 1 คนออกจาก {held.name}")
    return leaving


def place_point(
    *, producer: Producer, version: int, latitude: Decimal | None, longitude: Decimal | None, by: Actor
) -> Producer:
    """Put the place of production on the map, or take it off with two Nones."""
    require(by, Permission.PRODUCERS_EDIT)
    if (latitude, longitude) != (None, None):
        refuse_point(latitude, longitude)
    with transaction.atomic():
        held = held_producer(producer, version, by)
        held.latitude = round(latitude, 5) if latitude is not None else None
        held.longitude = round(longitude, 5) if longitude is not None else None
        held.version += 1
        held.save(update_fields=["latitude", "longitude", "version"])
        said = "ปักตำแหน่งที่ผลิต" if latitude is not None else "เอาตำแหน่งที่ผลิตออก"
        record(
            by=by, verb="registry.point", of=held, summary=f"{said}ของ {held.name}", personal_fields=["point"]
        )
    return held


def _end_present_term(held: Producer, starts: date) -> None:
    last = starts - timedelta(days=1)
    present = held.chairs.select_for_update().filter(ends=None).first()
    if present is None and held.chair_name:
        present = ChairTerm(producer=held, name=held.chair_name)
    if present is None:
        return
    if present.starts is not None and present.starts > last:
        raise Refused(f"วาระเดิมเริ่ม {format_short(present.starts)} วาระใหม่ต้องเริ่มหลังวันนั้น", field="starts")
    closed = held.chairs.exclude(ends=None).order_by("-ends").first()
    if closed is not None and closed.ends is not None and starts <= closed.ends:
        raise Refused(f"วาระก่อนหน้าสิ้นสุด {format_short(closed.ends)} วาระใหม่ต้องเริ่มหลังวันนั้น", field="starts")
    present.ends = last
    present.save()


def _count(held: Producer, before: int) -> None:
    """The figure on the file follows the list where the list was whole; of a list just begun only a larger count does.

    `before` is how many stood on the list until now.
    """
    count = held.member_rows.filter(left_on=None).count()
    if held.members is None or held.members <= before or count > held.members:
        held.members = count if count >= LEAST_GROUP else None
    held.version += 1
    held.save(update_fields=["members", "all_thai_on", "version"])
