"""`drillbook drill` and `drillbook compare`, called as a person calls them, on a plan small enough to see."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drillbook import drill_lives, drill_plus_one, drilling
from drillbook.drill_lives import Lives, Wish, with_staff
from drillbook.drill_plus_one import waited_for
from drillbook.drill_single import shown
from reports.drill_headline import headline
from simulator.luck import run_of
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shipped_folder
from tests.drillbook.terminal import Terminal
from tests.reports.gate import EN
from tests.simulator.telling import HEAD, PLAN, REST

SMALL = HEAD + REST


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    found = Terminal(tmp_path, monkeypatch, capsys, "en")
    here(found, SMALL)
    return found


def here(terminal: Terminal, scenario: str) -> None:
    for folder, name, text in (("runbooks", "gate", PLAN), ("scenarios", "try", scenario)):
        (terminal.folder / folder).mkdir(exist_ok=True)
        (terminal.folder / folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def good(terminal: Terminal, *arguments: str) -> str:
    code, printed = terminal.run(*arguments)
    assert code == 0, printed
    return printed


# -- drill


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
    other = good(terminal, "drill", "try", "--runs", "300", "--seed", "8", "--json")
    assert json.loads(other)["limits"] != json.loads(told["1"])["limits"]


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
    said = good(terminal, "drill", "try", "--runs", "250", "--precision", "0.1%")
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
    assert "04 Keep order waits for Guard, of whom nobody is free any more, since" in headline(report, EN)[-1]


def test_who_never_comes_is_named_whether_the_drill_goes_on_or_not(terminal):
    gone = SMALL.replace(", disorder: {active: 5}", "").replace("way: free", "way: free, disorder: yes")
    here(terminal, gone.replace("guard: {count: 2}", "guard: {count: 2, away: [{from: 0 min}]}"))
    said = good(terminal, "drill", "try", "--runs", "20")
    assert "The plan stops: 04 Keep order waits for Guard, of whom nobody is free any more, since" in said
    plan = terminal.folder / "runbooks" / "gate.yaml"
    plan.write_text(PLAN.replace("source: P-8, work: 5 min", "source: P-8, work: 5 h"), encoding="utf-8")
    said = good(terminal, "drill", "try", "--runs", "20")
    assert "Nobody had come to 04 Keep order when the drill ended, in 100% of the runs, such as run 1" in said
    assert "it waits for Guard and Room since" in said


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
        (("compare", "try", "--staff", "guard"), "Cannot read guard as ROLE=N"),
        (("compare", "try", "--staff", "guard=-1"), "Cannot read guard=-1 as ROLE=N"),
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


# -- at a site

SITE = "site: {zh: 单位, en: Site}\ntimezone: Asia/Shanghai\noverlays: [twice, elsewhere]\n"
TWICE = """\
overlay: twice
title: {zh: 再说一遍, en: Tell it twice}
for: [gate]
steps:
  - {id: again, title: Tell it again, stage: report, role: ROLE, after: tell, source: P-3, work: 2 min,
     limits: [{within: 40 min, from: began, basis: plan, source: P-3}]}
