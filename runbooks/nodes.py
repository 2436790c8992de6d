"""The small tree that the strict reader makes of a YAML file: values with their positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from runbooks.problems import Place

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """One value with its place; `kind` is `scalar`, `list` or `map`.

    A scalar's `value` follows the YAML 1.2 core rules (`no` and `1:30` stay text) and `text` is what stands in
    the file; `quoted` says whether it was written in quotes. A map keeps its keys in file order, with the
    place of each key.
    """

    place: Place
    value: Scalar | tuple[Node, ...] | tuple[Entry, ...]
    text: str = ""
    quoted: bool = False
    kind: str = "scalar"

    def entries(self) -> tuple[Entry, ...]:
        """The entries of a map (empty for anything else)."""
        return self.value if self.kind == "map" else ()  # type: ignore[return-value]

    def items(self) -> tuple[Node, ...]:
        """The members of a list (empty for anything else)."""
        return self.value if self.kind == "list" else ()  # type: ignore[return-value]

    def get(self, key: str) -> Node | None:
        """The value under a key of a map."""
        return next((e.node for e in self.entries() if e.key == key), None)

    def plain(self) -> Any:
        """The same value as dicts, lists and scalars, for a validator."""
        if self.kind == "map":
            return {e.key: e.node.plain() for e in self.entries()}
        if self.kind == "list":
            return [n.plain() for n in self.items()]
        return self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a map, where it stands, and its value."""

    key: str
    place: Place
    node: Node
