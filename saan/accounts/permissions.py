"""What may be done. Codes are stored and stay; labels may change."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role allows at its office and, by the role's reach, below it."""

    DESK_SEE = "desk.see"
    LETTERS_SEE = "letters.see"
    LETTERS_RECEIVE = "letters.receive"
    LETTERS_CONFIRM = "letters.confirm"
    LETTERS_PREPARE = "letters.prepare"
    LETTERS_WRITE = "letters.write"
    LETTERS_NUMBER = "letters.number"
    LETTERS_ORDER = "letters.order"
    DIRECTIVES_SEE = "directives.see"
    DIRECTIVES_DRAFT = "directives.draft"
    DIRECTIVES_ISSUE = "directives.issue"
    OBLIGATIONS_WORK = "obligations.work"
    PROGRESS_SEE = "progress.see"
    PRODUCERS_SEE = "producers.see"
    PRODUCERS_EDIT = "producers.edit"
    PRODUCERS_IMPORT = "producers.import"
    PRODUCERS_MERGE = "producers.merge"
    REGISTRATION_DECIDE = "registration.decide"
    WINDOWS_MANAGE = "windows.manage"
    PERSONAL_SEE = "personal.see"
    REPORTS_WRITE = "reports.write"
    REPORTS_REVIEW = "reports.review"
    INDICATORS_SEE = "indicators.see"
    INDICATORS_RECORD = "indicators.record"
    SELECTION_NOMINATE = "selection.nominate"
    SELECTION_REVIEW = "selection.review"
    STARS_MANAGE = "stars.manage"
    TOURISM_EDIT = "tourism.edit"
    LEDGER_READ = "ledger.read"
    SALES_RECORD = "sales.record"
    SALES_REOPEN = "sales.reopen"
    OWN_PRODUCER_SEE = "own-producer.see"
    OWN_PRODUCER_EDIT = "own-producer.edit"
    ACCOUNTS_MANAGE = "accounts.manage"
    UNITS_MANAGE = "units.manage"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Permission.DESK_SEE: "เปิดโต๊ะงานของหน่วยงาน",
    Permission.LETTERS_SEE: "อ่านหนังสือของหน่วยงาน",
    Permission.LETTERS_RECEIVE: "รับหนังสือและลงทะเบียนรับ",
    Permission.LETTERS_CONFIRM: "ยืนยันหรือแก้ข้อมูลที่ระบบอ่านจากหนังสือ",
    Permission.LETTERS_PREPARE: "ร่างหนังสือและเสนอลงนาม",
    Permission.LETTERS_WRITE: "ตรวจ ลงนาม และส่งหนังสือ",
    Permission.LETTERS_NUMBER: "ออกเลขหนังสือส่ง คำสั่ง และบันทึกข้อความ",
    Permission.LETTERS_ORDER: "สั่งการในหนังสือที่เสนอ (เกษียน)",
    Permission.DIRECTIVES_SEE: "ดูข้อสั่งการ",
    Permission.DIRECTIVES_DRAFT: "ร่างข้อสั่งการจากหนังสือ",
    Permission.DIRECTIVES_ISSUE: "ออกข้อสั่งการให้หน่วยงานในสังกัด",
    Permission.OBLIGATIONS_WORK: "รับทราบและทำภาระงานของหน่วยงาน",
    Permission.PROGRESS_SEE: "ติดตามผลของหน่วยงานในพื้นที่",
    Permission.PRODUCERS_SEE: "ดูทะเบียนผู้ผลิตและผลิตภัณฑ์",
    Permission.PRODUCERS_EDIT: "ขึ้นทะเบียนและแก้ไขผู้ผลิต",
    Permission.PRODUCERS_IMPORT: "นำเข้าทะเบียนของพื้นที่จากตาราง",
    Permission.PRODUCERS_MERGE: "รวมทะเบียนที่ซ้ำกันในพื้นที่ และแยกกลับ",
    Permission.REGISTRATION_DECIDE: "พิจารณาคำขอขึ้นทะเบียนในชั้นจังหวัด",
    Permission.WINDOWS_MANAGE: "เปิด ขยาย และปิดรอบรับลงทะเบียนในพื้นที่",
    Permission.PERSONAL_SEE: "ดูข้อมูลส่วนบุคคลของผู้ผลิตในพื้นที่",
    Permission.REPORTS_WRITE: "จัดทำและส่งรายงาน",
    Permission.REPORTS_REVIEW: "ตรวจ รับ หรือส่งคืนรายงาน",
    Permission.INDICATORS_SEE: "ดูตัวชี้วัด",
    Permission.INDICATORS_RECORD: "บันทึกค่าเป้าหมายตัวชี้วัด",
    Permission.SELECTION_NOMINATE: "เสนอชื่อผลิตภัณฑ์และกลุ่ม",
    Permission.SELECTION_REVIEW: "ตรวจการเสนอชื่อ",
    Permission.STARS_MANAGE: "กำหนดรอบคัดสรรดาว ส่วนคะแนน และเกณฑ์ดาว",
    Permission.TOURISM_EDIT: "บันทึกงานท่องเที่ยวและอัตลักษณ์",
    Permission.LEDGER_READ: "อ่านบันทึกการกระทำ",
    Permission.SALES_RECORD: "บันทึกและปิดงวดยอดจำหน่าย",
    Permission.SALES_REOPEN: "อนุมัติให้เปิดงวดยอดจำหน่ายที่ปิดแล้ว",
    Permission.OWN_PRODUCER_SEE: "ดูทะเบียนของตนเอง",
    Permission.OWN_PRODUCER_EDIT: "ยื่นคำขอและบันทึกยอดขายของตนเอง",
    Permission.ACCOUNTS_MANAGE: "จัดการบัญชีและการแต่งตั้ง",
    Permission.UNITS_MANAGE: "เพิ่มหรือยุบกลุ่มงานของหน่วยงาน",
}
