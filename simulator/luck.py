"""The luck of a block of runs: every source drawn at once, as rows of whole numbers that a run looks up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from simulator import crowd as crowds
from simulator.compile import Drill, Source
from simulator.distributions import LONGEST, Fixed, Lognormal
from simulator.drill import Run
from simulator.normal import normal_quantile
from simulator.opening import Opening, openings
from simulator.resting import collector_rests
from simulator.results import Batch, RunResult, Whole
from simulator.setup import Setup
from simulator.sink import Sink
from simulator.streams import BLOCK, Floats, Streams
from simulator.tasks import Row

_AT_ONCE: Final = 2_000_000
"""So many people's draws are held at once; of larger crowds, those of fewer runs."""

_LAID_OUT: Final = 100_000
"""So many people's courses are laid out at once: it pays for few people, and what is passed over has to stay near."""

_AS_LISTS: Final = 25
"""Of so many runs the numbers are lists at once: what is made long before it is used has to be fetched from afar."""

_NOTHING: Final[Whole] = np.zeros((BLOCK, 0), dtype=np.int64)


class Block:
    """The draws of one block of runs of a drill. Runs are numbered within the block."""

    def __init__(self, drill: Drill, streams: Streams, number: int) -> None:
        self.drill = drill
        self.streams = streams
        self.number = number
        self._columns = [source.columns for source in drill.sources]
        self._numbers = self._all_drawn()
        self._rows: list[tuple[Row, ...]] = []
        self._rows_from = -1
        self._joining = sum(inject.people for inject in drill.setup.injects if inject.people > 0)
        people = drill.crowd.size + self._joining if drill.crowd is not None else 1
        self.together = max(1, min(BLOCK, _AT_ONCE // max(1, people)))
        """Of so many runs the crowds are drawn at once."""
        self._laid_out = max(1, min(self.together, _LAID_OUT // max(1, people)))
        self._crowds: crowds.Draws | None = None
        self._crowds_from = -1
        self._openings: list[Opening | None] = []
        self._openings_from = -1
        self._watch = watch_of(drill.setup)

    def _all_drawn(self) -> list[Whole]:
        """The numbers of every source, a row for each run. What is lognormal, most of all, is drawn in one go."""
        sources = self.drill.sources
        found = [_NOTHING] * len(sources)
        skewed = [n for n, source in enumerate(sources) if isinstance(source.of, Lognormal)]
        for n in set(range(len(sources))).difference(skewed):
            found[n] = self._drawn(sources[n], self._columns[n])
        if not skewed:
            return found
        uniform = [self.streams.block(sources[n].name, self.number, self._columns[n]) for n in skewed]
        kinds = [source.of for source in sources if isinstance(source.of, Lognormal)]
        for n, times in zip(skewed, lognormals(kinds, uniform), strict=True):
            found[n] = times
        return found

    def _drawn(self, source: Source, columns: int) -> Whole:
        if isinstance(source.of, Fixed):
            return np.full((BLOCK, columns), source.of.ms)
        uniform = self.streams.block(source.name, self.number, columns)
        if isinstance(source.of, tuple):
            last = len(source.of) - 1
            return np.minimum(np.searchsorted(np.array(source.of), uniform, side="right"), last)
        return source.of.draw(uniform)

    def draws(self, row: int) -> Sequence[Row]:
        """What chance has decided for one run: a row of each source, as many columns as are drawn so far."""
        first = row // _AS_LISTS * _AS_LISTS
        if first != self._rows_from:
            lists = [numbers[first : first + _AS_LISTS].tolist() for numbers in self._numbers]
            self._rows, self._rows_from = list(zip(*lists, strict=True)), first
        return self._rows[row - first] if self._rows else ()

    def longer(self, row: int, source: int, columns: int) -> Row:
        """A source's row with at least so many columns: those that there were stay as they are."""
        if columns > self._columns[source]:
            self._columns[source] = max(columns, 2 * self._columns[source])
            self._numbers[source] = self._drawn(self.drill.sources[source], self._columns[source])
        found: list[int] = self._numbers[source][row].tolist()
        return found

    def crowd(self, row: int) -> crowds.Crowd | None:
        """The crowd of one run."""
        constants, together = self.drill.crowd, self.together
        if constants is None:
            return None
        first = row // together * together
        if self._crowds is None or first != self._crowds_from:
            rows = range(first, min(first + together, BLOCK))
            self._crowds = crowds.draw(self.streams, constants, self.number, self._joining, rows)
            self._crowds_from = first
            self._openings_from = -1
        drawn, n = self._crowds, row - first
        part = n // self._laid_out * self._laid_out
        if part != self._openings_from:
            those, watched = slice(part, part + self._laid_out), self._watch.violence and constants.violence > 0
            patience, end = drawn.leaving[those, : constants.size], self.drill.setup.horizon + 1
            self._openings = openings(constants, drawn.arrivals[those], patience, end, violence=watched)
            self._openings_from = part
        horizon, violence = self.drill.setup.horizon, float(drawn.violence[n])
        return crowds.Crowd(
            constants, drawn.arrivals[n], drawn.leaving[n], violence, horizon, self._watch, self._openings[n - part]
        )

    def start(self, row: int, sink: Sink | None = None) -> Run:
        """One run, about to be lived."""

        def longer(source: int, columns: int) -> Row:
            return self.longer(row, source, columns)

        return Run(self.drill.setup, self.draws(row), self.crowd(row), sink, longer)

    def live(self, row: int) -> RunResult:
        """Live one run. It leaves nothing behind that only the garbage collector would find."""
        with collector_rests():
            run = self.start(row)
            result = run.live()
            run.forget()
            return result

    def batch(self, rows: range = range(BLOCK)) -> Batch:
        """Live runs of the block: the arrays."""
        with collector_rests():
            return Batch.of([self.live(row) for row in rows], self.number * BLOCK + rows.start)


def lognormals(kinds: list[Lognormal], uniform: list[Floats]) -> list[Whole]:
    """What `Lognormal.draw` would give for each, with one look at the normal distribution for all."""
    widths = [numbers.shape[1] for numbers in uniform]
    logs = np.repeat([math.log(kind.median) for kind in kinds], widths)
    sigmas = np.repeat([kind.sigma for kind in kinds], widths)
    times = np.exp(logs + sigmas * normal_quantile(np.hstack(uniform)))
    whole = np.rint(np.minimum(times, LONGEST)).astype(np.int64)
    return np.hsplit(whole, np.cumsum(widths)[:-1])


def watch_of(setup: Setup) -> crowds.Watch:
    """What of a crowd matters to a drill: what is reported of it."""
    counts = sorted({bound for report in setup.reports if report.what == "present" for bound in report.bounds})
    active = sorted({float(report.active) for report in setup.reports if report.what == "active"})
    return crowds.Watch(tuple(counts), tuple(active), any(report.what == "violence" for report in setup.reports))


def run_of(drill: Drill, seed: int, number: int, sink: Any = None) -> Run:
    """The run of that number under a seed, about to be lived: the same whoever else is lived, and whenever."""
    block, row = divmod(number, BLOCK)
    return Block(drill, Streams(seed), block).start(row, sink)
