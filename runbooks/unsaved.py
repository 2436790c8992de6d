"""A plan checked as it is being written: its text stands for the file, and all other files are those on disk.

Between two keys little changes: the files beside it are read once and again only when they changed on disk.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from runbooks.compose import Composed
from runbooks.library import Library, check_in
from runbooks.lines import lines_of
from runbooks.opened import open_file
from runbooks.problems import Problem
from runbooks.reader import read
from runbooks.spots import Spot

_Top = tuple[Spot | None, list[Problem]]
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Study:
    """What a text says: every problem in file order, the plan as far as it can be composed, and where its names are
    declared.

    `composed` is None where not even that can be made of it, or where it is an overlay. `runbooks` are the ids that
    `include` and `opens` may name, each with its file.
    """

    problems: tuple[Problem, ...]
    composed: Composed | None
    runbooks: tuple[tuple[str, Path], ...] = ()


class Workshop:
    """Checks one file's text again and again, against the files beside it."""

    def __init__(self, path: Path, search: Sequence[Path] = ()) -> None:
        self.path = path
        self._search = (path.parent, *search)
        self._tops: dict[Path, tuple[_Stamp, _Top]] = {}

    def study(self, data: bytes) -> Study:
        """Everything about this text of the file; what `drillbook check` would say of it, were it saved."""
        library = _Unsaved(self._search, self.path, data, self._tops)
        problems, composed = check_in(library, self.path)
        own = str(self.path)
        mine = [p for p in problems if p.place.file == own]
        others = [p for p in problems if p.place.file != own]
        return Study((*mine, *others), composed, library.runbooks())


class _Unsaved(Library):
    """The library with a text in the place of one file, and the others remembered."""

    def __init__(self, search: Sequence[Path], path: Path, data: bytes, tops: dict[Path, tuple[_Stamp, _Top]]) -> None:
        super().__init__(search)
        self._path, self._data, self._tops = path, data, tops

    def runbooks(self) -> tuple[tuple[str, Path], ...]:
        """Every runbook that can be had by its id."""
        found = []
        for plan_id in self.ids("runbook"):
            heads = self._all()[plan_id]
            found.append((plan_id, heads[0].path))
        return tuple(found)

    def _top(self, path: Path) -> _Top:
        if path == self._path:
            node, problems = read(self._data, str(path))
            return (None if node is None else Spot.top(node, lines_of(self._data))), problems
        stamp = _stamp(path)
        known = self._tops.get(path)
        if known is None or known[0] != stamp or stamp == (0, 0):
            known = self._tops[path] = (stamp, open_file(path))
        spot, problems = known[1]
        return spot, list(problems)


def _stamp(path: Path) -> _Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 -- a path of the library is looked at ten times a second
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
