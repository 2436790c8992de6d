"""A field with its caret, drawn over as many rows as it needs."""

from __future__ import annotations

from reports.cells import cell_width
from tui.desk.field import Field
from tui.lines import Line, line
from tui.pages.view import View

Caret = tuple[int, int]
"""Row and column, both from 0."""


def typed_rows(view: View, lead: str, field: Field, rows: int = 3) -> tuple[list[Line], Caret]:
    """A field with its caret, over as many lines as it needs; of a long one the part around the caret."""
    width = view.width - cell_width(lead) - 2
    lines = [""]
    caret = (0, 0)
    for n, char in enumerate(f"{field.text} "):
        if cell_width(lines[-1] + char) > width:
            lines.append("")
        if n == field.caret:
            caret = (len(lines) - 1, cell_width(lines[-1]))
        lines[-1] += char
    first = max(0, min(caret[0] - rows + 1, len(lines) - rows))
    shown = lines[first : first + rows]
    made = [line(f"{lead if n == 0 else ' ' * cell_width(lead)}{text}", "field") for n, text in enumerate(shown)]
    return made, (caret[0] - first, cell_width(lead) + caret[1])
