"""Plans and the site: found, read, listed. Only commands that need a plan from its files import this."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from drillbook.console import warn
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from reports.cells import cell_width, printable
from reports.words import Words
from reports.words.problems import problem
from runbooks.gather import PlanFile
from runbooks.library import Library, Listed, load, search_path
from runbooks.model import RunbookModel
from runbooks.model_steps import Stage
from runbooks.plan import Plan, Text
from runbooks.problems import Problem, errors
from runbooks.site import SiteFile, read_site


def site(settings: Settings) -> SiteFile | None:
    """The site, or None where there is no file for it."""
    path = settings.site_path
    if path is None:
        return None
    found, problems = read_site(path)
    if found is None:
        tell_problems(settings, errors(problems))
        said = settings.words.say(
            "{file} cannot be used like this. If there is no time to mend it: give the file another name, and go on "
            "without names and telephones.",
            file=path,
        )
        raise Stop(BAD_INPUT, said if path.is_file() else "")
    return found


def search(place: SiteFile | None) -> tuple[Path, ...]:
    """The folders in which plans are looked for, before the shipped ones."""
    return search_path(Path(), place.path if place else None)


def plan(settings: Settings, name: str, place: SiteFile | None) -> Plan:
    """The plan in force at the site; what is wrong with it is told in full."""
    loaded = load(name, site=place, search=search(place))
    if loaded.plan is not None:
        return loaded.plan
    missing = next((p for p in loaded.problems if p.code == "plan-not-found"), None)
    if missing is not None:
        _refuse_scenario(settings, name)
        raise Stop(BAD_INPUT, no_plan(settings, name, missing.hint))
    tell_problems(settings, errors(loaded.problems))
    raise Stop(BAD_INPUT)


def _refuse_scenario(settings: Settings, name: str) -> None:
    """A scenario where a plan is wanted: which plan it drills can be read in it."""
    from simulator import scenario_shelf

    found = scenario_shelf.shelved(scenario_shelf.search_path(Path())).get(name)
    if found is not None:
        said = settings.words.say(
            "{name} is a scenario, not a plan; it names its plan: {path}", name=name, path=found.path
        )
        raise Stop(BAD_INPUT, printable(said))


def no_plan(settings: Settings, name: str, near: str) -> str:
    """That there is no such plan, which one was perhaps meant, and how to see all."""
    words = settings.words
    if near:
        return words.say(
            "No plan {name}. Did you mean {near}? All plans: drillbook show", name=words.quoted_name(name), near=near
        )
    return words.say("No plan {name}. All plans: drillbook show", name=words.quoted_name(name))


def tell_problems(settings: Settings, problems: list[Problem]) -> None:
    """Every problem in full, on standard error."""
    for found in problems:
        warn(problem(settings.words, found))


def sorted_out(library: Library) -> tuple[list[Listed], list[Listed], list[Listed]]:
    """Plans that one opens, what begins with an alarm first; parts that only others include; overlays."""
    plans: dict[Stage, list[Listed]] = {stage: [] for stage in get_args(Stage)}
    parts: list[Listed] = []
    overlays: list[Listed] = []
    for listed in library.listed():
        file = library.get(listed.id)
        if listed.kind == "overlay":
            overlays.append(listed)
        elif isinstance(file, PlanFile) and isinstance(file.model, RunbookModel) and _opened(file.model):
            plans[file.model.steps[0].stage].append(listed)
        else:
            parts.append(listed)
    return [plan for stage in plans.values() for plan in stage], parts, overlays


def _opened(model: RunbookModel) -> bool:
    return model.number_from is None and bool(model.steps)


def lived(place: SiteFile | None) -> dict[str, Text]:
    """Every runbook that can be lived, by id: the plans first, then the parts that have steps."""
    library = Library(search(place))
    opened, parts, _ = sorted_out(library)
    more = [part for part in parts if isinstance(file := library.get(part.id), PlanFile) and file.top.has("steps")]
    return {plan.id: plan.title for plan in [*opened, *more]}


def plans_text(listed: list[Listed], words: Words) -> str:
    """Ids and titles, in columns."""
    width = max((cell_width(plan.id) for plan in listed), default=0)
    lines = []
    for plan in listed:
        own = "" if plan.shipped else f"  {plan.path}"
        pad = " " * (width - cell_width(plan.id))
        lines.append(printable(f"  {plan.id}{pad}  {words.text(plan.title)}{own}"))
    return "\n".join(lines)