"""
LEFT_OFF = (
    "In force here, but not laid over the plan, for the scenario does not name it: twice. --site-overlays lays it."
)


def at_a_site(terminal: Terminal, role: str) -> None:
    elsewhere = TWICE.replace("twice", "elsewhere").replace("[gate]", "[soe-rapid-response]")
    for name, text in (("site", SITE), ("runbooks/twice", TWICE), ("runbooks/elsewhere", elsewhere)):
        (terminal.folder / f"{name}.yaml").write_text(text.replace("ROLE", role), encoding="utf-8")


def test_the_overlays_of_the_site_are_laid_when_asked_for_and_named_when_not(terminal):
    at_a_site(terminal, "clerk")
    said = good(terminal, "drill", "try", "--runs", "20")
    assert f"! {LEFT_OFF}" in said
    assert "Tell it again" not in said
    here = good(terminal, "drill", "try", "--runs", "20", "--site-overlays", "-o", "page.html")
    page = (terminal.folder / "page.html").read_text(encoding="utf-8")
    assert "drillbook drill try --runs 20 --seed 1 --site-overlays<" in page
    assert "see one with --seed 1 --site-overlays --timeline" in here
    assert here.startswith("DRILL: Try\n  scenario try, plan gate with twice\n")
    assert "Tell it again" in here
    assert LEFT_OFF not in here
    told = json.loads(good(terminal, "drill", "try", "--runs", "20", "--site-overlays", "--json"))
    assert told["overlays"] == ["twice"]
    assert "Tell it again" in good(terminal, "drill", "try", "--timeline", "1", "--site-overlays")
    assert "overlays in force: twice" in good(terminal, "show", "try", "--site-overlays")
    compared = good(terminal, "compare", "try", "--staff", "guard=3", "--runs", "20", "--site-overlays")
    assert "scenario try, plan gate with twice; 20 runs" in compared


def test_a_scenario_that_names_the_overlay_of_the_site_is_told_nothing(terminal):
    at_a_site(terminal, "clerk")
    here(terminal, SMALL + "overlays: [twice]\n")
    alone = good(terminal, "drill", "try", "--runs", "20")
    assert LEFT_OFF not in alone
    both = good(terminal, "drill", "try", "--runs", "20", "--site-overlays")
    assert alone.splitlines()[:-1] == both.splitlines()[:-1]


def test_what_a_scenario_lacks_under_the_overlays_of_the_site_is_told_before_the_runs(terminal, monkeypatch):
    at_a_site(terminal, "deputy")
    good(terminal, "drill", "try", "--runs", "5")
    monkeypatch.setattr(Lives, "__call__", lambda *_: pytest.fail("a run was lived"))
    code, said = terminal.run("drill", "try", "--site-overlays")
    assert code == 2
    assert "nobody is there for 'deputy', who does again in staff" in said
    assert "That is so under the overlays in force here (twice); without --site-overlays nothing is wrong." in said


# -- compare


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


# -- what stands behind it


def lives_of(terminal: Terminal, seed: int = 7) -> Lives:
    loaded = load_scenario(terminal.folder / "scenarios" / "try.yaml", search=(terminal.folder / "runbooks",))
    assert loaded.scenario is not None
    assert loaded.plan is not None
    return Lives(loaded.plan, loaded.scenario, seed)


def shipped(name: str) -> Lives:
    loaded = load_scenario(shipped_folder() / f"{name}.yaml")
    assert loaded.scenario is not None
    assert loaded.plan is not None
    return Lives(loaded.plan, loaded.scenario, 7)


def test_who_is_never_waited_for_changes_no_run():
    """The shortcut behind `nothing at all`: held to the runs themselves."""
    lives = shipped("forty-at-the-gate")
    base = lives(0, 0, 25)
    setup = lives.drill.setup
    free = [(r, role) for r, role in enumerate(setup.roles) if role.id in lives.scenario.staff]
    free = [(r, role) for r, role in free if not waited_for(setup, base, r)]
    assert free
    for _, role in free[:3]:
        more = with_staff(lives, {role.id: role.count + 1})(0, 0, 25)
        assert np.array_equal(base.outcome, more.outcome)
        assert np.array_equal(base.margin, more.margin)


def test_one_more_of_each_is_what_compare_says(terminal):
    lives = lives_of(terminal)
    report, _ = drilling.drill(lives, Wish(40, 7))
    assert {role.role for role in report.roles if role.plus_one is not None} == {"clerk", "boss", "guard", "room"}
    assert report.plus_one_runs == 40


def test_counts_and_distributions_add_up_to_all_runs():
    lives = shipped("quiet-four")
    report, _ = drilling.drill(replace(lives), Wish(60, 7))
    for limit in report.limits:
        assert limit.kept + limit.broken + limit.censored + limit.not_applicable == 60
        if limit.times is not None:
            applied = 60 - limit.not_applicable
            assert sum(limit.times.counts) + limit.times.later + limit.times.undone == applied
            in_time = sum(limit.times.counts[:20])
            assert in_time == limit.kept
    assert report.typical is not None
    assert report.worst is not None
    assert len(report.worst.broken) >= len(report.typical.broken)


def test_a_drawn_run_is_the_run(terminal):
    lives = lives_of(terminal)
    run, drawn = run_of(lives.drill, 7, 4).live(), shown(lives, 4)
    assert drawn.number == 5
    first = {bar.step: bar for bar in drawn.bars if bar.turn == 1}
    for i, step in enumerate(lives.plan.steps):
        assert (step.id in first) == (run.ready[i] >= 0)
        if step.id in first and run.done[i] >= 0:
            assert first[step.id].done == run.done[i]


def test_a_process_is_sent_no_more_than_it_needs(terminal):
    import pickle

    lives = lives_of(terminal)
    assert lives.drill.setup.rules.n == len(lives.plan.steps)
    again = pickle.loads(pickle.dumps(lives))
    assert np.array_equal(lives(0, 0, 5).margin, again(0, 0, 5).margin)
    assert drill_lives.Lives is type(again)


@pytest.mark.parametrize("call", [("--help",), ("run", "--help"), ("drill", "--help"), ("compare", "--help")])
def test_help_loads_nothing_of_drills(call, tmp_path):
    code = (
        "import sys\nfrom drillbook.__main__ import main\n"
        f"sys.argv = ['drillbook', *{call!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy', 'simpy', 'altair', 'jinja2'} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_drill_without_a_page_needs_no_charts(terminal):
    code = (
        "import sys\nfrom drillbook.__main__ import main\n"
        "sys.argv = ['drillbook', 'drill', 'try', '--runs', '5']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'altair', 'jinja2', 'textual'} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=terminal.folder, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
