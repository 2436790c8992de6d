"""Limits that come again and again: their runs, each on its grid, and the acts that settle turns of them.

Turns of a grid are not the performances of the step, which are numbered as they are recorded: an act settles the grid
turn that its time falls in, whenever it is entered.
"""

from __future__ import annotations

from incidents.calendar_grid import CalendarGrid
from incidents.grid import Grid
from incidents.moments import latest, occurrences
from incidents.state import State
from incidents.tracks import ALWAYS, NEVER
from incidents.turns import Turn
from incidents.verdict import Stretch, Verdict, stretches


class Runs:
    """All runs of all repeats of one step, in order of time."""

    def __init__(self, state: State, i: int) -> None:
        self.state = state
        self.i = i
        self.grids: list[Grid] = []
        self._limits = state.compiled.limits(i)
        for k, limit in enumerate(self._limits):
            if limit.every:
                self._lay(k)
        self.grids.sort(key=lambda grid: (grid.begin, grid.start))
        self._given: dict[tuple[int, str], int] = {}
        self._last: dict[str, int] = {limit.to: ALWAYS for limit in self._limits if limit.every}
        for to in self._last:
            acts = [(act, turn.number) for turn in state.records[i].standing() if (act := _act(turn, to)) is not None]
            for _, number in sorted(acts):
                self._give(state.records[i].turns[number], to)

    def _lay(self, k: int) -> None:
        """The grids of one repeat."""
        state, limit = self.state, self._limits[k]
        waived = state.records[self.i].waived.get(k + 1)
        closed = NEVER if state.closed is None else state.closed.at
        stop = min(closed, NEVER if waived is None else waived.at)
        before: Grid | None = None
        for stretch in stretches(state, self.i, k):
            start = _start(state, limit.from_ or "began", stretch)
            if start is None or start >= stop:
                continue
            grid = self._grid(k, start, stretch, min(stretch.end, stop))
            if before is not None and before.start == start:
                before.followed_by(grid)
            self.grids.append(grid)
            before = grid

    def _grid(self, k: int, start: int, stretch: Stretch, end: int) -> Grid:
        """The dues of one run: by the calendar, or so long after each other."""
        compiled, begin, certain = self.state.compiled, stretch.begin, stretch.certain
        if (by_calendar := compiled.periods.get((self.i, k))) is None:
            return Grid(k, start, *compiled.spacing[self.i, k], begin, end, certain)
        unit, day = by_calendar
        return CalendarGrid(k, start, 0, 0, begin, end, certain, unit=unit, day=day, zone=self.state.plan.timezone)

    def give(self, number: int) -> bool:
        """Let a performance settle what it settles. False if it takes back, or comes before, what was given already:
        then everything must be laid anew.
        """
        turn = self.state.records[self.i].turns.get(number)  # None: a correction took the whole performance back
        return turn is not None and all(self._give(turn, to) for to in self._last)

    def _give(self, turn: Turn, to: str) -> bool:
        act, given = _act(turn, to), self._given.get((turn.number, to))
        if act == given:
            return True
        if act is None or given is not None or act < self._last[to]:
            return False
        self._given[turn.number, to] = self._last[to] = act
        skipped = turn.acted(to) is None
        for grid in self.grids:
            if self._limits[grid.limit].to != to or act < max(grid.begin, grid.start):
                continue
            k = grid.free(act) if act <= grid.end else _finished(grid, turn, act, to)
            if k is not None:
                grid.use(k, act, skipped=skipped)
                break
        return True

    def live(self, now: int) -> Grid | None:
        """The run that goes on at a moment."""
        return next((grid for grid in reversed(self.grids) if grid.runs_at(now)), None)

    def next_after(self, now: int) -> int | None:
        """The first moment after `now` at which the clock changes something."""
        times = (grid.next_after(now) for grid in self.grids)
        return min((time for time in times if time is not None), default=None)

    def verdicts(self, k: int, now: int) -> list[Verdict]:
        """What became of one repeat, as seen at a moment."""
        mine = [grid for grid in self.grids if grid.limit == k]
        result = [verdict for grid in mine for verdict in grid.verdicts(now)]
        waived = self.state.records[self.i].waived.get(k + 1)
        if waived is not None:
            result.append(Verdict(mine[-1].next_unused if mine else 1, "waived", waived=waived))
        if not result:
            applies = any(stretch.end == NEVER for stretch in stretches(self.state, self.i, k))
            waits = not mine and self.state.closed is None and applies
            result.append(Verdict(1, "pending" if waits else "not-applicable"))
        return result


def _act(turn: Turn, to: str) -> int | None:
    """When a performance settles a turn of a limit: done (or started), else skipped."""
    act = turn.acted(to)
    return turn.skipped.at if act is None and turn.skipped else act


def _finished(grid: Grid, turn: Turn, act: int, to: str) -> int | None:
    """The turn that was in progress when the run ended and may be finished: by its due, or if that had passed already.
    Else it has fallen away.
    """
    if to == "start" or turn.started is None or not max(grid.begin, grid.start) <= turn.started.at <= grid.end:
        return None
    k = grid.free(grid.end)
    return k if k is not None and (act <= grid.due(k) or grid.due(k) < grid.end) else None


def _start(state: State, moment: str, stretch: Stretch) -> int | None:
    """A grid stands on the occurrence in force when it began to apply, else on the first one after."""
    times = occurrences(state, moment)
    if not times or times[0] >= stretch.end:
        return None
    before = latest(times, ALWAYS, stretch.begin)
    return max(times[0] if before is None else before, stretch.own)
