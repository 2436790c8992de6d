"""A fixed grid of dues, and which act settled which of its turns.

With the grid's start S the dues are D(k) = S + first + (k - 1) * every, and D(0) = S. Turn k opens at D(k-1); its
window closes at D(k+1). An act belongs to the oldest turn whose window is open and which no act has used: met by its
due, late after it. Turns whose windows closed unused are missed. Everything is arithmetic on k; months of missed
turns cost as much as one. Dues by the calendar are in `incidents.calendar_grid`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from incidents.tracks import NEVER
from incidents.verdict import Verdict


@dataclass(slots=True)
class Grid:
    """One run of a repeat (`limit` of its step): from `start` until `end` (NEVER while it goes on).

    `low` is the lowest turn that counts: a run that came to apply later than its grid's start has no part in turns
    whose windows had closed by then, nor in those that an earlier run on the same dues has had (`after` is the next
    such run). `certain`: at its end the step applied for certain.
    """

    limit: int
    start: int
    first: int
    every: int
    begin: int
    end: int
    certain: bool
    low: int = 1
    used: dict[int, int] = field(default_factory=dict)
    """Turn to the time of the act that settled it."""
    skipped: set[int] = field(default_factory=set)
    """Those of them that were skipped."""

    def __post_init__(self) -> None:
        if self.begin > self.start:
            self.low = self.oldest_open(self.begin)

    def due(self, k: int) -> int:
        """D(k)."""
        return self.start if k == 0 else self.start + self.first + (k - 1) * self.every

    def opens(self, k: int) -> int:
        """When turn k opens."""
        return self.due(k - 1)

    def latest_open(self, time: int) -> int:
        """The highest turn that has opened by a time (at least 1)."""
        return max(1, (time - self.start - self.first) // self.every + 2)

    def oldest_open(self, time: int) -> int:
        """The lowest turn whose window has not closed at a time."""
        return max(1, (time - self.start - self.first) // self.every + 1)

    def passed(self, time: int) -> int:
        """The highest turn whose due has passed at a time; 0 if none."""
        return max(0, (time - self.start - self.first - 1) // self.every + 1)

    def runs_at(self, time: int) -> bool:
        """Whether it goes on at a moment."""
        return max(self.begin, self.start) <= time < self.end

    def free(self, time: int) -> int | None:
        """The turn that an act at that time would settle."""
        for k in range(max(self.low, self.oldest_open(time)), self.latest_open(time) + 1):
            if k not in self.used:
                return k
        return None

    def use(self, k: int, act: int, *, skipped: bool) -> None:
        """An act settles a turn."""
        self.used[k] = act
        if skipped:
            self.skipped.add(k)

    def followed_by(self, later: Grid) -> None:
        """Another run stands on the same dues: what was missed in this one is not asked again. Nothing was done in it,
        for a step that was begun never ceases to apply.
        """
        later.low = max(later.low, self.low, self.passed(self.end) + 1 if self.certain else 1)

    @property
    def next_unused(self) -> int:
        """The first turn of which nothing is to be said any more."""
        return max(self.low, self.passed(self.end) + 1, max(self.used, default=0) + 1)

    def next_opening(self, now: int) -> int:
        """When the next turn opens, seen from a time at which none is free."""
        return self.opens(max(self.latest_open(now), self.low - 1) + 1)

    def next_after(self, now: int) -> int | None:
        """The first moment after `now` at which the clock changes something: a turn opens, a due has passed, the run
        ends.
        """
        if now < self.start:
            return self.start
        time = min((time for time in self.changes(now) if now < time < self.end), default=None)
        return self.end if time is None and now < self.end < NEVER else time

    def changes(self, now: int) -> tuple[int, ...]:
        """The moments among which is the next one after `now` at which a turn opens, is overdue, or is over."""
        k = self.oldest_open(now)
        return self.due(k) + (self.due(k) <= now), self.due(k + 1)

    def verdicts(self, now: int) -> Iterator[Verdict]:
        """Its turns as seen at a moment; missed ones in a row are one verdict, the one to come is the last."""
        over = self.end <= now
        seen = min(now, self.end)
        last = self.latest_open(seen)
        runs = False
        turn, used = self.low, sorted(self.used)
        for k in [*used, max(last, self.low - 1, *used[-1:]) + 1]:
            for verdict in self._unused(turn, min(k - 1, last), seen, over=over):
                runs = runs or verdict.grade == "running"
                yield verdict
            if k in self.used:
                yield self._used(k)
            turn = max(turn, k + 1)
        if not over and not runs:
            yield Verdict(turn - 1, "pending", self.start, self.due(turn - 1), opens=self.opens(turn - 1))

    def _used(self, k: int) -> Verdict:
        act, due = self.used[k], self.due(k)
        if k in self.skipped:
            return Verdict(k, "missed", self.start, due)
        return Verdict(k, "met" if act <= due else "late", self.start, due, act)

    def _unused(self, low: int, high: int, seen: int, *, over: bool) -> Iterator[Verdict]:
        """Turns `low` to `high`: first those that are missed, then those still open, or fallen away."""
        passed = self.passed(seen) if self.certain else 0
        missed = min(high, passed if over else self.oldest_open(seen) - 1)
        if missed >= low:
            yield Verdict(low, "missed", self.start, self.due(missed), turns=missed - low + 1)
        if not over:
            for k in range(max(low, missed + 1), high + 1):
                yield Verdict(k, "running", self.start, self.due(k))
