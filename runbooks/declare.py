"""What the parts of a plan declare: sources, numbers, roles, facts and levels, each name once.

An including file may give an included role another title, and its questions win over those of what it includes; a
source, a number or a step has one home only. The site's own numbers are set in here, before anything uses them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from runbooks.amounts import read_number, site_number
from runbooks.conditions import Known, ReadConditions, compares
from runbooks.drafts import InPlace
from runbooks.facts import read_fact, shape
from runbooks.gather import Part
from runbooks.plan import Condition, Fact, Level, Number, Role, Source
from runbooks.problems import Problem
from runbooks.spots import Spot


@dataclass(slots=True)
class Declared:
    """All names of a plan with their meaning; `spots` has the place of each, by kind and name."""

    sources: dict[str, Source] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    whens: list[tuple[str, Condition | None, Spot]] = field(default_factory=list)
    """The conditions of facts and levels, with their positions."""
    level_spots: dict[str, Spot] = field(default_factory=dict)
    fact_uses: list[tuple[str, str, Spot]] = field(default_factory=list)
    """Facts asked under a condition, the fact that the condition looks at, and where."""
    level_uses: list[tuple[str, Spot]] = field(default_factory=list)
    unused_numbers: list[tuple[str, Spot]] = field(default_factory=list)

    @property
    def known(self) -> Known:
        """What conditions may name."""
        return Known(self.facts, tuple(level.id for level in self.levels), self.numbers)


def declare(parts: Sequence[Part], in_place: Sequence[InPlace], site: Spot | None) -> tuple[Declared, list[Problem]]:
    """Everything that these parts declare, in their order of precedence."""
    declaring = _Declaring(site)
    for part in parts:
        declaring.sources(part)
        declaring.numbers(part)
        declaring.roles(part)
    for part in parts:
        declaring.facts(part, [fact for fact in in_place if fact.part == part.file.id])
        declaring.levels(part)
    declaring.conditions()
    if site is not None and site.has("numbers"):
        unused = [(name, key) for name, key, _ in site.key("numbers").entries() if name not in declaring.found.numbers]
        declaring.found.unused_numbers += unused
    return declaring.found, declaring.problems


class _Declaring:
    def __init__(self, site: Spot | None) -> None:
        self.found = Declared()
        self.problems: list[Problem] = []
        self._site = (
            {name: value for name, _, value in site.key("numbers").entries()} if site and site.has("numbers") else {}
        )
        self._part: dict[tuple[str, str], Part] = {}
        self._levels: list[tuple[Level, Spot]] = []
        self._whens: list[tuple[str, Spot]] = []

    def _new(self, kind: str, name: str, key: Spot, part: Part) -> bool:
        """Whether the name is new; if not, it is a problem that tells the first place."""
        if (kind, name) not in self.found.spots:
            self.found.spots[kind, name] = key
            self._part[kind, name] = part
            return True
        self._doubled(kind, name, key)
        return False

    def _doubled(self, kind: str, name: str, key: Spot) -> None:
        first = self.found.spots[kind, name].address
        self.problems.append(key.problem(f"doubled-{kind}", {"given": name, "first": first}))

    def sources(self, part: Part) -> None:
        models = part.file.model.sources
        for name, key, _ in part.file.top.key("sources").entries() if models else []:
            if self._new("source", name, key, part):
                model = models[name]
                self.found.sources[name] = Source(name, model.title, model.kind, model.edition, model.binds or "")

    def numbers(self, part: Part) -> None:
        models = part.file.model.numbers
        for name, key, value in part.file.top.key("numbers").entries() if models else []:
            if not self._new("number", name, key, part):
                continue
            amount, problems = read_number(value.key("is"))
            if amount is not None:
                model = models[name]
                number = Number(name, amount, model.replaces, model.why)
                if name in self._site:
                    number, wrong = site_number(number, self._site[name])
                    problems += wrong
                self.found.numbers[name] = number
            self.problems += problems

    def roles(self, part: Part) -> None:
        models = part.file.model.roles
        for name, key, _ in part.file.top.key("roles").entries() if models else []:
            model = models[name]
            role = Role(name, model.title, model.kind, tuple(model.one_of))
            if ("role", name) not in self.found.spots:
                self._new("role", name, key, part)
                self.found.roles[name] = role
                continue
            first = self._part["role", name]
            mine = self.found.roles[name]
            only_title = first.file.model.roles[name].model_fields_set == {"title"}
            if first.file.id in part.above and only_title:
                self.found.roles[name] = replace(mine, kind=role.kind, one_of=role.one_of)
            elif mine != role:
                self._doubled("role", name, key)

    def facts(self, part: Part, in_place: Sequence[InPlace]) -> None:
        models = part.file.model.facts
        listed = [(n, models[n], k, v) for n, k, v in part.file.top.key("facts").entries()] if models else []
        asked = [(f.model.id, f.model, f.spot.key("id"), f.spot) for f in in_place]
        for name, model, key, value in [*listed, *asked]:
            fact, problems = read_fact(name, model, value, self.found.sources)
            self.problems += problems
            if ("fact", name) not in self.found.spots:
                self._new("fact", name, key, part)
                self.found.facts[name] = fact
                if value.has("when"):
                    self._whens.append((name, value.key("when")))
            elif self._part["fact", name] is part:
                self._doubled("fact", name, key)
            elif not problems and shape(fact) != shape(self.found.facts[name]):
                first = self.found.spots["fact", name].address
                self.problems.append(key.problem("fact-differs", {"given": name, "first": first}))

    def levels(self, part: Part) -> None:
        models = part.file.model.levels
        spots = part.file.top.key("levels").items() if models else []
        if models and self._levels:
            self.problems.append(spots[0].problem("doubled-levels", {"first": self._levels[0][1].address}))
            return
        for model, spot in zip(models, spots, strict=True):
            if self._new("level", model.id, spot.key("id"), part):
                level = Level(model.id, model.title, model.command or "", None, model.how or {})
                self._levels.append((level, spot))
                self.found.level_spots[level.id] = spot
        self.found.levels = [level for level, _ in self._levels]

    def conditions(self) -> None:
        """Reads the conditions of facts and levels, now that every fact is known."""
        known = self.found.known
        reader = ReadConditions(known)
        for name, spot in self._whens:
            before = len(reader.uses)
            condition = reader.read(spot)
            self.found.whens.append((name, condition, spot))
            self.found.facts[name] = replace(self.found.facts[name], when=condition)
            self.found.fact_uses += [(name, used, at) for used, at in reader.uses[before:]]
        self.problems += reader.problems
        reader = ReadConditions(known)
        for i, (level, spot) in enumerate(self._levels):
            if spot.has("when"):
                condition = reader.read(spot.key("when"))
                self.found.whens.append((level.id, condition, spot.key("when")))
                if any(compare.fact == "level" for compare in compares(condition)):
                    self.problems.append(spot.key("when").problem("level-by-level", {"given": level.id}))
                self.found.levels[i] = replace(level, when=condition)
        self.found.level_uses = reader.uses
        self.problems += reader.problems
