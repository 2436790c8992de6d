"""Every text of a plan file with its position and what it is: for the checks of languages and of personal data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from runbooks.gather import PlanFile
from runbooks.spots import Spot

Use = Literal["title", "about", "source", "number", "role", "level", "ask", "choice", "step", "form", "how", "say"]


@dataclass(frozen=True, slots=True)
class Written:
    """One text: a plain string or texts by language, where `spot` stands."""

    use: Use
    spot: Spot

    def languages(self) -> dict[str, Spot]:
        """Where each language stands; a plain string is under `""`."""
        if self.spot.node.kind == "map":
            return {language: value for language, _, value in self.spot.entries()}
        return {"": self.spot}


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A declaration of a fact; `key` points at its name."""

    id: str
    key: Spot
    spot: Spot


def texts(file: PlanFile) -> Iterator[Written]:
    """The texts of one file, in its order as far as the language has one."""
    top = file.top
    yield from _under(top, title="title", about="about")
    for source in _values(top, "sources"):
        yield from _under(source, title="source")
    for number in _values(top, "numbers"):
        yield from _under(number, replaces="number", why="number")
    for name, role in zip(file.model.roles, _values(top, "roles"), strict=True):
        full = file.model.roles[name].model_fields_set != {"title"} or role.has("title")
        yield Written("role", role.key("title") if full else role)
    for level in _items(top, "levels"):
        yield from _under(level, title="level", how="how")
    for fact in facts(file):
        yield from _under(fact.spot, ask="ask")
        for choice in choices(fact.spot):
            yield Written("choice", choice)
    for step in _items(top, "steps"):
        yield from _under(step, title="step", form="form", how="how", say="say")


def facts(file: PlanFile) -> Iterator[AskedFact]:
    """The facts that a file declares, under `facts` and in the records of its steps and changes."""
    top = file.top
    for name, key, value in top.key("facts").entries() if top.has("facts") else []:
        yield AskedFact(name, key, value)
    for owner in [*_items(top, "steps"), *_items(top, "change")]:
        for item in _items(owner, "record"):
            if item.node.kind == "map":
                yield AskedFact(item.key("id").node.text, item.key("id"), item)


def choices(fact: Spot) -> Iterator[Spot]:
    """The titles of a fact's choices, and of its columns' choices."""
    kind = fact.key("type").node.text
    for _, _, value in fact.key("of").entries() if fact.has("of") and kind in ("choice", "rows") else []:
        if kind == "choice":
            yield value
        elif value.node.kind == "map":
            yield from (title for _, _, title in value.entries())


def columns(fact: Spot) -> Iterator[tuple[str, Spot, Spot]]:
    """The columns of a `rows` fact: name, a spot that points at the name, its type."""
    if fact.key("type").node.text == "rows" and fact.has("of"):
        yield from fact.key("of").entries()


def _under(spot: Spot, **uses: Use) -> Iterator[Written]:
    for key, use in uses.items():
        if spot.has(key):
            yield Written(use, spot.key(key))


def _values(top: Spot, key: str) -> list[Spot]:
    return [value for _, _, value in top.key(key).entries()] if top.has(key) else []


def _items(spot: Spot, key: str) -> list[Spot]:
    return spot.key(key).items() if spot.has(key) else []
