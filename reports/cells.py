"""Widths in terminal cells: a Chinese character takes two."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@lru_cache(maxsize=4096)
def cell_width(text: str) -> int:
    """How many cells a text takes; what does not print (combining marks, format characters) takes none."""
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    if category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells: padded on the right, or cut with `...`."""
    cut = clip(text, width)
    return cut + " " * (width - cell_width(cut))


def clip(text: str, width: int) -> str:
    """The text in at most `width` cells, cut with `...` where it is longer."""
    if cell_width(text) <= width:
        return text
    if width < 3:
        return "." * width
    kept, used = "", 0
    for char in text:
        used += _width(char)
        if used > width - 3:
            break
        kept += char
    return kept + "..."


def printable(text: str) -> str:
    """The text on one line, without control or direction characters: what others wrote must not steer a terminal."""
    return "".join(" " if c in "\t\n\r" else "?" if c in _DIRECTION or category(c) in _CONTROL else c for c in text)
