"""Decide and apply, with every limit judged again that the event touched, on plans of 50, 500 and 5,000 steps.

The goal is flat: an event costs what it changes, not what the plan holds. The reference is the smallest plan in
the same run. Late entries (which rewrite history) are measured apart.
"""

from __future__ import annotations

import time

from benchmarks.big_plan import big_plan
from benchmarks.measure import median, percentile, report
from incidents import commands as c
from incidents.apply import apply, opened
from incidents.book import Book
from incidents.decide import decide
from incidents.events import Event
from incidents.refusals import Refusal
from runbooks.calendar import WorkingDays
from runbooks.frozen import to_data

_SIZES = (50, 500, 5000)
_EVENTS = 400


def events_of(size: int, *, late: bool) -> list[float]:
    """Seconds of each of some hundred events on a plan of `size` steps."""
    plan = big_plan(size)
    data = {"incident": "x", "plan": to_data(plan), "plan_hash": "", "mode": "drill", "began": 0, "first": ""}
    data |= {"calendar": WorkingDays().to_data(), "site": {}, "before": ""}
    state = opened(Event(1, "incident-opened", 0, 0, "bench", data=data))
    book = Book(state)
    book.update()
    seconds = []
    step, now = 0, 0
    while len(seconds) < _EVENTS:
        now += 1000
        number = step % size
        at = now - (500 if late and step % 2 else 0)
        if (step // size) % 2:
            command: c.Command = c.Reopen(at=at, step=f"step-{number}", how="wrong")
        elif step % 20 == 19:
            fact = f"fact-{(step // 20) % (len(plan.facts) - 1)}"
            command = c.StateFact(at=at, fact=fact, value=step % 40 < 20)
        else:
            command = c.Done(at=at, step=f"step-{number}", reason="bench")
        step += 1

        def once(command: c.Command = command, now: int = now) -> bool:
            decided = decide(state, book, command, now=now, by="bench")
            if isinstance(decided, Refusal):
                return False
            for new in decided:
                event = Event(
                    state.version + 1, new.kind, new.at, now, "bench", "", new.step, new.turn, new.role, new.data
                )
                apply(state, event)
            book.update()
            book.next_change(now)
            return True

        started = time.perf_counter()
        if once():
            seconds.append(time.perf_counter() - started)
    return seconds


def main() -> None:
    """Measure all sizes in alternation and print the ratios."""
    figures: dict[str, float] = {}
    for late in (False, True):
        runs: dict[int, list[float]] = {size: [] for size in _SIZES}
        for _ in range(5):
            for size in _SIZES:
                runs[size] += events_of(size, late=late)
        name = "late entry" if late else "event"
        for size in _SIZES:
            figures[f"{name}, {size} steps, median us"] = median(runs[size]) * 1e6
            figures[f"{name}, {size} steps, p99 us"] = percentile(runs[size], 0.99) * 1e6
        figures[f"{name}, 5000 against 50 steps"] = median(runs[5000]) / median(runs[50])
        figures[f"{name}, 500 against 50 steps"] = median(runs[500]) / median(runs[50])
    report("engine", "flat per event", figures)


if __name__ == "__main__":
    main()
