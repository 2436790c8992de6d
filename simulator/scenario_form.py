"""What a scenario's file may say, key by key. Values that depend on the plan are read where the plan is known."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from runbooks.fields import Id, Several, Strict, TypedId, When, Words, Written
from runbooks.model_steps import Work

T = TypeVar("T")

MOST_PEOPLE = 1_000_000
MOST_STAFF = 1_000
MOST_ENTRIES = 500
MOST_NAMES = 100

ByStep = Annotated[dict[TypedId, T], Field(max_length=MOST_ENTRIES)]
ByRole = Annotated[dict[Id, T], Field(max_length=MOST_ENTRIES)]
Names = Annotated[Several[T], Field(max_length=MOST_NAMES)]

People = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
Rate = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
"""So many a minute."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Change = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
"""Of tension, which goes from 0 to about 1."""
Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class GatherForm(Strict):
    """How people gather."""

    p: Rate
    q: Rate


class CrowdForm(Strict):
    """The constants of the crowd model; all but its size have an illustrative value of their own."""

    size: People
    gather: GatherForm | None = None
    stay: Written = None
    base: Share | None = None
    crowding: Share | None = None
    half: People | None = None
    relax: Written = None
    threshold: Share | None = None
    violence: Rate | None = None
    gate: Factor | None = None


class AwayForm(Strict):
    """From when somebody is away, and how long; without `for` to the end."""

    from_: Written
    for_: Written = None


class StaffForm(Strict):
    """How many there are of a role or thing; a thing that the plan does not know may have a title here."""

    title: Words | None = None
    count: Annotated[int, Field(ge=1, le=MOST_STAFF)] = 1
    reaction: Work = None
    travel: Work = None
    away: Names[AwayForm] = Field(default_factory=list)


class MeasureForm(Strict):
    """What a step, once done, does to the crowd."""

    tension: Change | None = None
    leaving: Factor | None = None
    for_: Written = None


class InjectForm(Strict):
    """Something that happens."""

    id: TypedId
    at: Written = None
    when: When = None
    says: Words | None = None
    hidden: Literal["yes", "no"] = "no"
    set_: ByStep[Any] = Field(default_factory=dict)
    tension: Change | None = None
    people: People | None = None
    away: ByRole[Written] = Field(default_factory=dict)
    expects: Names[TypedId] = Field(default_factory=list)


class ObjectiveForm(Strict):
    """What is rated."""

    id: TypedId
    title: Words | None = None
    of: Names[TypedId]


class ScenarioForm(Strict):
    """A scenario."""

    scenario: Id
    title: Words
    about: Words | None = None
    runbook: Id
    overlays: Annotated[list[Id], Field(max_length=MOST_NAMES)] = Field(default_factory=list)
    start: str
    horizon: Written
    set_: ByStep[Any] = Field(default_factory=dict)
    crowd: CrowdForm | None = None
    reports: ByStep[Any] = Field(default_factory=dict)
    notice: Work = None
    staff: ByRole[StaffForm] = Field(default_factory=dict)
    outside: ByRole[Any] = Field(default_factory=dict)
    needs: ByStep[Names[Id]] = Field(default_factory=dict)
    work: ByStep[Any] = Field(default_factory=dict)
    answers: ByStep[Any] = Field(default_factory=dict)
    measures: ByStep[MeasureForm] = Field(default_factory=dict)
    injects: Annotated[list[InjectForm], Field(max_length=MOST_ENTRIES)] = Field(default_factory=list)
    objectives: Annotated[list[ObjectiveForm], Field(max_length=MOST_ENTRIES)] = Field(default_factory=list)


ENTRIES = frozenset(
    {"set", "reports", "staff", "outside", "needs", "work", "answers", "measures", "injects", "objectives"}
)
"""Keys under which one entry can be wrong while the others are still looked at."""
NEEDED = frozenset({"scenario", "title", "runbook", "start", "horizon"})
