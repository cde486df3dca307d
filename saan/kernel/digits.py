"""Letters print Thai digits, people type either kind, machines want Arabic ones."""

_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_TO_THAI = str.maketrans(_ARABIC, _THAI)


def to_arabic(text: str) -> str:
    """Thai digits become Arabic, one for one, so that offsets into the text still hold."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """Arabic digits become Thai, one for one; do not use on e-mail addresses and web links."""
    return text.translate(_TO_THAI)
