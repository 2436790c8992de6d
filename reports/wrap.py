"""Text in lines of a width, by the rules of Chinese typesetting (kinsoku).

Chinese may break between any two characters, Latin words and numbers only at spaces (or where a single one is longer
than the line). No line begins with a closing mark, none ends with an opening one: the character before it comes along.
"""

from __future__ import annotations

from typing import Final

from reports.cells import cell_width

NOT_FIRST: Final = frozenset("，。、；：？！）」』》〉】〕］｝…—～·％‰℃”’,.;:?!)]}%")
"""A line does not begin with these."""
NOT_LAST: Final = frozenset("（「『《〈【〔［｛“‘￥$([{")
"""A line does not end with these."""


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text; at least one, each at most `width` cells wide (or as one character, where that is wider)."""
    width = max(width, 2)
    lines: list[str] = []
    current = ""
    for piece in _pieces(text):
        if piece == " ":
            if current and cell_width(current) < width:
                current += piece
            continue
        if cell_width(current) + cell_width(piece) <= width:
            current += piece
            continue
        kept, taken = _break(current)
        if kept.strip():
            lines.append(kept.rstrip())
        current = taken + piece
        while cell_width(current) > width:
            head = _head(current, width)
            lines.append(head)
            current = current[len(head) :]
    if current.strip() or not lines:
        lines.append(current.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """What is never broken: a Chinese character with the closing marks behind it, a Latin word, a space."""
    pieces: list[str] = []
    for char in text:
        if char.isspace():
            if not pieces or pieces[-1] != " ":
                pieces.append(" ")
            continue
        joined = bool(pieces) and pieces[-1] != " "
        follows = joined and (_latin(char) and _latin(pieces[-1][-1]))
        if joined and (follows or (char in NOT_FIRST and len(pieces[-1]) < 4)):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _latin(char: str) -> bool:
    return char.isascii() and not char.isspace() and char not in "([{"


def _break(current: str) -> tuple[str, str]:
    """Where a full line breaks: opening marks at its end go to the next one."""
    end = len(current.rstrip())
    start = end
    while start > 1 and current[start - 1] in NOT_LAST:
        start -= 1
    return (current[:start], current[start:end]) if start != end else (current, "")


def _head(text: str, width: int) -> str:
    """As much of an overlong word as fits; at least one character."""
    used, n = 0, 0
    for n, char in enumerate(text):  # noqa: B007 -- the index is the result
        used += cell_width(char)
        if used > width:
            break
    else:
        n = len(text)
    return text[: max(n, 1)]
