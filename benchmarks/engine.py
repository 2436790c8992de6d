"""Decide and apply, with every limit looked at again that the event touched: on plans of 50, 500 and 5,000 steps, on
steps of as many rows, and on incidents with as many turns of a repeat or statements of a fact.

The goal is flat: an event costs what it changes, not what the plan, the list or the record holds. The reference is
the smallest case in the same run. Late entries (which rewrite history) are measured apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.big_plan import big_plan, long_plan
from benchmarks.measure import median, percentile, report
from incidents import commands as c
from incidents.apply import apply, opened
from incidents.book import Book
from incidents.decide import decide
from incidents.events import Event
from incidents.refusals import Refusal
from runbooks.calendar import WorkingDays
from runbooks.frozen import to_data
from runbooks.plan import Plan

_SIZES = (50, 500, 5000)
_EVENTS = 400


class Incident:
    """An incident without a journal; `seconds` are what its events took."""

    def __init__(self, plan: Plan) -> None:
        data = {"incident": "x", "plan": to_data(plan), "plan_hash": "", "mode": "drill", "began": 0, "first": ""}
        data |= {"calendar": WorkingDays().to_data(), "site": {}, "before": ""}
        self.state = opened(Event(1, "incident-opened", 0, 0, "bench", data=data))
        self.book = Book(self.state)
        self.book.update()
        self.now = 0
        self.seconds: list[float] = []

    def do(self, command: Callable[[int], c.Command], spacing: int = 1000) -> bool:
        """Record one command, made for the present moment; False if it is refused."""
        self.now += spacing
        made = command(self.now)
        started = time.perf_counter()
        decided = decide(self.state, self.book, made, now=self.now, by="bench")
        if isinstance(decided, Refusal):
            return False
        for new in decided:
            seq = self.state.version + 1
            event = Event(seq, new.kind, new.at, self.now, "bench", "", new.step, new.turn, new.role, new.data)
            apply(self.state, event)
        self.book.update()
        self.book.next_change(self.now)
        self.seconds.append(time.perf_counter() - started)
        return True


def events_of(size: int, *, late: bool) -> list[float]:
    """Seconds of each of some hundred events on a plan of `size` steps: steps done and reopened, facts stated."""
    plan = big_plan(size)
    incident = Incident(plan)
    step = 0
    while len(incident.seconds) < _EVENTS:
        number, again = step % size, (step // size) % 2

        def command(now: int, step: int = step, number: int = number, again: int = again) -> c.Command:
            at = now - (500 if late and step % 2 else 0)
            if again:
                return c.Reopen(at=at, step=f"step-{number}", how="wrong")
            if step % 20 == 19:
                fact = f"fact-{(step // 20) % (len(plan.facts) - 1)}"
                return c.StateFact(at=at, fact=fact, value=step % 40 < 20)
            return c.Done(at=at, step=f"step-{number}", reason="bench")

        incident.do(command)
        step += 1
    return incident.seconds


def rows_of(size: int) -> list[float]:
    """Seconds of each of some acts on a step with `size` rows."""
    incident = Incident(long_plan())
    incident.do(lambda now: c.Done(at=now, step="begin"))
    for _ in range(size):
        incident.do(lambda now: c.ChangeRow(at=now, fact="tasks", values={"task": "x", "due": "2026-03-12"}), 1)
    incident.seconds.clear()
    while incident.do(lambda now: c.Done(at=now, step="carry-out")) and len(incident.seconds) < min(size - 1, _EVENTS):
        pass
    return incident.seconds


def long_of(kind: str, size: int) -> list[float]:
    """Seconds of the last events of an incident with `size` of one kind: turns of a repeat, statements of a fact."""
    incident = Incident(long_plan())
    for n in range(size):
        if kind == "turns":
            incident.do(lambda now: c.Done(at=now, step="watch"), 60_000)
        else:
            incident.do(lambda now, n=n: c.StateFact(at=now, fact="calm", value=n % 2 == 0))  # type: ignore[misc]
    return incident.seconds[-_EVENTS:]


def _told(figures: dict[str, float], name: str, runs: dict[int, list[float]]) -> None:
    for size, seconds in runs.items():
        figures[f"{name} {size}, median us"] = median(seconds) * 1e6
        figures[f"{name} {size}, p99 us"] = percentile(seconds, 0.99) * 1e6
    least, *more = runs
    for size in more:
        figures[f"{name} {size} against {least}"] = median(runs[size]) / median(runs[least])


def main() -> None:
    """Measure all sizes in alternation and print the ratios."""
    figures: dict[str, float] = {}
    for name, late in (("steps", False), ("steps, late entry", True)):
        runs: dict[int, list[float]] = {size: [] for size in _SIZES}
        for _ in range(5):
            for size in _SIZES:
                runs[size] += events_of(size, late=late)
        _told(figures, name, runs)
    runs = {size: [] for size in _SIZES}
    for _ in range(3):
        for size in _SIZES:
            runs[size] += rows_of(size)
    _told(figures, "rows", runs)
    for kind in ("turns", "statements"):
        _told(figures, kind, {size: long_of(kind, size) for size in _SIZES})
    report("engine", "flat per event", figures)


if __name__ == "__main__":
    main()
