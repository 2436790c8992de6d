"""A file in which something is no plan at all: what is left of it without those entries.

So that all problems of a plan are told at once, a step with a misspelt key must not keep the others from being
checked. The smallest entry around each problem is taken out: a step, a fact, a role, a change. Only what a file cannot
be without (its id, its title) leaves nothing to go on with.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from runbooks.nodes import Entry, Node, Path, spot
from runbooks.problems import Place

IN_ENTRIES = frozenset({"sources", "numbers", "roles", "facts", "levels", "include", "steps", "change"})
NEEDED = frozenset({"runbook", "overlay", "title", "for"})


class _Unit(NamedTuple):
    """What can be taken out: a key of the file (`nth` -1), or the n-th entry under it; `at` is where it begins."""

    at: int
    key: str
    nth: int = -1


def without(
    top: Node, places: Iterable[Place], entries: frozenset[str] = IN_ENTRIES, needed: frozenset[str] = NEEDED
) -> Node | None:
    """The file without the entries in which these places lie; None if it cannot be without one of them.

    `entries` are the keys under which single entries can be left out, `needed` those that must be whole.
    """
    units = sorted(_units(top, entries))
    starts = [unit.at for unit in units]
    broken = set()
    for place in places:
        found = bisect_right(starts, spot(place.line, place.column, 0) | 2047) - 1
        if found < 0 or (units[found].nth < 0 and units[found].key in needed):
            return None
        broken.add(units[found][1:])
    left = [_left(entry, broken, entries) for entry in top.entries() if (entry.key, -1) not in broken]
    return top._replace(value=tuple(left))


def as_written(root: Node, left: Node, path: Path) -> Path:
    """A path through what is left, as a path through the whole file, where members of lists have other numbers and a
    key may be misspelt.
    """
    told: list[str | int] = []
    for part in path:
        if isinstance(part, str):
            left = left.get(part) or left
            entry = root.entry(part) or next((other for other in root.entries() if other.node.at == left.at), None)
            told.append(part if entry is None else entry.key)
            root = root if entry is None else entry.node
            continue
        left = left.items()[part]
        number, root = next((i, member) for i, member in enumerate(root.items()) if member.at == left.at)
        told.append(number)
    return tuple(told)


def _units(top: Node, entries: frozenset[str]) -> Iterable[_Unit]:
    for key, at, node in top.entries():
        yield _Unit(at, key)
        if key in entries:
            inner = [entry.at for entry in node.entries()] or [member.at for member in node.items()]
            yield from (_Unit(start, key, i) for i, start in enumerate(inner))


def _left(entry: Entry, broken: set[tuple[str, int]], entries: frozenset[str]) -> Entry:
    key, node = entry.key, entry.node
    if key not in entries or node.kind == "scalar":
        return entry
    keys = tuple(part for i, part in enumerate(node.entries()) if (key, i) not in broken)
    items = tuple(part for i, part in enumerate(node.items()) if (key, i) not in broken)
    return entry._replace(node=node._replace(value=keys or items))
