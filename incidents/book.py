"""The verdicts on all limits, kept up to date piece by piece, and the next moment at which the clock will change one.

Only limits that an event made stale are judged again. Dues and openings stand in a heap with lazy deletion: an entry
counts only while its verdict still says the same.
"""

from __future__ import annotations

from heapq import heappop, heappush

from incidents.limits import Verdict, judge
from incidents.repeats import Grid, grids, judge_repeat
from incidents.state import State


class Book:
    """The verdicts on one state. It reads the state and changes nothing in it but the set of stale limits."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.verdicts: dict[tuple[int, int], list[Verdict]] = {}
        self.grids: dict[tuple[int, int], list[Grid]] = {}
        self.heap: list[tuple[int, int, int]] = []

    def update(self) -> None:
        """Judge again what has become stale."""
        stale = self.state.stale
        while stale:
            i, k = stale.pop()
            if self.state.compiled.limits(i)[k].every:
                self.grids[i, k] = grids(self.state, i, k)
                self._push_repeat(i, k, -1)
            else:
                found = self._judge(i, k)
                self.verdicts[i, k] = found
                for verdict in found:
                    if verdict.grade == "running" and verdict.due is not None:
                        heappush(self.heap, (verdict.due, i, k))

    def _judge(self, i: int, k: int) -> list[Verdict]:
        result: list[Verdict] = []
        previous: int | None = None
        for turn in self.state.turns(i):
            result += judge(self.state, i, k, turn, previous)
            previous = turn.end.at if turn.end else None
        return result

    def of(self, i: int, k: int, now: int) -> list[Verdict]:
        """The verdicts on limit `k` (from 0) of step `i` as seen at `now`."""
        self.update()
        if self.state.compiled.limits(i)[k].every:
            return judge_repeat(self.state, i, k, now)
        return self.verdicts.get((i, k), [])

    def live_grid(self, i: int, now: int) -> Grid | None:
        """The grid of a repeated step that goes on at `now`."""
        self.update()
        for k, limit in enumerate(self.state.compiled.limits(i)):
            if limit.every:
                for grid in self.grids.get((i, k), []):
                    if grid.start <= now < grid.end:
                        return grid
        return None

    def next_change(self, now: int) -> int | None:
        """The first moment after `now` at which the clock alone changes something: a due passes, a turn opens."""
        self.update()
        while self.heap:
            time, i, k = self.heap[0]
            if time >= now and self._counts(time, i, k):
                return time
            heappop(self.heap)
            if self.state.compiled.limits(i)[k].every:
                self._push_repeat(i, k, max(now, time))
        return None

    def _counts(self, time: int, i: int, k: int) -> bool:
        if self.state.compiled.limits(i)[k].every:
            return time in {t for grid in self.grids.get((i, k), []) for t in self._boundaries(grid, time - 1)}
        return any(v.grade == "running" and v.due == time for v in self.verdicts.get((i, k), []))

    def _push_repeat(self, i: int, k: int, after: int) -> None:
        times = [t for grid in self.grids.get((i, k), []) for t in self._boundaries(grid, after)]
        if times:
            heappush(self.heap, (min(times), i, k))

    @staticmethod
    def _boundaries(grid: Grid, after: int) -> list[int]:
        """The next due of a grid after a moment (dues are openings too), while it goes on."""
        if after < grid.start:
            return [grid.start]
        due = grid.due(grid.latest_open(after))
        while due <= after:
            due += grid.every
        return [due] if due <= grid.end else []
