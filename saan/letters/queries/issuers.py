"""Which office wrote a letter, from the words in its head."""

from saan.geography.reference import Province, province_by_name
from saan.kernel.spelling import canonical
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel

_HALLS = ("ศาลากลางจังหวัด", "ศาลากลาง")
_DISTRICT_HALLS = ("ที่ว่าการอำเภอ", "ที่ทำการปกครองอำเภอ", "อำเภอ")
_CENTRAL = (OfficeLevel.MINISTRY, OfficeLevel.DEPARTMENT)


def issuer_of(record: dict) -> Office | None:
    """The office named in the head of a record; None rather than a guess.

    A provincial hall's head means the province itself, whose register its letters are numbered in; a district hall
    means the district. A central body's division counts as that body.
    """
    named = _plain(record.get("issuing_office") or "")
    if not named:
        return None
    province = province_by_name(record.get("province") or "")
    return _by_name(named, province) or _hall(named, province) or _central_body(named)


def _plain(words: str) -> str:
    return "".join(canonical(words).split())


def _by_name(named: str, province: Province | None) -> Office | None:
    names = {named} | ({f"{named}{province.name_th}"} if province else set())
    found = Office.objects.in_force().filter(name__in=names)
    if province:
        found = found.filter(lo__range=_range(province)) | found.filter(level__in=_CENTRAL)
    return found.first() if found.count() == 1 else None


def _hall(named: str, province: Province | None) -> Office | None:
    for hall in _HALLS:
        if named.startswith(hall):
            seat = province_by_name(named.removeprefix(hall)) or province
            return Office.objects.filter(code=f"governor-{seat.code}").first() if seat else None
    for hall in _DISTRICT_HALLS:
        if named.startswith(hall) and province:
            district = named.removeprefix(hall).partition("จังหวัด")[0]
            chiefs = Office.objects.in_force().filter(code__startswith="chief-", lo__range=_range(province))
            return chiefs.filter(area__name_th=district).first()
    return None


def _central_body(named: str) -> Office | None:
    bodies = Office.objects.in_force().filter(level__in=_CENTRAL)
    return next((body for body in bodies if named.startswith(_plain(body.name))), None)


def _range(province: Province) -> tuple[int, int]:
    return province.code * 10_000, province.code * 10_000 + 9_999
