"""Names of a whole column at once: tidied, their keys of sameness, their keys of order.

Column expressions do what `naming` and `kernel.sorting` do for text that needs no mending; the rest goes through those.
A property test holds the two equal.
"""

from collections.abc import Callable

import polars as pl

from saan.kernel.sorting import thai_sort_key
from saan.registry.naming import same_key, tidy

_LETTERS = r"^[ -~\x{0e01}-\x{0e39}\x{0e3f}-\x{0e4c}\x{0e4e}-\x{0e5b}]*$"
_TO_MEND = (
    r"  |^ | $|เเ|[\x{0e48}-\x{0e4b}][\x{0e31}\x{0e34}-\x{0e3a}\x{0e47}]"
    r"|\x{0e48}\x{0e48}|\x{0e49}\x{0e49}|\x{0e4a}\x{0e4a}|\x{0e4b}\x{0e4b}|\x{0e4c}\x{0e4c}"
)
_THAI_DIGITS, _ARABIC_DIGITS = list("๐๑๒๓๔๕๖๗๘๙"), list("0123456789")
_NOT_IN_KEY = r"[^a-z0-9\x{0e01}-\x{0e2f}\x{0e30}-\x{0e4e}\x{0e50}-\x{0e59}]"
_MARKS = r"[\x{0e47}-\x{0e4e}\x{0e3a}ฯๆ]|[^a-z0-9_\s\x{0e01}-\x{0e2e}\x{0e30}-\x{0e45}]"
_NOT_MARKS = r"[a-z0-9_\s\x{0e01}-\x{0e2e}\x{0e30}-\x{0e39}\x{0e3f}-\x{0e45}]"


def plain(text: pl.Expr) -> pl.Expr:
    """Whether a text is coded, spaced and lettered as `tidy` would leave it."""
    return text.str.contains(_LETTERS) & ~text.str.contains(_TO_MEND)


def tidied(texts: pl.Series) -> pl.Series:
    """`naming.tidy` of each."""
    return _each(texts, lambda text: text, plain, tidy)


def keys(texts: pl.Series) -> pl.Series:
    """`naming.same_key` of each."""
    return _each(texts, _key, plain, same_key)


def sort_keys(texts: pl.Series) -> pl.Series:
    """`kernel.sorting.thai_sort_key` of each, at most 400 characters as the registry keeps them."""

    def simple(text: pl.Expr) -> pl.Expr:
        return plain(text) & ~text.str.contains(r"[0-9๐-๙]")

    return _each(texts, _sort_key, simple, lambda text: thai_sort_key(text)[:400])


def _each(
    texts: pl.Series,
    quick: Callable[[pl.Expr], pl.Expr],
    may_be_quick: Callable[[pl.Expr], pl.Expr],
    slow: Callable[[str], str],
) -> pl.Series:
    """Each distinct text once: by the quick expression where it holds, by the plain function otherwise."""
    distinct = texts.drop_nulls().unique().alias("text").to_frame()
    distinct = distinct.with_columns(quick=may_be_quick(pl.col("text")))
    quickly = distinct.filter("quick").select("text", done=quick(pl.col("text")))
    others = distinct.filter(~pl.col("quick"))["text"].to_list()
    slowly = pl.DataFrame(
        {"text": others, "done": [slow(text) for text in others]}, {"text": pl.String, "done": pl.String}
    )
    found = texts.alias("text").to_frame()
    return found.join(pl.concat([quickly, slowly]), on="text", how="left", maintain_order="left")["done"]


def _lower(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_many(_THAI_DIGITS, _ARABIC_DIGITS)


def _key(text: pl.Expr) -> pl.Expr:
    return _lower(text).str.replace_all(_NOT_IN_KEY, "")


def _sort_key(text: pl.Expr) -> pl.Expr:
    swapped = _lower(text).str.replace_all("([เแโใไ])([ก-ฮ])", "$2$1")
    letters = swapped.str.replace_all(_MARKS, "")
    marks = swapped.str.replace_all(_NOT_MARKS, " ").str.strip_chars_end(" ")
    return pl.concat_str(letters, pl.lit("\x1f"), marks).str.slice(0, 400)
