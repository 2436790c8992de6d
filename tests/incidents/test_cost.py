"""No event touches what it does not change: counted, not timed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from benchmarks.big_plan import big_plan, long_plan
from benchmarks.engine import Incident
from incidents import book, spread
from incidents import commands as c
from runbooks.plan import Plan


class Counting:
    """An incident of which every look at a limit, a step or a grid is counted."""

    def __init__(self, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looks: Counter[str] = Counter()
        for module, name in ((book, "running_due"), (book, "judge"), (book, "Runs"), (spread, "_refresh")):
            monkeypatch.setattr(module, name, self._counted(name, getattr(module, name)))
        self.incident = Incident(plan)

    def _counted(self, name: str, function: Any) -> Any:
        def counted(*arguments: Any) -> Any:
            self.looks[name] += 1
            return function(*arguments)

        return counted

    def looks_of(self, make: Any, spacing: int = 1000) -> Counter[str]:
        """What one command looks at."""
        self.looks.clear()
        assert self.incident.do(make, spacing)
        return Counter(self.looks)


@pytest.mark.parametrize("size", [50, 2000])
def test_an_act_looks_at_its_step_and_at_what_follows_it(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(big_plan(size), monkeypatch)
    for n in range(20):
        looks = counting.looks_of(lambda now, n=n: c.Done(at=now, step=f"step-{n}", reason="x"))
        assert sum(looks.values()) <= 8, looks
    assert sum(counting.looks_of(lambda now: c.Reopen(at=now, step="step-7", how="wrong")).values()) <= 8


@pytest.mark.parametrize("size", [20, 800])
def test_an_act_on_a_row_looks_at_that_row(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(long_plan(), monkeypatch)
    counting.looks_of(lambda now: c.Done(at=now, step="begin"))
    for _ in range(size):
        row = counting.looks_of(lambda now: c.ChangeRow(at=now, fact="tasks", values={"due": "2026-03-12"}))
    assert sum(row.values()) <= 4, row
    act = counting.looks_of(lambda now: c.Done(at=now, step="carry-out", turn=7))
    act = counting.looks_of(lambda now: c.Done(at=now, step="carry-out"))
    assert sum(act.values()) <= 4, act


@pytest.mark.parametrize("size", [20, 800])
def test_a_turn_of_a_repeat_is_given_without_laying_the_grid_anew(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(long_plan(), monkeypatch)
    for _ in range(size):
        looks = counting.looks_of(lambda now: c.Done(at=now, step="watch"), 60_000)
    assert looks["Runs"] == 0
    assert sum(looks.values()) <= 3, looks


def test_a_statement_that_changes_no_condition_looks_at_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(big_plan(500), monkeypatch)
    assert not counting.looks_of(lambda now: c.StateFact(at=now, fact="headcount", value=5))
    assert not counting.looks_of(lambda now: c.AddNote(at=now, text="x"))


def test_nobody_judges_before_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(big_plan(100), monkeypatch)
    assert counting.looks_of(lambda now: c.Done(at=now, step="step-0"))["judge"] == 0
    for _ in range(2):
        assert counting.incident.book.of(0, 0, counting.incident.now)[0].grade == "met"
    assert counting.looks["judge"] == 1
