"""An office's Garuda, seal and line at the foot: given by its head, checked, borne by what is set from then on."""

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied

from saan.documents.models import OfficeMarks
from saan.documents.queries import marks_of, place_of, read_bytes
from saan.documents.typesetting.letter import LetterKind as SheetKind
from saan.documents.typesetting.letter import LetterSheet, Paragraph
from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.letters.actions.marks import LARGEST, Mark, drop_mark, set_mark, set_slogan
from saan.letters.actions.outgoing import send
from saan.letters.rules import FileRole, LetterKind
from tests.factories import writing as made
from tests.factories.pictures import picture

pytestmark = pytest.mark.slow


@pytest.fixture
def by(actor):
    return actor("province24")


@pytest.fixture
def admin(actor):
    return actor("admin")


def pictures_in(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        kinds = [each.type for page in document for each in page.get_objects()]
    return kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)


def test_a_picture_goes_on_every_paper_set_from_then_on(by, admin, actor):
    district = actor("district2402").office
    sheet = LetterSheet(
        kind=SheetKind.STAMPED, agency=(), addressee="สำนักงานพัฒนาชุมชนอำเภอ", subject="เตือน", salutation="ถึง",
        paragraphs=(Paragraph("ขอแจ้งเตือน"),), closing="",
    )  # fmt: skip
    before = send(sheet=sheet, office=by.office, to=[district], by=by)
    for mark in Mark:
        set_mark(office=by.office, mark=mark, data=picture(), name=f"{mark}.png", by=admin)
    after = send(sheet=sheet, office=by.office, to=[district], by=by)
    counts = [pictures_in(read_bytes(each.files.get(role=FileRole.ISSUED).file)) for each in (before, after)]
    assert counts == [0, 2]
    assert after.content["garuda"] is None
    assert Act.objects.filter(verb="letters.set_marks").count() == 2


def test_a_draft_and_what_is_kept_of_it_bear_it(by, admin, actor):
    made.authority(by.office)
    set_mark(office=by.office, mark=Mark.GARUDA, data=picture(), name="g.png", by=admin)
    letter = made.sent(by, to=(actor("district2402").office,))
    assert pictures_in(read_bytes(letter.files.get(role=FileRole.ISSUED).file)) >= 1


def test_without_an_own_garuda_the_issuing_bodys_serves_but_never_its_seal(by, admin):
    for mark in Mark:
        set_mark(office=by.office.issuing_body, mark=mark, data=picture(), name="a.png", by=admin)
    assert (marks_of(by.office).garuda, marks_of(by.office).seal) == (picture(), None)
    own = picture(colour="#004400")
    set_mark(office=by.office, mark=Mark.GARUDA, data=own, name="b.png", by=admin)
    assert marks_of(by.office).garuda == own
    drop_mark(office=by.office, mark=Mark.GARUDA, by=admin)
    assert marks_of(by.office).garuda == picture()


def test_a_lost_file_is_as_none(by, admin):
    held = set_mark(office=by.office, mark=Mark.SEAL, data=picture(), name="a.png", by=admin)
    place_of(held.seal.sha256).unlink()
    assert marks_of(by.office).seal is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG หรือ JPEG"),
        (b"%PDF-1.7", "PNG หรือ JPEG"),
        (picture()[:200], "ไม่เสียหาย"),
        (picture(form="GIF"), "PNG หรือ JPEG"),
        (picture(199, 300), "199 × 300 จุด"),
        (picture(4001, 300), "4,001 × 300 จุด"),
        (b"\x89PNG" + bytes(LARGEST), "เกิน 2 MB"),
        (b"", "PNG หรือ JPEG"),
    ],
    ids=["svg", "pdf", "broken", "gif", "coarse", "vast", "heavy", "empty"],
)
def test_what_cannot_be_printed_is_refused(by, admin, data, says):
    with pytest.raises(Refused, match=says) as refusal:
        set_mark(office=by.office, mark=Mark.GARUDA, data=data, name="x", by=admin)
    assert refusal.value.field == "garuda"
    assert not OfficeMarks.objects.exists()


@pytest.mark.parametrize("who", ["province24", "clerk24", "district2402", "auditor"])
def test_others_do_not_change_them(by, actor, who):
    for change in (
        lambda: set_mark(office=by.office, mark=Mark.SEAL, data=picture(), name="x", by=actor(who)),
        lambda: drop_mark(office=by.office, mark=Mark.SEAL, by=actor(who)),
        lambda: set_slogan(office=by.office, slogan="ก", by=actor(who)),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_the_line_at_the_foot_begins_each_draft_and_may_be_left_out(by, admin):
    set_slogan(office=by.office, slogan=" ใจสะอาด   งานโปร่งใส ", by=admin)
    assert made.written(by).content["slogan"] == "ใจสะอาด งานโปร่งใส"
    assert made.written(by, LetterKind.ORDER).content["slogan"] == ""
    assert made.written(by, slogan="").content["slogan"] == ""
    with pytest.raises(Refused, match="200 ตัวอักษร"):
        set_slogan(office=by.office, slogan="ก" * 201, by=admin)
