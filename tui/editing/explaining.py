"""What is expected where the caret stands: the key it is at, what that means, which words may stand there."""

from __future__ import annotations

from dataclasses import dataclass

from tui.editing.defining import word_at
from tui.editing.forms import Slot, here
from tui.editing.place import ITEM, place_at
from tui.editing.study import Kind
from tui.editing.text import Lines, Spot


@dataclass(frozen=True, slots=True)
class Expected:
    """`path` are the keys that lead here; `slot` is the key whose meaning helps; `words` are those that a value may be,
    `keys` those of the map, where one is to be written.
    """

    path: tuple[str, ...]
    slot: Slot | None = None
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def expected(lines: Lines, caret: Spot, kind: Kind) -> Expected | None:
    """What may stand at the caret; None in a comment or in quotes."""
    start, word = word_at(lines[caret.row], caret.column)
    place = place_at(lines, Spot(caret.row, start))
    if place is None:
        return None
    path = tuple(part for part in place.path if part != ITEM)
    found = here(kind, place.path)
    if place.kind != "value" and word in found.keys:
        slot = found.keys[word]
        inner = here(kind, (*place.path, word))
        return Expected((*path, word), slot, inner.fixed, tuple(inner.keys) if inner.map_only else ())
    if place.kind == "key":
        return Expected(path, found.slot, (), tuple(found.keys))
    return Expected(path, found.slot, found.fixed, tuple(found.keys) if found.map_only else ())
