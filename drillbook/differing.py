"""What two names on the command line stand for that are to be compared, and what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NoReturn

from drillbook import plans
from drillbook.console import warn
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from reports.diff_json import change_json, diff_json
from reports.overlay_diff import Overlaid, OverlayDiff, overlay_diff_json, overlay_diff_text
from reports.plan_diff import diff_text
from reports.words.diff_names import FILES
from reports.words.names import name as named
from runbooks.changes import changes, overlay_changes
from runbooks.checks import check
from runbooks.compose import compose
from runbooks.fields import is_id
from runbooks.gather import PlanFile
from runbooks.library import each_once
from runbooks.model import OverlayModel
from runbooks.opened import open_file
from runbooks.plan import Plan
from runbooks.problems import errors
from runbooks.shelf import SUFFIXES, Library
from runbooks.spots import nearest

Kind = Literal["runbook", "overlay", "site", "scenario"]
_KINDS: Final[tuple[Kind, ...]] = ("scenario", "runbook", "overlay", "site")


@dataclass(frozen=True, slots=True)
class Meant:
    """One of the two, as it was typed: what kind of file it is, and where it is."""

    typed: str
    kind: Kind
    path: Path


@dataclass(frozen=True, slots=True)
class Told:
    """What differs, in both forms; `any` is whether anything does."""

    any: bool
    text: str
    data: list[dict[str, Any]]


class _Beside(Library):
    """A library in which what stands beside a file goes before what stands here, without a question: two states of one
    folder are what is compared most.
    """

    def _doubled(self, plan_id: str, heads: Sequence[Any]) -> None:
        del plan_id, heads


def differing(settings: Settings, old: str, new: str) -> Told:
    """What differs between the two; what cannot be compared ends the call with the reason."""
    before, after = _meant(settings, old), _meant(settings, new)
    match before.kind, after.kind:
        case "runbook", "runbook":
            return _of_plans(settings, _plan(settings, before), _plan(settings, after))
        case "overlay", "overlay":
            return _of_overlays(settings, before, after)
        case "runbook", "overlay":
            plain, laid = _laid(settings, before, after)
            return _of_plans(settings, plain, laid)
        case "overlay", "runbook":
            plain, laid = _laid(settings, after, before)
            return _of_plans(settings, laid, plain)
        case "site", "site":
            return _of_sites(settings, before, after)
        case "scenario", "scenario":
            return _of_scenarios(settings, before, after)
    words = settings.words
    said = words.say(
        "{old} is {one}, {new} is {other}: only two of a kind can be compared, or a plan and an overlay that fits it.",
        old=words.quoted_name(old),
        one=named(words, FILES, before.kind),
        new=words.quoted_name(new),
        other=named(words, FILES, after.kind),
    )
    raise Stop(BAD_INPUT, said)


# -- what is meant


def _meant(settings: Settings, typed: str) -> Meant:
    """A file that says what it is, else the plan, overlay or scenario of that id."""
    from simulator import scenario_shelf

    if "\0" not in typed and (typed.endswith(SUFFIXES) or (not is_id(typed) and Path(typed).is_file())):
        return _file(settings, typed)
    library = Library(plans.search(None))
    found = library.get(typed)
    if isinstance(found, PlanFile):
        return Meant(typed, "overlay" if found.overlay else "runbook", Path(found.top.node.file))
    if found == "broken":
        _refuse(settings, library)
    shelves = scenario_shelf.shelved(scenario_shelf.search_path(Path()))
    if typed in shelves:
        from drillbook import scenarios

        scenarios.only_one(settings.words, shelves[typed])
        return Meant(typed, "scenario", shelves[typed].path)
    if Path(typed).is_file():
        return _file(settings, typed)
    raise Stop(BAD_INPUT, plans.no_plan(settings, typed, nearest(typed, [*library.ids(), *shelves])))


def _file(settings: Settings, typed: str) -> Meant:
    path = Path(typed)
    top, problems = open_file(path)
    if top is None:
        plans.tell_problems(settings, errors(problems))
        raise Stop(BAD_INPUT)
    return Meant(typed, next((kind for kind in _KINDS if top.has(kind)), "runbook"), path)


# -- plans and overlays


def _of_plans(settings: Settings, old: Plan, new: Plan) -> Told:
    found = changes(old, new)
    return Told(bool(found), diff_text(found, old, new, settings.words), diff_json(found, old, new))


def _plan(settings: Settings, meant: Meant) -> Plan:
    """A plan as its files have it, without a site; also one without steps, which is only for including."""
    library = _library(meant)
    return _composed(settings, _opened(settings, library, meant), [], library)


def _laid(settings: Settings, plan: Meant, overlay: Meant) -> tuple[Plan, Plan]:
    """A plan, and the same under an overlay."""
    library = _library(plan, overlay)
    main, over = _opened(settings, library, plan), _opened(settings, library, overlay)
    if isinstance(over.model, OverlayModel) and main.id not in over.model.for_:
        words = settings.words
        said = words.say(
            "The overlay {overlay} is not for {plan}, but for: {fits}",
            overlay=over.id,
            plan=main.id,
            fits=words.listed(over.model.for_),
        )
        raise Stop(BAD_INPUT, said)
    return _composed(settings, main, [], library), _composed(settings, main, [over], library)


def _of_overlays(settings: Settings, old: Meant, new: Meant) -> Told:
    """What each does to every plan that either is for."""
    library = _library(new, old)
    before, after = _opened(settings, library, old), _opened(settings, library, new)
    if not (isinstance(before.model, OverlayModel) and isinstance(after.model, OverlayModel)):
        raise TypeError("both were looked at before: they are overlays")
    found = []
    for plan in dict.fromkeys([*after.model.for_, *before.model.for_]):
        main = library.get(plan)
        if main == "missing":
            said = settings.words.say("There is no plan {plan}: what the overlays do to it is left out.", plan=plan)
            warn(said)
        if isinstance(main, PlanFile):
            was = _composed(settings, main, [before] if plan in before.model.for_ else [], library)
            now = _composed(settings, main, [after] if plan in after.model.for_ else [], library)
            found.append(Overlaid(was, now, changes(was, now)))
    if not found:
        raise Stop(BAD_INPUT, settings.words.say("None of the plans that they are for is here: nothing to compare in."))
    diff = OverlayDiff(after.id, overlay_changes(before.model, after.model), found)
    return Told(diff.any, overlay_diff_text(diff, settings.words), overlay_diff_json(diff))


def _library(*meant: Meant) -> Library:
    return _Beside([*(one.path.parent for one in meant), *plans.search(None)])


def _opened(settings: Settings, library: Library, meant: Meant) -> PlanFile:
    file = library.open(meant.path)
    if file is None:
        _refuse(settings, library)
    return file


def _composed(settings: Settings, main: PlanFile, overlays: Sequence[PlanFile], library: Library) -> Plan:
    made = compose(main, overlays, library)
    every = each_once(library, check(made, library.ids("runbook")))
    if not made.whole or errors(every):
        plans.tell_problems(settings, errors(every))
        raise Stop(BAD_INPUT)
    return made.plan


def _refuse(settings: Settings, library: Library) -> NoReturn:
    plans.tell_problems(settings, errors(library.problems))
    raise Stop(BAD_INPUT)


# -- sites and scenarios


def _of_sites(settings: Settings, old: Meant, new: Meant) -> Told:
    from reports.site_diff import Known, site_diff_text
    from runbooks.site import read_site
    from runbooks.site_changes import site_changes

    sites = []
    for meant in (old, new):
        read, problems = read_site(meant.path)
        if read is None:
            plans.tell_problems(settings, errors(problems))
            raise Stop(BAD_INPUT)
        sites.append(read.site)
    found = site_changes(sites[0], sites[1])
    library = _library(new, old)
    roles = {role: _title(spot.node.plain()) for role, spot in library.names("roles").items()}
    numbers = {number: spot.key("is").node.text for number, spot in library.names("numbers").items() if spot.has("is")}
    text = site_diff_text(found, Known(roles, numbers), settings.words)
    return Told(bool(found), text, [change_json(change) for change in found])


def _title(role: Any) -> dict[str, str]:
    """The title of a role as a file has it: a text, texts by language, or a map with one of them."""
    title = role.get("title", role) if isinstance(role, dict) else role
    return title if isinstance(title, dict) else {"": str(title)}


def _of_scenarios(settings: Settings, old: Meant, new: Meant) -> Told:
    from drillbook import scenarios
    from reports.scenario_changes import scenario_changes
    from reports.scenario_diff import scenario_diff_text
    from simulator.scenario_data import scenario_data
    from simulator.scenario_model import with_things

    (was, old_plan), (now, new_plan) = (scenarios.usable(settings, meant.path, None) for meant in (old, new))
    found = scenario_changes(scenario_data(was, old_plan), scenario_data(now, new_plan))
    text = scenario_diff_text(found, with_things(old_plan, was), with_things(new_plan, now), settings.words)
    return Told(bool(found), text, [change_json(change) for change in found])
