"""The parts of papers are found by their headings, in letters made up for the purpose."""

from saan.letters.reader import read

LETTER = """ด่วนมาก
ที่ ลพ ๐๐๑๙/ว ๑๒๓
ศาลากลางจังหวัดลำพูน
ถนนอินทยงยศ ลพ ๕๑๐๐๐

๓ มิถุนายน ๒๕๖๗

เรื่อง  การคัดเลือกหมู่บ้านท่องเที่ยว
ประจำปี ๒๕๖๗
เรียน  นายอำเภอ ทุกอำเภอ
อ้างถึง  หนังสือจังหวัดลำพูน ด่วนที่สุด ที่ ลพ ๐๐๑๙/ว ๙๙ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗
สิ่งที่ส่งมาด้วย  ๑. แบบเสนอชื่อ จำนวน ๑ ชุด
๒. เกณฑ์การคัดเลือก จำนวน ๒ แผ่น

ตามหนังสือที่อ้างถึง จังหวัดได้ให้อำเภอคัดเลือกอำเภอละ ๙ หมู่บ้าน ภายในวันที่ ๒๐ พฤษภาคม ๒๕๖๗ นั้น

จังหวัดพิจารณาแล้ว จึงขอให้อำเภอคัดเลือกหมู่บ้านท่องเที่ยว ไม่น้อยกว่าอำเภอละ ๒ หมู่บ้าน และรายงานให้จังหวัดทราบภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗

จึงเรียนมาเพื่อพิจารณาดำเนินการ

ขอแสดงความนับถือ

(นายสมมติ ตัวอย่างดี)
พัฒนาการจังหวัด รักษาราชการแทน
รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดลำพูน

สำนักงานพัฒนาชุมชนจังหวัด
กลุ่มงานสารสนเทศ
โทร. ๐ ๕๓๕๑ ๐๐๐๐ ต่อ ๑๒
โทรสาร ๐ ๕๓๕๑ ๐๐๐๑
"""


def test_external_letter_whole():
    record = read(LETTER).record
    assert record["kind"] == "external letter"
    assert record["urgency"] == "ด่วนมาก"
    assert record["number"] == "ลพ ๐๐๑๙/ว ๑๒๓"
    assert (record["number_agency_code"], record["circular"]) == ("ลพ", True)
    assert record["province"] == "ลำพูน"
    assert record["date"] == {"be": "๓ มิถุนายน ๒๕๖๗", "iso": "2024-06-03"}
    assert record["subject"] == "การคัดเลือกหมู่บ้านท่องเที่ยวประจำปี ๒๕๖๗"
    assert record["addressees"] == ["นายอำเภอ ทุกอำเภอ"]
    assert record["references"] == [{"number": "ลพ ๐๐๑๙/ว ๙๙", "date": "2024-05-02"}]
    assert [(e["title"], e["count"]) for e in record["enclosures"]] == [
        ("แบบเสนอชื่อ", 1),
        ("เกณฑ์การคัดเลือก", 2),
    ]
    assert record["signatory"]["acting_for"] == "ผู้ว่าราชการจังหวัดลำพูน"
    assert record["signatory"]["position"] == "พัฒนาการจังหวัด รักษาราชการแทน รองผู้ว่าราชการจังหวัด"
    assert record["contact"]["phone"] == ["๐ ๕๓๕๑ ๐๐๐๐ ต่อ ๑๒"]
    assert record["contact"]["fax"] == ["๐ ๕๓๕๑ ๐๐๐๑"]
    assert record["contact"]["unit"] == "กลุ่มงานสารสนเทศ"


def test_background_up_to_nan_orders_nothing():
    directives = read(LETTER).record["directives"]
    assert [d["quota"] and d["quota"]["min"] for d in directives] == [2, None]
    assert directives[1]["deadline"] == {"kind": "once", "date": "2024-06-28"}
    assert directives[1]["report_to"] == "จังหวัด"


def test_urgency_of_a_cited_letter_is_not_this_letters():
    assert read(LETTER.replace("ด่วนมาก\n", "", 1)).record["urgency"] is None


