"""What letters count in the registry: producers, groups, products. Only these names are known to rules."""

from saan.policy.countables import Countable, Field, FieldType, described_by
from saan.registry.rules import ProducerKind, ProducerStatus, ProductKind, Quadrant

_KIND = Field(
    name="kind",
    label_th="ประเภทผู้ผลิต",
    type=FieldType.CHOICE,
    column="t.kind",
    choices=dict(ProducerKind.choices()),
    phrase_th="เป็น{value}",
    phrase_not_th="ไม่เป็น{value}",
)
_COHORT = Field(
    name="cohort_be",
    label_th="ปีที่ลงทะเบียน",
    type=FieldType.BE_YEAR,
    column="t.cohort_be",
    phrase_th="ลงทะเบียนปี {value}",
    phrase_not_th="ไม่ได้ลงทะเบียนปี {value}",
)
_STATUS = Field(
    name="status",
    label_th="สถานะ",
    type=FieldType.CHOICE,
    column="t.status",
    choices=dict(ProducerStatus.choices()),
    phrase_th="มีสถานะ{value}",
    phrase_not_th="ไม่มีสถานะ{value}",
)
_MEMBERS = Field(
    name="members",
    label_th="จำนวนสมาชิก",
    type=FieldType.INTEGER,
    column="t.members",
    unit_th="คน",
    phrase_th="มีสมาชิก {value}",
    phrase_not_th="ไม่ได้มีสมาชิก {value}",
)

_TODAY = "(now() AT TIME ZONE 'Asia/Bangkok')::date"
_STANDARD_HOLDS = f"""EXISTS (
    SELECT 1 FROM registry_productstandard s WHERE s.product_id = t.id
        AND (s.issued_on IS NULL OR s.issued_on <= {_TODAY})
        AND (s.expires_on IS NULL OR s.expires_on >= {_TODAY})
        AND (s.revoked_on IS NULL OR s.revoked_on > {_TODAY})
)"""

PRODUCER = Countable(
    code="producer",
    noun_th="ผู้ผลิต ผู้ประกอบการ OTOP",
    unit_th="ราย",
    table="registry_producer",
    area_column="tambon_id",
    date_column="registered_on",
    date_label_th="ขึ้นทะเบียน",
    base_sql="t.status = 'registered'",
    fields=described_by(_KIND, _COHORT, _STATUS, _MEMBERS),
)

PRODUCT = Countable(
    code="product",
    noun_th="ผลิตภัณฑ์ OTOP",
    unit_th="รายการ",
    table="registry_product",
    area_column="tambon_id",
    date_column="registered_on",
    date_label_th="ขึ้นทะเบียน",
    base_sql="t.active",
    fields=described_by(
        Field(
            name="kind",
            label_th="ประเภทผลิตภัณฑ์",
            type=FieldType.CHOICE,
            column="t.kind",
            choices=dict(ProductKind.choices()),
            phrase_th="เป็นประเภท{value}",
            phrase_not_th="ไม่เป็นประเภท{value}",
        ),
        _COHORT,
        Field(
            name="quadrant",
            label_th="กลุ่ม Quadrant",
            type=FieldType.CHOICE,
            column="NULLIF(t.quadrant, '')",
            choices=dict(Quadrant.choices()),
            phrase_th="อยู่ในกลุ่ม {value}",
            phrase_not_th="ไม่อยู่ในกลุ่ม {value}",
        ),
        Field(
            name="stars",
            label_th="ระดับดาว",
            type=FieldType.INTEGER,
            column="t.stars",
            unit_th="ดาว",
            phrase_th="ได้ระดับ {value}",
            phrase_not_th="ไม่ได้ระดับ {value}",
        ),
        Field(
            name="producer_kind",
            label_th="ประเภทผู้ผลิต",
            type=FieldType.CHOICE,
            column="t.producer_kind",
            choices=dict(ProducerKind.choices()),
            phrase_th="ผลิตโดย{value}",
            phrase_not_th="ไม่ได้ผลิตโดย{value}",
        ),
        Field(
            name="standard_holds",
            label_th="มีมาตรฐานที่ยังใช้ได้",
            type=FieldType.BOOLEAN,
            column=_STANDARD_HOLDS,
            phrase_th="มีมาตรฐานที่ยังไม่หมดอายุ",
            phrase_not_th="ไม่มีมาตรฐานที่ยังใช้ได้",
        ),
    ),
)

_OWN_PRODUCT = "SELECT 1 FROM registry_product p WHERE p.producer_id = r.id AND p.active AND"
_GROUP_TABLE = f"""(
    SELECT r.id, r.tambon_id, r.registered_on, r.cohort_be, r.status, r.members, r.kind,
        EXISTS ({_OWN_PRODUCT} p.quadrant = 'D') AS quadrant_d,
        EXISTS ({_OWN_PRODUCT} p.stars BETWEEN 1 AND 3) AS stars_1_to_3
    FROM registry_producer r WHERE r.kind = 'group'
)"""

GROUP = Countable(
    code="group",
    noun_th="กลุ่มผู้ผลิตชุมชน OTOP",
    unit_th="กลุ่ม",
    table=_GROUP_TABLE,
    area_column="tambon_id",
    date_column="registered_on",
    date_label_th="ขึ้นทะเบียน",
    base_sql="t.status = 'registered'",
    fields=described_by(
        _KIND,
        _COHORT,
        _STATUS,
        _MEMBERS,
        Field(
            name="quadrant_d",
            label_th="มีผลิตภัณฑ์กลุ่ม D",
            type=FieldType.BOOLEAN,
            column="t.quadrant_d",
            phrase_th="มีผลิตภัณฑ์กลุ่ม D ปรับตัวสู่การพัฒนา",
            phrase_not_th="ไม่มีผลิตภัณฑ์กลุ่ม D",
        ),
        Field(
            name="stars_1_to_3",
            label_th="มีผลิตภัณฑ์ระดับ 1 ถึง 3 ดาว",
            type=FieldType.BOOLEAN,
            column="t.stars_1_to_3",
            phrase_th="มีผลิตภัณฑ์ระดับ 1 ถึง 3 ดาว",
            phrase_not_th="ไม่มีผลิตภัณฑ์ระดับ 1 ถึง 3 ดาว",
        ),
    ),
)

COUNTABLES = (PRODUCER, PRODUCT, GROUP)
