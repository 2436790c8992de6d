"""A run is over once every step that applies is done. What was to come later is named, for no figure shows it."""

from __future__ import annotations

from tests.drillbook.drills.small import SMALL, good, here
from tests.drillbook.terminal import Terminal

LATE = "injects:\n  - {id: soon, at: 1 min, people: 3}\n  - {id: late, at: 119 min, people: 3}\n"


def test_an_inject_that_runs_did_not_live_to_see_is_named(terminal: Terminal) -> None:
    here(terminal, SMALL + LATE)
    said = good(terminal, "drill", "try", "--runs", "20", "--seed", "7")
    (line,) = [line for line in said.splitlines() if "never came in" in line]
    assert line.startswith("late (after 1 h 59 min) never came in ")
    assert line.endswith("of the runs: a run is over once every step that applies is done, and so they were before.")
    here(terminal, SMALL)
    assert "never came" not in good(terminal, "drill", "try", "--runs", "20", "--seed", "7")
