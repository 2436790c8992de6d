"""`drillbook drill`, called as a person calls it, on a plan small enough to see."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest

from drillbook import drill_plus_one, drilling
from drillbook.drill_lives import Lives, Wish, with_staff
from reports.drill_headline import headline
from simulator.luck import run_of
from tests.drillbook.drills.small import SMALL, good, here, lives_of
from tests.reports.gate import EN
from tests.simulator.telling import PLAN


def test_a_drill_as_text(terminal):
    said = good(terminal, "drill", "try", "--runs", "40", "--seed", "7")
    assert said.startswith("DRILL: Try\n  scenario try, plan gate\n")
    assert "40 runs, seed 7" in said
    assert "no site has calibrated it" in said
    assert "Plan limits: written in our plan" in said
    assert "Tell the boss" in said
    assert "see one with --seed 7 --timeline" in said


def test_the_json_is_the_same_for_any_number_of_processes_and_every_time(terminal):
    told = {
        jobs: good(terminal, "drill", "try", "--runs", "300", "--seed", "7", "--json", "--jobs", jobs) for jobs in "12"
    }
    assert told["1"] == told["2"] == good(terminal, "drill", "try", "--runs", "300", "--seed", "7", "--json")
    other, same = (json.loads(good(terminal, "drill", "try", "--runs", "30", "--seed", s, "--json")) for s in "87")
    assert other["limits"] != same["limits"]


def test_more_runs_begin_with_the_same_runs(terminal):
    few, many = (json.loads(good(terminal, "drill", "try", "--runs", n, "--json")) for n in ("100", "101"))
    counts = [sum(limit["counts"].values()) for limit in (*few["limits"], *many["limits"])]
    assert set(counts) == {100, 101}
    for before, after in zip(few["limits"], many["limits"], strict=True):
        assert all(0 <= after["counts"][k] - n <= 1 for k, n in before["counts"].items())


def test_precision_stops_early_and_says_nothing_of_stopping(terminal):
    told = json.loads(good(terminal, "drill", "try", "--precision", "5%", "--json", "--jobs", "1"))
    assert told["runs"] == 500  # twice in a row precise enough, at ends of blocks
    assert told["reached_precision"] is True
    again = good(terminal, "drill", "try", "--precision", "5%", "--json", "--jobs", "2")
    assert json.loads(again) == told
    said = good(terminal, "drill", "try", "--runs", "20", "--precision", "0.1%")
    assert "The intervals are still wider than +-0.1%" in said


def test_a_run_is_told_like_an_incident_and_marked_as_a_drill(terminal):
    said = good(terminal, "drill", "try", "--seed", "7", "--timeline", "3")
    assert said.startswith("# DRILL: At the gate drill-7-3\n")
    assert "| 02 Tell the boss |" in said
    told = json.loads(good(terminal, "drill", "try", "--seed", "7", "--timeline", "3", "--format", "json"))
    assert (told["mode"], told["incident"]) == ("drill", "drill-7-3")
    assert good(terminal, "drill", "try", "--seed", "7", "--timeline", "3") == said
    assert "drill-7-3" in good(terminal, "drill", "try", "--seed", "7", "--timeline", "3", "--format", "csv")
    assert json.loads(good(terminal, "drill", "try", "--seed", "7", "--timeline", "3", "--json")) == told
    assert not (terminal.folder / "journal.db").exists()


def test_the_timeline_of_a_run_is_that_run(terminal):
    lives = lives_of(terminal)
    run = run_of(lives.drill, 7, 2).live()
    told = json.loads(good(terminal, "drill", "try", "--seed", "7", "--timeline", "3", "--format", "json"))
    ended = {e["step"]: e["at"] for e in told["events"] if e["kind"] == "step-done" and e["turn"] == 1}
    for i, step in enumerate(lives.plan.steps):
        assert (step.id in ended) == (run.done[i] >= 0)


def test_the_page_is_written(terminal):
    said = good(terminal, "drill", "try", "--runs", "30", "-o", "page.html")
    assert "! Written: page.html" in said
    page = (terminal.folder / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<svg" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "nowhere/page.html"), "Cannot write nowhere/page.html: there is no folder "),
        (("-o", "page.txt"), "The page is HTML: give a name that ends in .html, not page.txt."),
        (("-o", "-"), "The page is HTML: give a name that ends in .html, not -."),
        (("-o", "scenarios"), "Cannot write scenarios: it is a folder; give the name of a file. No run was begun."),
        (("-o", "x" * 300 + ".html"), ".html: File name too long. No run was begun."),
        (("-o", "locked/page.html"), "Cannot write locked/page.html: you may not write in "),
        (("-o", "old.html"), "Cannot write old.html: it belongs to a journal; give another name."),
        (("--timeline", "1", "-o", "nowhere/a.md"), "Cannot write nowhere/a.md: there is no folder "),
        (("--format", "csv"), "--format is how the timeline of one run is told: give --timeline RUN with it."),
        (("--timeline", "1", "--json", "--format", "md"), "--json and --format md: give one of them."),
        (("--jobs", "0"), "a whole number from 1 to 256 is needed, not 0."),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_runs(terminal, monkeypatch, arguments, said):
    (terminal.folder / "locked").mkdir()
    (terminal.folder / "old.html").write_bytes(b"SQLite format 3\0 and more")
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "locked" and allowed(path, mode))
    monkeypatch.setattr(Lives, "__call__", lambda *_: pytest.fail("a run was lived"))
    code, printed = terminal.run("drill", "try", *arguments)
    assert code == 2
    assert said in printed


def test_a_disk_that_is_full_after_the_runs_loses_only_the_page(terminal, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("drillbook.writing.write_whole", full)
    code, said = terminal.run("drill", "try", "--runs", "20", "-o", "page.html")
    assert code == 2
    assert "DRILL: Try" in said
    assert said.endswith("! Cannot write page.html: No space left on device. The figures stand above.\n")


def test_without_the_extra_it_is_said_before_the_runs(terminal, monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "altair" else real(name))
    monkeypatch.setattr(Lives, "__call__", lambda *_: pytest.fail("a run was lived"))
    code, said = terminal.run("drill", "try", "-o", "page.html")
    assert code == 2
    assert "pip install '.[report]'" in said


RADIO = SMALL.replace("room: {}", "room: {}, radio: {title: {zh: 对讲机, en: Handset}}") + "needs: {tell: radio}\n"


def test_a_thing_has_the_title_that_the_scenario_gives_it(terminal):
    here(terminal, RADIO)
    assert "Handset: 1" in good(terminal, "show", "try")
    assert "对讲机: 1" in good(terminal, "show", "try", "--lang", "zh")
    assert "Handset" in good(terminal, "drill", "try", "--runs", "20", "-o", "page.html")
    assert "对讲机" in good(terminal, "drill", "try", "--runs", "20", "--lang", "zh")
    assert "Handset" in (terminal.folder / "page.html").read_text(encoding="utf-8")
    told = json.loads(good(terminal, "drill", "try", "--runs", "20", "--json"))
    assert [role["title"] for role in told["roles"] if role["role"] == "radio"] == [{"zh": "对讲机", "en": "Handset"}]
    assert "Handset: 2 instead of 1" in good(terminal, "compare", "try", "--staff", "radio=2", "--runs", "20")


def test_ctrl_c_reports_what_was_finished(terminal, monkeypatch):
    lived = Lives.__call__

    def until_the_second(self, block, first, last):
        if block:
            raise KeyboardInterrupt
        return lived(self, block, first, last)

    monkeypatch.setattr(Lives, "__call__", until_the_second)
    code, said = terminal.run("drill", "try", "--runs", "600", "--jobs", "1")
    assert code == 130
    assert "Stopped early: 250 of 600 runs were finished." in said
    assert "Tell the boss" in said


def test_ctrl_c_before_the_first_run_speaks_of_the_drill(terminal, monkeypatch):
    monkeypatch.setattr("drillbook.scenarios.usable", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    assert terminal.run("drill", "try", "--runs", "5") == (130, "! Stopped: there is nothing to tell yet.\n")


def test_ctrl_c_while_one_more_is_looked_at_keeps_the_drill(terminal, monkeypatch):
    monkeypatch.setattr(drill_plus_one.PlusOne, "__call__", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    monkeypatch.setattr(drill_plus_one, "waited_for", lambda *_: True)
    code, said = terminal.run("drill", "try", "--runs", "50", "--json")
    assert code == 130
    told = json.loads(said)
    assert told["runs"] == 50
    assert {role["plus_one"] is None for role in told["roles"]} == {True}


def test_a_plan_that_stops_names_the_step_and_who_is_missing(terminal):
    here(terminal, SMALL.replace(", disorder: {active: 5}", "").replace("way: free", "way: free, disorder: yes"))
    report, _ = drilling.drill(with_staff(lives_of(terminal), {"guard": 0}), Wish(20, 7))
    (stuck,) = report.stuck
    assert (stuck.step, stuck.kind, stuck.waits_for) == ("order", "role", "guard")
    assert stuck.runs >= 15  # the others still have something on the calendar when the drill ends
    said = next(line for line in headline(report, EN) if line.startswith("The plan stops"))
    assert "04 Keep order waits for Guard, of whom nobody is free any more, since" in said


def test_who_never_comes_is_named_whether_the_drill_goes_on_or_not(terminal):
    gone = SMALL.replace(", disorder: {active: 5}", "").replace("way: free", "way: free, disorder: yes")
    here(terminal, gone.replace("guard: {count: 2}", "guard: {count: 2, away: [{from: 0 min}]}"))
    said = good(terminal, "drill", "try", "--runs", "20")
    assert "The plan stops: 04 Keep order waits for Guard, of whom nobody is free any more, since" in said
    plan = terminal.folder / "runbooks" / "gate.yaml"
    plan.write_text(PLAN.replace("source: P-8, work: 5 min", "source: P-8, work: 5 h"), encoding="utf-8")
    said = good(terminal, "drill", "try", "--runs", "20")
    assert "Nobody had come to 04 Keep order when the drill ended, in 100% of the runs, such as run 1" in said
    assert "it had waited for Guard and Room since" in said


def test_an_objective_is_rated_by_limits_of_the_plan_and_only_without_any_by_targets(terminal):
    (terminal.folder / "runbooks" / "gate.yaml").write_text(
        PLAN.replace(
            "basis: plan, source: P-2}]",
            "basis: plan, source: P-2}, {within: soon, from: began, basis: assumed, source: P-2}]",
        ),
        encoding="utf-8",
    )
    here_ = SMALL + "objectives: [{id: boss, title: {zh: 报告, en: Boss told}, of: tell}]\n"
    (terminal.folder / "scenarios" / "try.yaml").write_text(here_, encoding="utf-8")
    told = json.loads(good(terminal, "drill", "try", "--runs", "100", "--json"))
    kept = {(limit["step"], limit["basis"]): limit["kept"] for limit in told["limits"]}
    assert kept["tell", "assumed"] < 1
    assert told["objectives"][0]["met"] == kept["tell", "plan"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("drill", "tyr"), 'No scenario "tyr". Did you mean try? All scenarios: drillbook show'),
        (("drill", "gate"), '"gate" is a plan; what is drilled is a scenario of it.'),
        (("drill", "try", "--runs", "0"), "a whole number from 1 to 100000 is needed, not 0."),
        (("drill", "try", "--runs", "many"), "a whole number from 1 to 100000 is needed, not many."),
        (("drill", "try", "--seed", "-1"), "is needed, not -1."),
        (("drill", "try", "--precision", "1"), "a share from 0.1% to 50% is needed, such as 1%, not 1."),
        (("drill", "try", "--timeline", "0"), "--timeline takes the number of a run, from 1 to 100000, not 0."),
        (("drill", "gate"), "what is drilled is a scenario of it. Its scenarios: try"),
        (("drill", "runbooks/gate.yaml"), "runbooks/gate.yaml is no scenario: it has no key `scenario`."),
        (("drill", "scenarios"), "scenarios is a folder; name one of its scenarios."),
        (("drill", "x" * 300), "xxx: File name too long"),
        (("compare", "try", "--staff", "guard=3,guard=2"), "guard is named twice in guard=3,guard=2: once is enough."),
        (("compare", "try"), "Nothing to compare with: give --with RUNBOOK or --staff ROLE=N."),
        (("compare", "try", "--staff", "gaurd=3"), 'This scenario has no staff "gaurd". Did you mean guard?'),
        (("compare", "try", "--staff", "guard"), 'Cannot read "guard" as ROLE=N'),
        (("compare", "try", "--staff", "guard=-1"), 'Cannot read "guard=-1" as ROLE=N'),
        (("compare", "try", "--with", "gaet"), 'No plan "gaet". Did you mean gate?'),
    ],
)
def test_refusals_say_what_is_wrong_and_live_no_run(terminal, monkeypatch, arguments, said):
    monkeypatch.setattr(Lives, "__call__", lambda *_: pytest.fail("a run was lived"))
    code, printed = terminal.run(*arguments)
    assert code == 2
    assert said in printed


def test_what_is_wrong_in_a_scenario_is_told_with_its_place(terminal):
    here(terminal, SMALL.replace("horizon: 2 h", "horizon: -2 h").replace("guard:", "gaurd:"))
    code, printed = terminal.run("drill", "try")
    assert code == 2
    assert "try.yaml:5:10" in printed
    assert "no role is called 'gaurd'" in printed
