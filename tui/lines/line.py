"""One line of a screen: texts beside each other, each with the names of its styles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.cells import cell_width, fit

Span = tuple[str, str]
"""A text and the names of its styles, apart by spaces; no name: plain."""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line, from left to right."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """What is read, without styles."""
        return "".join(text for text, _ in self.spans)

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return sum(cell_width(text) for text, _ in self.spans)

    def styled(self, style: str) -> Line:
        """The same with one more style on all of it."""
        return Line(tuple((text, f"{own} {style}".strip()) for text, own in self.spans))

    def fitted(self, width: int) -> Line:
        """The same in exactly `width` cells: cut with `...`, or filled up with spaces in the style of its end."""
        missing = width - self.width
        if missing == 0:
            return self
        if missing > 0:
            style = self.spans[-1][1] if self.spans else ""
            return Line((*self.spans, (" " * missing, style)))
        kept: list[Span] = []
        left = width
        for text, style in self.spans:
            size = cell_width(text)
            if size > left or (size == left and self.width > width):
                kept.append((fit(text, left) if size > left else _marked(text, left), style))
                break
            kept.append((text, style))
            left -= size
        return Line(tuple(kept))

    def __add__(self, other: Line) -> Line:
        return Line((*self.spans, *other.spans))


def _marked(text: str, width: int) -> str:
    """A text that is whole, but not the last: it shows that more would follow."""
    return fit(text + "....", width)


BLANK = Line()


def line(text: str = "", style: str = "") -> Line:
    """A line of one text."""
    return Line(((text, style),)) if text else BLANK


def plain_text(lines: Iterable[Line]) -> str:
    """A screen as text, one line a line."""
    return "".join(f"{each.text}\n" for each in lines)
