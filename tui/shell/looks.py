"""What the names of styles look like: bold, reverse and dim everywhere, a few colours where there are colours.

Colour adds nothing that is not said in words: rows of what is overdue are red, rows past a target of ours yellow, the
keys of a plan that is being edited cyan.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from rich.style import Style

_LOOKS: Final = {
    "cursor": Style(reverse=True),
    "overdue": Style(bold=True, color="white", bgcolor="red"),
    "past": Style(color="yellow"),
    "late": Style(color="yellow"),
    "doing": Style(bold=True),
    "dim": Style(dim=True),
    "heading": Style(bold=True),
    "head": Style(bold=True),
    "tabs": Style(),
    "bar": Style(dim=True),
    "danger": Style(reverse=True, bold=True),
    "exercise": Style(reverse=True),
    "banner": Style(reverse=True, bold=True),
    "warning": Style(bold=True),
    "keys": Style(),
    "key": Style(color="cyan"),
    "comment": Style(dim=True, italic=True),
    "pulse": Style(bold=True, reverse=True),
}
"""A name that is not here looks like text."""


@cache
def look(names: str) -> Style:
    """The style of some names, apart by spaces; a later one goes over the earlier ones."""
    style = Style()
    for name in names.split():
        style += _LOOKS.get(name, Style())
    return style
