"""A value of a file together with its position: what every check of meaning needs to say where something is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from runbooks.chinese import meant
from runbooks.nodes import Node, Path, place_of, where_of
from runbooks.problems import Fault, Place, Problem, Severity, Value
from runbooks.salvage import as_written


class Opened(NamedTuple):
    """A file as it was read: its tree, its lines for excerpts, and what of the tree is looked at if not all of it."""

    root: Node
    lines: Callable[[int], str]
    left: Node | None = None

    def where(self, path: Path) -> str:
        """A path of keys as people read it, in the file as it is written."""
        return where_of(self.root, path if self.left is None else as_written(self.root, self.left, path))


class Spot(NamedTuple):
    """A value of a file with the path of keys that leads to it; problems point at `at`, its key or the value itself."""

    file: Opened
    node: Node
    at: int
    path: Path = ()

    @classmethod
    def top(cls, node: Node, lines: Callable[[int], str]) -> Spot:
        """The whole of a file."""
        return cls(Opened(node, lines), node, node.at)

    def only(self, left: Node) -> Spot:
        """The same file as far as it is left."""
        return Spot(self.file._replace(left=left), left, left.at)

    @property
    def marks(self) -> Place:
        """The place that a problem points at."""
        return place_of(self.node.file, self.at)

    @property
    def address(self) -> str:
        """File and line, to be named in a problem elsewhere."""
        return f"{self.marks.file}:{self.marks.line}"

    def key(self, key: str) -> Spot:
        """The value under a key; a key that is absent is said of the map that lacks it."""
        return self.get(key) or self

    def get(self, key: str) -> Spot | None:
        """The value under a key, or None where the key is absent."""
        node = self.node.get(key)
        return None if node is None else Spot(self.file, node, node.at, (*self.path, key))

    def has(self, key: str) -> bool:
        """Whether a map has the key."""
        return self.node.get(key) is not None

    def items(self) -> list[Spot]:
        """The members of a list; a value that is no list stands for a list of itself."""
        if self.node.kind != "list":
            return [self]
        return [Spot(self.file, node, node.at, (*self.path, i)) for i, node in enumerate(self.node.items())]

    def entries(self) -> list[tuple[str, Spot, Spot]]:
        """The keys of a map, each with a spot that points at the key and one that points at its value."""
        return [
            (key, Spot(self.file, node, at, (*self.path, key)), Spot(self.file, node, node.at, (*self.path, key)))
            for key, at, node in self.node.entries()
        ]

    @property
    def given(self) -> str:
        """What stands here, for a sentence."""
        return {"list": "[…]", "map": "{…}"}.get(self.node.kind, self.node.text)

    def keys(self) -> list[str]:
        """The keys of a map."""
        return [entry.key for entry in self.node.entries()]

    def problem(
        self,
        code: str,
        values: Mapping[str, Value] | None = None,
        *,
        severity: Severity = "error",
        allowed: Iterable[str] = (),
        hint: str = "",
    ) -> Problem:
        """What is wrong here."""
        place, where = self.marks, self.file.where(self.path)
        excerpt = self.file.lines(place.line)
        return Problem(place, code, severity, dict(values or {}), where, tuple(allowed), hint, excerpt)

    def fault(self, fault: Fault) -> Problem:
        """The same fault, now with its position."""
        spot = self
        for key in fault.at:
            spot = spot.key(str(key))
        return spot.problem(fault.code, fault.values, allowed=fault.allowed, hint=fault.hint)

    def unknown(self, code: str, given: str, known: Iterable[str], *, severity: Severity = "error") -> Problem:
        """A name that nothing has; what is nearest to it is the hint."""
        names = sorted(known)
        return self.problem(code, {"given": given}, severity=severity, allowed=names, hint=nearest(given, names))


class Mention(NamedTuple):
    """A name written somewhere, with its position."""

    id: str
    spot: Spot


def mentions(spot: Spot) -> list[Mention]:
    """The names of a list of names, or the one name that stands there."""
    return [Mention(item.node.text, item) for item in spot.items()]


def nearest(given: str, names: Iterable[str]) -> str:
    """The name that was probably meant, or nothing."""
    known = list(names)
    found = difflib.get_close_matches(given, known, n=1, cutoff=0.6)
    return found[0] if found else meant(given, known)
