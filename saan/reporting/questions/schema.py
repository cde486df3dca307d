"""The parts of a report form. A form is dated data: who wrote it after which letter, who checked it, until when."""

from dataclasses import dataclass
from datetime import date

from saan.kernel.labels import Labelled


class Kind(Labelled):
    """What an answer is. A post and a person have several parts, asked side by side."""

    TEXT = "text", "ข้อความ"
    NUMBER = "number", "จำนวน"
    DATE = "date", "วันที่"
    YES_NO = "yes-no", "ใช่หรือไม่"
    CHOICE = "choice", "เลือกหนึ่งข้อ"
    CHOICES = "choices", "เลือกได้หลายข้อ"
    URL = "url", "ลิงก์"
    POST = "hashtag-post", "โพสต์พร้อมแฮชแท็ก"
    PERSON = "person", "ผู้รับผิดชอบ"


PARTS: dict[Kind, tuple[str, ...]] = {
    Kind.POST: ("district", "url", "text"),
    Kind.PERSON: ("name", "position", "phone"),
}
PART_LABELS = {
    "district": "อำเภอ",
    "url": "ลิงก์ที่เผยแพร่แล้ว",
    "text": "ข้อความที่เผยแพร่",
    "name": "ชื่อและนามสกุล",
    "position": "ตำแหน่ง",
    "phone": "โทรศัพท์สำนักงาน",
}


class Fill(Labelled):
    """Where an answer may come from before anybody types."""

    CHILDREN = "children", "รายงานที่รับแล้วของหน่วยงานในสังกัด"
    LAST = "last", "รายงานงวดก่อน"
    IDENTITIES = "identities", "ทะเบียนอัตลักษณ์ท้องถิ่น"


@dataclass(frozen=True)
class Question:
    """One question. `none` is the label of the answer "there is none", which is a nought and not a blank.

    `when` is (question, answer): asked only where an earlier question of the section has that answer. `domain` names
    the domain of local identity that fills it from the registry.
    """

    code: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = True
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    none: str = ""
    when: tuple[str, str] | None = None
    prefill: tuple[Fill, ...] = ()
    domain: str = ""
    personal: bool = False
    longest: int = 500


@dataclass(frozen=True)
class Repeat:
    """A section asked once for each district of the reporting office, or for each row that is added.

    `word` stands before a row's number; `least` rows are wanted where `none` is not answered.
    """

    of: str
    word: str = ""
    least: int = 0
    most: int = 50
    none: str = ""
    prefill: tuple[Fill, ...] = ()


@dataclass(frozen=True)
class Saying:
    """A sentence of the cover letter and the answer or count (`when`) under which it is said."""

    says: str
    when: tuple[str, str] | None = None


@dataclass(frozen=True)
class Section:
    """One step of the form. The first `says` whose condition holds goes into the cover letter."""

    code: str
    title: str
    questions: tuple[Question, ...]
    hint: str = ""
    repeat: Repeat | None = None
    says: tuple[Saying, ...] = ()

    @property
    def by_district(self) -> bool:
        return self.repeat is not None and self.repeat.of == "district"

    def question(self, code: str) -> Question | None:
        return next((each for each in self.questions if each.code == code), None)


@dataclass(frozen=True)
class Source:
    """The letter that asks: its number in full, its day, and the clauses."""

    letter: str
    dated: date
    clause: str


@dataclass(frozen=True)
class Form:
    """A report form. `words` stand in letters that ask for it; `figure` is (section, unit) of the headline count."""

    code: str
    edition: int
    title: str
    since: date
    source: Source
    author: str
    checker: str | None
    next_review: date
    words: tuple[str, ...]
    figure: tuple[str, str]
    sections: tuple[Section, ...]

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.code == code), None)
