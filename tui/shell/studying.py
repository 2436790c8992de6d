"""A file checked as it is being written: its text stands for the file, and all others are those on disk.

Whatever kind it is, it gets what `drillbook check` would say of it; and the plan that it is or is for, as `show` and
`run` would have that plan here, under the site's overlays and with its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict

from runbooks.compose import Composed, compose
from runbooks.gather import PlanFile
from runbooks.library import check_in, check_overlay, laid_by
from runbooks.model import OverlayModel
from runbooks.plan import Plan, Text
from runbooks.problems import Place, Problem
from runbooks.site import SiteFile, read_site, site_of
from runbooks.site_checks import check_site
from runbooks.spots import Spot
from runbooks.unsaved import Remembered, UnsavedLibrary, stamp_of
from tui.editing.study import Applied, Study, kind_among, kind_of_text


class Workshop:
    """Checks one file's text again and again, against the files beside it. `site` is the site's file, if it has one."""

    def __init__(self, path: Path, search: Sequence[Path] = (), site: Path | None = None) -> None:
        self.path = path
        self._search = (path.parent, *search)
        self._remembered = Remembered()
        self._site_path = site
        self._site_known: tuple[tuple[int, int], SiteFile | None] | None = None

    def study(self, data: bytes, chosen: str = "") -> Study:
        """Everything about this text of the file, held against the plan that was chosen, if it can be."""
        library = UnsavedLibrary(self._search, self.path, data, self._remembered)
        top, problems = library.own
        if top is None:
            kind = kind_of_text(data.decode(errors="replace").split("\n"))
            return Study(kind, tuple(problems), **_paths(library))
        kind = kind_among(top.keys())
        if kind == "scenario":
            return self._scenario(library, top)
        if kind == "site":
            return self._site_file(library, top, chosen)
        return self._overlay(library, chosen) if kind == "overlay" else self._runbook(library)

    # -- plans --------------------------------------------------------------------------------------

    def _runbook(self, library: UnsavedLibrary) -> Study:
        problems, composed = check_in(library, self.path)
        shown, applied = None, None
        main = library.open(self.path)
        if composed is not None and main is not None:
            shown, applied = self._in_force(library, main, composed)
        return Study("runbook", self._own_first(problems), composed, shown, applied=applied, **_paths(library))

    def _in_force(self, library: UnsavedLibrary, main: PlanFile, alone: Composed) -> tuple[Plan, Applied | None]:
        """The plan at the site; composed once more only where that makes it another one."""
        site, applied = self._site()
        if site is None:
            return alone.plan, applied
        laid = laid_by(self._with_site(library, site), main, site)
        if not laid and not site.site.numbers.keys() & alone.plan.numbers.keys() and site.site.profile != "private":
            return replace(alone.plan, timezone=site.site.timezone), None
        composed = compose(main, laid, library, site)
        return composed.plan, applied_to(composed.plan, site)

    def _overlay(self, library: UnsavedLibrary, chosen: str) -> Study:
        file = library.open(self.path)
        if file is None or not isinstance(file.model, OverlayModel):
            return Study("overlay", self._own_first(check_in(library, self.path)[0]), **_paths(library))
        library.only_one(file)
        problems, made = check_overlay(library, file)
        study = Study("overlay", self._own_first(problems), **_paths(library))
        plans = tuple(name for name in dict.fromkeys(file.model.for_) if name in library.ids("runbook"))
        chosen = chosen if chosen in plans else next(iter(plans), "")
        main = library.get(chosen) if chosen else "missing"
        study = replace(study, plans=plans, chosen=chosen)
        if not isinstance(main, PlanFile) or main.id not in made:
            return study
        site, applied = self._site()
        if site is None:
            under, before = made[main.id], library.alone(main).composed
            return replace(study, composed=under, shown=under.plan, before=before.plan, applied=applied)
        laid = laid_by(self._with_site(library, site), main, site)
        others = [other for other in laid if other.id != file.id]
        before = compose(main, others, library, site)
        in_force = len(others) < len(laid)
        beside = [file if other.id == file.id else other for other in laid] if in_force else [*laid, file]
        composed = compose(main, beside, library, site)
        problems += self._only_here(composed, problems)
        study = replace(study, problems=self._own_first(problems))
        own = composed.plan.overlays if in_force else before.plan.overlays
        applied = applied_to(replace(composed.plan, overlays=own), site)
        return replace(study, composed=composed, shown=composed.plan, before=before.plan, applied=applied)

    # -- what is no plan ----------------------------------------------------------------------------

    def _site_file(self, library: UnsavedLibrary, top: Spot, chosen: str) -> Study:
        site, problems = site_of(self.path, top, library.own[1])
        told = check_site(library, site, problems)
        study = Study("site", self._own_first(told), site=None if site is None else site.site, **_paths(library))
        study = replace(study, **_declared(library))
        if site is None:
            return study
        plans = _lived(library, site.site.default_plan)
        chosen = chosen if chosen in plans else next(iter(plans), "")
        main = library.get(chosen) if chosen else "missing"
        study = replace(study, plans=plans, chosen=chosen)
        if not isinstance(main, PlanFile):
            return study
        before = compose(main, [], library)
        composed = compose(main, laid_by(library, main, site), library, site)
        applied = applied_to(composed.plan, site)
        return replace(study, composed=composed, shown=composed.plan, before=before.plan, applied=applied)

    def _scenario(self, library: UnsavedLibrary, top: Spot) -> Study:
        # only who writes a scenario pays for what reads one
        from simulator.scenario_data import scenario_data
        from simulator.scenario_loading import folders, scenario_in

        site, applied = self._site()
        beside = () if site is None else (site.path.parent,)
        library = library.among(folders(self.path, (*self._search[1:], *beside)))
        loaded = scenario_in(library, self.path, top, library.own[1], site)
        data = None
        if loaded.scenario is not None and loaded.plan is not None:
            data = scenario_data(loaded.scenario, loaded.plan)
        composed = loaded.composed
        shown = composed.plan if composed is not None else None
        if site is not None and shown is not None:
            applied = applied_to(replace(shown, overlays=()), site)
        own = self._own_first(loaded.problems)
        return Study("scenario", own, composed, shown, applied=applied, scenario=data, **_paths(library))

    # -- the site -----------------------------------------------------------------------------------

    def _site(self) -> tuple[SiteFile | None, Applied | None]:
        """The site's file as it is on disk; that it cannot be used."""
        path = self._site_path
        if path is None:
            return None, None
        stamp = stamp_of(path)
        if self._site_known is None or self._site_known[0] != stamp:
            self._site_known = (stamp, read_site(path)[0])
        site = self._site_known[1]
        return site, Applied(str(path), broken=True) if site is None else None

    def _with_site(self, library: UnsavedLibrary, site: SiteFile) -> UnsavedLibrary:
        """Overlays that stand beside the site's file are found there, too."""
        if all(name in library.ids("overlay") for name in site.site.overlays):
            return library
        return library.among((*self._search, site.path.parent))

    def _only_here(self, composed: Composed, told: Sequence[Problem]) -> list[Problem]:
        """What is wrong with this file only beside the site's other overlays: the plan could not be lived here."""
        known = {(problem.place, problem.code) for problem in told}
        mine = [problem for problem in composed.problems if problem.place.file == str(self.path)]
        return [problem for problem in mine if (problem.place, problem.code) not in known]

    def _own_first(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        own = str(self.path)
        return tuple(sorted(problems, key=lambda problem: problem.place.file != own))


def applied_to(plan: Plan, site: SiteFile) -> Applied | None:
    """What of a site is in a plan that was composed for it; None where that makes no difference."""
    numbers = tuple(number.id for number in plan.numbers.values() if number.by_site)
    private = plan.profile == "private"
    if not plan.overlays and not numbers and not private:
        return None
    return Applied(str(site.path), plan.overlays, numbers, private)


class _Paths(TypedDict):
    runbooks: tuple[tuple[str, Path], ...]
    overlays: tuple[tuple[str, Path], ...]


def _paths(library: UnsavedLibrary) -> _Paths:
    return {"runbooks": library.paths("runbook"), "overlays": library.paths("overlay")}


def _lived(library: UnsavedLibrary, default: str) -> tuple[str, ...]:
    """The plans that one opens; that of the site first."""
    opened = []
    for name in library.ids("runbook"):
        file = library.get(name)
        if isinstance(file, PlanFile) and file.model.steps and file.model.number_from is None:
            opened.append(name)
    return tuple(sorted(opened, key=lambda name: name != default))


class _Declared(TypedDict):
    titles: dict[str, dict[str, Text]]
    declared: dict[tuple[str, str], Place]


def _declared(library: UnsavedLibrary) -> _Declared:
    """The roles and numbers of all plans that can be had, with their titles and places."""
    titles: dict[str, dict[str, Text]] = {}
    places: dict[tuple[str, str], Place] = {}
    for kind, key, said in (("role", "roles", "title"), ("number", "numbers", "why")):
        named = library.names(key)
        titles[kind] = {name: _text(value.key(said).node.plain()) for name, value in named.items()}
        places |= {(kind, name): value.marks for name, value in named.items()}
    return {"titles": titles, "declared": places}


def _text(plain: Any) -> Text:
    """A text, or texts by language; a role may be written as no more than its title."""
    if isinstance(plain, str):
        return {"": plain}
    return {k: v for k, v in plain.items() if isinstance(v, str)} if isinstance(plain, dict) else {}
