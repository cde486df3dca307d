"""Letters as they come in: text of an invented circular, and papers already brought in."""

from saan.accounts.policy import Actor
from saan.letters.actions import Arrival, bring_in, confirm_letter, settle_doubt
from saan.letters.models import Doubt, Letter
from saan.letters.queries import open_doubts

SAYS = """
ที่ {number}

{head}
ถนนมรุพงษ์ ฉช ๒๔๐๐๐

{dated}

เรื่อง {subject}

เรียน นายอำเภอ ทุกอำเภอ

{cited}ด้วยกรมการพัฒนาชุมชนกำหนดให้มีการขึ้นทะเบียนผู้ผลิตชุมชนประจำปี

ในการนี้ จังหวัดจึงขอให้อำเภอมอบหมายสำนักงานพัฒนาชุมชนอำเภอรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP \
อย่างน้อยตำบลละ {least} ราย ให้แล้วเสร็จภายในวันที่ ๒๙ กันยายน ๒๕๖๖

จึงเรียนมาเพื่อพิจารณาดำเนินการ

ขอแสดงความนับถือ

(นายคราม ย้อมใจ)
พัฒนาการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดฉะเชิงเทรา

สำนักงานพัฒนาชุมชนจังหวัด
โทร. ๐-๓๘๐๐-๐๐๐๐
"""


def letter_text(
    *,
    number: str = "ฉช ๐๐๑๙/ว ๔๑๐๑",
    head: str = "ศาลากลางจังหวัดฉะเชิงเทรา",
    dated: str = "๒๐ กันยายน ๒๕๖๖",
    subject: str = "การขึ้นทะเบียนผู้ผลิตชุมชน",
    least: str = "๒",
    cited: str = "",
) -> str:
    cited = f"อ้างถึง {cited}\n\n" if cited else ""
    return SAYS.format(number=number, head=head, dated=dated, subject=subject, least=least, cited=cited)


def brought_in(by: Actor, name: str = "หนังสือ.txt", **words: str) -> Arrival:
    return bring_in(data=letter_text(**words).encode(), name=name, by=by)


def doubted(arrival: Arrival, **sets: object) -> Doubt:
    """A doubt beside those the reader had; its first suggestion sets the given paths ("__" for ".")."""
    reading = arrival.letter.readings.get()
    values = {path.replace("__", "."): value for path, value in sets.items()}
    return Doubt.objects.create(
        reading=reading,
        order=100 + reading.doubts.count(),
        kind="test",
        fields=list(values),
        words=[{"text": "ที่", "span": [1, 4]}],
        message="ถ้อยคำขัดกัน",
        suggestions=[
            {"label": "แก้ตามหัวหนังสือ", "hint": "น่าจะพิมพ์ผิด", "sets": values},
            {"label": "คงไว้", "hint": "", "sets": {}},
        ],
    )


def settle_all(letter: Letter, by: Actor) -> None:
    """Answer every open doubt as recommended."""
    for doubt in open_doubts(letter):
        settle_doubt(doubt=doubt, choice_index=0, by=by)


def confirmed(by: Actor, **words: str) -> Letter:
    """A letter brought in, with its doubts settled as recommended, and confirmed."""
    letter = brought_in(by, **words).letter
    settle_all(letter, by)
    return confirm_letter(letter=letter, by=by)
