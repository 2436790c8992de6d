"""Drafts become steps of the plan: every name looked up, every condition, limit and citation read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from runbooks.citations import read_citations
from runbooks.conditions import ReadConditions
from runbooks.declare import Declared
from runbooks.drafts import Draft
from runbooks.limits import ReadLimits
from runbooks.numbering import written
from runbooks.plan import Condition, Limit, Step
from runbooks.problems import Problem
from runbooks.spots import Mention, Spot
from runbooks.works import read_work

ANYBODY = "any"
IN_COMMAND = "command"


@dataclass(slots=True)
class Built:
    """The steps with what checks need to know of their making."""

    steps: dict[str, Step] = field(default_factory=dict)
    limit_spots: dict[str, list[tuple[Limit, Spot]]] = field(default_factory=dict)
    uses: list[tuple[str, Spot]] = field(default_factory=list)
    """Facts that decide something in a step, with their positions."""
    absent: list[Mention] = field(default_factory=list)
    present: list[Mention] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Builder:
    """Builds the steps of one plan. `overlay_files` are the files whose `after` may name what this plan has not."""

    def __init__(
        self, drafts: Mapping[str, Draft], declared: Declared, overlay_files: Iterable[str], *, private: bool
    ) -> None:
        self.drafts = drafts
        self.declared = declared
        self.overlay_files = frozenset(overlay_files)
        self.conditions = ReadConditions(declared.known)
        self.limits = ReadLimits(declared, drafts, self.conditions, private)
        self.built = Built()

    def build(self, numbers: Mapping[str, int]) -> Built:
        """All steps, in the order of their numbers."""
        for step in sorted(numbers, key=lambda step: numbers[step]):
            self.built.steps[step] = self._step(self.drafts[step], written(numbers[step]))
        self.built.uses += self.conditions.uses + self.limits.dates
        self.built.problems += self.conditions.problems + self.limits.problems
        return self.built

    def _step(self, draft: Draft, number: str) -> Step:
        model, spot = draft.model, draft.spot
        source, wrong = read_citations(spot.key("source"), self.declared.sources)
        self.built.problems += wrong
        work = None
        if draft.work is not None:
            work, wrong = read_work(draft.work)
            self.built.problems += wrong
        limits = []
        for limit_model, limit_spot in draft.limits:
            limit = self.limits.read(limit_model, limit_spot, model.each)
            if limit is not None:
                limits.append((limit, limit_spot))
        self.built.limit_spots[draft.id] = limits
        tells = [Mention(item.node.text, item) for item in spot.key("tells").items()] if spot.has("tells") else []
        return Step(
            id=draft.id,
            number=number,
            title=model.title,
            stage=model.stage,
            role=self._roles(draft.role),
            source=source,
            after=self._after(draft),
            when=self._when(draft),
            each=self._each(draft),
            limits=tuple(limit for limit, _ in limits),
            record=self._record(draft),
            form=model.form or {},
            how=model.how or {},
            say=model.say or {},
            tells=self._roles(tells),
            opens=model.opens or "",
            where=model.where or "",
            work=work,
            part=draft.part,
        )

    def _when(self, draft: Draft) -> Condition | None:
        return None if draft.when is None else self.conditions.read(draft.when)

    def _after(self, draft: Draft) -> tuple[tuple[str, ...], ...]:
        entries = []
        for entry in draft.after:
            members = []
            for mention in self._once(entry):
                overlay = mention.spot.marks.file in self.overlay_files
                if overlay:
                    (self.built.present if mention.id in self.drafts else self.built.absent).append(mention)
                if mention.id in self.drafts:
                    members.append(mention.id)
                elif overlay:
                    continue
                else:
                    self.built.problems.append(mention.spot.unknown("unknown-step", mention.id, self.drafts))
            if members:
                entries.append(tuple(members))
        return tuple(dict.fromkeys(entries))

    def _roles(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        for mention in mentions:
            if mention.id != IN_COMMAND and mention.id not in self.declared.roles:
                self.built.problems.append(mention.spot.unknown("unknown-role", mention.id, self.declared.roles))
        return tuple(mention.id for mention in self._once(mentions))

    def _each(self, draft: Draft) -> str | None:
        if draft.model.each is None:
            return None
        at = draft.spot.key("each")
        fact = self.declared.facts.get(draft.model.each)
        if fact is None:
            rows = [f.id for f in self.declared.facts.values() if f.type == "rows"]
            self.built.problems.append(at.unknown("unknown-fact", draft.model.each, rows))
            return None
        if fact.type != "rows":
            self.built.problems.append(at.problem("each-without-rows", {"given": fact.id, "type": fact.type}))
        self.built.uses.append((fact.id, at))
        return fact.id

    def _record(self, draft: Draft) -> tuple[str, ...]:
        for mention in draft.record:
            if mention.id == "level":
                if not self.declared.levels:
                    self.built.problems.append(mention.spot.problem("no-levels", {"given": "level"}))
            elif mention.id not in self.declared.facts:
                self.built.problems.append(mention.spot.unknown("unknown-fact", mention.id, self.declared.facts))
        return tuple(mention.id for mention in self._once(draft.record))

    def _once(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Without names that stand twice in one list, which are problems."""
        found: dict[str, Mention] = {}
        for mention in mentions:
            if mention.id in found:
                self.built.problems.append(mention.spot.problem("named-twice", {"given": mention.id}))
            found.setdefault(mention.id, mention)
        return list(found.values())
