"""What differs between two plans, in words, thing by thing. `runbooks.changes` finds it, `diff_json` has it as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from reports.cells import printable
from reports.conditions import condition
from reports.format_span import duration
from reports.format_value import ask, level, number, role
from reports.limit_words import limit_rule, period
from reports.words import Words
from reports.words.diff_names import KEYS, KINDS
from reports.words.names import BASES, STAGES, name
from runbooks.changes import Change
from runbooks.plan import Duration, Extension, Limit, Plan, Step, Text

Block = tuple[str, list[str]]
"""A thing, and what is said of it."""

_TEXTS: Final = frozenset({"title", "about", "how", "say", "form", "ask", "replaces", "why"})
_PERIOD: Final = frozenset({"within", "by", "ahead", "every", "first", "day", "until", "from_", "first_number"})
"""Keys of a limit that are told together, as the whole of its time."""


def diff_text(found: Sequence[Change], old: Plan, new: Plan, words: Words) -> str:
    """Every change, each thing under its name."""
    if not found:
        return words.sense("diff", "The two mean the same.") + "\n"
    return told(blocks(found, old, new, words))


def blocks(found: Sequence[Change], old: Plan, new: Plan, words: Words) -> list[Block]:
    """The same as things with their lines."""
    telling = _Telling(old, new, words)
    things = groupby(found, key=lambda c: ("step" if c.kind == "limit" else c.kind, c.id))
    return [(telling.heading(kind, thing), list(telling.lines(list(group)))) for (kind, thing), group in things]


def told(things: Iterable[Block]) -> str:
    """Each thing, and its lines under it."""
    lines = [line for heading, under in things for line in (heading, *(f"  {line}" for line in under))]
    return "\n".join(printable(line) for line in lines) + "\n"


def turned(key: str, before: str, after: str, words: Words) -> str:
    """What something was and what it is."""
    nothing = words.sense("diff", "nothing")
    before, after = before or nothing, after or nothing
    if before == after:
        return words.sense("diff", "{key}: {value}, in another order", key=key, value=after)
    return words.sense("diff", "{key}: {before} -> {after}", key=key, before=before, after=after)


def turned_text(key: str, before: Text, after: Text, words: Words) -> Iterator[str]:
    """The same of a text, language by language."""
    for language in dict.fromkeys([*before, *after]):
        one, other = before.get(language, ""), after.get(language, "")
        if one != other:
            said = f"{key} [{language}]" if language else key
            yield turned(said, words.quoted(one) if one else "", words.quoted(other) if other else "", words)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Says changes; names come from the plan in which they stand."""

    old: Plan
    new: Plan
    words: Words

    def heading(self, kind: str, thing: str) -> str:
        """What it is about."""
        plan = self.new if self._has(self.new, kind, thing) else self.old
        if kind == "plan":
            return self.words.sense("diff", "the plan {id}", id=self.new.id)
        if kind == "step":
            step = plan.step[thing]
            return f"{step.number} {self.words.text(step.title)} ({thing})"
        title = {"fact": ask, "role": role, "level": _level}.get(kind, _bare)(thing, plan, self.words)
        shown = thing if title == thing else f"{title} ({thing})"
        return f"{name(self.words, KINDS, kind)} {shown}"

    def lines(self, changes: Sequence[Change]) -> Iterator[str]:
        """Everything about one thing. Of a limit, one line says how long it was and is."""
        told: set[tuple[int, int]] = set()
        for change in changes:
            if change.kind == "limit" and change.what == "changed" and change.key in _PERIOD:
                if change.nth not in told:
                    told.add(change.nth)
                    yield self._time(change)
            else:
                yield from self._line(change)

    def _line(self, change: Change) -> Iterator[str]:
        words = self.words
        if change.what == "moved":
            yield words.sense("diff", "stands elsewhere in the order")
        elif change.what != "changed":
            yield self._whole(change)
        elif change.key in _TEXTS:
            yield from turned_text(name(words, KEYS, change.key), change.before, change.after, words)
        else:
            said = name(words, KEYS, change.key)
            if change.kind == "limit":
                said = words.sense("diff", "limit {limit}: {key}", limit=self._nth(change), key=said)
            yield self._turned(said, self._said(change, self.old), self._said(change, self.new))

    def _whole(self, change: Change) -> str:
        words, added = self.words, change.what == "added"
        plan = self.new if added else self.old
        thing = change.after if added else change.before
        if isinstance(thing, Limit):
            rule = limit_rule(thing, plan, words)
            return (
                words.sense("diff", "limit added: {limit}", limit=rule)
                if added
                else words.sense("diff", "limit removed: {limit}", limit=rule)
            )
        said = words.sense("diff", "added") if added else words.sense("diff", "removed")
        if isinstance(thing, Step):
            who = words.all_of(role(r, plan, words) for r in thing.role)
            rules = [limit_rule(limit, plan, words) for limit in thing.limits]
            return "; ".join([f"{said}: {who}", *rules])
        return said

    def _time(self, change: Change) -> str:
        before = self.old.step[change.id].limits[change.nth[0] - 1]
        after = self.new.step[change.id].limits[change.nth[1] - 1]
        said = self.words.sense("diff", "limit {limit}: {key}", limit=self._nth(change), key=self._named_time())
        return self._turned(said, period(before, self.old, self.words), period(after, self.new, self.words))

    def _named_time(self) -> str:
        return self.words.sense("diff", "time")

    def _nth(self, change: Change) -> str:
        return str(change.nth[1])

    def _turned(self, key: str, before: str, after: str) -> str:
        return turned(key, before, after, self.words)

    def _said(self, change: Change, plan: Plan) -> str:
        value = change.before if plan is self.old else change.after
        if value is None or value in ((), ""):
            return ""
        said = _VALUES.get(change.key)
        return said(value, plan, self.words) if said else _plain(value, plan, self.words)

    @staticmethod
    def _has(plan: Plan, kind: str, thing: str) -> bool:
        if kind == "plan":
            return True
        if kind == "level":
            return any(one.id == thing for one in plan.levels)
        return thing in {"step": plan.step, "fact": plan.facts, "role": plan.roles}.get(kind, {})


