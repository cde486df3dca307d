"""A national workbook for the benchmarks: 100,000 producers in the registry, 220,000 products to come in."""

import random
from functools import cache
from io import BytesIO

import xlsxwriter
from django.db import connection

from saan.accounts.models import User
from saan.geography.models import Area
from saan.kernel.dates import SHORT_MONTHS, now
from saan.kernel.sorting import thai_sort_key
from saan.organisations.models import Office

SEED, PRODUCERS, PRODUCTS, FAULTY = 24, 100_000, 220_000, 1_500
HEADS = ("ลำดับ", "ผู้ผลิต", "จังหวัด", "อำเภอ", "ตำบล", "ชื่อผลิตภัณฑ์", "ประเภทผลิตภัณฑ์", "วันที่ขึ้นทะเบียน", "ราคา (บาท)")
_GROUPS = ("กลุ่มทอผ้าบ้าน", "กลุ่มจักสานบ้าน", "วิสาหกิจชุมชนแปรรูปอาหารบ้าน", "กลุ่มสตรีสมุนไพรบ้าน", "ร้านของฝากบ้าน")
_VILLAGES = ("หนองบัว", "โนนสูง", "ท่าข้าม", "ดอนแก้ว", "ศรีสุข", "บางสวน", "นาดี", "คลองใหม่", "ป่าไผ่", "ริมน้ำ")
_GOODS = ("ผ้าขาวม้าทอมือ", "ตะกร้าหวาย", "น้ำพริกเผา", "สบู่ขมิ้น", "ผ้าไหมมัดหมี่", "กล้วยฉาบ", "ชาใบหม่อน", "ข้าวแต๋น")
_LOOKS = ("", "ลายดั้งเดิม", "สูตรโบราณ", "รุ่นของฝาก", "แบบกล่อง", "แบบถุง", "เล็ก", "ใหญ่")
_KINDS = ("อาหาร", "เครื่องดื่ม", "ผ้า เครื่องแต่งกาย", "ของใช้ ของตกแต่ง ของที่ระลึก", "สมุนไพรที่ไม่ใช่อาหาร")


def clear() -> None:
    """Empty the registry of the benchmarks' database, where nothing else is kept."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE registry_product, registry_importbatch, registry_stagedpiece CASCADE")


def load_producers() -> None:
    """The producers, in tambons whose name occurs once in its district, by COPY."""
    producers = _producers()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_producer WHERE legacy_code LIKE 'bench-%'")
        if cursor.fetchone()[0] == PRODUCERS:
            return
        cursor.execute("TRUNCATE registry_producer CASCADE")
        by, moment = User.objects.earliest("pk").pk, now().isoformat()
        office = Office.objects.get(code="cdd").pk
        columns = ("name, sort_key, kind, status, tambon_id, address, chair_name, phone, registered_on, cohort_be, "
                   "office_id, legacy_code, link, consent, created_at, created_by_id, version")  # fmt: skip
        with cursor.copy(f"COPY registry_producer ({columns}) FROM STDIN") as into:
            for number, (name, place) in enumerate(producers):
                into.write_row((
                    name, thai_sort_key(name)[:400], "group", "registered", place[0], "", "", "", "2020-01-15", 2563,
                    office, f"bench-{number}", "[]", "[]", moment, by, 1,
                ))  # fmt: skip
        cursor.execute("ANALYZE registry_producer")


def _places() -> list[tuple[int, str, str, str]]:
    names = dict(Area.objects.exclude(level="tambon").values_list("code", "name_th"))
    tambons = (
        Area.objects.filter(level="tambon", valid_to=None).order_by("code").values_list("code", "name_th")
    )
    seen: dict[tuple[str, str, str], int] = {}
    for code, name in tambons:
        seen.setdefault((name, names[code // 100], names[code // 10_000]), code)
    return [(code, *words) for words, code in seen.items()]


@cache
def _producers() -> list[tuple[str, tuple[int, str, str, str]]]:
    dice, places = random.Random(SEED), _places()
    found = []
    for number in range(PRODUCERS):
        place = places[number % len(places)]
        found.append(
            (f"{dice.choice(_GROUPS)}{dice.choice(_VILLAGES)} หมู่ {number // len(places) + 1}", place)
        )
    return found


@cache
def workbook() -> bytes:
    """The workbook: a title, the headings, the products; one row in 150 with a fault planted in it."""
    dice, producers = random.Random(SEED), _producers()
    faulty = set(dice.sample(range(PRODUCTS), FAULTY))
    into = BytesIO()
    with xlsxwriter.Workbook(into, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("ผลิตภัณฑ์")
        sheet.write_row(0, 0, ["บัญชีผลิตภัณฑ์ทั่วประเทศ"])
        sheet.write_row(1, 0, HEADS)
        for number in range(PRODUCTS):
            name, (_, tambon, district, province) = producers[number % PRODUCERS]
            good = f"{_GOODS[number // PRODUCERS * 2 + number % 2]} {dice.choice(_LOOKS)}".strip()
            day = f"{dice.randrange(1, 28)} {dice.choice(SHORT_MONTHS)} {dice.randrange(2557, 2568)}"
            cells = [
                number + 1,
                name,
                province,
                district,
                tambon,
                good,
                dice.choice(_KINDS),
                day,
                dice.randrange(20, 5_000),
            ]
            if number in faulty:
                cells[dice.choice((1, 4, 6, 7))] = dice.choice(("ไม่มีจริง", "", "31 ก.พ. 2566"))
            sheet.write_row(number + 2, 0, cells)
    return into.getvalue()
