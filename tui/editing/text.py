"""A text being written, as a value: lines, places in it, and changes that can be taken back.

A line is what stands between two breaks; a text that ends with a break has an empty last line. A change is one stretch
replaced by another: its reverse is a change too, so that undo is a change like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """A place between two characters: line and column, both counted from 0."""

    row: int
    column: int


Lines = tuple[str, ...]
START = Spot(0, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """At `start`, `removed` was replaced by `inserted`; the caret stood at `before` and stands at `after`."""

    start: Spot
    removed: str
    inserted: str
    before: Spot
    after: Spot

    @property
    def reverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.start, self.inserted, self.removed, self.after, self.before)


def lines_of(text: str) -> Lines:
    """A text in lines; only `\\n` breaks them."""
    return tuple(text.split("\n"))


def joined(lines: Lines) -> str:
    """The text of lines."""
    return "\n".join(lines)


def end_of(start: Spot, text: str) -> Spot:
    """Where a text ends that is put in at `start`."""
    breaks = text.count("\n")
    if not breaks:
        return Spot(start.row, start.column + len(text))
    return Spot(start.row + breaks, len(text) - text.rfind("\n") - 1)


def between(lines: Lines, start: Spot, end: Spot) -> str:
    """What stands between two places."""
    if start.row == end.row:
        return lines[start.row][start.column : end.column]
    middle = lines[start.row + 1 : end.row]
    return "\n".join((lines[start.row][start.column :], *middle, lines[end.row][: end.column]))


def replaced(lines: Lines, start: Spot, end: Spot, text: str) -> Lines:
    """The lines with another text between two places."""
    new = (lines[start.row][: start.column] + text + lines[end.row][end.column :]).split("\n")
    return (*lines[: start.row], *new, *lines[end.row + 1 :])


def applied(lines: Lines, change: Change) -> Lines:
    """The lines after a change."""
    return replaced(lines, change.start, end_of(change.start, change.removed), change.inserted)


def last(lines: Lines) -> Spot:
    """The end of the text."""
    return Spot(len(lines) - 1, len(lines[-1]))


def within(lines: Lines, spot: Spot) -> Spot:
    """The place of the text that is nearest to one that may lie outside."""
    row = min(max(spot.row, 0), len(lines) - 1)
    return Spot(row, min(max(spot.column, 0), len(lines[row])))


def left_of(lines: Lines, spot: Spot) -> Spot:
    """One character back; the end of the line before where there is none."""
    if spot.column:
        return Spot(spot.row, spot.column - 1)
    return Spot(spot.row - 1, len(lines[spot.row - 1])) if spot.row else spot


def right_of(lines: Lines, spot: Spot) -> Spot:
    """One character on; the start of the next line where there is none."""
    if spot.column < len(lines[spot.row]):
        return Spot(spot.row, spot.column + 1)
    return Spot(spot.row + 1, 0) if spot.row + 1 < len(lines) else spot


def indent_of(text: str) -> int:
    """With how many spaces a line begins."""
    return len(text) - len(text.lstrip(" "))
