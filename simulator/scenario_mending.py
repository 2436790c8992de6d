"""A scenario in which single values are wrong, with something sound in their place.

So that all problems are told at once, a count of 0 must not keep the times of the same entry from being read. What is
out of bounds becomes the nearest that is allowed; a misspelt key becomes the one that was meant; what may be absent is
left out; what a scenario or an entry cannot be without gets a value that says nothing. What comes of it is only ever
checked, never lived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from runbooks.nodes import Entry, Node, Scalar, spot
from runbooks.problems import Place, Problem

STAND_INS: Final[Mapping[str, Scalar]] = {
    "scenario": "without-an-id",
    "title": "without a title",
    "runbook": "without-a-plan",
    "start": "2026-01-01T00:00+00:00",
    "horizon": "744 h",
    "size": 1,
    "p": 0.1,
    "q": 0.1,
    "from": "0 min",
}
"""What says nothing, by the key that needs it: `id` besides, made from its place so that no two are the same."""
_BOUNDS: Final = {"too-small": "least", "too-large": "most"}
_OF_A_MAP: Final = frozenset({"missing-key", "expected-map", "too-many"})
"""Said of a map as a whole, and not of the key that begins where the map begins."""


class Mended(NamedTuple):
    """The file as it can be checked; maps from which something was left out, and keys that were `filled` in."""

    top: Node
    changed: frozenset[Place]
    filled: frozenset[str]


def mended(top: Node, problems: Iterable[Problem]) -> Mended:
    """The file with something sound wherever one of these problems stands and that is possible."""
    mending = _Mending()
    for problem in problems:
        place = problem.place
        if place.file == top.file:
            mending.wrong.setdefault(spot(place.line, place.column, place.width), []).append(problem)
    return Mended(mending.map(top), frozenset(mending.changed), frozenset(mending.filled))


class _Mending:
    def __init__(self) -> None:
        self.wrong: dict[int, list[Problem]] = {}
        self.changed: set[Place] = set()
        self.filled: set[str] = set()

    def map(self, node: Node) -> Node:
        """A map without the keys that cannot be, its other values mended, and what it cannot lack."""
        made: list[Entry] = []
        for entry in node.entries():
            of_key = [p for p in self.wrong.get(entry.at, []) if p.code not in _OF_A_MAP]
            if of_key and of_key[0].code == "unknown-key":
                self.changed.add(node.place)
                meant = of_key[0].hint
                if meant and node.get(meant) is None and all(other.key != meant for other in made):
                    made.append(entry._replace(key=meant))
                continue
            value = self._instead(entry.key, entry.node, of_key[0]) if of_key else self._value(entry.key, entry.node)
            if value is None:
                self.changed.add(node.place)
            else:
                made.append(entry._replace(node=value))
        for problem in self.wrong.get(node.at, []):
            key = str(problem.values.get("key", ""))
            if problem.code == "missing-key" and (value := self._stand_in(key, node)) is not None:
                made.append(Entry(key, node.at, value))
        return node._replace(value=tuple(made))

    def _value(self, key: str, node: Node) -> Node | None:
        wrong = [p for p in self.wrong.get(node.at, []) if p.code != "missing-key"]
        begins_with_key = any(entry.at == node.at for entry in node.entries())
        if begins_with_key:
            wrong = [p for p in wrong if p.code in _OF_A_MAP]
        if wrong:
            return self._instead(key, node, wrong[0])
        if node.kind == "list":
            members = [self._value(key, member) for member in node.items()]
            return node._replace(value=tuple(member for member in members if member is not None))
        return self.map(node) if node.kind == "map" else node

    def _instead(self, key: str, node: Node, problem: Problem) -> Node | None:
        """What stands for a value that is wrong; None: it is left out."""
        bound = problem.values.get(_BOUNDS.get(problem.code, ""))
        if isinstance(bound, int) and node.kind == "scalar":
            return node._replace(value=bound, text=str(bound))
        return self._stand_in(key, node)

    def _stand_in(self, key: str, node: Node) -> Node | None:
        value = f"at-{node.place.line}-{node.place.column}" if key == "id" else STAND_INS.get(key)
        if value is None:
            return None
        self.filled.add(key)
        return Node(node.file, node.at, value, str(value))
