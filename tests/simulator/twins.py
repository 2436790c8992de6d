"""The same acts played to a kernel and to a session, and everything that both can tell compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from incidents import commands as c
from incidents.journal.memory import MemoryStore
from incidents.proposal import proposed
from incidents.refusals import Refusal
from incidents.session import Session
from incidents.steps import turn_meant, turn_state
from incidents.verdict import Verdict
from runbooks.calendar import WorkingDays
from runbooks.plan import Plan
from simulator.engine import Kernel
from simulator.judging import may_start, outcomes, running_due, told, turns_of, verdicts
from simulator.repeating import Runs
from simulator.rules import Rules
from tests.incidents.story import FixedClock, ms

START = ms("2026-03-09 08:40")


class Twins:
    """A kernel and a session of the same plan."""

    def __init__(self, plan: Plan) -> None:
        self.clock = FixedClock(START)
        counter = iter(range(1, 10**9))
        calendar = WorkingDays()
        self.session = Session.open(
            MemoryStore(entropy=bytes),
            plan,
            clock=self.clock,
            by="x",
            calendar=calendar,
            mode="drill",
            entropy=lambda n: next(counter).to_bytes(n, "big"),
        )
        self.rules = Rules(plan, START, calendar)
        self.kernel = Kernel(self.rules).copy()

    @property
    def now(self) -> int:
        return self.clock.time - START

    def wait(self, ms: int) -> None:
        self.clock.time += ms

    def do(self, command: c.Command) -> bool:
        """Play a command to both; False if the session refuses it."""
        events = self.session.do(command, "x")
        if isinstance(events, Refusal):
            return False
        kernel, t = self.kernel, self.now
        for event in events:
            if event.kind == "fact-stated":
                kernel.state(self.rules.fact_index[event.data["fact"]], event.data["value"], t)
            elif event.kind == "level-set":
                kernel.state(0, self.rules.levels.index(event.data["level"]), t)
            elif event.kind == "row-added":
                kernel.add_row(self.rules.fact_index[event.data["fact"]], event.data["values"], t)
            elif event.kind == "step-started":
                kernel.begin(self.rules.step_index[event.step], t, event.turn)
            else:
                assert event.kind == "step-done"
                kernel.done(self.rules.step_index[event.step], t, event.turn)
        return True

    def compare(self) -> None:
        """Both say the same of every step and every limit."""
        kernel, state, book, now = self.kernel, self.session.state, self.session.book, self.now
        rules = self.rules
        offered = proposed(state)
        assert (rules.levels[kernel.proposal()] if kernel.proposal() >= 0 else "") == offered
        for i in range(rules.n):
            name = state.compiled.steps[i].id
            track = state.applies[i]
            log = tuple((t - START, v) for t, v in zip(track.times, track.values[1:], strict=True))
            assert (kernel.applied_first[i], kernel.applies_log[i]) == (track.values[0], log), name
            assert kernel.ready(i) == state.ready(i), name
            assert kernel.settled[i] == state.settled[i], name
            assert kernel.ends(i) == tuple(t - START for t in state.step_ends(i)), name
            if rules.repeats[i]:
                self._compare_opening(i)
        codes, margins = outcomes(kernel, now)
        for x, rule in enumerate(rules.limits):
            i, k = rule.step, rule.number
            if rule.again:
                assert Runs(kernel, i).verdicts(rule, now) == list(book.of(i, k, self.clock.time)), (i, k)
                continue
            theirs = [_shifted(v) for v in book.of(i, k, self.clock.time)]
            assert verdicts(kernel, x) == theirs, (i, k)
            assert (codes[x], margins[x]) == told(theirs, now, may_start=may_start(kernel, rule)), (i, k)
            running = {turn: due - START for turn, due in book.running(i, k, self.clock.time)}
            for turn, act, after in turns_of(kernel, rule):
                if act is None:
                    assert running_due(kernel, rule, turn, after) == running.get(turn), (i, k, turn)

    def _compare_opening(self, i: int) -> None:
        """A turn of a repeat may be taken when the session would let it begin."""
        state, book, at = self.session.state, self.session.book, self.clock.time
        grid = Runs(self.kernel, i).live(self.now)
        theirs = book.live(i, at)
        assert (grid is None) == (theirs is None)
        if (
            grid is not None
            and theirs is not None
            and not self.kernel.turns[i].started.keys() - self.kernel.turns[i].done
        ):
            turn = turn_meant(state, book, i, at)
            assert turn is not None
            ready = turn_state(state, book, i, turn, at) == "ready"
            assert ready == (self.kernel.ready(i) and grid.free(at) is not None)


def _shifted(verdict: Verdict) -> Verdict:
    def back(time: int | None) -> Any:
        return None if time is None else time - START

    return replace(
        verdict,
        start=back(verdict.start),
        due=back(verdict.due),
        act=back(verdict.act),
        opens=back(verdict.opens),
    )
