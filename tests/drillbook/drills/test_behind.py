"""What stands behind a drill's report: runs that add up, are the same again, and need no more than they must."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from drillbook import drilling
from drillbook.drill_lives import Lives, Wish, with_staff
from drillbook.drill_plus_one import waited_for
from drillbook.drill_single import shown
from drillbook.drill_stages import together
from simulator.luck import run_of
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shipped_folder
from tests.drillbook.drills.small import SMALL, here, lives_of
from tests.drillbook.loading import loaded

DISTURBED = SMALL.replace("disorder: {active: 5}, ", "").replace("2 h", "1 h").replace("free", "free, disorder: no")
DISTURBED += (
    "injects:\n  - {id: gone, at: 0 min, away: {guard: 90 min}}\n  - {id: bad, at: 10 min, set: {disorder: yes}}\n"
)
CALM = "  - {id: calm, at: 12 min, set: {disorder: no}}\n"


def shipped(name: str) -> Lives:
    loaded = load_scenario(shipped_folder() / f"{name}.yaml")
    assert loaded.scenario is not None
    assert loaded.plan is not None
    return Lives(loaded.plan, loaded.scenario, 7)


@pytest.mark.parametrize("name", sorted(path.stem for path in shipped_folder().glob("*.yaml")))
def test_who_is_never_waited_for_changes_no_run(name):
    """The shortcut behind `nothing at all`: held to the runs themselves."""
    lives = shipped(name)
    base = lives(0, 0, 40)
    setup = lives.drill.setup
    free = [(r, role) for r, role in enumerate(setup.roles) if role.id in lives.scenario.staff]
    free = [role for r, role in free if not waited_for(setup, base, r)]
    assert free
    for role in free:
        more = with_staff(lives, {role.id: role.count + 1})(0, 0, 40)
        for what in ("done", "outcome", "margin", "busy"):
            assert np.array_equal(getattr(base, what), getattr(more, what)), (role.id, what)


@pytest.mark.parametrize("name", ["turns-dangerous", "night-with-two"])
def test_who_would_take_the_place_of_another_is_not_said_to_change_nothing(name):
    """Anybody may call the police: a second duty officer does so while the first is busy, though nobody waited."""
    lives = shipped(name)
    base, setup = lives(0, 0, 80), lives.drill.setup
    differs = set()
    for r, role in enumerate(setup.roles):
        if role.id in lives.scenario.staff:
            more = with_staff(lives, {role.id: role.count + 1})(0, 0, 80)
            if not all(
                np.array_equal(getattr(base, what), getattr(more, what)) for what in ("done", "outcome", "margin")
            ):
                differs.add(role.id)
                assert waited_for(setup, base, r), role.id
    queued = base.queued.any(axis=0)
    assert any(role.id in differs and not queued[r] for r, role in enumerate(setup.roles))


def test_one_more_of_each_is_what_compare_says(terminal):
    lives = lives_of(terminal)
    report, _ = drilling.drill(lives, Wish(40, 7))
    assert {role.role for role in report.roles if role.plus_one is not None} == {"clerk", "boss", "guard", "room"}
    assert report.plus_one_runs == 40


def test_counts_and_distributions_add_up_to_all_runs():
    lives = shipped("quiet-four")
    report, _ = drilling.drill(lives, Wish(60, 7))
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


def test_what_was_called_off_is_not_drawn_as_waiting(terminal):
    """Order is disturbed for two minutes, all guards being away: nobody came, nobody is waited for at the end."""
    for calm, drawn in (("", True), (CALM, False)):
        here(terminal, DISTURBED + calm)
        run = shown(lives_of(terminal), 2)
        assert [bar.ready for bar in run.bars if bar.step == "order" and bar.called is None] == [600_000] * drawn


def test_what_was_called_off_is_no_objective_missed(terminal):
    """As before: whoever is still asked for at the end has failed; what was called off cannot be rated."""
    for calm, counts in (("", (0, 20, 0)), (CALM, (0, 0, 20))):
        here(terminal, DISTURBED + calm + "objectives: [{id: kept-order, of: [order]}]\n")
        report, _ = drilling.drill(lives_of(terminal), Wish(20, 7))
        (rated,) = report.objectives
        assert (rated.met, rated.failed, rated.left_out) == counts
        (order,) = (step for step in report.steps if step.step == "order")
        assert (order.ready, order.done, order.p50 is None) == (20, 0, bool(calm))


def test_a_process_is_sent_nothing_that_was_compiled_or_drawn(terminal):
    lives = lives_of(terminal)
    before = pickle.dumps(lives)
    batch = lives(0, 0, 5)
    assert len(pickle.dumps(lives)) == len(before)
    assert np.array_equal(batch.margin, pickle.loads(before)(0, 0, 5).margin)


@pytest.mark.parametrize("call", [("--help",), ("run", "--help"), ("drill", "--help"), ("compare", "--help")])
def test_help_loads_nothing_of_drills(call, tmp_path):
    assert loaded(tmp_path, *call) & {"numpy", "simpy", "altair", "jinja2"} == set()


def test_a_drill_without_a_page_needs_no_charts(terminal):
    modules = loaded(terminal.folder, "drill", "try", "--runs", "5")
    assert modules & {"numpy", "altair", "jinja2", "textual"} == {"numpy"}


def test_all_limits_of_a_stage_are_one_run_by_run():
    outcome = np.array([[1, 1, 0], [1, 2, 0], [3, 2, 1], [3, 1, 0], [0, 0, 0], [0, 0, 1]])
    assert together(outcome, [0, 1]).tolist() == [1, 2, 2, 3, 0, 0]
    assert together(outcome, [0, 1, 2]).tolist() == [1, 2, 2, 3, 0, 1]


def test_the_whole_plan_is_kept_no_more_often_than_any_of_its_limits():
    """And a stage with a single limit as often as that one."""
    lives = shipped("quiet-four")
    report, _ = drilling.drill(lives, Wish(60, 7))
    basis = {(i.id, n): limit.basis for i in lives.plan.steps for n, limit in enumerate(i.limits, 1)}
    found = {(stage.basis, stage.stage): stage for stage in report.stages}
    assert {of for of, stage in found if not stage} == set(basis.values())
    single = 0
    for (of, stage), told in found.items():
        assert told.kept + told.broken + told.censored + told.not_applicable == 60
        own = [
            x for x in report.limits if basis[x.step, x.limit] == of and stage in {"", lives.plan.step[x.step].stage}
        ]
        assert told.broken >= max(limit.broken for limit in own)
        assert told.kept + told.not_applicable <= min(limit.kept + limit.not_applicable for limit in own)
        if len(own) == 1:
            single += 1
            assert (told.kept, told.broken, told.share) == (own[0].kept, own[0].broken, own[0].share)
    assert single
