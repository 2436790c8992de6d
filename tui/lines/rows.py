"""Lines with a left and a right side: the right one stands, the left one is cut where there is no room for both."""

from __future__ import annotations

from collections.abc import Sequence

from reports.cells import cell_width, clip, fit
from tui.lines.line import Line, line


def row(left: str, right: str, width: int, style: str = "", gap: int = 2) -> Line:
    """`left`, as many spaces as there is room for, `right`; what does not fit is cut from the left side."""
    return line(between(left, right, width, gap), style)


def between(left: str, right: str, width: int, gap: int = 2) -> str:
    """The text of such a row, exactly `width` cells wide."""
    if not right:
        return fit(left, width)
    if not left:
        return " " * (width - cell_width(clip(right, width))) + clip(right, width)
    room = width - cell_width(right) - gap
    if room < min(8, cell_width(left)):
        return fit(f"{left}{' ' * gap}{right}", width)
    left = clip(left, room)
    return left + " " * (width - cell_width(left) - cell_width(right)) + right


def rule(left: str, right: str, width: int, char: str = "-", style: str = "bar") -> Line:
    """A line of dashes with a heading in it: `--怎么办 ------------- 上下=选人 --`."""
    start = f"{char}{char}{left} " if left else ""
    end = f" {right} {char}{char}" if right else ""
    free = width - cell_width(start) - cell_width(end)
    if free < 0:
        return rule(left, "", width, char, style) if right else line(fit(start, width), style)
    return line(start + char * free + end, style)


def first_that_fits(room: int, options: Sequence[str]) -> str:
    """The first of several ways to say the same, longest first, that fits; cut down, the last one if none does."""
    for option in options:
        if cell_width(option) <= room:
            return option
    return clip(options[-1], max(room, 0)) if options else ""
