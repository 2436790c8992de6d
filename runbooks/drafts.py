"""Steps while a plan is being composed: as their files have them, with positions, then changed by include and change.

`after` and `when` of an include fall on the heads of what it brings in; changes are made from the inside out: a part's
own first, then those of what includes it, the overlays last. Added limits stand after the step's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from runbooks.gather import Part
from runbooks.model_steps import ChangeModel, LimitModel, RecordedFactModel, StepModel
from runbooks.problems import Problem, Value
from runbooks.spots import Mention, Spot, mentions

T = TypeVar("T")


@dataclass(slots=True)
class Draft:
    """One step of the plan to be. Every name that it mentions has its position."""

    model: StepModel
    spot: Spot
    part: str
    overlay: bool
    role: list[Mention]
    after: list[list[Mention]]
    when: Spot | None
    limits: list[tuple[LimitModel, Spot]]
    record: list[Mention]
    work: Spot | None

    @property
    def id(self) -> str:
        """The step's id."""
        return self.model.id


@dataclass(frozen=True, slots=True)
class InPlace:
    """A fact that a record declares where it asks it."""

    model: RecordedFactModel
    spot: Spot
    part: str


@dataclass(slots=True)
class Drafting:
    """The steps of a tree of parts. `absent` are names in an overlay that this plan has not, `present` those it has."""

    problems: list[Problem] = field(default_factory=list)
    steps: dict[str, Draft] = field(default_factory=dict)
    in_place: list[InPlace] = field(default_factory=list)
    absent: list[Mention] = field(default_factory=list)
    present: list[Mention] = field(default_factory=list)

    def add(self, part: Part) -> list[str]:
        """Drafts everything that a part brings in; gives the ids of its steps."""
        own = [self._draft(part, spot, model) for spot, model in _pairs(part, "steps", part.file.model.steps)]
        brought = [step for step in own if step]
        for below in part.below:
            inner = self.add(below)
            self._heads(below, inner)
            brought += inner
        for spot, change in _pairs(part, "change", part.file.model.change):
            self._change(part, spot, change, set(own))
        return brought

    def _draft(self, part: Part, spot: Spot, model: StepModel) -> str:
        if model.id in self.steps:
            first = self.steps[model.id].spot.key("id").address
            self.problems.append(spot.key("id").problem("doubled-step", {"given": model.id, "first": first}))
            return ""
        self.steps[model.id] = Draft(
            model=model,
            spot=spot,
            part=part.file.id,
            overlay=part.file.overlay,
            role=mentions(spot.key("role")),
            after=_after(spot),
            when=spot.get("when"),
            limits=_limits(spot, model.limits),
            record=self._record(part, spot, model.record),
            work=spot.get("work"),
        )
        return model.id

    def _heads(self, part: Part, steps: list[str]) -> None:
        for draft in [self.steps[step] for step in steps]:
            if draft.after:
                continue
            if part.after is not None:
                draft.after = _entries(part.after)
            if part.when is not None:
                draft.when = part.when

    def _change(self, part: Part, spot: Spot, change: ChangeModel, own: set[str]) -> None:
        record = self._record(part, spot, change.record)
        for mention in mentions(spot.key("step")):
            if mention.id in own:
                self.problems.append(mention.spot.problem("change-of-own-step", {"given": mention.id}))
            elif (draft := self.steps.get(mention.id)) is not None:
                if part.file.overlay:
                    self.present.append(mention)
                    self._note_change(draft, spot, change)
                self._apply(draft, spot, change, record)
            elif part.file.overlay:
                self.absent.append(mention)
            else:
                self.problems.append(mention.spot.unknown("unknown-step", mention.id, self.steps))

    def _apply(self, draft: Draft, spot: Spot, change: ChangeModel, record: list[Mention]) -> None:
        draft.limits += _limits(spot, change.limits)
        known = {mention.id for mention in draft.record}
        draft.record += [mention for mention in record if mention.id not in known]
        if spot.has("role"):
            draft.role = mentions(spot.key("role"))
        if spot.has("after"):
            draft.after = _after(spot)
        if spot.has("when"):
            draft.when = spot.key("when")
        if spot.has("work"):
            draft.work = spot.key("work")

    def _note_change(self, draft: Draft, spot: Spot, change: ChangeModel) -> None:
        if change.role is not None and change.role != [mention.id for mention in draft.role]:
            roles = tuple(mention.id for mention in draft.role)
            values: dict[str, Value] = {"step": draft.id, "before": roles, "now": tuple(change.role)}
            self.problems.append(spot.key("role").problem("overlay-changes-role", values, severity="note"))
        if spot.has("when"):
            code = "overlay-narrows-step" if draft.when is None else "overlay-changes-when"
            self.problems.append(spot.key("when").problem(code, {"step": draft.id}, severity="note"))
        if spot.has("after"):
            before = tuple(" / ".join(m.id for m in entry) for entry in draft.after)
            values = {"step": draft.id, "before": before}
            self.problems.append(spot.key("after").problem("overlay-changes-order", values, severity="note"))

    def _record(self, part: Part, spot: Spot, models: list[str | RecordedFactModel]) -> list[Mention]:
        if not models:
            return []
        found = []
        for model, item in zip(models, spot.key("record").items(), strict=True):
            if isinstance(model, RecordedFactModel):
                self.in_place.append(InPlace(model, item, part.file.id))
                found.append(Mention(model.id, item.key("id")))
            else:
                found.append(Mention(model, item))
        return found


def _pairs(part: Part, key: str, models: list[T]) -> list[tuple[Spot, T]]:
    return list(zip(part.file.top.key(key).items(), models, strict=True)) if models else []


def _limits(spot: Spot, models: list[LimitModel]) -> list[tuple[LimitModel, Spot]]:
    return list(zip(models, spot.key("limits").items(), strict=True)) if models else []


def _after(spot: Spot) -> list[list[Mention]]:
    return _entries(spot.key("after")) if spot.has("after") else []


def _entries(spot: Spot) -> list[list[Mention]]:
    """Entries of `after`: a step, or any one of several."""
    return [mentions(item.key("any") if item.node.kind == "map" else item) for item in spot.items()]
