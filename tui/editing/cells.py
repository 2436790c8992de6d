"""How a line of a file is drawn, character by character, so that the caret stands where the terminal draws it.

What is of uncertain width is drawn as what is of certain width (`…` as `...`), a tab as one space; the file keeps what
was written.
"""

from __future__ import annotations

from functools import lru_cache

from reports.cells import cell_width
from tui.lines import drawn


@lru_cache(maxsize=4096)
def shown_char(char: str) -> str:
    """One character as it is drawn; nothing for what takes no cell of its own."""
    return " " if char == "\t" else drawn(char)


@lru_cache(maxsize=4096)
def _sizes(text: str) -> tuple[int, ...]:
    """At which cell each character begins, and where the line ends."""
    at, found = 0, [0]
    for char in text:
        at += cell_width(shown_char(char))
        found.append(at)
    return tuple(found)


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """A whole line as it is drawn."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(shown_char(char) for char in text)


def cell_at(text: str, column: int) -> int:
    """At which cell a character stands."""
    if text.isascii() and text.isprintable():
        return min(column, len(text))
    sizes = _sizes(text)
    return sizes[min(column, len(sizes) - 1)]


def column_at(text: str, cell: int) -> int:
    """The character that stands at a cell, or the end of the line."""
    if text.isascii() and text.isprintable():
        return min(cell, len(text))
    for column, at in enumerate(_sizes(text)):
        if at >= cell:
            return column if at == cell or not column else column - 1
    return len(text)
