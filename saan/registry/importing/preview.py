"""A kept file as checked rows, against the district's places and the registry as they are now."""

from collections.abc import Mapping

from saan.documents.queries import read_bytes
from saan.documents.sheets.reading import SheetError, read_rows
from saan.geography.queries import tambons
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.organisations.models import Office
from saan.registry.importing.checking import Known, Row, Sheet, check
from saan.registry.models import ImportBatch, Producer
from saan.registry.rules import ProducerStatus

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def preview_of(batch: ImportBatch) -> Sheet:
    """The sheet of an import with the cells that persons have changed since."""
    return sheet_of(read_bytes(batch.file), batch.file.name, office=batch.office, fixes=batch.fixes)


def sheet_of(data: bytes, name: str, *, office: Office, fixes: Mapping[str, str] | None = None) -> Sheet:
    """The first sheet of a workbook, checked for the district of `office`. Raises Refused at the field `file`."""
    places = {place.name_th: place.code for place in tambons(office.area).order_by("sort_key", "code")}
    standing = Producer.objects.filter(tambon_id__gte=office.lo, tambon_id__lte=office.hi)
    standing = standing.exclude(status=ProducerStatus.MERGED)
    known = [Known(*row) for row in standing.values_list("name", "tambon_id")]
    return check(_rows(data, name), tambons=places, known=known, today=today(), fixes=fixes)


def _rows(data: bytes, name: str) -> list[Row]:
    try:
        return [Row(row.number, row.values) for row in read_rows(data, name).rows]
    except SheetError as error:
        raise Refused(str(error), field="file") from error
