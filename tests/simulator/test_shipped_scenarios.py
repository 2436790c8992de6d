"""The scenarios that come with the program: without a problem, with or without a site, and each shows its lesson."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from runbooks.calendar import working_days_table
from runbooks.plan import Plan
from runbooks.site import SiteFile, read_site
from simulator.compile import compile_drill
from simulator.luck import Block
from simulator.results import Batch
from simulator.scenario_loading import load_scenario
from simulator.scenario_model import Scenario
from simulator.scenario_shelf import scenario_id, shelved, shipped_folder
from simulator.streams import Streams

ROOT = Path(__file__).parents[2]
FILES = sorted(shipped_folder().glob("*.yaml"))
PLANNED = {
    "forty-at-the-gate": "soe-rapid-response",
    "slow-leader": "soe-rapid-response",
    "night-with-two": "soe-rapid-response",
    "turns-dangerous": "soe-rapid-response",
    "quiet-four": "soe-rapid-response",
    "radio-down": "soe-rapid-response",
    "customers-and-reporter": "company-six-stage",
}
RUNS = 120
MINUTE = 60_000
KEPT, BROKEN = 1, 2


def site(name: str) -> SiteFile | None:
    """The example of a site, or none."""
    if not name:
        return None
    found, problems = read_site(ROOT / name)
    assert problems == []
    return found


def test_these_are_shipped() -> None:
    assert {name: file.shipped for name, file in shelved().items()} == dict.fromkeys(PLANNED, True)
    assert [scenario_id(path) for path in FILES] == [path.stem for path in FILES]


@pytest.mark.parametrize("place", ["", "docs/examples/site.yaml"], ids=["no site", "the example"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_without_a_problem(path: Path, place: str) -> None:
    loaded = load_scenario(path, site=site(place))
    assert loaded.problems == ()
    assert loaded.scenario is not None
    assert loaded.scenario.runbook == PLANNED[loaded.scenario.id]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_says_what_it_teaches_in_both_languages(path: Path) -> None:
    scenario = load_scenario(path).scenario
    assert scenario is not None
    texts = [scenario.title, scenario.about, *(inject.says for inject in scenario.injects)]
    texts += [objective.title for objective in scenario.objectives]
    assert all({"zh", "en"} == set(text) for text in texts)
    assert min(len(text) for text in scenario.about.values()) > 40
    assert scenario.objectives
    comments = path.read_text(encoding="utf-8").splitlines()[:2]
    assert "示意" in comments[0]
    assert "illustrative" in comments[1]


# -- the lessons


@cache
def drilled(name: str, *, without_radio: bool = False) -> tuple[Scenario, Plan, Batch]:
    """So many runs of a shipped scenario."""
    loaded = load_scenario(shipped_folder() / f"{name}.yaml")
    scenario, plan = loaded.scenario, loaded.plan
    assert scenario is not None
    assert plan is not None
    if without_radio:
        scenario = replace(scenario, needs={})
    drill = compile_drill(plan, scenario, working_days_table(2026, 2026))
    return scenario, plan, Block(drill, Streams(1), 0).batch(range(RUNS))


def kept(name: str, step: str, limit: int = 0, **changed: bool) -> float:
    """How often a limit of a step was kept, among the runs in which it was kept or broken."""
    _, plan, batch = drilled(name, **changed)
    number = sum(len(other.limits) for other in plan.steps[: plan.steps.index(plan.step[step])]) + limit
    outcomes = batch.outcome[:, number]
    return float(np.mean(outcomes[(outcomes == KEPT) | (outcomes == BROKEN)] == KEPT))


def done(name: str, step: str, **changed: bool) -> np.ndarray:
    """When a step was done, in minutes, in the runs in which it was."""
    _, plan, batch = drilled(name, **changed)
    times = batch.done[:, plan.steps.index(plan.step[step])]
    return times[times >= 0] / MINUTE


def test_quiet_four_keeps_what_the_plan_sets() -> None:
    assert kept("quiet-four", "report-leading-group") > 0.95
    assert kept("quiet-four", "department-on-site") > 0.98
    assert kept("quiet-four", "speaker-in-front") > 0.9
    assert len(done("quiet-four", "call-police")) == 0


def test_slow_leader_loses_the_hour_on_the_road_alone() -> None:
    assert kept("slow-leader", "report-leading-group") > 0.95
    assert kept("slow-leader", "department-on-site") > 0.98
    assert kept("slow-leader", "speaker-in-front") < 0.3


def test_at_night_the_telephone_is_in_time_and_the_people_are_not() -> None:
    by_phone, arrive, speak = (
        kept("night-with-two", step) for step in ("report-leading-group", "department-on-site", "speaker-in-front")
    )
    assert by_phone > 0.8
    assert 0.6 < arrive < 0.95
    assert speak < 0.2


def test_it_turns_dangerous_and_the_call_is_in_time_but_the_police_take_a_quarter_of_an_hour() -> None:
    assert len(done("turns-dangerous", "call-police")) > 0.8 * RUNS
    assert kept("turns-dangerous", "call-police") > 0.8
    waited = np.median(done("turns-dangerous", "receive-police")) - np.median(done("turns-dangerous", "call-police"))
    assert waited > 15
    assert np.median(done("turns-dangerous", "protect-people")) < np.median(done("turns-dangerous", "receive-police"))


def test_radio_down_delays_whatever_hangs_on_the_radio_and_nothing_else() -> None:
    assert kept("radio-down", "department-on-site") < 0.75
    assert kept("radio-down", "department-on-site", without_radio=True) > 0.95
    assert kept("radio-down", "report-leading-group") > 0.9
    silence = (8, 48)
    heard = done("radio-down", "persuade")
    assert len(heard) > RUNS / 4
    assert not ((heard > silence[0]) & (heard < silence[1])).any()


def test_a_reporter_changes_the_level_only_when_somebody_looks_again() -> None:
    """The reporter comes at 40; whatever a major level asks for begins with the check after that."""
    _, plan, batch = drilled("customers-and-reporter")
    upward = batch.done[:, plan.steps.index(plan.step["report-upward-by-level"])] / MINUTE
    only_then = upward[upward > 40]
    assert len(only_then) > RUNS / 2
    assert np.median(only_then) > 60
    assert kept("customers-and-reporter", "release") > 0.8


def test_forty_at_the_gate_breaks_the_hour_first() -> None:
    report, arrive, speak = (
        kept("forty-at-the-gate", step) for step in ("report-leading-group", "department-on-site", "speaker-in-front")
    )
    assert report > 0.8
    assert arrive > 0.7
    assert 0.02 < speak < 0.5
