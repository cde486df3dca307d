"""When two written names are the same producer: spelling, blanks, digits and the words that say what kind it is.

Pure, like `rules`; names are compared within one tambon only, where two groups of one name do not live side by side.
"""

import re

from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical

_KIND_WORDS = (
    "วิสาหกิจชุมชน", "ห้างหุ้นส่วนจำกัด", "กลุ่มอาชีพ", "กลุ่มผู้ผลิต", "กลุ่มแม่บ้าน", "กลุ่มสตรี", "บริษัท", "กลุ่ม", "หจก", "บจก", "ร้าน",
)  # fmt: skip
_TAIL_WORDS = ("จำกัด",)
_BLANKS = re.compile(r"\s+")


def tidy(name: str) -> str:
    """The name as it is stored: one coding of each Thai word, single blanks, nothing around it."""
    return _BLANKS.sub(" ", canonical(name)).strip()


def same_key(name: str) -> str:
    """Names with equal keys are the same name, however it was typed: ก๒ and ก 2, with or without a full stop."""
    plain = to_arabic(canonical(name)).casefold()
    return "".join(char for char in plain if char.isalnum() or "\u0e30" <= char <= "\u0e4e")


def stem(name: str) -> str:
    """What is left of the name without the words that say what kind of producer it is; never empty for a name."""
    key = same_key(name)
    shorter = True
    while shorter:
        rest = next((key.removeprefix(w) for w in _KIND_WORDS if key.startswith(w) and key != w), key)
        rest = next((rest.removesuffix(w) for w in _TAIL_WORDS if rest.endswith(w) and rest != w), rest)
        shorter, key = rest != key, rest
    return key
