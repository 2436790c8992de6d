"""The one widget: it shows lines, and has only those cells painted again that changed."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.lines import BLANK, Line
from tui.shell.looks import look


class Face(Widget, can_focus=False):
    """The whole window, drawn line by line."""

    DEFAULT_CSS = "Face { width: 100%; height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._strips: list[Strip] = []

    def show(self, lines: list[Line]) -> None:
        """Show these lines instead of the ones that are shown."""
        before, strips = self.lines, self._strips
        self.lines = lines
        self._strips = []
        for y, line in enumerate(lines):
            same = y < len(before) and (before[y] is line or before[y] == line)
            strip = strips[y] if same else strip_of(line)
            self._strips.append(strip)
            if not same:
                self.refresh(_changed(strips[y] if y < len(strips) else None, strip, y))
        for y in range(len(lines), len(before)):
            self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line, as it was last shown."""
        strip = self._strips[y] if y < len(self._strips) else strip_of(BLANK)
        return strip.adjust_cell_length(self.size.width)


def strip_of(line: Line) -> Strip:
    """A line for the terminal."""
    return Strip([Segment(text, look(style)) for text, style in line.spans])


def _changed(before: Strip | None, after: Strip, y: int) -> Region:
    """The cells of a row that have to be painted again: between the first difference and the last."""
    width = after.cell_length
    if before is None or before.cell_length != width:
        return Region(0, y, max(width, before.cell_length if before else 0), 1)
    old, new = _cells(before), _cells(after)
    if len(old) != len(new):
        return Region(0, y, width, 1)
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b), 0)
    last = next((n for n, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=True)) if a != b), 0)
    start = sum(size for _, _, size in new[:first])
    end = width - sum(size for _, _, size in new[len(new) - last :])
    return Region(start, y, max(end - start, 1), 1)


def _cells(strip: Strip) -> list[tuple[str, object, int]]:
    """The characters of a row with their styles and widths."""
    from reports.cells import cell_width

    return [(char, style, cell_width(char)) for text, style, _ in strip for char in text]
