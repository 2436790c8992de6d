"""All that a check of the text brings to light, worked out at once, so that a thread beside the keys can do it."""

from __future__ import annotations

from dataclasses import dataclass, field

from runbooks.changes import Change, changes
from runbooks.plan import Plan
from runbooks.problems import Problem
from runbooks.unsaved import Study
from tui.editing.marks import Mark, marks_of
from tui.editing.names import Names, names_of
from tui.editing.typical import Typical, typical_of


@dataclass(frozen=True, slots=True)
class Findings:
    """`others` are problems that stand in other files. `whole`: the plan is that of the text itself; if not, it and
    `typical` are still those of the last text of which a whole one could be made.
    """

    marks: tuple[Mark, ...] = ()
    others: tuple[Problem, ...] = ()
    names: Names = field(default_factory=Names)
    typical: Typical = field(default_factory=Typical)
    changes: tuple[Change, ...] = ()
    whole: bool = False

    @property
    def plan(self) -> Plan | None:
        """The plan as it could last be composed."""
        return self.names.plan


def findings(study: Study, file: str, before: Names, saved: Plan | None) -> Findings:
    """What a text says, held against the plan as it is on disk."""
    names = names_of(study, before)
    whole = study.composed is not None and names.plan is study.composed.plan
    others = tuple(p for p in study.problems if p.place.file != file)
    told = changes(saved, names.plan) if saved is not None and names.plan is not None else ()
    return Findings(marks_of(study.problems, file), others, names, typical_of(names.plan), told, whole)
