"""A plan as flat tables of numbers: what one run of a drill needs of it, looked up by index and never by name.

Compiled once; thousands of runs share it. Times are milliseconds from the drill's start; `start` says when that is. The
meaning is that of `incidents`: `Rules` only says the same in tables, and tests hold the two together.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from incidents.compiled import Compiled
from incidents.due import due_after, due_ahead, due_on
from incidents.tracks import NO, OPEN, YES
from runbooks.calendar import WorkingDays
from runbooks.days import start_of_day
from runbooks.plan import All, AnyOf, Compare, Condition, Duration, Limit, Not, Period, Plan

Truth = Callable[[list[Any]], int]
"""A condition over the values of all facts: no, open or yes."""

PlainLimit = tuple[int, int, int, int, bool]
"""A limit of a step with one turn, an exact time after a moment, without a `when` of its own: (its number, its step,
which step or fact it is counted from, ms, whether the start is what counts).
"""

BEGAN: Final = 0
STEP: Final = 1
YES_NO: Final = 2
VALUE: Final = 3
"""Kinds of moments: the beginning, a step's end, a yes-no fact's becoming yes, a date's or time's value."""
NO_MOMENT: Final = 4
"""The closing: a drill never comes to it."""

LEVEL: Final = 0
"""The level is the first of the facts; its value is its rank."""

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_DAYS_BEGIN_ON = 900_000
"""Local midnights fall on whole quarters of an hour everywhere, so that what ends by days is one value a quarter."""


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One limit: of which step, since which moment, how long, and what decides whether it applies."""

    step: int
    number: int
    ms: int | None
    duration: Duration | None
    moment: int
    of: int
    """Since which moment: its kind, and which step or fact."""
    when: int
    """The watched condition of its own; -1: none."""
    truth: int
    """The yes-no fact that it is counted from and that must be yes while the step is open; -1: none."""
    to_start: bool
    by: int
    column: str
    ahead: Duration | None
    """How long before a date it is due."""
    again: bool
    """Whether it comes again and again: after `first` and then each `every`; or by the calendar, each `period`."""
    first: int
    every: int
    period: Period | None
    day: int | None
    until: int
    until_of: int


