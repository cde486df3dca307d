"""How one letter is named in another."""

from collections.abc import Sequence

from saan.accounts.policy import Actor
from saan.kernel.dates import format_long
from saan.letters.models import Letter
from saan.letters.queries.papers import letters_visible_to
from saan.letters.rules import key_of_number


def citation(letter: Letter) -> str:
    """As อ้างถึง prints it: "หนังสือกระทรวงมหาดไทย ด่วนที่สุด ที่ มท 0810.6/ว 12509 ลงวันที่ 7 ธันวาคม 2567"."""
    urgency = f" {letter.urgency}" if letter.urgency else ""
    dated = f" ลงวันที่ {format_long(letter.dated)}" if letter.dated else ""
    return f"หนังสือ{letter.issuer_name}{urgency} ที่ {letter.number}{dated}"


def cited(lines: Sequence[str], actor: Actor) -> list[Letter]:
    """The letters the actor may see that lines of อ้างถึง name word for word as `citation` does, in their order."""
    numbers = [line.rpartition(" ที่ ")[2].partition(" ลงวันที่ ")[0] for line in lines]
    held = letters_visible_to(actor).filter(number_key__in=[key_of_number(number) for number in numbers])
    named = {" ".join(citation(each).split()): each for each in held.order_by("pk")}
    return [named[line] for line in dict.fromkeys(lines) if line in named]
