"""A value of a file together with its position: what every check of meaning needs to say where something is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from runbooks.nodes import Node
from runbooks.problems import Fault, Place, Problem, Severity, Value


@dataclass(frozen=True, slots=True)
class Spot:
    """A value with the lines of its file and the path of keys that leads to it; problems point at `marks`."""

    lines: Callable[[int], str]
    node: Node
    marks: Place
    where: str = ""

    @classmethod
    def top(cls, node: Node, lines: Callable[[int], str]) -> Spot:
        """The whole of a file."""
        return cls(lines, node, node.place)

    def __getitem__(self, key: str) -> Spot:
        """The value under a key; a key that is absent is said of the map that lacks it."""
        node = self.node.get(key)
        if node is None:
            return self
        return Spot(self.lines, node, node.place, f"{self.where}.{key}" if self.where else key)

    def get(self, key: str) -> Spot | None:
        """The value under a key, or None where the key is absent."""
        return self[key] if key in self else None  # noqa: SIM401  this is that method

    def __contains__(self, key: str) -> bool:
        return self.node.get(key) is not None

    def items(self) -> list[Spot]:
        """The members of a list; a value that is no list stands for a list of itself."""
        if self.node.kind != "list":
            return [self]
        return [
            Spot(self.lines, node, node.place, f"{self.where}[{i}]{_named(node)}")
            for i, node in enumerate(self.node.items())
        ]

    def entries(self) -> list[tuple[str, Spot, Spot]]:
        """The keys of a map, each with a spot that points at the key and one that points at its value."""
        found = []
        for entry in self.node.entries():
            where = f"{self.where}.{entry.key}" if self.where else entry.key
            found.append(
                (
                    entry.key,
                    Spot(self.lines, entry.node, entry.place, where),
                    Spot(self.lines, entry.node, entry.node.place, where),
                )
            )
        return found

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
        excerpt = self.lines(self.marks.line)
        return Problem(self.marks, code, severity, dict(values or {}), self.where, tuple(allowed), hint, excerpt)

    def fault(self, fault: Fault) -> Problem:
        """The same fault, now with its position."""
        spot = self
        for key in fault.at:
            spot = spot[str(key)]
        return spot.problem(fault.code, fault.values, allowed=fault.allowed, hint=fault.hint)

    def unknown(self, code: str, given: str, known: Iterable[str], *, severity: Severity = "error") -> Problem:
        """A name that nothing has; what is nearest to it is the hint."""
        names = sorted(known)
        return self.problem(code, {"given": given}, severity=severity, allowed=names, hint=nearest(given, names))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name written somewhere, with its position."""

    id: str
    spot: Spot


def mentions(spot: Spot) -> list[Mention]:
    """The names of a list of names, or the one name that stands there."""
    return [Mention(item.node.text, item) for item in spot.items()]


def nearest(given: str, names: Iterable[str]) -> str:
    """The name that was probably meant, or nothing."""
    found = difflib.get_close_matches(given, list(names), n=1, cutoff=0.6)
    return found[0] if found else ""


def _named(node: Node) -> str:
    name = node.get("id") or node.get("part") if node.kind == "map" else None
    return f" (id: {name.text})" if name is not None and name.kind == "scalar" else ""
