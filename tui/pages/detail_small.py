"""A step in full where there is no room for it: the number to call and the digits that are live stand first.

A digit that records something is never live without being seen, and half a telephone number is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.cells import cell_width
from tui.desk.panel import Detail
from tui.lines import Line, line
from tui.pages.view import View


def _flowing(texts: Sequence[str], width: int) -> list[Line]:
    """Digits with what they mean, on as few rows as they need; none is broken."""
    rows = [""]
    for text in texts:
        joined = f"{rows[-1]}  {text}" if rows[-1] else text
        if rows[-1] and cell_width(joined) > width - 1:
            rows.append(text)
        else:
            rows[-1] = joined
    return [line(f" {row}") for row in rows if row]


def numbered(view: View, texts: Sequence[str]) -> list[str]:
    """Each with its digit; under another panel the digits are that one's."""
    live = isinstance(view.ui.panel, Detail)
    return [f"{n if live else ' '} {text}" for n, text in enumerate(texts, 1)]


def digit_rows(view: View, options: Sequence[str], short: Sequence[str], room: int) -> list[Line]:
    """All digits, in words as long as there is room for."""
    rows: list[Line] = []
    for texts in [options, short] if short else [options]:
        rows = _flowing(texts, view.width)
        if len(rows) <= room and all(cell_width(text) < view.width for text in texts):
            break
    return rows


def short_results(view: View) -> list[str]:
    """What the six digits of a call mean, in a word each."""
    words = view.words
    return [
        words.sense("call digit", "reported"),
        words.sense("call digit", "again"),
        words.sense("call digit", "no answer"),
        words.sense("call digit", "busy"),
        words.sense("call digit", "message"),
        words.sense("call digit", "takes over"),
    ]
