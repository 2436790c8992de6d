"""A drill made ready to run: the plan's tables, and everything of the scenario by index.

Nothing in it belongs to one run. What chance decides is named in `sources` and handed to each run as rows of whole
numbers, one row a source; a run looks up `row[column]`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from incidents.tracks import NEVER
from simulator.engine import Kernel
from simulator.rules import BEGAN, LEVEL, STEP, Rules, Truth

COMMAND: Final = -1
"""Stands in a team for the role that commands at the level in force."""


class Crowd(Protocol):
    """The people at the gate, in one run. Time never goes back; milliseconds from the start."""

    @property
    def present(self) -> int: ...

    @property
    def active(self) -> float: ...

    @property
    def tension(self) -> float: ...

    @property
    def violent(self) -> bool: ...

    def states(self, times: range) -> list[tuple[int, float]]:
        """How many are there at moments to come, and the tension, if nothing more happens to them."""

    def next_change(self, after: int) -> int | None:
        """The first moment after `after` at which something that is watched changes."""

    def advance(self, to: int) -> None:
        """Let time pass."""

    def shock(self, tension: float) -> None:
        """Tension jumps."""

    def join(self, people: int) -> None:
        """People come all at once."""

    def measure(self, tension: float, leaving: float, until: int | None) -> None:
        """A measure takes effect, until a moment or for good."""

    def responders(self, count: int) -> None:
        """So many of our own staff are on the site."""


@dataclass(frozen=True, slots=True)
class StaffRole:
    """A role of ours and how many there are; a thing needs no reaction and no way. Sources by number."""

    id: str
    count: int
    thing: bool = False
    reaction: int = -1
    travel: int = -1


@dataclass(frozen=True, slots=True)
class Team:
    """Who does a step together: for each place the roles that may take it. `outside`: sources of their delays."""

    places: tuple[tuple[int, ...], ...]
    outside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a step's form that decides something: the fact, when it is asked, and what is answered.

    `source` draws which of `values` it is; -1: always the first. With no values the crowd answers.
    """

    fact: int
    when: Truth
    values: tuple[Any, ...] = ()
    source: int = -1


