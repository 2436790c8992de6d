"""The state of an incident: what now stands, from the events alone.

A `State` is changed by `apply` (in `incidents.apply`) only. It holds facts with their histories, the turns of every
step, and, kept up to date by `incidents.spread`, the track of every step's applicability and of every condition. It
knows no clock: what time alone changes (a repeat's turn opens, a limit falls due) is asked of it together with a
moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from incidents.compiled import Compiled
from incidents.conditions import evaluate
from incidents.events import Event
from incidents.facts import History
from incidents.tracks import NO, OPEN, YES, Track
from incidents.turns import Mark, Record
from runbooks.calendar import WorkingDays
from runbooks.plan import Plan


class State:
    """One incident as it stands after `version` events."""

    def __init__(self, plan: Plan, calendar: WorkingDays) -> None:
        self.plan = plan
        self.compiled = compiled = Compiled(plan)
        self.calendar = calendar
        self.events: list[Event] = []
        self.overrides: dict[int, Mapping[str, Any]] = {}
        """What corrections made of a record: `void`, or a new `at` or `data`."""
        self.by_subject: dict[str, list[int]] = defaultdict(list)
        self.calls: list[int] = []
        """The records of calls, which belong to no subject."""
        self.revision: dict[str, int] = {}
        self.incident = ""
        self.mode = "live"
        self.opened_at = 0
        self.began = 0
        self.duty = ""
        self.handover: tuple[str, str] | None = None
        self.closed: Event | None = None
        self.people: dict[str, str] = {}
        self.declined = ""
        """The highest level that was proposed and declined since the level was last set as high."""
        self.frontier = 0
        """The latest `at` so far: a later change can be appended to the tracks, an earlier one rewrites them."""
        count = len(plan.steps)
        self.facts: dict[str, History] = {name: History() for name in plan.facts}
        self.facts["level"] = History(plan.levels[0].id if plan.levels else None)
        self.rows: dict[str, dict[int, dict[str, Any]]] = {
            name: {} for name, fact in plan.facts.items() if fact.type == "rows"
        }
        self.rows_known: dict[str, Mark] = {}
        """Lists of which somebody said what is in them, if only that nothing is."""
        self.row_since: dict[tuple[str, int, str], int] = {}
        """For each list, row and column: since when its value has been known."""
        self.row_last: dict[str, int] = dict.fromkeys(self.rows, 0)
        """The highest row number ever given in a list."""
        self.records = [Record(() if step.each else (1,)) for step in plan.steps]
        self.settled = [False] * count
        self.whens = [Track(evaluate(w.condition, self.value, compiled.ranks)) for w in compiled.watched]
        self.members_settled = [[0] * len(entries) for entries in compiled.entries]
        self.members_alive = [[len(entry) for entry in entries] for entries in compiled.entries]
        self.unsatisfied = [len(entries) for entries in compiled.entries]
        self.member_counts = [[0, 0, 0] for _ in range(count)]
        """For each step: how many of what it follows are no, open, yes at present."""
        self.applies: list[Track] = [Track(YES)] * count
        self.stale: set[tuple[int, int, int]] = set()
        """Limits (step, index, turn) whose verdicts must be computed anew; turn 0 means all turns."""
        self._first_applies()

    def _first_applies(self) -> None:
        compiled = self.compiled
        for i in sorted(range(len(compiled.steps)), key=compiled.order.__getitem__):
            for entry in compiled.entries[i]:
                for member in entry:
                    self.member_counts[i][self.applies[member].last] += 1
            self.applies[i] = Track(self.present(i))
            if self.applies[i].last == NO:
                for follower, e in compiled.follows[i]:
                    self.members_alive[follower][e] -= 1
                    if self.members_alive[follower][e] == 0:
                        self.unsatisfied[follower] -= 1
            self.judge_anew(i)

    def judge_anew(self, i: int, turn: int = 0) -> None:
        """The verdicts on a step's limits (in one turn, or in all) must be computed anew."""
        self.stale.update((i, k, turn) for k in range(len(self.compiled.steps[i].limits)))

    # -- reading ------------------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """How many events stand in the record."""
        return len(self.events)

    @property
    def closed_at(self) -> int | None:
        """When the incident was closed; None while it is open."""
        return self.closed.at if self.closed else None

    @property
    def level(self) -> str:
        """The level in force; empty where the plan has none."""
        return self.facts["level"].value or ""

    def value(self, fact: str) -> Any:
        """The present value of a fact for conditions; None while it is open."""
        if fact == "profile":
            return self.plan.profile
        return self.facts[fact].value

    def value_at(self, fact: str, time: int) -> Any:
        """The value of a fact at a time."""
        if fact == "profile":
            return self.plan.profile
        return self.facts[fact].value_at(time)

    def present(self, i: int) -> int:
        """Whether a step applies at present, from what stands at present."""
        if self.records[i].begun is not None:
            return YES
        enders = self.compiled.enders[i]
        if enders and all(self._has_come(moment) for moment in enders):
            return NO
        watched = self.compiled.step_when[i]
        own = self.whens[watched].last if watched >= 0 else YES
        if not self.compiled.entries[i]:
            return own
        counts = self.member_counts[i]
        return min(own, YES if counts[YES] else OPEN if counts[OPEN] else NO)

    def _has_come(self, moment: str) -> bool:
        i = self.compiled.index.get(moment)
        return self.facts[moment].value is True if i is None else bool(self.step_ends(i))

    def ready(self, i: int) -> bool:
        """Whether an open turn of a step may be begun (the clock may still hold a repeat back). A step that was begun
        waits for nothing any more.
        """
        return self.applies[i].last == YES and (self.unsatisfied[i] == 0 or self.records[i].begun is not None)

    def step_ends(self, i: int) -> Sequence[int]:
        """When a step was done, each time; one with a turn for each row, when the last of them was."""
        ends = self.records[i].ends
        if self.compiled.steps[i].each:
            return ends[-1:] if self.settled[i] else ()
        return ends
