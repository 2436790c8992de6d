"""The files that make a plan: the runbook, what it includes, and the overlays laid over it.

Each part comes in once, however often it is named. The order is that of precedence: a file stands before what it
includes, and what it includes stands in the order in which it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from runbooks.model import IncludeModel, OverlayModel, RunbookModel
from runbooks.problems import Problem
from runbooks.spots import Spot


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A runbook or an overlay as it was read: its model, and the top of its nodes for positions.

    Where it is not `sound`, entries that are no plan at all have been left out, under the keys of `cut`; their problems
    are told elsewhere.
    """

    model: RunbookModel | OverlayModel
    top: Spot
    sound: bool = True
    cut: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """What the file is called."""
        return self.model.id

    @property
    def overlay(self) -> bool:
        """Whether it is an overlay."""
        return isinstance(self.model, OverlayModel)


class Shelf(Protocol):
    """Where files are found by id. A file of which nothing can be used is `broken`, its problems told elsewhere."""

    def get(self, plan_id: str) -> PlanFile | Literal["missing", "broken"]:
        """The file of that id."""
        ...

    def ids(self) -> Sequence[str]:
        """Every id that can be had."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """One file in its place in the tree. `after` and `when` are what its `include` says of its heads."""

    file: PlanFile
    after: Spot | None = None
    when: Spot | None = None
    above: tuple[str, ...] = ()
    below: list[Part] = field(default_factory=list)

    def all(self) -> Iterator[Part]:
        """This part and everything that it brings in, in order of precedence."""
        yield self
        for part in self.below:
            yield from part.all()


@dataclass(slots=True)
class Gathering:
    """Collects parts; `terms` remembers with which `after` and `when` each came in."""

    shelf: Shelf
    problems: list[Problem] = field(default_factory=list)
    terms: dict[str, tuple[object, object]] = field(default_factory=dict)
    whole: bool = True
    missing: bool = False

    def gather(self, file: PlanFile) -> Part:
        """The tree under a file; parts that an earlier tree has brought in are not brought in again."""
        top = Part(file)
        self.whole &= file.sound
        self.terms.setdefault(file.id, (None, None))
        self._include(top)
        return top

    def _include(self, part: Part) -> None:
        named: set[str] = set()
        items = part.file.top.key("include").items() if part.file.model.include else []
        for entry, spot in zip(part.file.model.include, items, strict=True):
            name = entry.part if isinstance(entry, IncludeModel) else entry
            at = spot.key("part") if isinstance(entry, IncludeModel) else spot
            if name in named:
                self.problems.append(at.problem("doubled-include", {"given": name}))
                continue
            named.add(name)
            self._bring(part, name, at, spot)

    def _bring(self, part: Part, name: str, at: Spot, spot: Spot) -> None:
        path = (*part.above, part.file.id)
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            self.problems.append(at.problem("include-cycle", {"cycle": circle}))
            return
        after = spot.get("after")
        when = spot.get("when")
        terms = (after and after.node.plain(), when and when.node.plain())
        if name in self.terms:
            if terms != (None, None) and terms != self.terms[name] and not part.file.overlay:
                self.problems.append(at.problem("included-otherwise", {"given": name}))
            return
        file = self.shelf.get(name)
        if isinstance(file, str):
            self.whole, self.missing = False, True
            if file == "missing":
                self.problems.append(at.unknown("unknown-runbook", name, self.shelf.ids()))
            return
        self.whole &= file.sound
        if file.overlay:
            self.problems.append(at.problem("include-is-overlay", {"given": name}))
            return
        self.terms[name] = terms
        below = Part(file, after, when, path)
        part.below.append(below)
        self._include(below)
