"""All that a check of the text brings to light, worked out at once, so that a thread beside the keys can do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reports.scenario_changes import scenario_changes
from runbooks.changes import Change, changes
from runbooks.plan import Plan
from runbooks.problems import Problem
from runbooks.site import Site
from runbooks.site_changes import site_changes
from tui.editing.marks import Mark, marks_of
from tui.editing.names import Names, names_of, sound
from tui.editing.study import Applied, Kind, Study
from tui.editing.text import Lines
from tui.editing.typical import Typical, typical_of


@dataclass(frozen=True, slots=True)
class Base:
    """The text on disk, and what it makes, held against `chosen`; what changed is told against it. `plan` is the plan
    that it is or, of a scenario, that it drills.
    """

    lines: Lines
    chosen: str = ""
    plan: Plan | None = None
    site: Site | None = None
    scenario: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """`others` are problems that stand in other files. `whole`: what is shown is that of the text itself; if not, it is
    still that of the last text of which a whole one could be made.

    They are compared by identity: what is drawn of one is remembered until there is another.

    `plan` is the plan as it is lived here: the text's own, or the one that it is held against. `before` is that plan
    without what this file does to it, `laid` what an overlay changes of it.
    """

    marks: tuple[Mark, ...] = ()
    others: tuple[Problem, ...] = ()
    names: Names = field(default_factory=Names)
    plan: Plan | None = None
    typical: Typical = field(default_factory=Typical)
    changes: tuple[Change, ...] = ()
    whole: bool = False
    base: Base | None = None
    before: Plan | None = None
    laid: tuple[Change, ...] = ()
    applied: Applied | None = None
    plans: tuple[str, ...] = ()
    chosen: str = ""
    site: Site | None = None
    scenario: Mapping[str, Any] | None = None

    @property
    def kind(self) -> Kind:
        """What the file is."""
        return self.names.kind


def findings(study: Study, file: str, last: Findings, base: Base | None) -> Findings:
    """What a text says, held against what is on disk. `last` is what was known before."""
    if not study.plans and study.kind == last.kind:
        study = replace(study, plans=last.plans, chosen=last.chosen)
    names = names_of(study, last.names if study.chosen == last.chosen else Names())
    found = replace(
        last,
        marks=marks_of(study.problems, file),
        others=tuple(problem for problem in study.problems if problem.place.file != file),
        names=names,
        whole=_whole(study, names),
        base=base,
        plans=study.plans,
        chosen=study.chosen,
        changes=changed(base, names.plan, study),
    )
    if not found.whole and last.plan is not None and (last.kind, last.chosen) == (study.kind, study.chosen):
        return found
    return replace(
        found,
        plan=study.shown,
        before=study.before,
        typical=typical_of(study.shown),
        laid=laid(study),
        applied=study.applied,
        site=study.site,
        scenario=study.scenario,
    )


def laid(study: Study) -> tuple[Change, ...]:
    """What an overlay changes of its plan."""
    if study.kind != "overlay" or study.before is None or study.shown is None:
        return ()
    return changes(study.before, study.shown)


def changed(base: Base | None, plan: Plan | None, study: Study) -> tuple[Change, ...]:
    """What differs in meaning from what is on disk, where both of them mean something."""
    if base is None:
        return ()
    if study.kind == "site":
        return () if base.site is None or study.site is None else site_changes(base.site, study.site)
    if study.kind == "scenario":
        return () if not base.scenario or not study.scenario else scenario_changes(base.scenario, study.scenario)
    return () if base.plan is None or plan is None else changes(base.plan, plan)


def base_of(study: Study, lines: Lines) -> Base:
    """What the text on disk makes."""
    composed = study.composed
    plan = composed.plan if composed is not None and sound(composed) else None
    return Base(lines, study.chosen, plan, study.site, study.scenario)


def base_now(found: Findings, lines: Lines) -> Base:
    """The same of a text that was saved as it was last checked; nothing of it where it has an error."""
    if not found.whole:
        return Base(lines, found.chosen)
    return Base(lines, found.chosen, found.names.plan, found.site, found.scenario)


def _whole(study: Study, names: Names) -> bool:
    if study.kind == "scenario":
        return study.scenario is not None
    if study.kind == "site":
        return study.site is not None
    return study.composed is not None and names.plan is study.composed.plan
