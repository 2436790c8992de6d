"""What differs between two scenarios, in words, thing by thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from reports.format_value import ask, role, step
from reports.plan_diff import Block, told, turned, turned_text
from reports.scenario_phrases import (
    Data,
    answered,
    away_when,
    begins,
    gone,
    heard,
    held,
    span,
    stated,
    takes,
    takes_time,
    value_of,
)
from reports.words import Words
from reports.words.diff_names import KINDS, SCENARIO
from reports.words.names import name
from runbooks.changes import Change
from runbooks.plan import Plan

_TEXTS: Final = frozenset({"title", "about", "says"})


def scenario_diff_text(found: Sequence[Change], old: Plan, new: Plan, words: Words) -> str:
    """Every change, each thing under its name; `old` and `new` are the plans that the scenarios drill."""
    if not found:
        return words.sense("diff", "The two mean the same.") + "\n"
    return told(_Telling(old, new, words).blocks(found))


@dataclass(frozen=True, slots=True)
class _Telling:
    """Says changes; names come from the plan of the scenario in which they stand."""

    old: Plan
    new: Plan
    words: Words

    def blocks(self, found: Sequence[Change]) -> Iterator[Block]:
        by_thing = groupby(found, key=lambda c: (c.kind, "" if c.kind == "set" else c.id))
        for (kind, thing), group in by_thing:
            changes = list(group)
            yield self._heading(kind, thing, changes), [line for change in changes for line in self._lines(change)]

    def _heading(self, kind: str, thing: str, changes: Sequence[Change]) -> str:
        words, plan = self.words, self.old if changes[0].what == "removed" else self.new
        if kind == "scenario":
            return words.sense("diff", "the scenario {id}", id=thing)
        if kind == "crowd":
            return words.sense("diff", "the crowd")
        said = name(words, KINDS, kind)
        if kind == "set":
            return said
        if kind == "needs" and thing == "reports":
            return f"{said} {words.say('to report at all')}"
        title = _TITLES.get(kind, _bare)(thing, plan, words)
        return f"{said} {thing if title == thing else f'{title} ({thing})'}"

    def _lines(self, change: Change) -> Iterator[str]:
        words, key = self.words, name(self.words, SCENARIO, change.key)
        if change.kind in ("set", "reports"):
            said = self._value("value", change, change.before, self.old)
            is_now = self._value("value", change, change.after, self.new)
            yield turned(key if change.kind == "reports" else ask(change.id, self.new, words), said, is_now, words)
        elif change.what == "added":
            yield from (words.sense("diff", "added"), *self._whole(change, change.after, self.new))
        elif change.what == "removed":
            yield from (words.sense("diff", "removed"), *self._whole(change, change.before, self.old))
        elif change.key in _TEXTS:
            yield from turned_text(key, change.before or {}, change.after or {}, words)
        else:
            before = self._value(change.key, change, change.before, self.old)
            yield turned(key, before, self._value(change.key, change, change.after, self.new), words)

    def _whole(self, change: Change, thing: Data, plan: Plan) -> Iterator[str]:
        """What a thing says that came or went: as far as it says anything."""
        for key, value in thing.items():
            said = self._value(key, change, value, plan)
            if said and value is not False and value != 0 and (key, value) != ("leaving", 1):
                yield f"{name(self.words, SCENARIO, key)}: {said}"

    def _value(self, key: str, change: Change, value: Any, plan: Plan) -> str:
        if value is None or value in ("", [], {}):
            return ""
        words = self.words
        if change.kind == "reports":
            return heard(value, words)
        if change.kind == "set":
            return value_of(value, change.id, plan, words)
        if key == "chances":
            return answered(value, change.id, plan, words)
        if key == "away" and change.kind == "staff":
            return words.listed(away_when(away, words) for away in value)
        said = _VALUES.get(key)
        if said is not None:
            return said(value, plan, words)
        return span(value, words) if key.endswith("_s") else _plain(value, words)


def _bare(thing: str, plan: Plan, words: Words) -> str:
    del plan, words
    return thing


_TITLES: Final[Mapping[str, Callable[[str, Plan, Words], str]]] = {
    "reports": ask,
    "answers": ask,
    "staff": role,
    "outside": role,
    "needs": step,
    "work": step,
    "measures": step,
}
"""What the names of a part are names of."""


def _plain(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words.say("yes") if value else words.say("no")
    if isinstance(value, Mapping):
        return words.text(value)
    if isinstance(value, list):
        return words.listed(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _takes(value: Any, plan: Plan, words: Words) -> str:
    del plan
    return takes(value, words) if takes_time(value) else ""


def _steps(value: Any, plan: Plan, words: Words) -> str:
    return words.listed(step(one, plan, words) for one in value)


_VALUES: Final[Mapping[str, Callable[[Any, Plan, Words], str]]] = {
    "notice": _takes,
    "reaction": _takes,
    "travel": _takes,
    "delay": _takes,
    "work": _takes,
    "expects": _steps,
    "of": _steps,
    "when": held,
    "start_at": lambda value, plan, _: begins(value, plan),
    "things": lambda value, plan, words: words.listed(role(thing, plan, words) for thing in value),
    "away": lambda value, plan, words: words.listed(gone(away, plan, words) for away in value),
    "set": lambda value, plan, words: words.listed(stated(value, plan, words)),
}
