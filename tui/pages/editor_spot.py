"""What the entry in which the caret stands is called where it is told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reports.format_value import ask, role, step
from reports.words import Words
from tui.editing.place import ITEM, place_at
from tui.editing.state import Room
from tui.editing.text import Lines, indent_of

_ID: Final = re.compile(r"\bid:\s*([\w-]+)")
_ITEM: Final = re.compile(r"\s*- ")
_FAR: Final = 40


def spot_names(room: Room, words: Words) -> Iterator[str]:
    """Names that the row about the caret's entry may begin with, the nearest first."""
    place = place_at(room.editor.lines, room.editor.caret)
    plan = room.found.plan
    if place is None or plan is None:
        return
    if ITEM in place.path and (entry := item_id(room.editor.lines, room.editor.caret.row)):
        yield entry
    for name in reversed(place.path):
        if name in plan.step:
            yield step(name, plan, words)
        if name in plan.facts:
            yield ask(name, plan, words)
        if name in plan.roles:
            yield role(name, plan, words)


def item_id(lines: Lines, row: int) -> str:
    """The id of the member of a list around a line, read off its lines."""
    first = row
    while first > max(row - _FAR, 0) and not (
        _ITEM.match(lines[first]) and indent_of(lines[first]) <= indent_of(lines[row])
    ):
        first -= 1
    for n in range(first, min(first + _FAR, len(lines))):
        if n > first and _ITEM.match(lines[n]) and indent_of(lines[n]) <= indent_of(lines[first]):
            break
        if found := _ID.search(lines[n]):
            return found[1]
    return ""
