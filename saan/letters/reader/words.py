"""The closed sets of letter language, loaded once from ``data/words.yaml`` and made into patterns."""

import re
from functools import cache
from pathlib import Path

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _sheet() -> dict:
    with (Path(__file__).parent / "data" / "words.yaml").open(encoding="utf-8") as handle:
        return yaml.load(handle, Loader=_LOADER)


def words(name: str) -> tuple[str, ...]:
    """The words of one set, longest first, so that a pattern takes the fullest."""
    return tuple(sorted(_sheet()[name], key=len, reverse=True))


def mapping(name: str) -> dict[str, str]:
    """A set whose words carry a meaning, such as the area words before ละ."""
    return dict(_sheet()[name])


def one_of(name: str) -> str:
    """A regular expression, without groups, for any word of the set."""
    return "(?:" + "|".join(re.escape(word) for word in words(name)) + ")"