@dataclass(frozen=True, slots=True)
class Report:
    """A fact that the crowd makes. `what`: `present`, `violence` or `active` (from `active` people on). A count is
    stated when it passes one of `bounds`: the lowest count of each range in which all conditions say the same.
    """

    fact: int
    what: str
    active: int = 0
    bounds: tuple[int, ...] = ()

    def seen(self, crowd: Crowd) -> tuple[Any, int]:
        """What the crowd makes of the fact, and in which range that is."""
        if self.what == "present":
            return crowd.present, bisect_right(self.bounds, crowd.present)
        yes = crowd.violent if self.what == "violence" else crowd.active >= self.active
        return yes, int(yes)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a step, once done, does to the crowd; `lasts` in milliseconds, None for good."""

    tension: float = 0.0
    leaving: float = 1.0
    lasts: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """All of a role (or thing) are away for so long; who has begun a step finishes it first."""

    role: int
    lasts: int


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that happens to everybody: at a time, or when a condition first holds."""

    id: str
    at: int | None = None
    when: Truth | None = None
    states: tuple[tuple[int, Any], ...] = ()
    tension: float = 0.0
    people: int = 0
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class Setup:
    """Everything that all runs of a drill share."""

    rules: Rules
    horizon: int
    roles: tuple[StaffRole, ...]
    teams: tuple[Team | None, ...]
    """For each step who does it; None: it is outside the drill, for nobody knows how long it takes."""
    at_gate: tuple[bool, ...]
    work: tuple[int, ...]
    """For each step the source of its working time."""
    sources: tuple[str, ...]
    commands: tuple[tuple[int, ...], ...] = ()
    """For each level, by rank, the roles that may command."""
    gate: float = 0.0
    """By how much tension slows the work at the gate."""
    stated: tuple[tuple[int, Any], ...] = ()
    """Facts at the start; a list is given its rows."""
    fields: Mapping[int, tuple[Field, ...]] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    notice: int = -1
    needed_to_report: tuple[int, ...] = ()
    measures: Mapping[int, Measure] = field(default_factory=dict)
    injects: tuple[Inject, ...] = ()
    deciding: frozenset[int] = frozenset()
    """Facts that something depends on; in a recorded run all others are filled in with marked data."""
    trainee: frozenset[int] = frozenset()
    """Steps that wait for somebody at the keys."""

    @cached_property
    def prototype(self) -> Kernel:
        """The state at the start: what is stated then is stated in every run."""
        kernel = Kernel(self.rules)
        for fact, value in self.stated:
            state(kernel, fact, value, 0)
        return kernel

    @cached_property
    def sets_level(self) -> tuple[bool, ...]:
        """The steps whose form says the level."""
        return tuple("level" in step.record for step in self.rules.plan.steps)

    @cached_property
    def has_form(self) -> tuple[bool, ...]:
        """The steps in whose form something is filled in that decides something."""
        return tuple(i in self.fields or level for i, level in enumerate(self.sets_level))

    @cached_property
    def first_person(self) -> tuple[int, ...]:
        """People are numbered through, role by role: the first of each, and one past the last."""
        ends = [0]
        for role in self.roles:
            ends.append(ends[-1] + role.count)
        return tuple(ends)

    @cached_property
    def role_of(self) -> tuple[int, ...]:
        """For each person their role."""
        return tuple(r for r, role in enumerate(self.roles) for _ in range(role.count))

    @cached_property
    def lines(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The different teams: steps that need the same people queue in one line."""
        return tuple(dict.fromkeys(team.places for team in self.teams if team is not None))

    @cached_property
    def line_of(self) -> tuple[int, ...]:
        """For each step the line that it queues in; -1 where nobody does it."""
        number = {places: n for n, places in enumerate(self.lines)}
        return tuple(-1 if team is None else number[team.places] for team in self.teams)

    @cached_property
    def lines_of_role(self) -> tuple[tuple[int, ...], ...]:
        """For each role the lines that may need one of it."""
        commanders = {role for roles in self.commands for role in roles}
        found: list[list[int]] = [[] for _ in self.roles]
        for n, places in enumerate(self.lines):
            wanted = {role for place in places for role in place}
            if COMMAND in wanted:
                wanted |= commanders
            for role in wanted - {COMMAND}:
                found[role].append(n)
        return tuple(map(tuple, found))

    @cached_property
    def alone(self) -> tuple[int, ...]:
        """For each line the one role that it waits for; -1 where there is more to it."""
        single = [len(places) == 1 and len(places[0]) == 1 and places[0][0] != COMMAND for places in self.lines]
        return tuple(places[0][0] if one else -1 for places, one in zip(self.lines, single, strict=True))

    @cached_property
    def usual(self) -> tuple[bool, ...]:
        """The steps that one person of one role does once, without anything that would have to be looked at."""
        auto = 0 if self.rules.auto else -1
        return tuple(
            team is not None
            and self.rules.plain[i]
            and not team.outside
            and self.alone[self.line_of[i]] >= 0
            and not self.roles[self.alone[self.line_of[i]]].thing
            and not (self.has_form[i] or i in self.measures or i in self.trainee or i == auto)
            for i, team in enumerate(self.teams)
        )

    @cached_property
    def _commanded(self) -> tuple[bool, ...]:
        return tuple(any(COMMAND in place for place in places) for places in self.lines)

    @cached_property
    def known_dues(self) -> tuple[tuple[int, tuple[tuple[int, int], ...], tuple[int, ...]], ...]:
        """For each step: the earliest due that never changes; (of, ms) of limits that only wait for the one end of a
        step; and the limits of which more must be asked.
        """
        result = []
        for own in self.rules.once_of:
            due, follows, asked = NEVER, [], []
            for x in own:
                rule = self.rules.limits[x]
                if rule.when >= 0 or rule.ms is None:
                    asked.append(x)
                elif rule.moment == BEGAN:
                    due = min(due, rule.ms)
                elif rule.moment == STEP and self.rules.plain[rule.of] and self.rules.plain[rule.step]:
                    follows.append((rule.of, rule.ms))
                else:
                    asked.append(x)
            result.append((due, tuple(follows), tuple(asked)))
        return tuple(result)

    @cached_property
    def repeated(self) -> tuple[int, ...]:
        """The limits that are repeats."""
        return tuple(x for x, rule in enumerate(self.rules.limits) if rule.again)

    @cached_property
    def beyond(self) -> tuple[int, ...]:
        """The limits of steps that are outside the drill."""
        return tuple(x for x, rule in enumerate(self.rules.limits) if self.teams[rule.step] is None)

    @cached_property
    def counted(self) -> tuple[bool, ...]:
        """The steps that a run goes on for: not those outside the drill, and no repeats."""
        return tuple(team is not None and not self.rules.repeats[i] for i, team in enumerate(self.teams))

    @cached_property
    def last_first(self) -> tuple[int, ...]:
        """Those steps, the last of the plan first: it is mostly the last that keeps a run going."""
        return tuple(i for i in reversed(range(self.rules.n)) if self.counted[i])

    def places(self, line: int, level: Any) -> tuple[tuple[int, ...], ...]:
        """For each place in a line the roles that may take it at a level."""
        places = self.lines[line]
        if not self._commanded[line]:
            return places
        return tuple(self.commands[level or 0] if place == (COMMAND,) else place for place in places)


def state(kernel: Kernel, fact: int, value: Any, t: int) -> None:
    """State a fact; of a list, its rows, or that it is empty."""
    if fact in kernel.rows and value:
        for row in value:
            kernel.add_row(fact, row, t)
    else:
        kernel.state(fact, value, t)


__all__ = ["COMMAND", "LEVEL", "Away", "Crowd", "Field", "Inject", "Measure", "Report", "Setup", "StaffRole", "Team"]
