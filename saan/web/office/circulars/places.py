"""The places an officer may narrow an audience to: the parts of the office's own place, one step finer on demand."""

from collections.abc import Collection

from saan.geography.models import Area
from saan.geography.rules import AreaLevel, level_of, province_code
from saan.organisations.models import Office


def place_choices(office: Office, chosen: Collection[int]) -> list[tuple[str, str]]:
    """Codes and names: provinces for the country, districts for a province; of a chosen province its districts too."""
    provinces = {province_code(code) for code in chosen} - {None, office.area_id}
    parts = list(_parts(office.area_id))
    choices = []
    for part in parts:
        choices.append((str(part.code), part.title))
        if part.code in provinces:
            choices += [(str(each.code), f"{each.title} {part.title}") for each in _parts(part.code)]
    return choices


def _parts(code: int):
    if level_of(code) not in (AreaLevel.COUNTRY, AreaLevel.PROVINCE):
        return Area.objects.none()
    return Area.objects.in_force().filter(parent=code).order_by("sort_key")
