"""A scenario with its plan, from a file: read, composed, checked; every problem in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from runbooks.compose import Composed
from runbooks.gather import PlanFile
from runbooks.library import Library, Loaded, laid_by, load_in
from runbooks.model import OverlayModel
from runbooks.opened import open_file
from runbooks.plan import Plan
from runbooks.problems import Problem, Value, errors, in_file_order
from runbooks.site import SiteFile
from runbooks.spots import Spot
from simulator.scenario_checks import check_scenario, items
from simulator.scenario_missing import missing
from simulator.scenario_model import Scenario
from simulator.scenario_reader import ReadScenario, ScenarioFile, hold_scenario
from simulator.scenario_shelf import scenario_id, yaml_files
from simulator.scenario_texts import check_texts


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A scenario and the plan that it drills: both None where an error forbids using them; `composed` is what could be
    made of the plan's files, `left_off` are the overlays that this site has in force over it and the drill has not.
    """

    scenario: Scenario | None
    plan: Plan | None
    problems: tuple[Problem, ...]
    composed: Composed | None = None
    left_off: tuple[str, ...] = ()


def load_scenario(
    path: Path, *, search: Sequence[Path] = (), site: SiteFile | None = None, as_here: bool = False
) -> LoadedScenario:
    """The scenario of a file, its runbook and overlays found in `search`, beside it, or among the shipped plans.

    `as_here`: the site's overlays are laid over the plan too, after the scenario's own.
    """
    top, problems = open_file(path)
    if top is None:
        return LoadedScenario(None, None, tuple(problems))
    return scenario_in(Library(folders(path, search)), path, top, problems, site, as_here=as_here)


def folders(path: Path, search: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Where the plan of a scenario is looked for, before the shipped ones."""
    return (*search, path.parent, path.parent.parent / "runbooks")


def scenario_in(
    library: Library,
    path: Path,
    top: Spot,
    problems: list[Problem],
    site: SiteFile | None = None,
    *,
    as_here: bool = False,
) -> LoadedScenario:
    """The scenario of a file whose reading found these problems, its plan from a library that the caller has."""
    file, problems = hold_scenario(top, problems)
    if file is None:
        return LoadedScenario(None, None, tuple(problems))
    overlays = (*file.form.overlays, *(_in_force(file, library, site) if as_here else ()))
    loaded, wrong = _plan(file, library, site, overlays)
    plan = loaded.plan if loaded is not None else None
    reading = ReadScenario(file, plan)
    scenario = reading.read(overlays)
    later = [*wrong, *reading.problems, *check_texts(file), *_doubled(path, file)]
    if scenario is not None and plan is not None:
        sound = file.sound and not errors(reading.problems)
        later += check_scenario(scenario, plan, file.top, sound=file.sound)
        if sound:
            later += missing(scenario, plan, file.top)
    problems = [*problems, *(problem for problem in later if problem.place not in file.changed)]
    good = scenario is not None and not errors(problems)
    once = {(p.place, p.code, p.where, tuple(p.values.items())): p for p in problems}
    composed = loaded.composed if loaded is not None else None
    ordered = tuple(in_file_order(once.values()))
    left_off = () if as_here or plan is None else _in_force(file, library, site)
    return LoadedScenario(scenario if good else None, plan if good else None, ordered, composed, left_off)


def _in_force(file: ScenarioFile, library: Library, site: SiteFile | None) -> tuple[str, ...]:
    """The overlays that a site lays over the plan and the scenario does not."""
    main = library.get(file.form.runbook) if site is not None else "missing"
    laid = laid_by(library, main, site) if isinstance(main, PlanFile) else []
    return tuple(overlay.id for overlay in laid if overlay.id not in file.form.overlays)


def _doubled(path: Path, file: ScenarioFile) -> list[Problem]:
    """A warning of another scenario of this id in the same folder: by its id only one of them can be had."""
    try:
        others = [other for other in yaml_files(path.parent) if not other.samefile(path)]
    except OSError:
        return []
    first = next((other for other in others if scenario_id(other) == file.form.scenario), None)
    if first is None:
        return []
    values = {"given": file.form.scenario, "first": str(first)}
    return [file.top.key("scenario").problem("doubled-scenario", values, severity="warning")]


def _plan(
    file: ScenarioFile, library: Library, site: SiteFile | None, overlays: Sequence[str]
) -> tuple[Loaded | None, list[Problem]]:
    """The plan under these overlays; its own errors are only counted here: `check` tells them of the plan."""
    top, form = file.top, file.form
    problems: list[Problem] = []
    if file.filled & {"scenario", "runbook"}:  # without its own id the file would be taken for a plan
        return None, problems
    known = form.runbook in library.ids("runbook")
    if not known:
        problems.append(top.key("runbook").unknown("unknown-runbook", form.runbook, library.ids("runbook")))
    for name, spot in zip(form.overlays, items(top, "overlays"), strict=True):
        overlay = library.get(name) if name in library.ids("overlay") else "missing"
        if overlay == "missing":
            problems.append(spot.unknown("unknown-overlay", name, library.ids("overlay")))
            continue
        fits = overlay.model.for_ if isinstance(overlay, PlanFile) and isinstance(overlay.model, OverlayModel) else None
        if known and fits is not None and form.runbook not in fits:
            problems.append(spot.problem("overlay-does-not-fit", {"given": name, "plan": form.runbook}, allowed=fits))
    if problems or not known:
        return None, problems
    loaded = load_in(library, form.runbook, site=site, overlays=overlays)
    if loaded.plan is None:
        count = len(errors(loaded.problems))
        files = " ".join([form.runbook, *overlays])
        values: dict[str, Value] = {"given": form.runbook, "errors": count, "files": files}
        problems.append(top.key("runbook").problem("plan-has-errors", values))
    return loaded, problems
