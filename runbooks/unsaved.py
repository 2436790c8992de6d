"""The files of some folders with a text in the place of one of them, as while that one is being written.

Between two keys little changes: the files beside it are read once, and again only when they changed on disk.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runbooks.gather import PlanFile
from runbooks.library import Library
from runbooks.lines import lines_of
from runbooks.opened import open_file
from runbooks.problems import Problem
from runbooks.reader import read
from runbooks.shelf import Alone
from runbooks.spots import Spot

Top = tuple[Spot | None, list[Problem]]
_Stamp = tuple[int, int]
_Stamps = tuple[tuple[Path, _Stamp], ...]


@dataclass(slots=True)
class Remembered:
    """Files as they were last read, each with what its disk said of it then."""

    tops: dict[Path, tuple[_Stamp, Top]] = field(default_factory=dict)
    files: dict[Path, tuple[_Stamp, PlanFile | None, list[Problem]]] = field(default_factory=dict)
    alone: dict[Path, tuple[_Stamps, Alone]] = field(default_factory=dict)


class UnsavedLibrary(Library):
    """A library in which `data` stands for what is on disk of `path`."""

    def __init__(self, search: Sequence[Path], path: Path, data: bytes, remembered: Remembered) -> None:
        super().__init__(search)
        self._path, self._remembered = path, remembered
        node, problems = read(data, str(path))
        self._own: Top = (None if node is None else Spot.top(node, lines_of(data))), problems

    @property
    def own(self) -> Top:
        """The text's own tree, and what its reading found wrong."""
        spot, problems = self._own
        return spot, list(problems)

    def paths(self, kind: str) -> tuple[tuple[str, Path], ...]:
        """Every runbook or overlay that can be had by its id, with its file."""
        return tuple((name, self._all()[name][0].path) for name in self.ids(kind))

    def among(self, search: Sequence[Path]) -> UnsavedLibrary:
        """The same text among the files of other folders."""
        other = UnsavedLibrary(search, self._path, b"", self._remembered)
        other._own = self._own
        return other

    def alone(self, main: PlanFile) -> Alone:
        """As long as no file beside this text changes on disk, a plan that does not stand here stays what it was."""
        path = Path(main.top.marks.file)
        if path == self._path:
            return super().alone(main)
        stamps = self._stamps()
        known = self._remembered.alone.get(path)
        if known is None or known[0] != stamps:
            known = self._remembered.alone[path] = (stamps, super().alone(main))
        return known[1]

    def _stamps(self) -> _Stamps:
        paths = [head.path for heads in self._all().values() for head in heads if head.path != self._path]
        return tuple((path, stamp_of(path)) for path in paths)

    def _top(self, path: Path) -> Top:
        if path == self._path:
            return self.own
        stamp = stamp_of(path)
        known = self._remembered.tops.get(path)
        if known is None or known[0] != stamp or stamp == (0, 0):
            known = self._remembered.tops[path] = (stamp, open_file(path))
        spot, problems = known[1]
        return spot, list(problems)

    def _open(self, path: Path) -> PlanFile | None:
        if path == self._path:
            return super()._open(path)
        stamp = stamp_of(path)
        known = self._remembered.files.get(path)
        if known is None or known[0] != stamp or stamp == (0, 0):
            told = len(self.problems)
            file = super()._open(path)
            self._remembered.files[path] = (stamp, file, self.problems[told:])
            return file
        self.problems += known[2]
        return known[1]


def stamp_of(path: Path) -> _Stamp:
    """When a file was last written, and how long it is."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- a path of the library is looked at ten times a second
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
