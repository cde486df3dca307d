"""The one shape of a doubt, so that a screen can show every kind alike."""

from collections.abc import Iterable

Words = tuple[str, Iterable[int]]


def doubt(kind: str, message: str, *, fields: list[str], words: list[Words], suggestions: list[dict]) -> dict:
    """``suggestions`` stand with the recommended one first; ``words`` are (text, span in the file)."""
    quoted = [{"text": text, "span": list(span)} for text, span in words]
    return {
        "kind": kind,
        "fields": fields,
        "words": quoted,
        "message": message,
        "suggestions": suggestions,
        "recommended": 0,
    }


def suggestion(label: str, hint: str, **sets: object) -> dict:
    """One way to settle a doubt; ``sets`` maps field paths, with __ for the dot, to new values."""
    return {"label": label, "hint": hint, "sets": {path.replace("__", "."): v for path, v in sets.items()}}
