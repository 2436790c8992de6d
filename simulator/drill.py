"""One run of a drill: the plan's semantics, people, crowd and injects on SimPy's calendar.

One instant: people who arrive start, steps end in plan order, the crowd changes, injects in scenario order, statements
reach the desk, turns open; then whatever waits is served, earliest due first, then in plan order; and all of that again
until nothing follows. A run ends when every applicable step of the drill is settled, or at the horizon, whose own
events are included; or when nothing is to come any more, and then it says what is stuck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from incidents.tracks import YES
from simulator.calendar import ARRIVES, ENDS, At, Moment
from simulator.ending import result_of
from simulator.results import RunResult
from simulator.rules import LEVEL
from simulator.setup import Crowd, Setup
from simulator.sink import Sink
from simulator.swift import swift
from simulator.tasks import Row, Tasks
from simulator.world import World


class Run(Tasks):
    """One run being lived."""

    def __init__(
        self,
        setup: Setup,
        draws: Sequence[Row],
        crowd: Crowd | None = None,
        sink: Sink | None = None,
        longer: Callable[[int, int], Row] | None = None,
    ) -> None:
        super().__init__(setup, draws, longer, sink)
        self.world = World(self, crowd)
        self.follow(-1)
        self.world.start()

    # -- the calendar -------------------------------------------------------------------------------

    def live(self) -> RunResult:
        """Live the run to its end. Only whole numbers are ever put on the calendar."""
        env, horizon, stirred = self.env, self.setup.horizon, self.lines.stirred
        step, peek = env.step, env.peek
        serve = self.serve if self.sink is not None else swift(self, self.world, self.arrived, self.call)
        if peek() > 0:
            serve(0)
        self._settled()
        finished, t = False, peek()
        while t <= horizon:
            now = self.now = t  # type: ignore[assignment]
            step()
            t = peek()
            if stirred and t != now:
                serve(now)  # type: ignore[arg-type]
                t = peek()
            if self.look and t != now and self._settled():
                finished = True
                break
        return result_of(self, self.world, finished=finished)

    def _settled(self) -> bool:
        """Whether every applicable step is settled, repeats not counted; what has not begun is not over."""
        self.look = False
        applies, settled = self.kernel.applies, self.kernel.settled
        if self.open >= 0 and applies[self.open] == YES and not settled[self.open]:
            return False
        for i in self.setup.last_first:
            if applies[i] == YES and not settled[i]:
                self.open = i
                return False
        self.open = -1
        return True

    def forget(self) -> None:
        """Undo the circles among what a run was made of: without them it is freed at once, and not by a search."""
        for part in (self.env, self.world, self):
            vars(part).clear()

    # -- serving ------------------------------------------------------------------------------------

    def serve(self, t: int) -> None:
        """Give people to what waits, as far as they go."""
        lines, setup, stirred = self.lines, self.setup, self.lines.stirred
        idle, alone, at_gate = self.people.idle, setup.alone, setup.at_gate
        applies, unsatisfied, begun = self.kernel.applies, self.kernel.unsatisfied, self.kernel.begun
        repeats = self.rules.repeats
        while stirred:
            best: tuple[int, int, int] | None = None
            of = -1
            for line in tuple(stirred):
                role = alone[line]
                head = None if role >= 0 and not idle[role] else lines.head(line)
                if head is None:
                    stirred.discard(line)
                elif best is None or head < best:
                    best, of = head, line
            if best is None:
                return
            x = best[2]
            i = self.step_of[x]
            if applies[i] != YES or (unsatisfied[i] and begun[i] < 0) or (repeats[i] and not self.may_begin(x)):
                lines.queued[x] = False
                self.current.pop(i, None)
                continue
            crew = self.people.find(setup.places(of, self.kernel.values[LEVEL]), at_gate=at_gate[i])
            if crew is None:
                stirred.discard(of)
            else:
                self.call(x, crew, t)

    def call(self, x: int, crew: list[int], t: int) -> None:
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
            At(self.env, longest, ARRIVES + self.step_of[x], self.arrived, x)
        else:
            self._begin(x, t)

    def arrived(self, event: Moment) -> None:
        """The last of a task's people is there."""
        x: int = event.what
        t = self.now
        if self.setup.at_gate[self.step_of[x]]:
            for person in self.crew[x]:
                self.world.arrived(person)
        if self.may_begin(x):
            self._begin(x, t)
            return
        self.called[x] = self.came[x] = -1
        self.current.pop(self.step_of[x], None)
        self._release(x, t, t)
        if self.kernel.ready(self.step_of[x]):
            self.make_ready(self.step_of[x], -1)

    def _begin(self, x: int, t: int) -> None:
        i, turn = self.step_of[x], self.turn_of[x]
        self.start[x] = t
        self.begun = True
        if i or turn > 1 or not self.rules.auto:
            kernel = self.kernel
            kernel.begin(i, t, turn)
            if self.sink is not None:
                self.sink.began(t, i, turn, self.crew[x])
            if kernel.touched or kernel.fresh:
                self.follow(-1)
        source = self.setup.work[i]
        row = self.draws[source]
        work = row[turn - 1] if turn <= len(row) else self.draw(source, turn - 1)
        if self.setup.at_gate[i]:
            work = self.world.slowed(work)
        At(self.env, work, ENDS + i, self._ended, x)

    def _ended(self, event: At) -> None:
        self.end(event.what)

    def end(self, x: int) -> None:
        """A task is done: its form is filled in, its people are free, what waited for it is ready."""
        setup, t = self.setup, self.now
        i, turn = self.step_of[x], self.turn_of[x]
        self.done[x] = t
        form: list[tuple[int, Any]] = self.world.form(i) if setup.has_form[i] else []
        if self.sink is not None:
            self.sink.ended(t, i, turn, self.crew[x], form)
        self.kernel.done(i, t, turn)
        self.look = True
        self._release(x, t, self.called[x])
        self.follow(x)
        if self.rules.repeats[i]:
            self.current.pop(i, None)
            self.look_at_repeat(i)
        if form:
            self.world.facts_changed()
        if i in setup.measures:
            self.world.measure(setup.measures[i])

    def _release(self, x: int, t: int, since: int) -> None:
        people, stirred = self.people, self.lines.stirred
        for person in self.crew[x]:
            role = people.role_of[person]
            self.busy[role] += t - since
            if people.release(person, t):
                stirred.update(self.setup.lines_of_role[role])


def run(
    setup: Setup,
    draws: Sequence[Row],
    crowd: Crowd | None = None,
    sink: Sink | None = None,
    longer: Callable[[int, int], Row] | None = None,
) -> RunResult:
    """Live one run."""
    return Run(setup, draws, crowd, sink, longer).live()
