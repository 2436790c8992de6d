"""The names that a plan has, with where each is declared: what completion offers and where a definition is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runbooks.compose import Composed
from runbooks.plan import Plan, Text
from runbooks.problems import Place
from runbooks.unsaved import Study


@dataclass(frozen=True, slots=True)
class Names:
    """Of the plan as it could last be composed. `declared` has the place of each name by its kind: `step`, `fact`,
    `role`, `number`, `source`, `level`.
    """

    plan: Plan | None = None
    declared: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    runbooks: Mapping[str, Path] = field(default_factory=dict)

    def titles(self, kind: str) -> dict[str, Text]:
        """The names of a kind with what they are called."""
        plan = self.plan
        if kind == "runbook":
            return {name: {} for name in self.runbooks}
        if plan is None:
            return {}
        match kind:
            case "step":
                return {step.id: {k: f"{step.number} {v}" for k, v in step.title.items()} for step in plan.steps}
            case "fact":
                return {fact.id: fact.ask for fact in plan.facts.values()}
            case "role":
                return {role.id: role.title for role in plan.roles.values()}
            case "number":
                return {number.id: number.why for number in plan.numbers.values()}
            case "source":
                return {source.id: source.title for source in plan.sources.values()}
            case "level":
                return {level.id: level.title for level in plan.levels}
        return {}


def names_of(study: Study, before: Names) -> Names:
    """The names of a text that was studied. What is wrong in a step takes all of it out of the plan: until it is put
    right the plan is the last one that was whole, and its names are known beside the new ones.
    """
    runbooks = dict(study.runbooks)
    if study.composed is None:
        return Names(before.plan, before.declared, runbooks)
    composed = study.composed
    declared = _places(composed)
    if before.plan is not None and not sound(composed):
        return Names(before.plan, {**before.declared, **declared}, runbooks)
    return Names(composed.plan, declared, runbooks)


def sound(composed: Composed) -> bool:
    """Whether everything that stands in the files is in the plan."""
    return composed.whole and all(part.file.sound for part in composed.parts)


def _places(composed: Composed) -> dict[tuple[str, str], Place]:
    found = {key: spot.marks for key, spot in composed.declared.spots.items()}
    found |= {("step", draft.id): draft.spot.key("id").marks for draft in composed.drafts.values()}
    return found
