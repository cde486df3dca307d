"""The example countable, its rows and Hypothesis strategies for rules over it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from psycopg import Connection

from saan.policy.conditions import All, Any, Between, Condition, In, Is, Not
from saan.policy.countables import Countable, Field, FieldType, described_by
from saan.policy.evaluate import Fact
from saan.policy.rules import Part, Per, Rule, Window

KINDS = {
    "group": "กลุ่มผู้ผลิตชุมชน",
    "sole": "เจ้าของรายเดียว",
    "sme": "วิสาหกิจขนาดกลางและขนาดย่อม",
    "public": "หน่วยงานของรัฐ",
}
QUADRANTS = {
    "A": "A ดาวเด่นสู่สากล",
    "B": "B อนุรักษ์สร้างคุณค่า",
    "C": "C พัฒนาสู่การแข่งขัน",
    "D": "D ปรับตัวสู่การพัฒนา",
}
KIND = Field(
    name="kind",
    label_th="ประเภทผู้ผลิต",
    type=FieldType.CHOICE,
    column="t.kind",
    choices=KINDS,
    phrase_th="เป็น{value}",
    phrase_not_th="ไม่เป็น{value}",
)
QUADRANT = Field(
    name="quadrant",
    label_th="กลุ่มศักยภาพ",
    type=FieldType.CHOICE,
    column="t.quadrant",
    choices=QUADRANTS,
    phrase_th="อยู่ในกลุ่ม {value}",
    phrase_not_th="ไม่อยู่ในกลุ่ม {value}",
)
STARS = Field(
    name="stars",
    label_th="ระดับดาว",
    type=FieldType.INTEGER,
    column="t.stars",
    unit_th="ดาว",
    phrase_th="ได้ระดับ {value}",
    phrase_not_th="ไม่ได้ระดับ {value}",
)
COHORT = Field(
    name="cohort_year",
    label_th="ปีที่ลงทะเบียน",
    type=FieldType.BE_YEAR,
    column="t.cohort + 543",
    phrase_th="ลงทะเบียนปี {value}",
    phrase_not_th="ไม่ได้ลงทะเบียนปี {value}",
)
POTENTIAL = Field(
    name="potential",
    label_th="ศักยภาพ",
    type=FieldType.BOOLEAN,
    column="t.potential",
    phrase_th="มีศักยภาพและความพร้อม",
    phrase_not_th="ไม่มีศักยภาพหรือความพร้อม",
)
CHECKED = Field(name="checked_on", label_th="วันที่ตรวจ", type=FieldType.DATE, column="t.checked_on")
PRODUCER = Countable(
    code="producer",
    noun_th="ผู้ผลิต ผู้ประกอบการ OTOP",
    unit_th="ราย",
    table="example_producer",
    area_column="tambon_id",
    date_column="registered_on",
    date_label_th="ขึ้นทะเบียน",
    base_sql="t.status = 'registered'",
    fields=described_by(KIND, QUADRANT, STARS, COHORT, POTENTIAL, CHECKED),
)
PRODUCT = replace(PRODUCER, code="product", noun_th="ผลิตภัณฑ์ OTOP", unit_th="รายการ")
COUNTABLES = {"producer": PRODUCER, "product": PRODUCT}

TAMBONS = [240101, 240102, 240205, 250101]
AREAS = {
    Per.COUNTRY: [0],
    Per.PROVINCE: [24, 25],
    Per.DISTRICT: [2401, 2402, 2501],
    Per.TAMBON: TAMBONS,
}
NATION = (0, 999_999)

days = st.integers(0, 20).map(lambda n: date(2023, 9, 15) + timedelta(days=n))
years = st.integers(2556, 2562)
stars = st.integers(1, 5)


def _ends(values: SearchStrategy) -> SearchStrategy:
    """Two ends in order, one of them perhaps open."""
    closed = st.tuples(values, values).map(lambda pair: (min(pair), max(pair)))
    return st.one_of(closed, values.map(lambda v: (v, None)), values.map(lambda v: (None, v)))


def _ranges(name: str, values: SearchStrategy) -> SearchStrategy[Condition]:
    return st.one_of(_ends(values).map(lambda ends: Between(name, *ends)), values.map(lambda v: Is(name, v)))


def _choices(name: str, codes: list[str]) -> SearchStrategy[Condition]:
    some = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    return st.one_of(
        some.map(lambda v: In(name, tuple(v))), st.sampled_from(codes).map(lambda v: Is(name, v))
    )


questions: SearchStrategy[Condition] = st.one_of(
    _choices("kind", list(KINDS)),
    _choices("quadrant", list(QUADRANTS)),
    _ranges("stars", stars),
    _ranges("cohort_year", years),
    _ranges("checked_on", days),
    st.booleans().map(lambda v: Is("potential", v)),
)
conditions: SearchStrategy[Condition] = st.recursive(
    questions,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda c: All(tuple(c))),
        st.lists(inner, min_size=1, max_size=3).map(lambda c: Any(tuple(c))),
    ),
    max_leaves=5,
)
windows = st.one_of(
    st.none(), st.builds(lambda e, f: Window(*e, f), _ends(days), st.sampled_from([None, "checked_on"]))
)
figures = st.one_of(
    st.integers(1, 4).map(lambda n: {"minimum": n}),
    st.integers(1, 4).map(lambda n: {"exact": n}),
    st.integers(1, 4).map(lambda n: {"maximum": n}),
    st.tuples(st.integers(1, 4), st.integers(0, 3)).map(lambda p: {"minimum": p[0], "maximum": p[0] + p[1]}),
)
parts = st.builds(
    lambda where, numbers, unit, name: Part(label_th=f"ประเภท {name}", where=where, unit_th=unit, **numbers),
    conditions,
    figures,
    st.sampled_from([None, "กลุ่ม"]),
    st.sampled_from("กขค"),
)


@st.composite
def rules(draw: st.DrawFn, part_strategy: SearchStrategy[Part] = parts) -> Rule:
    """Rules of every shape, possible or not."""
    some = tuple(draw(st.lists(part_strategy, max_size=3)))
    numbers = draw(figures) if not some else draw(st.one_of(st.just({}), figures))
    return Rule(
        entity="producer",
        per=draw(st.sampled_from(Per)),
        window=draw(windows),
        where=draw(st.one_of(st.none(), conditions)),
        parts=some,
        unit_th=draw(st.sampled_from([None, "แห่ง"])),
        **numbers,
    )


facts = st.builds(
    Fact,
    id=st.integers(1, 10_000),
    area=st.sampled_from([*TAMBONS, 260101]),
    on=st.one_of(st.none(), days),
    values=st.fixed_dictionaries(
        {
            "kind": st.sampled_from([None, *KINDS]),
            "quadrant": st.sampled_from([None, *QUADRANTS]),
            "stars": st.one_of(st.none(), stars),
            "cohort_year": st.one_of(st.none(), years),
            "potential": st.sampled_from([None, True, False]),
            "checked_on": st.one_of(st.none(), days),
        }
    ),
)
rows = st.lists(facts, max_size=25, unique_by=lambda fact: fact.id)


def _stored(fact: Fact, status: str) -> tuple[object, ...]:
    v = fact.values
    cohort = None if v["cohort_year"] is None else int(v["cohort_year"]) - 543
    given = (v["kind"], v["quadrant"], v["stars"], cohort, v["potential"], v["checked_on"])
    return (fact.id, fact.area, fact.on, status, *given)


def fill(link: Connection, facts: list[Fact], ceased: list[Fact] = ()) -> None:
    """The places of the example and the facts in the temporary tables; `ceased` ones have no standing."""
    link.execute("TRUNCATE geography_area, example_producer")
    places = [
        (code, per.value, code * per.divisor, (code + 1) * per.divisor - 1)
        for per in AREAS
        for code in AREAS[per]
    ]
    with link.cursor() as cursor:
        cursor.executemany("INSERT INTO geography_area VALUES (%s, %s, %s, %s)", places)
        stored = [_stored(f, "registered") for f in facts] + [_stored(f, "ceased") for f in ceased]
        cursor.executemany(f"INSERT INTO example_producer VALUES ({', '.join(['%s'] * 10)})", stored)
