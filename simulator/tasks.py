"""What is to be done in one run: when each task became ready, who it waits for, and in which line.

A task is a turn of a step that somebody is to do. The first tasks are the first turns of the steps, in plan order; rows
of lists and further turns of repeats come after them as they come up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from simpy.core import Environment

from simulator.calendar import ARRIVES, OPENS, At
from simulator.judging import running_due
from simulator.repeating import Runs
from simulator.responders import Lines, People
from simulator.results import Turn
from simulator.setup import Setup
from simulator.sink import Sink

Row = Sequence[int]
_TURN: Final = 1_000_000


class Tasks:
    """The tasks of one run. `draws` holds a row of numbers for each source; `longer` gives one with more columns."""

    def __init__(
        self,
        setup: Setup,
        draws: Sequence[Row],
        longer: Callable[[int, int], Row] | None = None,
        sink: Sink | None = None,
    ) -> None:
        self.setup = setup
        self.sink = sink
        self.rules = setup.rules
        self.draws = list(draws)
        self.longer = longer
        self.env = Environment(0)
        self.now = 0
        """The moment that is being lived: SimPy's, as a whole number."""
        self.kernel = setup.prototype.copy()
        n = self.rules.n
        self.people = People(setup)
        self.step_of = list(range(n))
        self.turn_of = [1] * n
        self.lines = Lines(n, len(setup.lines), list(range(0, n * _TURN, _TURN)))
        self.ready = [-1] * n
        self.came = [-1] * n
        self.called = [-1] * n
        self.start = [-1] * n
        self.done = [-1] * n
        self.reaction = [-1] * n
        self.cause = [-1] * n
        self.crew: list[list[int]] = [[]] * n
        self.busy = [0] * len(setup.roles)
        self.queued = [0] * len(setup.roles)
        self.calls = [0] * len(setup.roles)
        self.open = -1
        """A step that is still to be done, so that the run goes on."""
        self.look = False
        """Whether something ended or was stated, so that the run may be over."""
        self.begun = False
        """Whether any step was."""
        self.coming: set[int] = set()
        self.current: dict[int, int] = {}
        """The task of each repeated step that is queued or under way."""
        self._runs: dict[int, Runs] = {}
        """The grids of repeated steps, until something about them changes."""
        self._wakes: dict[int, int] = {}
        """When each repeated step is looked at again."""

    def draw(self, source: int, column: int) -> int:
        """A number that chance has decided."""
        row = self.draws[source]
        if column >= len(row):
            if self.longer is None:
                raise IndexError(f"{self.setup.sources[source]} has no column {column}")
            row = self.draws[source] = self.longer(source, column + 1)
        return row[column]

    def turns(self) -> list[Turn]:
        """The turns beyond the first of each step."""
        return [
            Turn(
                self.step_of[x],
                self.turn_of[x],
                self.ready[x],
                self.came[x],
                self.called[x],
                self.start[x],
                self.done[x],
                self.reaction[x],
            )
            for x in range(self.rules.n, len(self.step_of))
        ]

    # -- what becomes ready -------------------------------------------------------------------------

    def follow(self, cause: int) -> None:
        """Queue what has become ready; look again at what is due at another time now."""
        kernel, plain = self.kernel, self.rules.plain
        if kernel.fresh:
            fresh, kernel.fresh = kernel.fresh, []
            for i in fresh:
                if plain[i]:
                    self._wait(i, cause)
                else:
                    self.make_ready(i, cause)
        if kernel.touched:
            touched, kernel.touched = kernel.touched, []
            for i in dict.fromkeys(touched):
                if plain[i]:
                    if self.lines.queued[i]:
                        self.queue(i)
                elif self.rules.repeats[i]:
                    self._runs.pop(i, None)
                    self.look_at_repeat(i)
                elif kernel.ready(i):
                    self.make_ready(i, cause)
                else:  # called off: whoever waits for a row waits anew when it is called for again
                    for x in (x for x, step in enumerate(self.step_of) if step == i):
                        self.lines.queued[x] = False

    def make_ready(self, i: int, cause: int) -> None:
        """A step has become ready: all of its turns that are open."""
        if self.rules.plain[i]:
            self._wait(i, cause)
        elif self.rules.repeats[i]:
            self.look_at_repeat(i, cause)
        elif self.setup.teams[i] is not None:
            known = {self.turn_of[x] for x, step in enumerate(self.step_of) if step == i and self.ready[x] >= 0}
            for row in range(1, len(self.kernel.rows[self.rules.each[i]]) + 1):
                if row not in known:
                    self._wait(self._task(i, row), cause)
                elif self.lines.queued[x := self._task(i, row)]:
                    self.queue(x)
                elif self.called[x] < 0 and x not in self.coming and i not in self.setup.trainee:
                    self._wait(x, cause)  # it was called off, and is called for again

    def _task(self, i: int, turn: int) -> int:
        """The task of a turn, made if need be."""
        if turn == 1:
            return i
        for x in range(self.rules.n, len(self.step_of)):
            if self.step_of[x] == i and self.turn_of[x] == turn:
                return x
        for times in (self.ready, self.came, self.called, self.start, self.done, self.reaction, self.cause):
            times.append(-1)
        self.step_of.append(i)
        self.turn_of.append(turn)
        self.crew.append([])
        self.lines.order.append(i * _TURN + turn)
        self.lines.due.append(0)
        self.lines.queued.append(False)
        return len(self.step_of) - 1

    def _wait(self, x: int, cause: int) -> None:
        """A task is ready: first whoever comes from outside, then our own. People on their way go on."""
        i = self.step_of[x]
        team = self.setup.teams[i]
        if self.called[x] >= 0 or team is None:
            return
        t = self.ready[x] = self.now
        self.cause[x] = cause
        if i in self.setup.trainee:
            return
        if 0 <= self.came[x] < t and (role := self.setup.alone[self.setup.line_of[i]]) >= 0:
            self.people.short.add(role)  # it waited, was called off and is called for again
        if not team.outside:
            self.came[x] = t
            self.queue(x)
        elif x not in self.coming:
            self.came[x] = -1  # who came before it was called off has gone
            self.lines.queued[x] = False
            self.coming.add(x)
            delay = max(self.draw(source, self.turn_of[x] - 1) for source in team.outside)
            At(self.env, delay, ARRIVES + i, self._came, x)

    def _came(self, event: At) -> None:
        x: int = event.what
        self.coming.discard(x)
        if self.kernel.ready(self.step_of[x]):
            self.came[x] = self.now
            self.queue(x)

    def queue(self, x: int) -> None:
        """Put a task in its line, by its earliest due."""
        i = self.step_of[x]
        due, follows, asked = self.setup.known_dues[i]
        for of, ms in follows:
            ended = self.kernel.end[of]
            if 0 <= ended < due - ms:
                due = ended + ms
        for limit in asked:
            running = running_due(self.kernel, self.rules.limits[limit], self.turn_of[x])
            if running is not None and running < due:
                due = running
        if self.rules.repeats[i]:
            opening = self.grids(i).next_turn(self.now)
            if opening is not None and opening.due < due:
                due = opening.due
        self.lines.join(x, self.setup.line_of[i], due)

    # -- repeats ------------------------------------------------------------------------------------

    def look_at_repeat(self, i: int, cause: int = -1) -> None:
        """Queue the next turn of a repeat once half of its period is over; without a run, its first as any step's."""
        if self.setup.teams[i] is None or not self.kernel.ready(i):
            return
        x = self.current.get(i, -1)
        if x >= 0 and self.called[x] >= 0:
            return
        t = self.now
        turn = len(self.kernel.turns[i].done) + 1
        opening = self.grids(i).next_turn(t)
        if opening is None:
            if x < 0 and turn == 1:
                self.current[i] = i
                self._wait(i, cause)
            elif x >= 0 and turn > 1:
                self._give_up(i, x)
        elif opening.from_ > t:
            self._give_up(i, x)
            if self._wakes.get(i) != opening.from_:
                self._wakes[i] = opening.from_
                if opening.from_ <= self.setup.horizon:
                    At(self.env, opening.from_ - t, OPENS + i, self._opens, i)
        elif x < 0:
            x = self.current[i] = self._task(i, turn)
            self._wait(x, cause)
        elif self.lines.queued[x]:
            self.queue(x)

    def grids(self, i: int) -> Runs:
        """All runs of a repeated step, as they stand."""
        found = self._runs.get(i)
        if found is None or i in self.kernel.touched:
            found = self._runs[i] = Runs(self.kernel, i)
        return found

    def _give_up(self, i: int, x: int) -> None:
        self.current.pop(i, None)
        if x >= 0:
            self.lines.queued[x] = False

    def _opens(self, event: At) -> None:
        self.look_at_repeat(event.what)

    def may_begin(self, x: int) -> bool:
        """Whether a turn is still to be done when its people are there."""
        i = self.step_of[x]
        if not self.kernel.ready(i):
            return False
        if not self.rules.repeats[i]:
            return True
        open_ = self.grids(i).may_begin(self.now)
        return not self.kernel.turns[i].done if open_ is None else open_