def test_every_evidence_is_what_stands_at_its_span():
    record = read(LETTER).record
    for found in record["evidence"].values():
        start, end = found["span"]
        assert LETTER[start:end] == found["text"]
    for directive in record["directives"]:
        assert LETTER[slice(*directive["span"])] == directive["evidence"]
    assert record["evidence"]["number"]["text"] == "ลพ ๐๐๑๙/ว ๑๒๓"
    assert record["evidence"]["signatory.acting_for"]["text"] == "ผู้ว่าราชการจังหวัดลำพูน"


def test_memo_with_stamp_and_number_on_the_date_line():
    record = read(
        "บันทึกข้อความ\nงานสารบรรณ\nเลขรับ ๔๕\nวันที่ ๖ ม.ค. ๒๕๖๘\nเวลา ๐๙.๓๐ น.\n"
        "ส่วนราชการ กองคลัง โทร. ๐ ๒๑๑๑ ๒๒๒๒\nที่ มท ๐๔๐๑/๗ วันที่ ๓ มกราคม ๒๕๖๘\nเรื่อง ขอเบิกวัสดุ\nเรียน อธิบดี\n"
        "ด้วยวัสดุหมด จึงขอให้กองพัสดุจัดส่งวัสดุ จำนวน ๑ ชุด\nจึงเรียนมาเพื่อโปรดพิจารณา\n(นางสมมติ ดีงาม)\nผู้อำนวยการกองคลัง\n"
    ).record
    assert (record["kind"], record["issuing_office"]) == ("memo", "กองคลัง")
    assert (record["number"], record["date"]["iso"]) == ("มท ๐๔๐๑/๗", "2025-01-03")
    assert record["receive_stamps"] == [
        {"office": "งานสารบรรณ", "number": "๔๕", "date": "2025-01-06", "time": "09.30"}
    ]
    assert record["signatory"]["position"] == "ผู้อำนวยการกองคลัง"


def test_two_letters_in_one_file():
    text = LETTER + "\n" + LETTER.replace("ว ๑๒๓", "ว ๑๒๔")
    record = read(text).record
    assert [e["number"] for e in record["embedded"]] == ["ลพ ๐๐๑๙/ว ๑๒๔"]
    assert text[slice(*record["evidence"]["embedded.0.number"]["span"])] == "ลพ ๐๐๑๙/ว ๑๒๔"


def test_order_numbers_by_the_year_and_has_no_letters():
    record = read(
        "คำสั่งจังหวัดน่าน\nที่ ๑๒ / ๒๕๖๘\nเรื่อง แต่งตั้งคณะทำงาน\nให้คณะทำงานมีหน้าที่\n(๑) จัดทำแผนภายในวันที่ ๓๐ มกราคม ๒๕๖๘\n"
        "สั่ง ณ วันที่ ๒ มกราคม พ.ศ. ๒๕๖๘\n(นายสมมติ ดีงาม)\nผู้ว่าราชการจังหวัดน่าน\n"
    ).record
    assert (record["kind"], record["number"], record["number_agency_code"]) == ("order", "๑๒/๒๕๖๘", None)
    assert record["date"]["iso"] == "2025-01-02"
    assert [d["actor"] for d in record["directives"]] == ["คณะทำงาน"]


def test_a_draft_without_number_day_and_name_stays_blank():
    record = read(
        "ที่ นน ๐๐๑๙/\nสำนักงานพัฒนาชุมชนจังหวัดน่าน\n\n      มกราคม ๒๕๖๘\n\nเรื่อง ทดสอบ\nเรียน พัฒนาการอำเภอ\n\n"
        "จึงเรียนมาเพื่อทราบ\nขอแสดงความนับถือ\n(            )\nพัฒนาการจังหวัดน่าน\n"
    ).record
    assert (record["number"], record["date"], record["signatory"]["name"]) == (None, None, None)
    assert record["number_agency_code"] == "นน"


def test_empty_text_is_other():
    record = read("").record
    assert (record["kind"], record["directives"], record["number"]) == ("other", [], None)


