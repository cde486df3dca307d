import pytest

from saan.documents.typesetting.letter import render_letter
from saan.documents.typesetting.widths import text_width


@pytest.mark.slow
@pytest.mark.parametrize("label", ["เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย"])
def test_a_text_is_as_wide_as_it_is_printed(sheet, see, label):
    page = see(render_letter(sheet))[0]
    after = {"เรื่อง": "การขึ้นทะเบียน", "เรียน": "นายอำเภอ", "อ้างถึง": "หนังสือจังหวัด", "สิ่งที่ส่งมาด้วย": "๑.แนวทาง"}[
        label
    ]
    printed = page.x_of(after) - page.line(label).x
    assert text_width(f"{label}  ") == pytest.approx(printed, abs=0.2)


def test_marks_take_no_width_and_size_is_in_proportion():
    assert text_width("ที่") == text_width("ท")
    assert text_width("หนังสือ", 32) == pytest.approx(2 * text_width("หนังสือ", 16))