class Rules:
    """The tables. `n` steps in plan order; facts by index, the level first."""

    def __init__(self, plan: Plan, start: int, calendar: WorkingDays) -> None:
        self.plan = plan
        self.start = start
        self.calendar = calendar
        self.compiled = compiled = Compiled(plan)
        self.n = len(plan.steps)
        self.step_index = compiled.index
        self.facts = ("level", *plan.facts)
        self.fact_index = {name: f for f, name in enumerate(self.facts)}
        self.lists = [self.fact_index[name] for name, fact in plan.facts.items() if fact.type == "rows"]
        self.levels = [level.id for level in plan.levels]
        self.level_when = [self.truth(level.when) for level in plan.levels]
        first = plan.steps[0] if plan.steps else None
        self.auto = first is not None and not (first.after or first.when or first.each)
        """Whether the opening itself begins the plan's first step."""
        self._following()
        self.each: list[int] = [self.fact_index[s.each] if s.each else -1 for s in plan.steps]
        self.repeats: list[bool] = list(compiled.repeats)
        self.plain: list[bool] = [not r and e < 0 for r, e in zip(self.repeats, self.each, strict=True)]
        """Steps with exactly one turn."""
        self.conditions = [self.truth(w.condition) for w in compiled.watched]
        self.condition_step = [w.step for w in compiled.watched]
        self.condition_limit = [w.limit for w in compiled.watched]
        self.step_when = compiled.step_when
        self.watchers = self._by_fact({f: tuple(ws) for f, ws in compiled.watchers.items()})
        self.limits: list[LimitRule] = []
        self.limits_of: list[tuple[int, ...]] = []
        """For each step: its limits, by number in `limits`."""
        for i, step in enumerate(plan.steps):
            self.limits_of.append(tuple(range(len(self.limits), len(self.limits) + len(step.limits))))
            self.limits += [self._limit(i, k, limit) for k, limit in enumerate(step.limits)]
        self.once_of = [tuple(x for x in own if not self.limits[x].again) for own in self.limits_of]
        self.every_of = [tuple(x for x in own if self.limits[x].again) for own in self.limits_of]
        self._moments()
        self._sorted_out()
        self._ends: dict[tuple[Duration, int], int] = {}
        self._dates: dict[tuple[str, Duration | None], int] = {}

    def _following(self) -> None:
        """Who follows whom: `after` entries are numbered through the plan."""
        compiled = self.compiled
        first_entry: list[int] = []
        self.entry_size: list[int] = []
        for entries in compiled.entries:
            first_entry.append(len(self.entry_size))
            self.entry_size += [len(entry) for entry in entries]
        self.entries: list[tuple[tuple[int, tuple[int, ...]], ...]] = [
            tuple((first_entry[i] + e, tuple(entry)) for e, entry in enumerate(entries))
            for i, entries in enumerate(compiled.entries)
        ]
        """For each step: (number, members) of each of its `after` entries."""
        self.follows: list[tuple[tuple[int, int], ...]] = [
            tuple((j, first_entry[j] + e) for j, e in follows) for follows in compiled.follows
        ]
        self.order = compiled.order

    def _by_fact(self, found: Mapping[str, tuple[int, ...]]) -> list[tuple[int, ...]]:
        return [found.get(name, ()) for name in self.facts]

    def _moments(self) -> None:
        """Which steps to look at again when a moment comes; which facts keep a history."""
        users, compiled = self.compiled.moment_users, self.compiled
        steps = {name: tuple(dict.fromkeys(i for i, _ in found)) for name, found in users.items()}
        self.due_users_of_fact = self._by_fact(steps)
        self.due_users_of_step = [steps.get(step.id, ()) for step in compiled.steps]
        enders = {name: tuple(found) for name, found in compiled.ended_by.items()}
        self.ended_by_fact = self._by_fact(enders)
        self.ended_by_step = [enders.get(step.id, ()) for step in compiled.steps]
        self.enders = [tuple(self.moment(name) for name in names) for names in compiled.enders]
        self.each_users = self._by_fact({name: tuple(found) for name, found in compiled.each_users.items()})
        self.kept_history = [name in users for name in self.facts]

    def _limit(self, i: int, k: int, limit: Limit) -> LimitRule:
        moment, of = self.moment(limit.from_ or "began")
        first, every = self.compiled.spacing.get((i, k), (0, 0))
        until, until_of = self.moment(limit.until) if limit.every and limit.until else (NO_MOMENT, -1)
        by, _, column = (limit.by or "").partition(".")
        return LimitRule(
            step=i,
            number=k,
            ms=limit.within.ms if limit.within else None,
            duration=limit.within,
            moment=moment,
            of=of,
            when=self.compiled.limit_when.get((i, k), -1),
            truth=of if limit.from_ and moment == YES_NO else -1,
            to_start=limit.to == "start",
            by=self.fact_index[by] if by else -1,
            column=column,
            ahead=limit.ahead,
            again=limit.every is not None,
            first=first,
            every=every,
            period=limit.every.period if limit.every else None,
            day=limit.day,
            until=until,
            until_of=until_of,
        )

    def _sorted_out(self) -> None:
        """Limits by how much there is to judge, repeats left out."""
        self.from_end: list[PlainLimit] = []
        """Those that are an exact time after the beginning (-1) or after the one end of a step."""
        self.from_yes: list[PlainLimit] = []
        """Those that are an exact time after the yes of a fact."""
        self.intricate: list[int] = []
        """All others."""
        for x, rule in enumerate(self.limits):
            plain = rule.when < 0 and rule.ms is not None and self.plain[rule.step]
            if rule.again:
                continue
            if plain and (rule.moment == BEGAN or (rule.moment == STEP and self.plain[rule.of])):
                self.from_end.append((x, rule.step, rule.of, rule.ms or 0, rule.to_start))
            elif plain and rule.moment == YES_NO:
                self.from_yes.append((x, rule.step, rule.of, rule.ms or 0, rule.to_start))
            else:
                self.intricate.append(x)

    def moment(self, name: str) -> tuple[int, int]:
        """The kind of a moment, and which step or fact it is."""
        if name == "began":
            return BEGAN, -1
        if name in self.step_index:
            return STEP, self.step_index[name]
        fact = self.plan.facts.get(name)
        if fact is None:
            return NO_MOMENT, -1
        return (YES_NO if fact.type == "yes-no" else VALUE), self.fact_index[name]

    def truth(self, condition: Condition | None) -> Truth:
        """A condition as a function of the values of all facts; None holds always."""
        match condition:
            case None:
                return _always
            case Compare(fact="profile"):
                held = YES if _OPERATORS[condition.op](self.plan.profile, condition.value) else NO
                return lambda values: held  # noqa: ARG005  a profile is part of the plan
            case Compare(fact="level"):
                rank = self.levels.index(str(condition.value)) if condition.value in self.levels else -1
                return _compared(LEVEL, _OPERATORS[condition.op], rank)
            case Compare():
                return _compared(self.fact_index[condition.fact], _OPERATORS[condition.op], condition.value)
            case Not():
                return _reversed(self.truth(condition.of))
            case All():
                return _least([self.truth(part) for part in condition.of])
            case AnyOf():
                return _most([self.truth(part) for part in condition.of])

    def due(self, duration: Duration, start: int) -> int:
        """When a duration that began at `start` ends: by days, at the end of a day at the site."""
        if duration.ms is not None:
            return start + duration.ms
        quarter = (self.start + start) // _DAYS_BEGIN_ON
        known = self._ends.get((duration, quarter))
        if known is None:
            known = due_after(self.start + start, duration, self.plan.timezone, self.calendar) - self.start
            self._ends[duration, quarter] = known
        return known

    def due_on(self, day: str, ahead: Duration | None) -> int:
        """The end of a day at the site; or of one so long before it."""
        known = self._dates.get((day, ahead))
        if known is None:
            zone = self.plan.timezone
            due = due_on(day, zone) if ahead is None else due_ahead(day, ahead, zone, self.calendar)
            known = self._dates[day, ahead] = due - self.start
        return known

    def moment_value(self, value: str | int) -> int:
        """When a stated date begins, or a stated time is."""
        if isinstance(value, str):
            return start_of_day(date.fromisoformat(value), self.plan.timezone) - self.start
        return value - self.start


def _always(values: list[Any]) -> int:  # noqa: ARG001  it looks at nothing
    return YES


def _compared(fact: int, holds: Callable[[Any, Any], bool], wanted: Any) -> Truth:
    def truth(values: list[Any]) -> int:
        value = values[fact]
        if value is None:
            return OPEN
        if isinstance(value, list):
            value = value[-1] if value else 0
        return YES if holds(value, wanted) else NO

    return truth


def _reversed(part: Truth) -> Truth:
    return lambda values: YES - part(values)


def _least(parts: list[Truth]) -> Truth:
    return lambda values: min([part(values) for part in parts], default=YES)


def _most(parts: list[Truth]) -> Truth:
    return lambda values: max([part(values) for part in parts], default=NO)
