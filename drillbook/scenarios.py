"""Scenarios: found, read with their plan, listed. Only commands that need one import this."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from drillbook import standard_input
from drillbook.console import warn
from drillbook.plans import search, tell_problems
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from reports.cells import cell_width, printable
from reports.words import Words
from reports.words.problems import first_line
from runbooks.fields import is_id
from runbooks.plan import Plan
from runbooks.problems import Problem, errors
from runbooks.site import SiteFile
from simulator.scenario_loading import LoadedScenario, load_scenario
from simulator.scenario_model import Scenario
from simulator.scenario_shelf import Shelved, is_scenario, search_path, shelved

_TOLD: Final = 5
"""So many warnings before a drill are read; more would push the answer out of sight."""


def found(settings: Settings, name: str) -> Path | None:
    """The file of a scenario: one by its id here or among those shipped, else a path that is there; None for none.
    `-` is standard input.

    Where two files here have the id nobody can say which is meant; one here stands before a shipped one, and that is
    said.
    """
    if name == str(standard_input.STDIN):
        standard_input.wait(settings.words)
        if standard_input.is_of_another_kind():
            said = settings.words.say(
                "What came on standard input is no scenario: it has no key `scenario`. Plans are read from files."
            )
            raise Stop(BAD_INPUT, said)
        return standard_input.STDIN
    if is_id(name):
        known = shelved(search_path(Path())).get(name)
        if known is not None:
            only_one(settings.words, known)
            return known.path
    path = Path(name)
    return path if "\0" not in name and path.is_file() and is_scenario(path) else None


def only_one(words: Words, known: Shelved) -> None:
    """Refuse an id that two files here have; say so where one here stands before a shipped one."""
    if known.rivals:
        said = words.say(
            "Several scenarios are called {name}: {paths}. Give the file instead of the name, or rename one.",
            name=known.id,
            paths=words.listed(str(path) for path in (known.path, *known.rivals)),
        )
        raise Stop(BAD_INPUT, printable(said))
    for other in known.others:
        said = words.say(
            "Taken: {path}. The scenario {name} that comes with the program is {other}.",
            path=known.path,
            name=known.id,
            other=other.path,
        )
        warn(printable(said))


def listed() -> list[Shelved]:
    """All scenarios that can be had."""
    return list(shelved(search_path(Path())).values())


def loaded(path: Path, place: SiteFile | None, *, as_here: bool = False) -> LoadedScenario:
    """A scenario with its plan at this site, and every problem of it."""
    if path == standard_input.STDIN:
        return standard_input.scenario(search(place), place, as_here=as_here)
    return load_scenario(path, search=search(place), site=place, as_here=as_here)


def usable(
    settings: Settings, path: Path, place: SiteFile | None, *, as_here: bool = False, warned: bool = False
) -> tuple[Scenario, Plan]:
    """The scenario and its plan; where an error forbids using them, all are told and the call ends.

    `as_here`: under the overlays that the site has in force, too. Without it, those that are left off are named.
    `warned`: whatever else is wrong is told, too: a drill goes on all the same, but says something else than was meant.
    """
    words, read = settings.words, loaded(path, place, as_here=as_here)
    if read.scenario is None or read.plan is None:
        tell_problems(settings, errors(read.problems))
        alone = loaded(path, place) if as_here else read
        if alone.scenario is not None and alone.left_off:
            said = words.say(
                "That is so under the overlays in force here ({overlays}); without --site-overlays nothing is wrong.",
                overlays=words.listed(alone.left_off),
            )
            raise Stop(BAD_INPUT, said)
        raise Stop(BAD_INPUT)
    if warned:
        tell_short(words, read.problems)
    if read.left_off:
        warn(
            words.say(
                "In force here, but not laid over the plan, for the scenario does not name it: {overlays}."
                " --site-overlays lays it.",
                overlays=words.listed(read.left_off),
            )
        )
    return read.scenario, read.plan


def tell_short(words: Words, problems: Sequence[Problem], plan: str = "") -> None:
    """Each in one line, the first few: what is asked for is still to come. `plan`: they are so only under that one."""
    for found in problems[:_TOLD]:
        line = first_line(words, found)
        warn(words.say("Under {plan}: {line}", plan=plan, line=line) if plan else line)
    more = len(problems) - _TOLD
    if more > 0 and plan:
        warn(words.many("{n} more under {plan}.", "{n} more under {plan}.", more, plan=plan))
    elif more > 0:
        warn(words.many("{n} more; drillbook check tells it.", "{n} more; drillbook check tells all.", more))


def scenarios_text(words: Words) -> str:
    """Ids and titles of all of them, in columns."""
    every = listed()
    width = max((cell_width(shelf.id) for shelf in every), default=0)
    lines = []
    for shelf in every:
        own = "" if shelf.shipped else f"  {shelf.path}"
        pad = " " * (width - cell_width(shelf.id))
        lines.append(printable(f"  {shelf.id}{pad}  {words.text(shelf.title)}{own}"))
    return "\n".join(lines)
