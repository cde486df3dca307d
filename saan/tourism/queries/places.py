"""From names in a text to places of the tree."""

from saan.geography.models import Area
from saan.geography.queries import search
from saan.geography.rules import AreaLevel


def area_named(*, province: str, district: str = "") -> Area | None:
    """The district, else the province of these names; None where the tree knows neither."""
    if not province.strip():
        return None
    found = search(f"จังหวัด{province.strip()}", level=AreaLevel.PROVINCE).first()
    if found is None or found.name_th != province.strip():
        return None
    if district.strip():
        inside = (
            Area.objects.filter(parent=found, name_th=district.strip()).in_force().select_related("parent")
        )
        return inside.first() or found
    return found
