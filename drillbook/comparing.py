"""A scenario under another plan, or with other staff, against the scenario as it is: run by run, with the same luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from drillbook import drill_figures as figures
from drillbook import standard_input
from drillbook.drill_lives import Bars, Lives, Wish, live, with_staff
from drillbook.drilling import versions
from drillbook.plans import search, tell_problems
from drillbook.scenarios import tell_short
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from reports import drill_values as told
from runbooks.gather import PlanFile
from runbooks.library import Library, load
from runbooks.model import OverlayModel
from runbooks.opened import open_file
from runbooks.plan import Plan
from runbooks.problems import Problem, errors, in_file_order
from runbooks.site import SiteFile
from simulator.compare import compare
from simulator.crew import Crew
from simulator.judging import CENSORED
from simulator.results import Batch
from simulator.rules import Rules
from simulator.scenario_checks import check_scenario
from simulator.scenario_missing import missing
from simulator.scenario_model import Scenario, with_things
from simulator.scenario_reader import ReadScenario, ScenarioFile, hold_scenario


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is tried: another plan, or other numbers of staff."""

    lives: Lives
    runbook: str = ""
    staff: tuple[tuple[str, int, int], ...] = ()


def other_staff(lives: Lives, counts: dict[str, int]) -> WhatIf:
    """The scenario with other staff."""
    changed = tuple((role, lives.scenario.staff[role].count, count) for role, count in counts.items())
    return WhatIf(with_staff(lives, counts), staff=changed)


def other_plan(settings: Settings, path: Path, lives: Lives, name: str, place: SiteFile | None) -> WhatIf:
    """The scenario under another plan, with those of its overlays that are made for that plan."""
    folders = (*search(place), path.parent, path.parent.parent / "runbooks")
    loaded = load(name, site=place, search=folders, overlays=_fitting(lives.scenario, name, folders))
    if loaded.plan is None:
        lost = next((p for p in loaded.problems if p.code == "plan-not-found"), None)
        if lost is not None:
            from drillbook.plans import no_plan

            raise Stop(BAD_INPUT, no_plan(settings, name, lost.hint))
        tell_problems(settings, errors(loaded.problems))
        raise Stop(BAD_INPUT)
    scenario = _under(settings, path, loaded.plan, lives.plan)
    return WhatIf(Lives(loaded.plan, scenario, lives.seed), runbook=loaded.plan.id)


def _fitting(scenario: Scenario, name: str, folders: tuple[Path, ...]) -> tuple[str, ...]:
    library = Library(folders)
    found = []
    for overlay in scenario.overlays:
        file = library.get(overlay)
        fits = file.model.for_ if isinstance(file, PlanFile) and isinstance(file.model, OverlayModel) else None
        if fits is None or name in fits:
            found.append(overlay)
    return tuple(found)


def _under(settings: Settings, path: Path, plan: Plan, first: Plan) -> Scenario:
    """The scenario read once more, for another plan: everything that does not fit is told, and what is doubtful only
    under this one.
    """
    top, problems = standard_input.opened() if path == standard_input.STDIN else open_file(path)
    file = None
    if top is not None:
        file, problems = hold_scenario(top, problems)
    if file is None:
        tell_problems(settings, errors(problems))
        raise Stop(BAD_INPUT)
    scenario, wrong = _read(file, plan)
    if scenario is None or errors(wrong):
        tell_problems(settings, in_file_order(errors(wrong)))
        said = settings.words.say("The scenario does not fit the plan {plan}: it cannot be compared.", plan=plan.id)
        raise Stop(BAD_INPUT, said)
    told = _read(file, first)[1]
    tell_short(settings.words, in_file_order(found for found in wrong if found not in told), plan.id)
    return scenario


def _read(file: ScenarioFile, plan: Plan) -> tuple[Scenario | None, list[Problem]]:
    reading = ReadScenario(file, plan)
    scenario = reading.read()
    wrong = [*reading.problems]
    if scenario is not None:
        wrong += check_scenario(scenario, plan, file.top, sound=file.sound)
        wrong += missing(scenario, plan, file.top) if not errors(wrong) else []
    return scenario, wrong


def comparison(
    lives: Lives, others: list[WhatIf], wish: Wish, bars: Bars | None = None, crew: Crew | None = None
) -> tuple[told.Comparison, bool]:
    """Everything that was tried; and whether somebody did not want to wait for the rest of it."""
    base = live(lives, wish, bars, crew)
    runs, batches, interrupted = base.runs, [], base.interrupted
    for other in others:
        if interrupted:
            break
        try:
            found = live(other.lives, replace(wish, runs=runs), bars, crew)
        except KeyboardInterrupt:
            interrupted = True
            break
        runs, interrupted = found.runs, found.interrupted
        batches.append(found.batch)
    first = figures.first_of(base.batch, runs)
    alternatives = [
        _alternative(lives, other, first, figures.first_of(batch, runs))
        for other, batch in zip(others, batches, strict=False)
    ]
    scenario = lives.scenario
    result = told.Comparison(
        scenario=scenario.id,
        title=scenario.title,
        plan=with_things(lives.plan, scenario),
        seed=wish.seed,
        wanted=wish.runs,
        runs=runs,
        versions=versions(),
        alternatives=tuple(alternatives),
        crowd=scenario.crowd is not None,
        unfinished=len(others) - len(alternatives),
    )
    return result, interrupted


def _alternative(lives: Lives, other: WhatIf, before: Batch, after: Batch) -> told.Alternative:
    """Limits are the same that stand in the same place of the same step with the same authority and length."""
    rules, rules_then = lives.drill.setup.rules, other.lives.drill.setup.rules
    keys, keys_then = _keys(rules), _keys(rules_then)
    both = [(x, keys_then[key]) for key, x in keys.items() if key in keys_then]
    columns, columns_then = [x for x, _ in both], [y for _, y in both]
    effects = compare(_columns(before, columns), _columns(after, columns_then)) if both else []
    limits = []
    for (x, y), effect in zip(both, effects, strict=True):
        difference = figures.difference(rules, x, effect)
        first, second = figures.kept_share(before.outcome[:, x]), figures.kept_share(after.outcome[:, y])
        open_ = (before.outcome[:, x] == CENSORED) | (after.outcome[:, y] == CENSORED)
        limits.append(told.Compared(first, second, difference, int(np.count_nonzero(open_))))
    only_first = tuple(_name(rules, x) for key, x in keys.items() if key not in keys_then)
    only_second = tuple(_name(rules_then, y) for key, y in keys_then.items() if key not in keys)
    plan = with_things(other.lives.plan, other.lives.scenario)
    return told.Alternative(plan, tuple(limits), other.runbook, other.staff, only_first, only_second)


def _columns(batch: Batch, columns: list[int]) -> Batch:
    return replace(batch, outcome=batch.outcome[:, columns], margin=batch.margin[:, columns])


def _keys(rules: Rules) -> dict[tuple[object, ...], int]:
    found: dict[tuple[object, ...], int] = {}
    for x, rule in enumerate(rules.limits):
        step = rules.plan.steps[rule.step]
        own = step.limits[rule.number]
        key = (step.id, own.basis, own.within, own.every, own.from_, own.by, own.to)
        found.setdefault((*key, sum(k[:-1] == key for k in found)), x)
    return found


def _name(rules: Rules, x: int) -> tuple[str, int]:
    return rules.plan.steps[rules.limits[x].step].id, rules.limits[x].number + 1
