"""Limits that come again and again, in one run: the grids of `incidents.grid`, laid over the logs of a kernel."""

from __future__ import annotations

from typing import NamedTuple

from incidents.calendar_grid import CalendarGrid
from incidents.grid import Grid
from incidents.tracks import ALWAYS, NEVER
from incidents.verdict import Verdict
from simulator.engine import Kernel
from simulator.judging import BROKEN, CENSORED, KEPT, NO_MARGIN, NOT_APPLICABLE, Stretch, latest, may_start, stretches
from simulator.rules import LimitRule


class NextTurn(NamedTuple):
    """The turn of a repeat that comes next: when it may be taken in a drill, and when it is due."""

    from_: int
    due: int


class Runs:
    """All runs of all repeats of one step as they stand; laid anew whenever something about them changes.

    Grids are laid in milliseconds UTC, for some follow the calendar; what is asked and told counts from the start.
    """

    def __init__(self, kernel: Kernel, i: int) -> None:
        self.kernel = kernel
        self._epoch = kernel.rules.start
        self.grids: list[Grid] = []
        rules = [kernel.rules.limits[x] for x in kernel.rules.every_of[i]]
        self._rules = {rule.number: rule for rule in rules}
        for rule in rules:
            self._lay(rule)
        self.grids.sort(key=lambda grid: (grid.begin, grid.start))
        turns = kernel.turns[i]
        for to_start in dict.fromkeys(rule.to_start for rule in rules):
            given = []
            for number in {*turns.started, *turns.done}:
                act = _begun(kernel, i, number) if to_start else turns.done.get(number)
                if act is not None:
                    given.append((act, number))
            for act, number in sorted(given):
                started = turns.started.get(number)
                begun = None if started is None else started + self._epoch
                self._give(act + self._epoch, begun, to_start=to_start)

    def _lay(self, rule: LimitRule) -> None:
        before: Grid | None = None
        for stretch in stretches(self.kernel, rule):
            start = _start(self.kernel, rule, stretch)
            if start is None:
                continue
            grid = self._grid(rule, start, stretch)
            if before is not None and before.start == grid.start:
                before.followed_by(grid)
            self.grids.append(grid)
            before = grid

    def _grid(self, rule: LimitRule, start: int, stretch: Stretch) -> Grid:
        at, begin, end = start + self._epoch, self._utc(stretch.begin), self._utc(stretch.end)
        if rule.period is None:
            return Grid(rule.number, at, rule.first, rule.every, begin, end, stretch.certain)
        zone = self.kernel.rules.plan.timezone
        return CalendarGrid(
            rule.number, at, 0, 0, begin, end, stretch.certain, unit=rule.period, day=rule.day, zone=zone
        )

    def _utc(self, time: int) -> int:
        return time + self._epoch if ALWAYS < time < NEVER else time

    def _give(self, act: int, started: int | None, *, to_start: bool) -> None:
        for grid in self.grids:
            if self._rules[grid.limit].to_start != to_start or act < max(grid.begin, grid.start):
                continue
            k = grid.free(act) if act <= grid.end else _finished(grid, started, act, to_start=to_start)
            if k is not None:
                grid.use(k, act, skipped=False)
                break

    def live(self, now: int) -> Grid | None:
        """The run that goes on at a moment."""
        for grid in reversed(self.grids):
            if grid.runs_at(now + self._epoch):
                return grid
        return None

    def may_begin(self, now: int) -> bool | None:
        """Whether a turn is open at a moment; None where no run goes on."""
        grid = self.live(now)
        return None if grid is None else grid.free(now + self._epoch) is not None

    def next_turn(self, now: int) -> NextTurn | None:
        """The next turn of the run that goes on; a drill takes none in the first half of its period."""
        grid = self.live(now)
        if grid is None:
            return None
        k = grid.free(now + self._epoch)
        if k is None:
            k = max(grid.latest_open(now + self._epoch), grid.low - 1) + 1
        opens, due = grid.opens(k) - self._epoch, grid.due(k) - self._epoch
        return NextTurn(opens + (due - opens) // 2, due)

    def verdicts(self, rule: LimitRule, now: int) -> list[Verdict]:
        """What became of one repeat, as seen at a moment; its times are milliseconds UTC."""
        mine = [grid for grid in self.grids if grid.limit == rule.number]
        result = [verdict for grid in mine for verdict in grid.verdicts(now + self._epoch)]
        if not result:
            applies = any(stretch.end == NEVER for stretch in stretches(self.kernel, rule))
            result.append(Verdict(1, "pending" if not mine and applies else "not-applicable"))
        return result

    def outcome(self, rule: LimitRule, end: int) -> tuple[int, int, int, int]:
        """What a repeat came to in a run that ended at `end`: a code, the least margin, and how many turns fell due,
        and were met. It is kept if every turn that fell due was met.
        """
        due = met = 0
        margin = NO_MARGIN
        open_ = False
        for verdict in self.verdicts(rule, end):
            fell_due = verdict.grade == "running" and verdict.due is not None and verdict.due <= end + self._epoch
            if verdict.grade in {"met", "late", "missed"} or fell_due:
                due += verdict.turns
                met += verdict.grade == "met"
                if verdict.act is not None and verdict.due is not None:
                    gap = verdict.due - verdict.act
                    margin = gap if margin == NO_MARGIN else min(margin, gap)
            elif verdict.grade == "running":
                open_ = True
            else:
                open_ = open_ or (
                    verdict.grade == "pending" and (verdict.due is not None or may_start(self.kernel, rule))
                )
        code = BROKEN if met < due else KEPT if due else CENSORED if open_ else NOT_APPLICABLE
        return code, margin, due, met


def _begun(kernel: Kernel, i: int, number: int) -> int | None:
    turns = kernel.turns[i]
    started, done = turns.started.get(number), turns.done.get(number)
    return done if started is None else started if done is None else min(started, done)


def _finished(grid: Grid, started: int | None, act: int, *, to_start: bool) -> int | None:
    """The turn that was in progress when the run ended: by its due it counts, or if that had passed already."""
    if to_start or started is None or not max(grid.begin, grid.start) <= started <= grid.end:
        return None
    k = grid.free(grid.end)
    return k if k is not None and (act <= grid.due(k) or grid.due(k) < grid.end) else None


def _start(kernel: Kernel, rule: LimitRule, stretch: Stretch) -> int | None:
    """A grid stands on the occurrence in force when it began to apply, else on the first one after."""
    times = kernel.occurrences(rule.moment, rule.of)
    if not times or times[0] >= stretch.end:
        return None
    before = latest(times, ALWAYS, stretch.begin)
    return max(times[0] if before is None else before, stretch.own)
