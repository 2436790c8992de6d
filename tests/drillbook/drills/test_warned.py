"""What `check` only warns of is told before the runs, in a line each, and the drill goes on."""

from __future__ import annotations

import json
import re

import pytest

from drillbook.drill_lives import Lives
from tests.drillbook.drills.small import SMALL, good, here
from tests.drillbook.terminal import Terminal
from tests.simulator.telling import PLAN

DOUBTFUL = SMALL + "measures: {days-later: {tension: -0.1}}\n"
SAID = "scenarios/try.yaml:11:12: warning: no run comes to 'days-later' in this drill in measures.days-later\n"
CALLS = [("drill",), ("drill", "--timeline", "1"), ("compare", "--staff", "guard=3")]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_warnings_stand_before_the_answer_and_not_in_it(terminal: Terminal, call: tuple[str, ...]) -> None:
    runs = ("--runs", "5") if "--timeline" not in call else ()
    plain = good(terminal, *call, "try", *runs)
    assert "! " not in plain
    here(terminal, DOUBTFUL)
    assert good(terminal, *call, "try", *runs) == f"{plain}! {SAID}"
    told = good(terminal, *call, "try", *runs, "--json")
    assert told.endswith(f"\n! {SAID}")
    assert json.loads(told.removesuffix(f"! {SAID}"))
    assert terminal.run("check", "try")[1].startswith(SAID)


def test_warnings_are_told_before_the_runs(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    here(terminal, DOUBTFUL)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Lives, "__call__", stop)
    code, printed = terminal.run("drill", "try", "--runs", "5")
    assert (code, printed) == (130, f"! {SAID}! Stopped: there is nothing to tell yet.\n")


def test_of_many_the_first_are_told_and_how_many_there_are_more(terminal: Terminal) -> None:
    measures = ", ".join(f"{step}: {{tension: -0.1}}" for step in ("days-later", "tell"))
    injects = "".join(f"  - {{id: i{n}, at: {n} min, says: {{zh: 来人}}}}\n" for n in range(1, 7))
    here(terminal, SMALL + f"measures: {{{measures}}}\ninjects:\n{injects}")
    told = good(terminal, "drill", "try", "--runs", "5").partition("! ")[2].splitlines()
    assert len(told) == 6
    assert told[-1] == "! 2 more; drillbook check tells all."
    chinese = good(terminal, "drill", "try", "--runs", "5", "--lang", "zh").splitlines()
    assert chinese[-1] == "! 另有 2 处, drillbook check 会全部列出。"


def test_what_is_doubtful_only_under_another_plan_is_told_with_its_name(terminal: Terminal) -> None:
    """Under `other` nobody keeps order, so its measure never comes; under `gate` only the other one does not."""
    measures = ", ".join(f"{step}: {{tension: -0.1}}" for step in ("days-later", "order"))
    here(terminal, SMALL + f"measures: {{{measures}}}\n")
    other = PLAN.replace("runbook: gate", "runbook: other").replace("source: P-4, work: 5 min", "source: P-4")
    (terminal.folder / "runbooks" / "other.yaml").write_text(other, encoding="utf-8")
    call = ("compare", "try", "--with", "other", "--with", "gate", "--runs", "5")
    warned = good(terminal, *call).partition("! ")[2].splitlines()
    assert warned == [
        SAID.removesuffix("\n"),
        "! Under other: scenarios/try.yaml:11:41: warning: no run comes to 'order' in this drill in measures.order",
    ]
    assert "\n! 改用预案 other 时: scenarios/try.yaml:11:41: 警告:" in good(terminal, *call, "--lang", "zh")


def test_of_many_under_another_plan_the_first_are_told(terminal: Terminal) -> None:
    """Under `other` nobody does anything but note it down: seven measures never come, and a limit falls due."""
    steps = ("tell", "speak", "order", "call", "receive", "each-claim", "hear")
    here(terminal, SMALL + f"measures: {{{', '.join(f'{step}: {{tension: -0.1}}' for step in steps)}}}\n")
    note, rest = PLAN.replace("runbook: gate", "runbook: other").split("  - {id: tell", 1)
    other = f"{note}  - {{id: tell{re.sub(r', work: ([0-9]+ min|{.*?})', '', rest)}"
    (terminal.folder / "runbooks" / "other.yaml").write_text(other, encoding="utf-8")
    warned = good(terminal, "compare", "try", "--with", "other", "--runs", "5").partition("! ")[2].splitlines()
    assert [line.partition("! ")[2].partition(":")[0] for line in warned[1:5]] == ["Under other"] * 4
    assert (len(warned), warned[5]) == (6, "! 3 more under other.")


def test_show_and_diff_say_nothing_of_them(terminal: Terminal) -> None:
    here(terminal, DOUBTFUL)
    assert "! " not in good(terminal, "show", "try")
    assert "! " not in good(terminal, "diff", "try", "try")
