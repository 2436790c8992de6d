"""The names that a file can use, with where each is declared: what completion offers and where a definition is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from runbooks.compose import Composed
from runbooks.plan import Plan, Text
from runbooks.problems import Place
from tui.editing.study import Kind, Study


@dataclass(frozen=True, slots=True)
class Names:
    """Of the plan as it could last be composed: the file's own, or the one that it is held against. `declared` has the
    place of each name by its kind: `step`, `fact`, `role`, `number`, `source`, `level`.
    """

    kind: Kind = "runbook"
    plan: Plan | None = None
    declared: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    runbooks: Mapping[str, Path] = field(default_factory=dict)
    overlays: Mapping[str, Path] = field(default_factory=dict)
    more: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """Names by kind, where any plan's will do."""

    def titles(self, kind: str) -> Mapping[str, Text]:
        """The names of a kind with what they are called."""
        if kind in self.more:
            return self.more[kind]
        if kind in {"runbook", "overlay"}:
            return {name: {} for name in (self.runbooks if kind == "runbook" else self.overlays)}
        return {} if self.plan is None else _titles(self.plan, kind)


def _titles(plan: Plan, kind: str) -> Mapping[str, Text]:
    roles = plan.roles.values()
    match kind:
        case "step":
            return {step.id: {k: f"{step.number} {v}" for k, v in step.title.items()} for step in plan.steps}
        case "fact":
            return {fact.id: fact.ask for fact in plan.facts.values()}
        case "role":
            return {role.id: role.title for role in roles}
        case "there":
            return {role.id: role.title for role in roles if role.kind != "outside" and not role.one_of}
        case "outside" | "thing":
            return {role.id: role.title for role in roles if role.kind == kind}
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
    now = replace(
        before,
        kind=study.kind,
        runbooks=dict(study.runbooks),
        overlays=dict(study.overlays),
        more=study.titles or before.more,
    )
    composed = study.composed
    if composed is None:
        return replace(now, declared={**before.declared, **study.declared})
    declared = {**study.declared, **_places(composed)}
    if before.plan is not None and before.plan.id == composed.plan.id and not sound(composed):
        return replace(now, declared={**before.declared, **declared})
    return replace(now, plan=composed.plan, declared=declared)


def sound(composed: Composed) -> bool:
    """Whether everything that stands in the files is in the plan."""
    return composed.whole and all(part.file.sound for part in composed.parts)


def _places(composed: Composed) -> dict[tuple[str, str], Place]:
    found = {key: spot.marks for key, spot in composed.declared.spots.items()}
    found |= {("step", draft.id): draft.spot.key("id").marks for draft in composed.drafts.values()}
    return found
