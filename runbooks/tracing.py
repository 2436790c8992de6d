"""Where in the file a validator's error belongs: from its `loc` to a node of the tree.

A `loc` mixes what is in the data (keys, indexes) with what is not: names of union members, of functions, keys
that a validator put in. So the tree is walked along it: what the node has is a step, anything else a label.
Where a label happens to be called like a key, the walk is right that ends at the very value which the error
names as its input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from runbooks.nodes import Entry, Node, Path
from runbooks.problems import Place

_DETOURS = 2  # how often a walk may take for a label what could have been a step


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a `loc`: a step that the data has, or a label that it lacks."""

    is_step: bool
    name: str | int


@dataclass(frozen=True, slots=True)
class Trace:
    """An error with the walk that leads to it; `on_key` when a key and not its value is wrong."""

    error: Mapping[str, Any]
    parts: tuple[Part, ...]
    path: Path
    node: Node
    on_key: bool = False


class Tree:
    """A tree of nodes, and the same as plain data whose lists and maps are known by identity."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._known: dict[int, Node] = {}
        self._entries: dict[int, dict[str, Entry]] = {}
        self.data = self._plain(root)

    def _plain(self, node: Node) -> Any:
        if node.kind == "map":
            data: Any = {e.key: self._plain(e.node) for e in node.entries()}
        elif node.kind == "list":
            data = [self._plain(n) for n in node.items()]
        else:
            return node.value
        self._known[id(data)] = node
        return data

    def at(self, path: Path) -> Node:
        """The node at a path, or the last one on the way there."""
        node = self.root
        for name in path:
            further = self._step(node, name)
            if further is None:
                return node
            node = further
        return node

    def key_place(self, path: Path) -> Place:
        """Where the key of the value at a path stands; the place of the value if it has no key."""
        entry = self._entry(self.at(path[:-1]), path[-1]) if path else None
        return entry.place if entry else self.at(path).place

    def _step(self, node: Node, name: str | int) -> Node | None:
        if isinstance(name, str):
            entry = self._entry(node, name)
            return entry.node if entry else None
        members = node.items()
        return members[name] if 0 <= name < len(members) else None

    def _entry(self, node: Node, name: str | int) -> Entry | None:
        """An entry of a map by its key; looked up, since a hostile map has very many."""
        if node.kind != "map" or not isinstance(name, str):
            return None
        entries = self._entries.get(id(node))
        if entries is None:
            entries = self._entries[id(node)] = {e.key: e for e in node.entries()}
        return entries.get(name)

    def trace(self, error: Mapping[str, Any]) -> Trace:
        """The walk along an error's `loc`."""
        loc: Sequence[str | int] = error["loc"]
        on_key = bool(loc) and loc[-1] == "[key]"
        if on_key or error["type"] == "missing":
            loc = loc[:-1]
        first: tuple[tuple[Part, ...], Node] | None = None
        for detours in range(_DETOURS + 1):
            for parts, node in self._walks(tuple(loc), self.root, detours):
                if first is None:
                    first = parts, node
                if on_key or self._is_input(node, error["input"]):
                    return _traced(error, parts, node, on_key)
        return _traced(error, *(first or ((), self.root)), on_key)

    def _walks(self, loc: tuple[str | int, ...], node: Node, detours: int) -> Iterator[tuple[tuple[Part, ...], Node]]:
        """All walks with exactly so many detours."""
        if not loc:
            if detours == 0:
                yield (), node
            return
        further = self._step(node, loc[0])
        if further is not None:
            for parts, end in self._walks(loc[1:], further, detours):
                yield (Part(True, loc[0]), *parts), end
        if further is None or detours:
            for parts, end in self._walks(loc[1:], node, detours if further is None else detours - 1):
                yield (Part(False, loc[0]), *parts), end

    def _is_input(self, node: Node, given: Any) -> bool:
        if isinstance(given, dict | list):
            return self._known.get(id(given)) is node
        return node.kind in ("scalar", "unread") and type(node.value) is type(given) and node.value == given


def _traced(error: Mapping[str, Any], parts: tuple[Part, ...], node: Node, on_key: bool) -> Trace:
    return Trace(error, parts, tuple(p.name for p in parts if p.is_step), node, on_key)
