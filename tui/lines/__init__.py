"""Drawing as values: a screen is a list of lines, a line is a list of texts with the names of their styles.

Nothing here knows a terminal. Widths are cells (a Chinese character takes two); styles are names (`cursor`, `overdue`,
`dim`), never colours: what a name looks like is for the shell to say.
"""

from __future__ import annotations

from reports.wrap import wrap
from tui.lines.drawn import drawn, note
from tui.lines.line import BLANK, Line, Span, line, plain_text
from tui.lines.rows import between, first_that_fits, row, rule

__all__ = [
    "BLANK",
    "Line",
    "Span",
    "between",
    "drawn",
    "first_that_fits",
    "line",
    "note",
    "plain_text",
    "row",
    "rule",
    "wrap",
]
