"""Limits that come again and again: a fixed grid of dues, and which act settled which turn.

With the grid's start S the dues are D(k) = S + first + (k - 1) * every, and D(0) = S. Turn k opens at D(k-1); its
window closes at D(k+1). An act belongs to the oldest turn whose window is open and which no act has used: met by its
due, late after it. Turns whose windows closed unused are missed. Everything is arithmetic on k; months of missed
turns cost as much as one.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidents.limits import Stretch, Verdict, stretches
from incidents.state import State
from incidents.tracks import NEVER
from runbooks.plan import Duration, Limit


@dataclass(frozen=True, slots=True)
class Grid:
    """One run of a repeat: from `start` until `end` (NEVER while it goes on), and the acts that it was given."""

    start: int
    first: int
    every: int
    end: int
    certain: bool
    used: dict[int, int]
    """Turn of the grid to the time of its act."""

    def due(self, k: int) -> int:
        """D(k)."""
        return self.start if k == 0 else self.start + self.first + (k - 1) * self.every

    def latest_open(self, time: int) -> int:
        """The highest turn that has opened by a time (at least 1)."""
        return max(1, (time - self.start - self.first) // self.every + 2)

    def oldest_open(self, time: int) -> int:
        """The lowest turn whose window has not closed at a time."""
        return max(1, (time - self.start - self.first) // self.every + 1)

    def free(self, time: int) -> int | None:
        """The turn that an act at that time would settle."""
        for k in range(self.oldest_open(time), self.latest_open(time) + 1):
            if k not in self.used:
                return k
        return None

    def opening_after(self, time: int) -> int:
        """When the next unused turn opens, seen from a time at which none is open."""
        return self.due(self.latest_open(time))


def grids(state: State, i: int, k: int) -> list[Grid]:
    """The runs of a repeat that have started, in order; acts are given to the run in which they were made."""
    limit = state.compiled.steps[i].limits[k]
    first, every = _exact(limit.first), _exact(limit.every)
    ends = sorted(mark.at for turn in state.turns(i) if (mark := turn.waived.get(k + 1)))
    acts = sorted(
        at for turn in state.turns(i) if (at := turn.acted(limit.to)) is not None and not (turn.end and turn.end.ahead)
    )
    result = []
    for stretch in stretches(state, i, k):
        start = _start(state, limit, stretch)
        if start is None:
            continue
        until = [t for t in (state.occurrences(limit.until) if limit.until else []) if t >= start]
        stops = [*until[:1], *[e for e in ends if e >= start][:1], stretch.end]
        if state.closed_at is not None:
            stops.append(state.closed_at)
        grid = Grid(start, first, every, min(stops), stretch.certain, {})
        for at in acts:
            if start <= at <= grid.end and (turn := grid.free(at)) is not None:
                grid.used[turn] = at
        result.append(grid)
    return result


def _exact(duration: Duration | None) -> int:
    """The milliseconds of a repeat's spacing; the plan's checks refuse repeats by days."""
    if duration is None or duration.ms is None:
        raise ValueError("a repeat without an exact spacing")
    return duration.ms


def _start(state: State, limit: Limit, stretch: Stretch) -> int | None:
    """A grid stands on the occurrence in force when it began to apply, else on the first one after."""
    times = [t for t in state.occurrences(limit.from_ or "began") if t < stretch.end]
    if not times:
        return None
    before = [t for t in times if t <= stretch.begin]
    return max(before[-1] if before else times[0], stretch.own)


def judge_repeat(state: State, i: int, k: int, now: int) -> list[Verdict]:
    """The verdicts on the turns of a repeat's grids as seen at `now`; missed turns in a row are one verdict."""
    found = grids(state, i, k)
    waived = next((m for turn in state.turns(i) if (m := turn.waived.get(k + 1))), None)
    result: list[Verdict] = []
    for grid in found:
        seen = min(now, grid.end)
        result += _judged(grid, seen, over=grid.end <= now)
    if waived is not None:
        result.append(Verdict(0, "waived", waived=waived))
    if not result:
        applies = any(s.end == NEVER for s in stretches(state, i, k)) and state.closed is None
        grade = "pending" if applies and not found else "not-applicable"
        result.append(Verdict(1, grade))  # type: ignore[arg-type]
    return result


def _judged(grid: Grid, seen: int, *, over: bool) -> list[Verdict]:
    result: list[Verdict] = []
    last = grid.latest_open(seen)
    turn = 1
    for used in [*sorted(grid.used), last + 1]:
        result += _unused(grid, turn, min(used - 1, last), seen, over=over)
        if used in grid.used:
            act, due = grid.used[used], grid.due(used)
            grade = "met" if act <= due else "late"
            result.append(Verdict(used, grade, grid.start, due, act))  # type: ignore[arg-type]
        turn = used + 1
    if not over and not any(v.grade == "running" for v in result):
        k = last + 1
        result.append(Verdict(k, "pending", grid.start, grid.due(k), opens=grid.due(k - 1)))
    return result


def _unused(grid: Grid, low: int, high: int, seen: int, *, over: bool) -> list[Verdict]:
    """Turns `low` to `high`, none of them used: a run of missed ones, then those still open (or fallen away)."""
    if low > high:
        return []
    gone = grid.oldest_open(seen) - 1  # windows of turns up to here have closed
    if over:  # at the end an open turn is missed once its due has passed, else it falls away
        while gone + 1 <= high and grid.due(gone + 1) < seen and grid.certain:
            gone += 1
    result = []
    missed = min(high, gone)
    if missed >= low:
        result.append(Verdict(low, "missed", grid.start, grid.due(missed), turns=missed - low + 1, ceased=False))
    if not over:
        result += [Verdict(k, "running", grid.start, grid.due(k)) for k in range(max(low, missed + 1), high + 1)]
    return result
