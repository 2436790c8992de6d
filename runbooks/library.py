"""Plans by name: loading one to be lived, and checking any file of plans by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from runbooks.checks import check
from runbooks.compose import Composed, compose
from runbooks.gather import PlanFile
from runbooks.model import OverlayModel
from runbooks.opened import open_file
from runbooks.plan import Plan
from runbooks.problems import Place, Problem, errors
from runbooks.shelf import SUFFIXES, Library, Listed, search_path, shipped_folder
from runbooks.site import SiteFile, is_site, site_of
from runbooks.site_checks import check_site
from runbooks.spots import Mention, Spot, nearest

__all__ = [
    "Library",
    "Listed",
    "Loaded",
    "check_file",
    "check_in",
    "each_once",
    "load",
    "search_path",
    "shipped_folder",
]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan that was asked for: None where an error forbids using it. `files` are those that it was made of;
    `composed` is what was made of them, whatever is wrong with it.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    composed: Composed | None = None


def load(
    plan: str,
    *,
    site: SiteFile | None = None,
    search: Sequence[Path] = (),
    overlays: Sequence[str] | None = None,
) -> Loaded:
    """The plan in force: its parts, the overlays given (else those of the site that fit it), the site's numbers."""
    library = Library([Path(plan).parent, *search] if _is_path(plan) else search)
    return load_in(library, plan, site=site, overlays=overlays)


def load_in(
    library: Library, plan: str, *, site: SiteFile | None = None, overlays: Sequence[str] | None = None
) -> Loaded:
    """The same in a library that the caller has."""
    main = library.open(Path(plan)) if _is_path(plan) else _by_id(library, plan)
    if main is None:
        return Loaded(None, each_once(library, ()), tuple(library.files))
    if main.overlay:
        library.problems.append(main.top.problem("overlay-as-plan", {"given": main.id}))
        return Loaded(None, each_once(library, ()), tuple(library.files))
    laid = _overlays(library, main, site, overlays)
    composed = compose(main, laid, library, site)
    if not composed.plan.steps and composed.whole:
        library.problems.append(main.top.problem("not-a-plan", {"given": main.id}))
    every = each_once(library, [*check(composed, library.ids("runbook")), *_unused(composed, library)])
    good = composed.whole and not errors(every)
    return Loaded(composed.plan if good else None, every, tuple(library.files), composed)


def laid_by(library: Library, main: PlanFile, site: SiteFile | None) -> list[PlanFile]:
    """The overlays that a site has in force over a plan, in their order."""
    return _overlays(library, main, site, None)


def _is_path(plan: str) -> bool:
    """Whether this names a file; everything else is an id, and an id never leaves its folder."""
    return "\0" not in plan and plan.endswith(SUFFIXES)


def _by_id(library: Library, plan: str) -> PlanFile | None:
    found = library.get(plan)
    if isinstance(found, PlanFile):
        return found
    if found == "missing":
        ids = sorted(head for head in library.ids("runbook"))
        values = {"given": plan}
        library.problems.append(
            Problem(Place(plan, 1, 1), "plan-not-found", values=values, allowed=tuple(ids), hint=nearest(plan, ids))
        )
    return None


def _overlays(library: Library, main: PlanFile, site: SiteFile | None, given: Sequence[str] | None) -> list[PlanFile]:
    """The overlays that are laid over the plan: those asked for must fit, those of the site need not."""
    wanted: list[tuple[str, Spot | None]] = [(name, None) for name in given or ()]
    if given is None and site is not None and site.site.overlays:
        wanted = [(item.node.text, item) for item in site.top.key("overlays").items()]
    laid: list[PlanFile] = []
    for name, spot in wanted:
        file = library.get(name)
        at = spot or main.top
        if file == "missing":
            overlays = library.ids("overlay")
            library.problems.append(at.unknown("unknown-overlay", name, overlays))
        elif isinstance(file, PlanFile) and not isinstance(file.model, OverlayModel):
            library.problems.append(at.problem("not-an-overlay", {"given": name}))
        elif isinstance(file, PlanFile) and isinstance(file.model, OverlayModel):
            if main.id in file.model.for_:
                if file not in laid:
                    laid.append(file)
            elif spot is None:
                values = {"given": name, "plan": main.id}
                library.problems.append(at.problem("overlay-does-not-fit", values, allowed=file.model.for_))
    return laid


def _unused(composed: Composed, library: Library) -> list[Problem]:
    """Numbers of the site that this plan has not: a problem only where no file that can be had declares them."""
    unused = composed.declared.unused_numbers
    if not unused:
        return []
    declared = library.names("numbers")
    return [spot.unknown("unknown-number", name, declared) for name, spot in unused if name not in declared]


def each_once(library: Library, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every problem once, in file order: the file that was asked for first, then the others as they were read."""
    found = {(p.place, p.code, p.where, tuple(p.values.items())): p for p in [*library.problems, *problems]}
    rank = {str(path): i for i, path in enumerate(library.files)}
    ordered = sorted(found.values(), key=lambda p: (p.place.line, p.place.column))
    return tuple(sorted(ordered, key=lambda p: rank.get(p.place.file, len(rank))))


def check_file(path: Path, search: Sequence[Path] = ()) -> list[Problem]:
    """Every problem of a runbook, an overlay or a site, each taken as far as it can be checked alone."""
    top, problems = open_file(path)
    if top is None:
        return problems
    if is_site(top):
        return check_site(Library([path.parent, *search]), *site_of(path, top, problems))
    return check_in(Library([path.parent, *search]), path)[0]


def check_in(library: Library, path: Path) -> tuple[list[Problem], Composed | None]:
    """The same for a runbook or an overlay in a library that the caller has; and what it was composed to, if it is a
    runbook that could be.
    """
    file = library.open(path)
    if file is None:
        return list(each_once(library, ())), None
    library.only_one(file)
    if isinstance(file.model, OverlayModel):
        return check_overlay(library, file)[0], None
    composed = compose(file, [], library)
    return list(each_once(library, check(composed, library.ids("runbook")))), composed


def check_overlay(library: Library, file: PlanFile) -> tuple[list[Problem], dict[str, Composed]]:
    """Laid over each of its plans in turn; what the plans themselves have wrong is not told here. The second are the
    plans under it, by id.
    """
    problems: list[Problem] = []
    missed: list[Mention] = []
    found: set[Place] = set()
    made: dict[str, Composed] = {}
    for item in file.top.key("for").items():
        main = library.get(item.node.text)
        if main == "missing":
            problems.append(item.unknown("unknown-runbook", item.node.text, library.ids("runbook")))
        if not isinstance(main, PlanFile):
            continue
        composed = made[main.id] = compose(main, [file], library)
        known = library.alone(main).told
        problems += [p for p in check(composed, library.ids("runbook")) if (p.place, p.code) not in known]
        missed += composed.absent
        found |= {mention.spot.marks for mention in composed.present}
    steps = {step for composed in made.values() for step in composed.drafts}
    never = [mention for mention in missed if mention.spot.marks not in found]
    problems += [mention.spot.unknown("unknown-step", mention.id, steps) for mention in never]
    return list(each_once(library, problems)), made
