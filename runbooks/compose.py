"""Files to a plan: what is included and laid over it, the site's numbers and profile, the fixed numbers of steps.

Composing goes on past what is wrong, so that all problems of a plan are told at once; a plan comes out only when
no error was among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runbooks.build import Builder, Built
from runbooks.declare import Declared, declare
from runbooks.drafts import Draft, Drafting
from runbooks.gather import Gathering, Part, PlanFile, Shelf
from runbooks.numbering import number_steps
from runbooks.plan import Plan
from runbooks.problems import Problem
from runbooks.site import SiteFile
from runbooks.spots import Mention


@dataclass(frozen=True, slots=True)
class Composed:
    """A plan being composed, with everything that its checks look at."""

    plan: Plan
    parts: tuple[Part, ...]
    declared: Declared
    drafts: dict[str, Draft]
    built: Built
    whole: bool
    """Whether every file that is named could be used; if not, names may be unknown for that reason alone."""
    problems: tuple[Problem, ...] = ()
    absent: tuple[Mention, ...] = ()
    present: tuple[Mention, ...] = ()
    """Names of steps in overlays that this plan has not, and those that it has."""


def compose(main: PlanFile, overlays: Sequence[PlanFile], shelf: Shelf, site: SiteFile | None = None) -> Composed:
    """The plan of a runbook with its parts, under these overlays, at this site."""
    gathering = Gathering(shelf)
    trees = [gathering.gather(file) for file in (main, *overlays)]
    parts = tuple(part for tree in trees for part in tree.all())
    drafting = Drafting()
    for tree in trees:
        drafting.add(tree)
    declared, wrong = declare(parts, drafting.in_place, site.top if site else None)
    laid = [part.file for tree in trees[1:] for part in tree.all()]
    private = site is not None and site.site.profile == "private"
    builder = Builder(drafting.steps, declared, [f.top.marks.file for f in laid], private=private)
    built = builder.build(_numbers(main, parts, drafting, [file.id for file in laid]))
    model = main.model
    plan = Plan(
        id=main.id,
        title=model.title,
        version=model.version,
        steps=tuple(built.steps.values()),
        about=model.about or {},
        languages=tuple(language for language in model.title if language),
        sources=declared.sources,
        numbers=declared.numbers,
        roles=declared.roles,
        facts=declared.facts,
        levels=tuple(declared.levels),
        profile="private" if private else "state-owned",
        timezone=site.site.timezone if site else Plan.timezone,
        overlays=tuple(overlay.id for overlay in overlays),
        parts=tuple(part.file.id for part in parts if part.file is not main and not part.file.overlay),
    )
    problems = (*gathering.problems, *drafting.problems, *wrong, *built.problems)
    if not gathering.whole:
        sure = not gathering.missing and all(part.file.cut <= _NAMING_NO_ROLES for part in parts)
        problems = tuple(p for p in problems if not _may_be_elsewhere(p) or (sure and p.code in _SURE))
    absent = (*drafting.absent, *built.absent)
    present = (*drafting.present, *built.present)
    return Composed(plan, parts, declared, drafting.steps, built, gathering.whole, problems, absent, present)


_NAMING_NO_ROLES = frozenset({"steps", "facts", "change"})
"""Keys under which entries may be left out without a role, a source, a number or a level being left out with them."""
_SURE = frozenset({"unknown-role", "unknown-source", "unknown-number", "unknown-level"})


def _may_be_elsewhere(problem: Problem) -> bool:
    """A name may be unknown only because the file that declares it could not be used."""
    named = problem.code.startswith("unknown-") and problem.code != "unknown-runbook"
    return named or problem.code == "no-levels"


def _numbers(main: PlanFile, parts: Sequence[Part], drafting: Drafting, laid: Sequence[str]) -> dict[str, int]:
    starts = {part.file.id: part.file.model.number_from for part in parts if part.file is not main}
    return number_steps(
        main.id,
        [(draft.id, draft.part) for draft in drafting.steps.values()],
        {part: start for part, start in starts.items() if start is not None},
        laid,
    )
