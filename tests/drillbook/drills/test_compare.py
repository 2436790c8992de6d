"""`drillbook compare`, called as a person calls it."""

from __future__ import annotations

import json

from drillbook.drill_lives import Lives
from tests.drillbook.drills.small import good
from tests.simulator.telling import PLAN


def test_staff_that_never_queues_changes_nothing(terminal):
    said = good(terminal, "compare", "try", "--staff", "guard=3", "--runs", "60")
    assert "Guard: 3 instead of 2" in said
    assert "Exactly the same for every limit of plan and law, in every run." in said


def test_two_trials_and_two_roles_in_one(terminal):
    told = json.loads(
        good(terminal, "compare", "try", "--staff", "guard=3", "--staff", "guard=1, boss=2", "--runs", "30", "--json")
    )
    assert [[(s["role"], s["is"]) for s in each["staff"]] for each in told["alternatives"]] == [
        [("guard", 3)],
        [("guard", 1), ("boss", 2)],
    ]
    assert told["alternatives"][0]["limits"][0]["verdict"] == "none"


def test_a_role_may_be_called_as_the_reports_call_it(terminal):
    typed = good(terminal, "compare", "try", "--staff", "Guard＝3，boss = 2", "--runs", "5", "--json")
    assert typed == good(terminal, "compare", "try", "--staff", "guard=3,boss=2", "--runs", "5", "--json")
    code, printed = terminal.run("compare", "try", "--staff", "Nobody at all=3")
    assert code == 2
    assert 'no staff "Nobody at all". It has: clerk (Clerk), boss (Boss), guard (Guard), ' in printed


def test_a_comparison_is_the_same_for_any_number_of_processes(terminal):
    call = ("compare", "try", "--staff", "guard=1", "--staff", "boss=2", "--runs", "300", "--json", "--jobs")
    assert good(terminal, *call, "1") == good(terminal, *call, "3")


def test_ctrl_c_before_the_trials_says_that_nothing_can_be_said(terminal, monkeypatch):
    lived = Lives.__call__

    def once(self, block, first, last):
        if self.scenario.staff["guard"].count == 5:
            raise KeyboardInterrupt
        return lived(self, block, first, last)

    monkeypatch.setattr(Lives, "__call__", once)
    code, said = terminal.run("compare", "try", "--staff", "guard=5", "--runs", "20", "--jobs", "1")
    assert (code, "There was no time for a single trial: nothing can be said." in said) == (130, True)
    both = ("--staff", "guard=3", "--staff", "guard=5")
    code, said = terminal.run("compare", "try", *both, "--runs", "20", "--jobs", "1")
    assert (code, "Guard: 3 instead of 2" in said) == (130, True)
    assert said.endswith("\n\n1 trial was not finished, and is left out.\n")


def test_another_plan_under_the_same_luck(terminal):
    quick = (
        PLAN.replace("runbook: gate", "runbook: quick")
        .replace(
            "after: note, source: P-2, work: {median: 3 min, p90: 6 min}",
            "source: P-2, work: {median: 3 min, p90: 6 min}",
        )
        .replace(
            "basis: plan, source: P-2}",
            "basis: plan, source: P-2}, {within: 20 min, from: began, basis: plan, source: P-2}",
        )
    )
    (terminal.folder / "runbooks" / "quick.yaml").write_text(quick, encoding="utf-8")
    told = json.loads(good(terminal, "compare", "try", "--with", "quick", "--runs", "50", "--json"))
    (other,) = told["alternatives"]
    assert other["runbook"] == "quick"
    assert [limit["within"] for limit in other["only_second"]] == ["20 min"]
    assert other["limits"][0]["sooner_s"] == 0.0 or other["limits"][0]["verdict"] in {"none", "not-seen"}


def test_a_plan_that_the_scenario_does_not_fit(terminal):
    other = PLAN.replace("runbook: gate", "runbook: other").replace("guard", "warden")
    (terminal.folder / "runbooks" / "other.yaml").write_text(other, encoding="utf-8")
    code, said = terminal.run("compare", "try", "--with", "other", "--runs", "50")
    assert code == 2
    assert "no role is called 'guard'" in said
    assert "The scenario does not fit the plan other: it cannot be compared." in said
