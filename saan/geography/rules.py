"""Arithmetic of administrative codes: a code says its level, its parent and the range of tambons beneath it.

Codes follow the Department of Provincial Administration: two digits for a province, four for a district
(amphoe or khet), six for a tambon (or khwaeng); 0 stands for the whole country. Because each level adds two
digits, every subtree is one unbroken range of six-digit leaves, and "inside" is one BETWEEN.
"""

from saan.kernel.labels import Labelled

COUNTRY = 0
BANGKOK = 10
LAST_LEAF = 999_999


class AreaLevel(Labelled):
    """The four levels of the tree, from the whole country to a tambon."""

    COUNTRY = "country", "ประเทศ"
    PROVINCE = "province", "จังหวัด"
    DISTRICT = "district", "อำเภอ/เขต"
    TAMBON = "tambon", "ตำบล/แขวง"


# How many leaves one code of a level spans.
_SPAN = {AreaLevel.PROVINCE: 10_000, AreaLevel.DISTRICT: 100, AreaLevel.TAMBON: 1}


class SuccessionBasis(Labelled):
    """How sure it is that one area took the place of another."""

    NOTICE = "notice", "ตามประกาศในราชกิจจานุเบกษา"
    NAME = "name", "เทียบจากชื่อเดียวกัน ยังไม่มีประกาศยืนยัน"


def level_of(code: int) -> AreaLevel:
    """The level a code stands for; ValueError in Thai where its digits fit none."""
    if code == COUNTRY:
        return AreaLevel.COUNTRY
    for level, lowest in ((AreaLevel.PROVINCE, 10), (AreaLevel.DISTRICT, 1_000), (AreaLevel.TAMBON, 100_000)):
        if lowest <= code < lowest * 10:
            return level
    raise ValueError(f"รหัสพื้นที่ {code} ไม่ถูกต้อง: ต้องเป็น 0 (ประเทศ) หรือเลข 2, 4 หรือ 6 หลัก")


def leaf_range(code: int) -> tuple[int, int]:
    """The first and last six-digit codes that lie in the area, both included."""
    level = level_of(code)
    if level is AreaLevel.COUNTRY:
        return 0, LAST_LEAF
    lo = code * _SPAN[level]
    return lo, lo + _SPAN[level] - 1


def parent_code(code: int) -> int | None:
    """The code one level up: of a tambon its district, and so on; None for the country."""
    level = level_of(code)
    if level is AreaLevel.COUNTRY:
        return None
    return COUNTRY if level is AreaLevel.PROVINCE else code // 100


def province_code(code: int) -> int | None:
    """The two-digit province a code lies in; None for the country."""
    level = level_of(code)
    if level is AreaLevel.COUNTRY:
        return None
    return leaf_range(code)[0] // 10_000


def is_within(inner: int, outer: int) -> bool:
    """Whether the first code lies in the second, or is the same."""
    inner_lo, inner_hi = leaf_range(inner)
    outer_lo, outer_hi = leaf_range(outer)
    return outer_lo <= inner_lo and inner_hi <= outer_hi


def title(code: int, name: str) -> str:
    """A name as it is written out in a letter: "ตำบลหัวไทร", "แขวงดุสิต", "เขตดุสิต", "กรุงเทพมหานคร"."""
    return _named(code, name, {"province": "จังหวัด", "district": "อำเภอ", "tambon": "ตำบล"})


def short_title(code: int, name: str) -> str:
    """A name as it stands in a table: "ต.หัวไทร", "อ.บางคล้า", "จ.ฉะเชิงเทรา"; Bangkok keeps its whole words."""
    return _named(code, name, {"province": "จ.", "district": "อ.", "tambon": "ต."})


def _named(code: int, name: str, words: dict[str, str]) -> str:
    level = level_of(code)
    if level is AreaLevel.COUNTRY or code == BANGKOK:
        return name
    if province_code(code) == BANGKOK:
        words = {"district": "เขต", "tambon": "แขวง"}
    return f"{words[level]}{name}"
