"""The small tree that the strict reader makes of a YAML file: values with their positions."""

from __future__ import annotations

from typing import Any, NamedTuple

from runbooks.problems import Place
from runbooks.quoting import said

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]
WIDEST = 2_047  # a caret is never wider


def spot(line: int, column: int, width: int) -> int:
    """A position as one number: a file may hold 200,000 of them, and few are ever asked for."""
    return (line << 23 | column) << 11 | min(width, WIDEST)


def place_of(file: str, at: int) -> Place:
    """A `spot` as a place."""
    return Place(file, at >> 34, at >> 11 & 0x7FFFFF, at & WIDEST)


class Node(NamedTuple):
    """One value, where it stands, and its `kind`: `scalar`, `list`, `map`, or `unread` for what the reader refused.

    A scalar's `value` follows the YAML 1.2 core rules (`no` and `1:30` stay text) and `text` is what stands in
    the file; `quoted` says whether it was written in quotes (or as a block, with `|` or `>`). A map keeps its
    keys in file order, with the place of each key. An `unread` node stands for something already reported:
    whoever meets it says nothing more about it.
    """

    file: str
    at: int
    value: Scalar | tuple[Node, ...] | tuple[Entry, ...]
    text: str = ""
    quoted: bool = False
    kind: str = "scalar"

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return place_of(self.file, self.at)

    def entries(self) -> tuple[Entry, ...]:
        """The entries of a map (empty for anything else)."""
        return self.value if self.kind == "map" else ()  # type: ignore[return-value]

    def items(self) -> tuple[Node, ...]:
        """The members of a list (empty for anything else)."""
        return self.value if self.kind == "list" else ()  # type: ignore[return-value]

    def entry(self, key: str) -> Entry | None:
        """A key of a map, with its place and value."""
        for entry in self.entries():
            if entry.key == key:
                return entry
        return None

    def get(self, key: str) -> Node | None:
        """The value under a key of a map."""
        found = self.entry(key)
        return None if found is None else found.node

    def plain(self) -> Any:
        """The same value as dicts, lists and scalars, for a validator."""
        if self.kind == "map":
            return {e.key: e.node.plain() for e in self.entries()}
        if self.kind == "list":
            return [n.plain() for n in self.items()]
        return self.value


class Entry(NamedTuple):
    """One key of a map, where it stands, and its value."""

    key: str
    at: int
    node: Node

    @property
    def place(self) -> Place:
        """Where the key stands."""
        return place_of(self.node.file, self.at)


def where_of(root: Node | None, path: Path) -> str:
    """A path of keys and indexes as people read it: `steps[0] (id: check).limits[1]`."""
    where = ""
    node = root
    for part in path:
        if isinstance(part, str):
            where += f".{said(part)}" if where else said(part)
            node = node.get(part) if node else None
            continue
        where += f"[{part}]"
        members = node.items() if node else ()
        node = members[part] if part < len(members) else None
        name = node.get("id") if node else None
        if name is not None and name.kind == "scalar" and name.text:
            where += f" (id: {said(name.text)})"
    return where
