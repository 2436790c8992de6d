"""A plan compiled for living it: steps by index, who follows whom, and which facts and moments matter to what.

Compiled once when an incident is opened or resumed; nothing here changes afterwards. Indexes exist so
that an event touches what it changes and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from incidents.conditions import facts_of
from runbooks.plan import Condition, Duration, Limit, Period, Plan, Step


@dataclass(frozen=True, slots=True)
class Watched:
    """A condition whose track is kept: of a step's `when` (`limit` -1), or of a limit's."""

    condition: Condition
    step: int
    limit: int = -1


class Compiled:
    """The plan by indexes. `order` is a topological order: the position of each step."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.steps: tuple[Step, ...] = plan.steps
        self.index = {step.id: i for i, step in enumerate(plan.steps)}
        self.ranks = {level.id: rank for rank, level in enumerate(plan.levels)}
        self.entries: list[list[list[int]]] = [
            [[self.index[m] for m in entry] for entry in step.after] for step in plan.steps
        ]
        self.follows: list[list[tuple[int, int]]] = [[] for _ in plan.steps]
        """For each step: (follower, number of the follower's entry in which it stands)."""
        for i, entries in enumerate(self.entries):
            for e, members in enumerate(entries):
                for member in members:
                    self.follows[member].append((i, e))
        self.order = self._topological()
        self.watched: list[Watched] = []
        self.step_when: list[int] = [-1] * len(plan.steps)
        self.limit_when: dict[tuple[int, int], int] = {}
        self.watchers: dict[str, list[int]] = defaultdict(list)
        """For each fact: the watched conditions that look at it."""
        self.moment_users: dict[str, list[tuple[int, int]]] = defaultdict(list)
        """For each moment or date fact: the limits (step, index) counted from it, until it, or by it."""
        self.each_users: dict[str, list[int]] = defaultdict(list)
        """For each rows fact: the steps with a turn for each row."""
        self.repeats: list[bool] = [any(k.every for k in step.limits) for step in plan.steps]
        self.spacing: dict[tuple[int, int], tuple[int, int]] = {}
        """For each repeat by the clock: (first, every) in milliseconds."""
        self.periods: dict[tuple[int, int], tuple[Period, int | None]] = {}
        """For each repeat by the calendar: every what, and on which day of it."""
        self.enders: list[tuple[str, ...]] = [()] * len(plan.steps)
        """For each step that is nothing but repeats: the moments that, all together, end it; none if it goes on."""
        self.ended_by: dict[str, list[int]] = defaultdict(list)
        """For each moment: the steps that it may end."""
        for i, step in enumerate(plan.steps):
            self._watch(i, step)
            if self.repeats[i]:
                self._repeat(i, step)

    def _watch(self, i: int, step: Step) -> None:
        if step.when is not None:
            self.step_when[i] = self._add(Watched(step.when, i))
        if step.each:
            self.each_users[step.each].append(i)
        for k, limit in enumerate(step.limits):
            if limit.when is not None:
                self.limit_when[i, k] = self._add(Watched(limit.when, i, k))
            by = limit.by if limit.by and "." not in limit.by else None
            for moment in {limit.from_, limit.until, by} - {None}:
                self.moment_users[str(moment)].append((i, k))

    def _repeat(self, i: int, step: Step) -> None:
        for k, limit in enumerate(step.limits):
            if limit.every and limit.every.period:
                self.periods[i, k] = limit.every.period, limit.day
            elif limit.every:
                self.spacing[i, k] = _exact(limit.first or limit.every), _exact(limit.every)
        enders = tuple(limit.until or "" for limit in step.limits if limit.every)
        if len(enders) == len(step.limits) and all(self._may_end(moment) for moment in enders):
            self.enders[i] = enders
            for moment in enders:
                self.ended_by[moment].append(i)

    def _may_end(self, moment: str) -> bool:
        """Whether a moment, by being recorded, leaves a repeat with nothing to come. A date does so by the clock
        alone, and the clock changes no step; the closing ends everything.
        """
        fact = self.plan.facts.get(moment)
        return moment in self.index or (fact is not None and fact.type == "yes-no")

    def _add(self, watched: Watched) -> int:
        self.watched.append(watched)
        number = len(self.watched) - 1
        for fact in dict.fromkeys(facts_of(watched.condition)):
            self.watchers[fact].append(number)
        return number

    def _topological(self) -> list[int]:
        waiting = [sum(len(entry) for entry in entries) for entries in self.entries]
        ready = [i for i, n in enumerate(waiting) if n == 0]
        order = [0] * len(self.steps)
        position = 0
        while ready:
            i = ready.pop()
            order[i] = position
            position += 1
            for follower, _ in self.follows[i]:
                waiting[follower] -= 1
                if waiting[follower] == 0:
                    ready.append(follower)
        if position < len(self.steps):
            raise ValueError("the plan's steps follow each other in a circle")
        return order

    def again(self, i: int, k: int) -> bool:
        """Whether a limit of a step comes again and again."""
        return self.steps[i].limits[k].every is not None

    def limits(self, i: int) -> tuple[Limit, ...]:
        """The limits of a step."""
        return self.steps[i].limits


def _exact(duration: Duration) -> int:
    """The milliseconds of a repeat's spacing; the checks of plans refuse repeats by days."""
    if duration.ms is None:
        raise ValueError("a repeat without an exact spacing")
    return duration.ms
