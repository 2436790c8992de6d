"""Where the name under the caret is declared: a step, a fact, a role, a number, a source, a level, a file that is
included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.editing.names import Names
from tui.editing.place import place_at
from tui.editing.text import Lines, Spot

_WORD: Final = re.compile(r"[\w-]+")
_FIRST: Final = {
    "role": ("role",),
    "tells": ("role",),
    "one-of": ("role",),
    "command": ("role",),
    "source": ("source",),
    "include": ("runbook",),
    "part": ("runbook",),
    "opens": ("runbook",),
    "record": ("fact",),
    "each": ("fact",),
    "within": ("number",),
    "every": ("number",),
    "first": ("number",),
}
_ALL: Final = ("step", "fact", "number", "role", "level", "runbook", "source")


@dataclass(frozen=True, slots=True)
class Definition:
    """A name with the place where it is declared; line and column from 0."""

    kind: str
    name: str
    file: str
    row: int
    column: int


def word_at(text: str, column: int) -> tuple[int, str]:
    """The word under a column or just before it, and where it begins."""
    for found in _WORD.finditer(text):
        if found.start() <= column <= found.end():
            return found.start(), found[0]
    return column, ""


def definition_at(lines: Lines, caret: Spot, names: Names) -> Definition | None:
    """The definition of what stands under the caret; None where nothing has that name."""
    start, word = word_at(lines[caret.row], caret.column)
    if not word:
        return None
    place = place_at(lines, Spot(caret.row, start))
    key = next((part for part in reversed(place.path) if part != "[]"), "") if place is not None else ""
    kinds = dict.fromkeys((*_FIRST.get(key, ()), *_ALL))
    for kind in kinds:
        if kind == "runbook" and word in names.runbooks:
            return Definition(kind, word, str(names.runbooks[word]), 0, 0)
        for name in _cut(word) if kind == "source" else (word,):
            at = names.declared.get((kind, name))
            if at is not None:
                return Definition(kind, name, at.file, at.line - 1, at.column - 1)
    return None


def _cut(word: str) -> list[str]:
    """A citation's source: `C` of `C-3.3.2b`."""
    parts = word.split("-")
    return ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