def _bare(thing: str, plan: Plan, words: Words) -> str:
    del plan, words
    return thing


def _level(thing: str, plan: Plan, words: Words) -> str:
    return level(thing, plan, words)


def _plain(value: Any, plan: Plan, words: Words) -> str:
    del plan
    if isinstance(value, Duration):
        return duration(value.text, words)
    if isinstance(value, Mapping):
        return words.listed(f"{key} {part}" for key, part in value.items())
    return words.listed(value) if isinstance(value, tuple) else str(value)


def _entries(value: Any, plan: Plan, words: Words) -> str:
    return words.listed(words.say(" or ").join(number(step, plan) for step in entry) for entry in value)


def _choices(value: Any, plan: Plan, words: Words) -> str:
    del plan
    return words.listed(f"{key} {words.text(title)}" for key, title in value.items())


def _columns(value: Any, plan: Plan, words: Words) -> str:
    del plan
    return words.listed(f"{column.id} ({column.type})" for column in value)


def _extension(value: Extension, plan: Plan, words: Words) -> str:
    by, approver = duration(value.by.text, words), role(value.role, plan, words)
    return words.say("may be extended once by {length}, by {role}", length=by, role=approver)


def _roles(value: Any, plan: Plan, words: Words) -> str:
    return words.listed(role(one, plan, words) for one in ([value] if isinstance(value, str) else value))


_VALUES: Final[Mapping[str, Callable[[Any, Plan, Words], str]]] = {
    "role": _roles,
    "tells": _roles,
    "one_of": _roles,
    "command": _roles,
    "after": _entries,
    "when": condition,
    "record": lambda value, plan, words: words.listed(ask(fact, plan, words) for fact in value),
    "each": ask,
    "of": _choices,
    "columns": _columns,
    "extend": _extension,
    "stage": lambda value, _, words: name(words, STAGES, value),
    "basis": lambda value, _, words: name(words, BASES, value),
}
