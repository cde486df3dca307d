"""How one letter is named in another."""

from saan.kernel.dates import format_long
from saan.letters.models import Letter


def citation(letter: Letter) -> str:
    """As อ้างถึง prints it: "หนังสือกระทรวงมหาดไทย ด่วนที่สุด ที่ มท 0810.6/ว 12509 ลงวันที่ 7 ธันวาคม 2567"."""
    urgency = f" {letter.urgency}" if letter.urgency else ""
    dated = f" ลงวันที่ {format_long(letter.dated)}" if letter.dated else ""
    return f"หนังสือ{letter.issuer_name}{urgency} ที่ {letter.number}{dated}"
