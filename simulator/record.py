"""A run once more, with everything recorded: it goes through the session like any incident and comes out a timeline.

Thousands of runs are lived with nothing recorded; the one that somebody wants to see is lived again from the same luck,
and every act becomes a command. The session decides on each by its own rules: one that it refuses would mean that
drills and incidents disagree, and is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from incidents import commands as c
from incidents.conditions import evaluate
from incidents.journal.store import Store
from incidents.refusals import Refusal
from incidents.session import DRILL, Clock, Entropy, Session
from incidents.tracks import YES
from runbooks.calendar import WorkingDays
from runbooks.days import local_date
from runbooks.plan import Fact, Plan
from simulator.drill import run
from simulator.results import RunResult
from simulator.rules import LEVEL
from simulator.setup import Crowd, Setup
from simulator.tasks import Row

MARK = "drill"
"""What stands in a field that decides nothing."""

Identity = Callable[[Sequence[str]], str]
"""The name under which some people act together, from their role and number each."""


class MovedClock(Clock, Protocol):
    """A clock that the drill moves."""

    def move(self, to: int) -> None:
        """It is this time now, in milliseconds UTC."""


class DrillClock:
    """A clock that knows no other time than the drill's."""

    boot = "drill"

    def __init__(self, time: int) -> None:
        self.time = time

    def now(self) -> int:
        """Milliseconds UTC."""
        return self.time

    def monotonic(self) -> int:
        """The same: in a drill time goes forward only."""
        return self.time

    def move(self, to: int) -> None:
        """Go forward."""
        self.time = to


class Disagreement(Exception):  # noqa: N818  drills and incidents disagree
    """The session refused what the drill did: one of the two is wrong."""

    def __init__(self, refusal: Refusal, at: int) -> None:
        super().__init__(f"{refusal} at {at}")
        self.refusal = refusal
        self.at = at


def together(people: Sequence[str]) -> str:
    """`security 2, reception_officer 1`; nobody of ours: `outside`."""
    return ", ".join(people) or "outside"


class Recorder:
    """A sink that records: one command for each act, with the drill's clock."""

    def __init__(
        self,
        setup: Setup,
        store: Store,
        calendar: WorkingDays,
        *,
        entropy: Entropy,
        clock: MovedClock | None = None,
        by: str = MARK,
        identity: Identity = together,
        mode: str = DRILL,
        incident: str = "",
        site: Mapping[str, Any] | None = None,
        says: Mapping[str, str] | None = None,
        data: Callable[[Plan, Fact, int], Any] | None = None,
    ) -> None:
        self.setup = setup
        self.rules = setup.rules
        self.by = by
        self.identity = identity
        self.says = says or {}
        self.data = data or drill_data
        self.clock = clock or DrillClock(self.rules.start)
        self.clock.move(self.rules.start)
        self.commands: list[tuple[int, c.Command, str]] = []
        """Everything that was commanded: when, what, by whom."""
        self.session = Session.open(
            store,
            self.rules.plan,
            clock=self.clock,
            by=by,
            calendar=calendar,
            mode=mode,
            incident=incident,
            site=site,
            entropy=entropy,
        )
        for fact, value in setup.stated:
            self.stated(0, fact, value, by)

    # -- what a run tells ---------------------------------------------------------------------------

    def stated(self, t: int, fact: int, value: Any, cause: str) -> None:
        """A fact, or the rows of a list."""
        at, name = self.rules.start + t, self.rules.facts[fact]
        if self.rules.plan.facts[name].type == "rows" and value:
            for row in value:
                self._do(t, c.ChangeRow(at=at, fact=name, values=row), cause)
        else:
            self._do(t, c.StateFact(at=at, fact=name, value=value), cause)

    def happened(self, t: int, inject: str) -> None:
        """An inject, as a note where there are words for it."""
        if text := self.says.get(inject):
            self._do(t, c.AddNote(at=self.rules.start + t, text=text), inject)

    def began(self, t: int, step: int, turn: int, people: Sequence[int]) -> None:
        """Somebody starts."""
        name = self.rules.plan.steps[step].id
        self._do(t, c.Start(at=self.rules.start + t, step=name, turn=turn), self._name(people))

    def ended(self, t: int, step: int, turn: int, people: Sequence[int], form: Sequence[tuple[int, Any]]) -> None:
        """Somebody is done, with the form filled in; lists are filled in just before."""
        at, who, plan = self.rules.start + t, self._name(people), self.rules.plan
        facts: dict[str, Any] = {}
        level: dict[str, Any] = {}
        for fact, value in form:
            name = self.rules.facts[fact]
            if fact == LEVEL:
                level = {"level": self.rules.levels[value]}
            elif plan.facts[name].type == "rows" and value:
                self.stated(t, fact, value, who)
            else:
                facts[name] = value
        self._fill(t, step, facts)
        self._do(t, c.Done(at=at, step=plan.steps[step].id, turn=turn, facts=facts | level), who)

    # -- recording ----------------------------------------------------------------------------------

    def _do(self, t: int, command: c.Command, by: str) -> None:
        self.clock.move(self.rules.start + t)
        result = self.session.do(command, by)
        if isinstance(result, Refusal):
            raise Disagreement(result, t)
        self.commands.append((self.rules.start + t, command, by))

    def _name(self, people: Sequence[int]) -> str:
        first, roles = self.setup.first_person, self.setup.roles
        names = []
        for person in people:
            role = self.setup.role_of[person]
            if not roles[role].thing:
                names.append(f"{roles[role].id} {person - first[role] + 1}")
        return self.identity(names)

    def _fill(self, t: int, step: int, facts: dict[str, Any]) -> None:
        """Marked data for what is asked and decides nothing."""
        state, plan = self.session.state, self.rules.plan
        for name in plan.steps[step].record:
            if name == "level" or name in facts or self.rules.fact_index[name] in self.setup.deciding:
                continue
            fact = plan.facts[name]
            asked = evaluate(fact.when, lambda f: facts.get(f, state.value(f)), state.compiled.ranks) == YES
            if asked and state.facts[name].current is None and name not in state.rows_known:
                facts[name] = self.data(plan, fact, self.rules.start + t)


def drill_data(plan: Plan, fact: Fact, now: int) -> Any:
    """A value that a fact may have and that says nothing: where it is words, they say that it is a drill's."""
    day = local_date(now, plan.timezone).isoformat()
    match fact.type:
        case "yes-no":
            return False
        case "count":
            return fact.min or 0
        case "choice":
            return next(iter(fact.of))
        case "date":
            return day
        case "moment":
            return now
        case "role":
            return next(iter(plan.roles))
        case "file":
            return {"id": MARK, "delete_by": day}
        case "rows":
            return []
        case _:
            return MARK


def record(
    setup: Setup,
    draws: Sequence[Row],
    recorder: Recorder,
    crowd: Crowd | None = None,
    longer: Callable[[int, int], Row] | None = None,
) -> RunResult:
    """Live a run once more and record it; the session stands at its end then."""
    result = run(setup, draws, crowd, recorder, longer)
    recorder.clock.move(setup.rules.start + result.end)
    return result
