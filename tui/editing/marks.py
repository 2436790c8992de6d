"""Problems at their lines: they move along with the text until the next check has been through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from runbooks.problems import Problem
from tui.editing.text import Change


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem of this file: where it stands in the text as it is now, counted from 0."""

    row: int
    column: int
    width: int
    problem: Problem


def marks_of(problems: Iterable[Problem], file: str) -> tuple[Mark, ...]:
    """Those of one file, by line; that a key is missing comes behind what else is wrong there, which is mostly why."""
    own = [p for p in problems if p.place.file == file]
    made = [Mark(p.place.line - 1, p.place.column - 1, max(p.place.width, 1), p) for p in own]
    return tuple(sorted(made, key=lambda m: (m.row, m.problem.code == "missing-key", m.column)))


def moved(marks: Sequence[Mark], change: Change) -> tuple[Mark, ...]:
    """The marks after a change: those behind it go along with their text."""
    taken, given = change.removed.count("\n"), change.inserted.count("\n")
    row, column = change.start
    found = []
    for mark in marks:
        if mark.row > row + taken:
            found.append(replace(mark, row=mark.row + given - taken) if given != taken else mark)
        elif mark.row == row and not taken and not given and mark.column >= column + len(change.removed):
            found.append(replace(mark, column=mark.column + len(change.inserted) - len(change.removed)))
        elif mark.row <= row or not taken:
            found.append(mark)
    return tuple(found)


def count(marks: Sequence[Mark], severity: str) -> int:
    """How many there are of a kind."""
    return sum(mark.problem.severity == severity for mark in marks)
