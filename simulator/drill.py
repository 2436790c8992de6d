"""One run of a drill: the plan's semantics, people, crowd and injects on SimPy's calendar.

One instant: people who arrive start, steps end in plan order, the crowd changes, injects in scenario order, statements
reach the desk, turns open; then whatever waits is served, earliest due first, then in plan order; and all of that again
until nothing follows. A run ends when every applicable step of the drill is settled, or at the horizon, whose own
events are included; or when nothing is to come any more, and then it says what is stuck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from simpy.core import Environment

from incidents.tracks import YES
from simulator.calendar import ARRIVES, ENDS, OPENS, At
from simulator.ending import result_of
from simulator.judging import running_due
from simulator.repeating import Runs
from simulator.responders import Lines, People
from simulator.results import RunResult, Turn
from simulator.rules import LEVEL
from simulator.setup import Crowd, Setup, state
from simulator.world import World

Row = Sequence[int]
_TURN = 1_000_000


class Sink(Protocol):
    """Is told everything of a run that belongs into a timeline, in the order in which it happens."""

    def stated(self, t: int, fact: int, value: Any, cause: str) -> None:
        """A fact was stated, outside of any form."""

    def happened(self, t: int, inject: str) -> None:
        """An inject came."""

    def began(self, t: int, step: int, turn: int, people: Sequence[int]) -> None:
        """A turn of a step was begun."""

    def ended(self, t: int, step: int, turn: int, people: Sequence[int], form: Sequence[tuple[int, Any]]) -> None:
        """A turn was done, with the answers of its form; the level last."""


class Run:
    """One run being lived. `draws` holds a row of numbers for each source; `longer` gives a row with more columns.

    A task is a turn of a step that somebody is to do. The first `n` tasks are the first turns of the steps.
    """

    def __init__(
        self,
        setup: Setup,
        draws: Sequence[Row],
        crowd: Crowd | None = None,
        sink: Sink | None = None,
        longer: Callable[[int, int], Row] | None = None,
    ) -> None:
        self.setup = setup
        self.rules = setup.rules
        self.draws = list(draws)
        self.longer = longer
        self.sink = sink
        self.env = Environment(0)
        self.kernel = setup.prototype.copy()
        n = self.rules.n
        self.people = People(setup)
        self.step_of = list(range(n))
        self.turn_of = [1] * n
        self.lines = Lines(n, len(setup.lines), [i * _TURN for i in range(n)])
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
        self.coming: set[int] = set()
        self.current: dict[int, int] = {}
        """The task of each repeated step that is queued or under way."""
        self._open = 0
        self.finished = False
        self._begun = False
        self.world = World(self, crowd)
        self._follow(-1)
        self.world.start()

    # -- the calendar -------------------------------------------------------------------------------

    def draw(self, source: int, column: int) -> int:
        """A number that chance has decided."""
        row = self.draws[source]
        if column >= len(row):
            if self.longer is None:
                raise IndexError(f"{self.setup.sources[source]} has no column {column}")
            row = self.draws[source] = self.longer(source, column + 1)
        return row[column]

    def live(self) -> RunResult:
        """Live the run to its end."""
        env, horizon = self.env, self.setup.horizon
        if env.peek() == 0:
            self.instant(0)
        else:
            self.serve(0)
            self.finished = self._settled()
        while not self.finished:
            t = env.peek()
            if t > horizon:
                break
            self.instant(int(t))
        return result_of(self)

    def instant(self, t: int) -> None:
        """Everything that happens at one moment."""
        env = self.env
        step, peek = env.step, env.peek
        while True:
            step()
            while peek() == t:
                step()
            if self.lines.stirred:
                self.serve(t)
            if peek() != t:
                break
        self.finished = self._settled()

    def _settled(self) -> bool:
        """Whether every applicable step is settled, repeats not counted; what has not begun is not over."""
        if not self._begun:
            return False
        applies, settled, counted, n = self.kernel.applies, self.kernel.settled, self.setup.counted, self.rules.n
        for k in range(n):
            i = self._open + k
            if i >= n:
                i -= n
            if applies[i] == YES and not settled[i] and counted[i]:
                self._open = i
                return False
        return True

    # -- what becomes ready -------------------------------------------------------------------------

    def state(self, fact: int, value: Any, cause: str) -> None:
        """A fact is stated, outside of any form."""
        t = int(self.env.now)
        if self.sink is not None:
            self.sink.stated(t, fact, value, cause)
        state(self.kernel, fact, value, t)
        if fact == LEVEL:
            self.lines.stirred.update(range(len(self.lines.heaps)))
        self._follow(-1)
        self.world.facts_changed()

    def fill_in(self, fact: int, value: Any, t: int) -> None:
        """A field of a form that is being filled in: what follows is seen once the step is done."""
        state(self.kernel, fact, value, t)

    def _follow(self, cause: int) -> None:
        """Queue what has become ready; look again at what is due at another time now."""
        kernel = self.kernel
        if kernel.fresh:
            fresh, kernel.fresh = kernel.fresh, []
            for i in fresh:
                self._make_ready(i, cause)
        if kernel.touched:
            touched, kernel.touched = kernel.touched, []
            for i in dict.fromkeys(touched):
                if self.rules.repeats[i]:
                    self._look_at_repeat(i)
                elif self.rules.plain[i]:
                    if self.lines.queued[i]:
                        self._queue(i)
                elif kernel.ready(i):
                    self._make_ready(i, cause)

    def _make_ready(self, i: int, cause: int) -> None:
        if self.setup.teams[i] is None:
            return
        if self.rules.plain[i]:
            self._wait(i, cause)
        elif self.rules.repeats[i]:
            self._look_at_repeat(i, cause)
        else:
            known = {self.turn_of[x] for x, step in enumerate(self.step_of) if step == i and self.ready[x] >= 0}
            for row in range(1, len(self.kernel.rows[self.rules.each[i]]) + 1):
                if row not in known:
                    self._wait(self._task(i, row), cause)
                elif self.lines.queued[x := self._task(i, row)]:
                    self._queue(x)

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
        """A task is ready: first whoever comes from outside, then our own."""
        i = self.step_of[x]
        t = self.ready[x] = int(self.env.now)
        self.cause[x] = cause
        team = self.setup.teams[i]
        if i in self.setup.trainee or team is None:
            return
        if not team.outside:
            self.came[x] = t
            self._queue(x)
        elif x not in self.coming:
            self.coming.add(x)
            delay = max(self.draw(source, self.turn_of[x] - 1) for source in team.outside)
            At(self.env, delay, ARRIVES + i, self._came, x)

    def _came(self, event: At) -> None:
        x: int = event.what
        self.coming.discard(x)
        if self.kernel.ready(self.step_of[x]):
            self.came[x] = int(self.env.now)
            self._queue(x)

    def _queue(self, x: int) -> None:
        i = self.step_of[x]
        due, asked = self.setup.known_dues[i]
        for limit in asked:
            running = running_due(self.kernel, self.rules.limits[limit], self.turn_of[x])
            if running is not None and running < due:
                due = running
        if self.rules.repeats[i]:
            opening = Runs(self.kernel, i).next_turn(int(self.env.now))
            if opening is not None and opening.due < due:
                due = opening.due
        self.lines.join(x, self.setup.line_of[i], due)

    # -- repeats ------------------------------------------------------------------------------------

    def _look_at_repeat(self, i: int, cause: int = -1) -> None:
        """Queue the next turn of a repeat once half of its period is over; without a run, its first as any step's."""
        if self.setup.teams[i] is None or not self.kernel.ready(i):
            return
        x = self.current.get(i, -1)
        if x >= 0 and self.called[x] >= 0:
            return
        t = int(self.env.now)
        turn = len(self.kernel.turns[i].done) + 1
        opening = Runs(self.kernel, i).next_turn(t)
        if opening is None:
            if x < 0 and turn == 1:
                self.current[i] = i
                self._wait(i, cause)
            elif x >= 0 and turn > 1:
                self._give_up(i, x)
        elif opening.from_ > t:
            self._give_up(i, x)
            At(self.env, opening.from_ - t, OPENS + i, self._opens, i)
        elif x < 0:
            x = self.current[i] = self._task(i, turn)
            self._wait(x, cause)
        elif self.lines.queued[x]:
            self._queue(x)

    def _give_up(self, i: int, x: int) -> None:
        self.current.pop(i, None)
        if x >= 0:
            self.lines.queued[x] = False

    def _opens(self, event: At) -> None:
        self._look_at_repeat(event.what)

    def _may_begin(self, x: int) -> bool:
        """Whether a turn is still to be done when its people are there."""
        i = self.step_of[x]
        if not self.kernel.ready(i):
            return False
        if not self.rules.repeats[i]:
            return True
        grid = Runs(self.kernel, i).live(int(self.env.now))
        return not self.kernel.turns[i].done if grid is None else grid.free(int(self.env.now)) is not None

    # -- serving ------------------------------------------------------------------------------------

    def serve(self, t: int) -> None:
        """Give people to what waits, as far as they go."""
        lines, setup = self.lines, self.setup
        while lines.stirred:
            best: tuple[int, int, int] | None = None
            for line in tuple(lines.stirred):
                head = lines.head(line)
                if head is None:
                    lines.stirred.discard(line)
                elif best is None or head < best:
                    best, of = head, line
            if best is None:
                return
            x = best[2]
            if not self._may_begin(x):
                lines.queued[x] = False
                self.current.pop(self.step_of[x], None)
                continue
            i = self.step_of[x]
            crew = self.people.find(setup.places(of, self.kernel.values[LEVEL]), at_gate=setup.at_gate[i])
            if crew is None:
                lines.stirred.discard(of)
            else:
                self._call(x, crew, t)

    def _call(self, x: int, crew: list[int], t: int) -> None:
        """People are found for a task: they react, come, and begin when the last of them is there."""
        people, roles = self.people, self.setup.roles
        self.lines.queued[x] = False
        self.called[x] = t
        self.crew[x] = crew
        if t > self.came[x] and crew:
            last = crew[0] if len(crew) == 1 else max(crew, key=people.freed.__getitem__)
            self.queued[people.role_of[last]] += t - self.came[x]
            self.cause[x] = people.last_task[last]
        at_gate = self.setup.at_gate[self.step_of[x]]
        longest = reacted = 0
        for person in crew:
            straight = people.freed[person] == t and people.last_task[person] >= 0
            people.take(person, x)
            role = roles[people.role_of[person]]
            if role.thing:
                continue
            reaction = travel = 0
            if not straight and role.reaction >= 0:
                r = people.role_of[person]
                reaction = self.draw(role.reaction, self.calls[r])
                self.calls[r] += 1
            if at_gate and not people.on_site[person]:
                if role.travel >= 0:
                    travel = self.draw(role.travel, person - self.setup.first_person[people.role_of[person]])
                if not travel and not reaction:
                    self.world.arrived(person)
            if reaction + travel > longest:
                longest, reacted = reaction + travel, reaction
        self.reaction[x] = reacted
        if longest:
            At(self.env, longest, ARRIVES + self.step_of[x], self._arrived, x)
        else:
            self._begin(x, t)

    def _arrived(self, event: At) -> None:
        x: int = event.what
        t = int(self.env.now)
        if self.setup.at_gate[self.step_of[x]]:
            for person in self.crew[x]:
                self.world.arrived(person)
        if self._may_begin(x):
            self._begin(x, t)
            return
        self.called[x] = self.came[x] = -1
        self.current.pop(self.step_of[x], None)
        self._release(x, t, t)
        if self.kernel.ready(self.step_of[x]):
            self._make_ready(self.step_of[x], -1)

    def _begin(self, x: int, t: int) -> None:
        i, turn = self.step_of[x], self.turn_of[x]
        self.start[x] = t
        self._begun = True
        if not (i == 0 and turn == 1 and self.rules.auto):
            self.kernel.begin(i, t, turn)
            if self.sink is not None:
                self.sink.began(t, i, turn, self.crew[x])
            if self.kernel.touched or self.kernel.fresh:
                self._follow(-1)
        work = self.draw(self.setup.work[i], turn - 1)
        if self.setup.at_gate[i]:
            work = self.world.slowed(work)
        At(self.env, work, ENDS + i, self._ended, x)

    def _ended(self, event: At) -> None:
        x: int = event.what
        t = int(self.env.now)
        self.end(x, t)

    def end(self, x: int, t: int) -> None:
        """A task is done: its form is filled in, its people are free, what waited for it is ready."""
        i, turn = self.step_of[x], self.turn_of[x]
        self.done[x] = t
        form: list[tuple[int, Any]] = []
        if i in self.setup.fields or self.setup.sets_level[i]:
            form = self.world.form(i)
        if self.sink is not None:
            self.sink.ended(t, i, turn, self.crew[x], form)
        self.kernel.done(i, t, turn)
        self.current.pop(i, None)
        self._release(x, t, self.called[x])
        self._follow(x)
        if self.rules.repeats[i]:
            self._look_at_repeat(i)
        if form:
            self.world.facts_changed()
        if i in self.setup.measures:
            self.world.measure(self.setup.measures[i])

    def _release(self, x: int, t: int, since: int) -> None:
        people, stirred = self.people, self.lines.stirred
        for person in self.crew[x]:
            role = people.role_of[person]
            self.busy[role] += t - since
            if people.release(person, t):
                stirred.update(self.setup.lines_of_role[role])

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


def run(
    setup: Setup,
    draws: Sequence[Row],
    crowd: Crowd | None = None,
    sink: Sink | None = None,
    longer: Callable[[int, int], Row] | None = None,
) -> RunResult:
    """Live one run."""
    return Run(setup, draws, crowd, sink, longer).live()
