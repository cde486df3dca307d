"""What can go wrong on the road, by type (after the fault codes of DHX), each with a Thai sentence and what to do."""


class Fault(Exception):
    """A sending that did not succeed. `passing` ones are worth trying again by themselves; others wait for a person."""

    code = "Fault"
    passing = False
    what = "ส่งไม่สำเร็จ"
    advice = "ตรวจแล้วสั่งส่งอีกครั้ง"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = " ".join(detail.split())[:200]

    @property
    def says(self) -> str:
        """The Thai sentence an officer sees."""
        told = f" ({self.detail})" if self.detail else ""
        return f"{self.what}{told} {self.advice}"


class Duplicate(Fault):
    code = "Duplicate"
    what = "ปลายทางแจ้งว่ามีหนังสือเลขที่นี้อยู่แล้ว"
    advice = "ติดต่อปลายทางเพื่อยืนยันว่าเป็นฉบับเดียวกัน"


class Validation(Fault):
    code = "Validation"
    what = "ปลายทางไม่รับเพราะข้อมูลของหนังสือไม่ถูกต้อง"
    advice = "แก้ข้อมูลตามที่ปลายทางแจ้งแล้วสั่งส่งอีกครั้ง"


class InvalidAddressee(Fault):
    code = "InvalidAddressee"
    what = "ไม่พบผู้รับที่ที่อยู่นี้"
    advice = "ตรวจอีเมลหรือรหัสหน่วยงานของผู้รับแล้วสั่งส่งใหม่ไปที่อยู่ที่ถูกต้อง"


class SizeLimitExceeded(Fault):
    code = "SizeLimitExceeded"
    what = "หนังสือและสิ่งที่ส่งมาด้วยใหญ่เกินที่ส่งได้"
    advice = "ลดขนาดแฟ้มหรือส่งสิ่งที่ส่งมาด้วยทางอื่น"


class UnsupportedVersion(Fault):
    code = "UnsupportedVersion"
    what = "ปลายทางใช้รุ่นของระบบแลกเปลี่ยนที่เข้ากันไม่ได้"
    advice = "แจ้งผู้ดูแลระบบ และส่งทางอื่นไปก่อน"


class Unreachable(Fault):
    code = "Unreachable"
    passing = True
    what = "ติดต่อปลายทางไม่ได้"
    advice = "ระบบจะลองใหม่เองตามเวลาที่แสดง"


class Refused(Fault):
    code = "Refused"
    what = "ปลายทางไม่ยอมรับข้อความ"
    advice = "ติดต่อปลายทางหรือส่งทางอื่น"