def asked(body):
    text = LETTER[: LETTER.index("ตามหนังสือ")] + body + "\n\n" + LETTER[LETTER.index("จึงเรียนมา") :]
    return [(d["actor"], d["report_to"], bool(d["deadline"])) for d in read(text).record["directives"]]


def test_a_cause_that_turns_to_the_reader_without_jueng():
    assert asked("ด้วยจังหวัดจะจัดงาน ขอให้อำเภอส่งรายชื่อให้จังหวัดทราบ ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗") == [
        ("อำเภอ", "จังหวัด", True)
    ]


def test_what_another_office_asked_is_background():
    assert asked("ด้วย กรมการพัฒนาชุมชน ขอความร่วมมือให้จังหวัดส่งรายชื่อ ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗") == []


def test_items_have_actors_of_their_own_or_the_lists():
    body = "จึงขอให้ท่านดำเนินการ ดังนี้\n๑. ให้สำนักงานพัฒนาชุมชนอำเภอสำรวจข้อมูล\n๒. จัดทำแผนงาน"
    assert [actor for actor, *_ in asked(body)] == ["สำนักงานพัฒนาชุมชนอำเภอ", "นายอำเภอ"]


def test_a_clause_naming_another_topic_has_its_own_actor():
    body = "จึงขอให้อำเภอส่งแผนงาน สำหรับเทศบาล ขอให้ส่งแผนงานทางระบบ e-Plan"
    assert [actor for actor, *_ in asked(body)] == ["อำเภอ", "เทศบาล"]


def test_a_mark_above_the_memo_heading_is_the_memos():
    record = read(
        "      ลับ\n      บันทึกข้อความ\nส่วนราชการ กองคลัง โทร. ๐ ๒๑๑๑ ๒๒๒๒\nที่ มท ๐๔๐๑/๗ วันที่ ๓ มกราคม ๒๕๖๘\n"
        "เรื่อง ทดสอบ\nเรียน อธิบดี\nจึงเรียนมาเพื่อทราบ\n(นางสมมติ ดีงาม)\nผู้อำนวยการกองคลัง\n"
    ).record
    assert (record["kind"], record["secrecy"], record["embedded"]) == ("memo", "ลับ", [])


def test_an_official_fax_ends_at_its_telephone_line():
    record = read(
        "โทรสารในราชการ\nที่ มท 0403/ว 5\nวันที่ 12 มกราคม 2566\nจาก กรมการพัฒนาชุมชน\nถึง พัฒนาการจังหวัด ทุกจังหวัด\n"
        "ขอให้จังหวัดรายงานผล ภายในวันที่ 20 มกราคม 2566\nกองสมมติ\nโทร. 0 2141 0000\n"
    ).record
    assert (record["kind"], record["issuing_office"]) == ("other", "กรมการพัฒนาชุมชน")
    assert (record["contact"]["unit"], record["contact"]["phone"]) == ("กองสมมติ", ["0 2141 0000"])
    assert len(record["directives"]) == 1


def test_numbered_addressees_and_an_impossible_reference_date():
    text = LETTER.replace("เรียน  นายอำเภอ ทุกอำเภอ", "เรียน ๑) นายอำเภอเมือง\n      ๒) นายกเทศมนตรี").replace(
        "๒ พฤษภาคม ๒๕๖๗", "๓๑ เมษายน ๒๕๖๗"
    )
    record = read(text).record
    assert record["addressees"] == ["นายอำเภอเมือง", "นายกเทศมนตรี"]
    assert record["references"] == [{"number": "ลพ ๐๐๑๙/ว ๙๙", "date": None}]


def test_a_task_and_its_report_are_two_directives():
    body = "จึงขอให้อำเภอส่งผู้ประกอบการเข้าร่วม อำเภอละ ๕ ร้าน โดยแจ้งรายชื่อให้จังหวัดทราบ ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗"
    assert asked(body) == [("อำเภอ", None, False), ("อำเภอ", "จังหวัด", True)]
