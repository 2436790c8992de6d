"""Where the name under the caret is declared: a step, a fact, a role, a number, a source, a level, a file that is
included.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from tui.editing.names import Names
from tui.editing.place import place_at
from tui.editing.text import Lines, Spot, indent_of

_STEP: Final = re.compile(r"""\s*-\s+(?:\{\s*)?(?:id|step):\s*\[?\s*["']?([\w-]+)""")
_FAR: Final = 400
"""So many lines up and down a name is looked for that stands elsewhere than it did."""
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


def step_above(lines: Lines, row: int, steps: Container[str]) -> str:
    """The step that a line belongs to: the nearest one above it that is written or changed; empty for none, and for one
    that is not known yet. It is read off the text, as between two checks everything stands elsewhere.
    """
    unknown: set[int] = set()
    for n in range(row, -1, -1):
        found = _STEP.match(lines[n])
        if found is not None and found[1] in steps:
            return "" if indent_of(lines[n]) in unknown else found[1]
        if lines[n].lstrip(" ")[:2] in {"-", "- "}:
            unknown.add(indent_of(lines[n]))
        if lines[n][:1] not in {"", " ", "#", "-"}:
            break
    return ""


def where_now(lines: Lines, found: Definition) -> Spot:
    """Where a name stands that was declared at a place when the text was last read: the nearest line that has it."""
    here = Spot(min(found.row, len(lines) - 1), found.column)
    declares = re.compile(rf"(?:^|[\s{{,-])(?:id:\s*)?[\"']?({re.escape(found.name)})[\"']?(?=\s*:|\s*$|\s*[,}}])")
    near = sorted(range(max(here.row - _FAR, 0), min(here.row + _FAR, len(lines))), key=lambda n: abs(n - here.row))
    for n in near:
        match = declares.search(lines[n])
        if match is not None and (lines[n][match.end() :].lstrip(" \"'")[:1] == ":" or "id:" in match[0]):
            return Spot(n, match.start(1))
    return here


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
