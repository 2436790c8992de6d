"""Conditions as a plan file writes them, read into conditions of the plan and checked against what is declared.

`{headcount: ">= 30"}` compares one fact; several keys in one map mean all of them; `any`, `all` and `not` combine. The
right side may be a number's name, for `level` it is a level, for `profile` the profile of the site. There is no
other grammar: nothing is ever evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from runbooks.plan import All, AnyOf, Compare, Condition, Duration, Fact, Not, Number, Operator
from runbooks.problems import Problem
from runbooks.spots import Spot, nearest

PROFILES = ("state-owned", "private")
COMPARABLE = ("yes-no", "count", "choice")
_COMPARISON = re.compile(r"\s*(>=|<=|>|<|=)?\s*(.*?)\s*", re.DOTALL)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_SWAPPED = {"=>": ">=", "=<": "<=", "==": "=", "≥": ">=", "≤": "<=", ">": ">", "<": "<"}
_MISWRITTEN = re.compile(r"\s*(=>|=<|==|≥|≤|>|<)\s*(.*?)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Known:
    """What a condition may name."""

    facts: Mapping[str, Fact]
    levels: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(slots=True)
class ReadConditions:
    """Reads conditions; keeps every problem, and every mention of a fact with its position."""

    known: Known
    problems: list[Problem] = field(default_factory=list)
    uses: list[tuple[str, Spot]] = field(default_factory=list)

    def read(self, spot: Spot) -> Condition | None:
        """The condition that stands here, or None where it has problems."""
        if spot.node.kind == "scalar" and spot.node.value is None:
            return self._wrong(spot.problem("empty-condition"))
        if spot.node.kind != "map":
            return self._wrong(spot.problem("not-a-condition", {"given": spot.given}))
        parts = [self._entry(key, at, value) for key, at, value in spot.entries()]
        if not parts:
            return self._wrong(spot.problem("empty-condition"))
        good = [p for p in parts if p is not None]
        if len(good) < len(parts):
            return None
        return good[0] if len(good) == 1 else All(tuple(good))

    def _entry(self, key: str, at: Spot, value: Spot) -> Condition | None:
        if key in ("any", "all"):
            return self._several(key, value)
        if key == "not":
            inner = self.read(value)
            return None if inner is None else Not(inner)
        return self._compare(key, at, value)

    def _several(self, key: str, value: Spot) -> Condition | None:
        if value.node.kind != "list":
            return self._wrong(value.problem("not-a-list-of-conditions", {"given": value.given, "key": key}))
        members = value.items()
        if not members:
            return self._wrong(value.problem("empty-condition"))
        read = [self.read(member) for member in members]
        good = tuple(c for c in read if c is not None)
        if len(good) < len(read):
            return None
        return AnyOf(good) if key == "any" else All(good)

    def _compare(self, name: str, at: Spot, value: Spot) -> Condition | None:
        if name not in ("level", "profile"):
            if name not in self.known.facts:
                return self._wrong(at.unknown("unknown-fact", name, self.known.facts))
            self.uses.append((name, at))
        if value.node.kind != "scalar" or value.node.value is None:
            return self._wrong(value.problem("not-one-value", {"fact": name}))
        if name == "level":
            return self._level(value)
        if name == "profile":
            return self._one_of(name, value, PROFILES)
        fact = self.known.facts[name]
        match fact.type:
            case "yes-no":
                answer = self._one_of(name, value, ("yes", "no"))
                return None if answer is None else Compare(name, "=", answer.value == "yes")
            case "choice":
                return self._one_of(name, value, tuple(fact.of))
            case "count":
                return self._count(name, value)
            case kind:
                return self._wrong(at.problem("not-comparable", {"fact": name, "type": kind}, allowed=COMPARABLE))

    def _one_of(self, name: str, value: Spot, choices: tuple[str, ...]) -> Compare | None:
        given = value.node.text
        if given in choices:
            return Compare(name, "=", given)
        hint = {"true": "yes", "false": "no"}.get(given.lower(), "") if choices == ("yes", "no") else ""
        values = {"given": given, "fact": name}
        hint = hint or nearest(given, choices)
        return self._wrong(value.problem("unknown-choice", values, allowed=choices, hint=hint))

    def _level(self, value: Spot) -> Compare | None:
        op, right = _split(value.node.text)
        if not self.known.levels:
            return self._wrong(value.problem("no-levels", {"given": right}))
        if right not in self.known.levels:
            return self._wrong(self._miswritten(value) or value.unknown("unknown-level", right, self.known.levels))
        return Compare("level", op, right)

    def _count(self, name: str, value: Spot) -> Compare | None:
        op, right = _split(value.node.text)
        if _WHOLE.fullmatch(right):
            return Compare(name, op, int(right))
        number = self.known.numbers.get(right)
        if number is None:
            if (miswritten := self._miswritten(value)) is not None:
                return self._wrong(miswritten)
            if right[:1].isdigit() or not right:
                return self._wrong(value.problem("not-a-count", {"given": value.node.text, "fact": name}))
            counts = [n.id for n in self.known.numbers.values() if not isinstance(n.value, Duration)]
            return self._wrong(value.unknown("unknown-number", right, counts))
        if isinstance(number.value, Duration):
            return self._wrong(value.problem("number-is-a-duration", {"given": right, "value": number.value.text}))
        return Compare(name, op, number.value)

    def _miswritten(self, value: Spot) -> Problem | None:
        """`=> 30` and `≥ 30`, which everybody understands but a reader must not guess."""
        match = _MISWRITTEN.fullmatch(value.node.text)
        if match is None or match[1] in (">", "<"):
            return None
        right = f"{_SWAPPED[match[1]]} {match[2]}"
        return value.problem("bad-comparison", {"given": value.node.text}, allowed=(">=", "<=", ">", "<"), hint=right)

    def _wrong(self, problem: Problem) -> Compare | None:
        self.problems.append(problem)
        return None


def _split(text: str) -> tuple[Operator, str]:
    match = _COMPARISON.fullmatch(text)
    assert match is not None  # noqa: S101  the pattern takes any text
    return match[1] or "=", match[2]  # type: ignore[return-value]


def compares(condition: Condition | None) -> Iterator[Compare]:
    """The comparisons inside a condition, in the order in which they are written."""
    stack: list[Condition] = [] if condition is None else [condition]
    while stack:
        match stack.pop():
            case Compare() as found:
                yield found
            case Not(of=inner):
                stack.append(inner)
            case All(of=parts) | AnyOf(of=parts):
                stack.extend(reversed(parts))
