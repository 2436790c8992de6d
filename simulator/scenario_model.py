"""What a drill is about: a scenario as values. `scenario_reader` reads one from its file, `scenario_checks` holds it
against the plan; `docs/scenarios.md` says what every key means.

Times are whole milliseconds from the scenario's start. The crowd is a number of people with a tension, never persons.
`top` and the `spot` of each entry know where it stands in the file, so that whatever is found later can be told there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from runbooks.plan import Condition, Plan, Role, Text
from runbooks.spots import Spot
from simulator.distributions import Distribution, Fixed

NONE = Fixed(0)
"""No time at all."""
REPORTS = "reports"
"""Stands under `needs` for the statements themselves."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The constants of the crowd model. Rates are per minute; the values that stand here are illustrative.

    `p` and `q`: how people gather, each alone and drawn by others. `stay`: how long they stay, on average. Tension
    rests at `base` + `crowding` × n / (n + `half`) and comes back to that within `relax`; above `threshold` some are
    active. `violence` is its rate for each active person. Work at the gate takes 1 + `gate` × tension as long.
    """

    size: int
    p: float = 0.003
    q: float = 0.06
    stay: int = 90 * 60_000
    base: float = 0.10
    crowding: float = 0.45
    half: int = 150
    relax: int = 20 * 60_000
    threshold: float = 0.1
    violence: float = 0.001
    gate: float = 0.5


@dataclass(frozen=True, slots=True)
class Report:
    """A fact that the crowd makes: how many are `present`, whether there is `violence`, whether `active` ≥ `least`."""

    fact: str
    of: Literal["present", "violence", "active"]
    least: int = 0


@dataclass(frozen=True, slots=True)
class Away:
    """A role (or thing) is away from a moment on, for so long; None: to the end."""

    start: int
    lasts: int | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """How many there are of a role or thing, how fast they react and get to the site, and when they are away.

    `title` is that of a thing which the plan does not know: a role has the plan's.
    """

    count: int = 1
    reaction: Distribution = NONE
    travel: Distribution = NONE
    away: tuple[Away, ...] = ()
    title: Text = field(default_factory=dict)


Value = bool | int | str
"""yes or no as a truth, a count, a choice's id, a date as it is written, a text. Of a list: how many rows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered when a fact is asked: each value with its chance. The chances add up to 1."""

    chances: tuple[tuple[Value, float], ...]

    @property
    def certain(self) -> bool:
        """Whether it is always the same."""
        return len(self.chances) == 1


@dataclass(frozen=True, slots=True)
class Measure:
    """What a step, once done, does to the crowd; `lasts` None: for good. `leaving` multiplies how fast people leave."""

    tension: float = 0.0
    leaving: float = 1.0
    lasts: int | None = None


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that happens: `at` a time, or once `when` first holds.

    `away` is a fault: who or what is gone, and how long. `hidden`: it happens, but nobody at the keys is told.
    `expects`: the steps that should follow it.
    """

    id: str
    at: int | None = None
    when: Condition | None = None
    says: Text = field(default_factory=dict)
    hidden: bool = False
    set: Mapping[str, Value] = field(default_factory=dict)
    tension: float = 0.0
    people: int = 0
    away: Mapping[str, int] = field(default_factory=dict)
    expects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """What is rated, and by which steps."""

    id: str
    of: tuple[str, ...]
    title: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A drill: a plan, a beginning, a crowd, who is there, what they answer, and what happens.

    `start` is milliseconds UTC. What a field is answered: what has been said already (by `set`, an inject, the crowd),
    else what `answers` says. `reports` wait for `notice`.
    """

    id: str
    title: Text
    runbook: str
    start: int
    horizon: int
    about: Text = field(default_factory=dict)
    overlays: tuple[str, ...] = ()
    set: Mapping[str, Value] = field(default_factory=dict)
    crowd: Crowd | None = None
    reports: tuple[Report, ...] = ()
    notice: Distribution = NONE
    staff: Mapping[str, Staff] = field(default_factory=dict)
    outside: Mapping[str, Distribution] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    work: Mapping[str, Distribution] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    injects: tuple[Inject, ...] = ()
    objectives: tuple[Objective, ...] = ()
    top: Spot | None = field(default=None, compare=False, repr=False)

    @property
    def things(self) -> frozenset[str]:
        """Names in `staff` that something needs: radios, rooms; they count like staff and never act."""
        return frozenset(thing for needed in self.needs.values() for thing in needed)


def with_things(plan: Plan, scenario: Scenario) -> Plan:
    """The plan as reports name its roles: beside them the things that only the scenario has, with their titles."""
    own = {name: staff.title for name, staff in scenario.staff.items() if staff.title and name not in plan.roles}
    return replace(plan, roles={**plan.roles, **{name: Role(name, title, "thing") for name, title in own.items()}})
