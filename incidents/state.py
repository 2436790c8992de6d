"""The state of an incident: what now stands, from the events alone.

A `State` is changed by `apply` (in `incidents.apply`) only. It holds facts with their histories, the turns of every
step, and, kept up to date by `incidents.spread`, the track of every step's applicability and of every condition. It
knows no clock: what time alone changes (a repeat's turn opens, a limit falls due) is asked of it together with a
moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from incidents.compiled import Compiled
from incidents.conditions import evaluate, facts_of
from incidents.events import Event
from incidents.facts import History
from incidents.tracks import NO, OPEN, YES, Track, combine
from incidents.turns import Mark, Record, Turn
from runbooks.calendar import WorkingDays
from runbooks.days import start_of_day
from runbooks.plan import Plan


class State:
    """One incident as it stands after `version` events."""

    def __init__(self, plan: Plan, calendar: WorkingDays) -> None:
        self.plan = plan
        self.compiled = Compiled(plan)
        self.calendar = calendar
        self.events: list[Event] = []
        self.overrides: dict[int, Mapping[str, Any]] = {}
        """What corrections made of a record: `void`, or a new `at` or `data`."""
        self.by_subject: dict[str, list[int]] = defaultdict(list)
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
        self.frontier = 0
        """The latest `at` so far: a later change can be appended to the tracks, an earlier one rewrites them."""
        compiled = self.compiled
        count = len(plan.steps)
        self.facts: dict[str, History] = {name: History() for name in plan.facts}
        self.facts["level"] = History(plan.levels[0].id if plan.levels else None)
        self.rows: dict[str, dict[int, dict[str, Any]]] = {
            name: {} for name, fact in plan.facts.items() if fact.type == "rows"
        }
        self.rows_known: dict[str, Mark] = {}
        self.row_marks: dict[tuple[str, int], Mark] = {}
        self.records = [Record() for _ in range(count)]
        self.settled = [False] * count
        self.whens = [Track(evaluate(w.condition, self.value, compiled.ranks)) for w in compiled.watched]
        self.members_settled = [[0] * len(entries) for entries in compiled.entries]
        self.members_alive = [[len(entry) for entry in entries] for entries in compiled.entries]
        self.unsatisfied = [len(entries) for entries in compiled.entries]
        self.member_counts = [[0, 0, 0] for _ in range(count)]
        """For each step: how many of what it follows are no, open, yes at present."""
        self.applies: list[Track] = [Track(YES)] * count
        self.stale: set[tuple[int, int]] = set()
        """Limits (step, index) whose verdicts must be computed anew."""
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
            self.stale.update((i, k) for k in range(len(compiled.steps[i].limits)))

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
        if self.ended_at(i) is not None:
            return NO
        watched = self.compiled.step_when[i]
        own = self.whens[watched].last if watched >= 0 else YES
        if not self.compiled.entries[i]:
            return own
        counts = self.member_counts[i]
        return min(own, YES if counts[YES] else OPEN if counts[OPEN] else NO)

    def ready(self, i: int) -> bool:
        """Whether a step that nobody has begun could be begun (the clock may still hold a repeat back)."""
        return self.applies[i].last == YES and self.unsatisfied[i] == 0

    def ended_at(self, i: int) -> int | None:
        """When a repeated step's last repeat ended by its `until`; None while any goes on."""
        if not self.compiled.repeats[i]:
            return None
        ends = []
        for limit in self.compiled.limits(i):
            if limit.every:
                occurred = self.occurrences(limit.until) if limit.until and limit.until != "closing" else []
                if not occurred:
                    return None
                ends.append(occurred[0])
        return max(ends, default=None)

    def occurrences(self, moment: str) -> list[int]:
        """When a moment occurred, in order: a step's ends, the times a yes-no fact became yes, a date, a time."""
        if moment == "began":
            return [self.began]
        if moment == "closing":
            return [self.closed.at] if self.closed else []
        i = self.compiled.index.get(moment)
        if i is not None:
            return self._ends(i)
        return self._fact_occurrences(moment)

    def _ends(self, i: int) -> list[int]:
        done = [turn.done.at for turn in self.turns(i) if turn.done]
        if self.compiled.steps[i].each:
            return [max(done)] if done and self.settled[i] else []
        return sorted(done)

    def _fact_occurrences(self, fact: str) -> list[int]:
        history = self.facts[fact]
        if self.plan.facts[fact].type == "yes-no":
            times, before = [], False
            for statement in history.statements:
                now = statement.value is True
                if now and not before:
                    times.append(statement.at)
                before = now
            return times
        value = history.value
        if value is None:
            return []
        if isinstance(value, str):
            return [start_of_day(date.fromisoformat(value), self.plan.timezone)]
        return [int(value)]

    def truth_track(self, fact: str) -> Track:
        """A yes-no fact through time."""
        history = self.facts[fact]
        track = Track(OPEN)
        for statement in history.statements:
            value = statement.value
            track.set_from(statement.at, OPEN if value is None else YES if value else NO)
        return track

    def turns(self, i: int) -> Sequence[Turn]:
        """The turns of a step, by number: one for each row of its list, else those that were begun, else an untouched
        one.
        """
        turns, rows = self.records[i].turns, self.compiled.steps[i].each
        if rows:
            return [turns.get(row) or Turn(row) for row in sorted(self.rows[rows])]
        return [turns[n] for n in sorted(turns)] or (Turn(1),)

    # -- rebuilding from the past -------------------------------------------------------------------

    def full_when(self, number: int) -> Track:
        """The track of a watched condition, computed from the whole history of its facts."""
        watched = self.compiled.watched[number]
        names = {f for f in facts_of(watched.condition) if f != "profile"}
        ranks = self.compiled.ranks
        track = Track(evaluate(watched.condition, self._initial, ranks))
        for time in sorted({t for name in names for t in self.facts[name].times()}):
            track.set_from(time, evaluate(watched.condition, partial(self.value_at, time=time), ranks))
        return track

    def _initial(self, fact: str) -> Any:
        return self.plan.profile if fact == "profile" else self.facts[fact].initial

    def full_applies(self, i: int) -> Track:
        """The track of a step's applicability, computed from the tracks of what it depends on."""
        watched = self.compiled.step_when[i]
        tracks = [self.whens[watched]] if watched >= 0 else []
        members = [self.applies[m] for entry in self.compiled.entries[i] for m in entry]
        if members:
            tracks.append(combine(members, max))
        track = combine(tracks, min) if tracks else Track(YES)
        begun, ended = self.records[i].begun, self.ended_at(i)
        if ended is not None and (begun is None or begun > ended):
            track = _overruled(track, ended, NO)
        if begun is not None:
            track = _overruled(track, begun, YES)
        return track


def _overruled(track: Track, time: int, value: int) -> Track:
    """The same track before `time`, `value` from then on."""
    kept = [t for t in track.times if t < time]
    result = Track(track.values[0], kept, track.values[1 : len(kept) + 1])
    result.set_from(time, value)
    return result
