"""Where plans are found: by path, or by id in the folders searched and then among the shipped ones.

The first folder that has an id wins, so a site's own copy stands before the shipped plan. Two files of one id among the
searched folders are a problem, because nobody could say which of them is in force. An id is never a path: a name that
could leave its folder finds nothing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from runbooks.checks import check
from runbooks.compose import Composed, compose
from runbooks.fields import is_id
from runbooks.gather import PlanFile
from runbooks.heads import Head, head_of
from runbooks.model import OverlayModel, RunbookModel
from runbooks.opened import hold_in_part, open_file
from runbooks.plan import Text
from runbooks.problems import Place, Problem
from runbooks.spots import Spot

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan that can be had, for lists and for *did you mean*."""

    id: str
    title: Text
    kind: Literal["runbook", "overlay"]
    path: Path
    shipped: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """A plan composed by itself, and where something is wrong with it, by place and code."""

    composed: Composed
    told: frozenset[tuple[Place, str]]


def shipped_folder() -> Path:
    """Where the plans stand that come with the program."""
    return Path(str(files("runbooks").joinpath("plans")))


def search_path(here: Path, site: Path | None = None) -> tuple[Path, ...]:
    """The folders searched before the shipped plans: `runbooks` here, its `plans`, the folder of the site's file."""
    folders = [here / "runbooks", here / "runbooks" / "plans"]
    if site is not None:
        folders.append(site.parent)
    return tuple(folders)


def _real(folder: Path) -> Path | None:
    """Where a folder really is; None where even that cannot be told, as when the one we stand in was deleted."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # the latter is a circle of links
        return None


class Library:
    """The files of some folders and the shipped ones, each read once at most."""

    def __init__(self, search: Sequence[Path] = ()) -> None:
        shipped = shipped_folder()
        folders = {real: folder for folder in reversed(search) if (real := _real(folder)) is not None}
        folders.pop(shipped.resolve(), None)
        self._folders = [*reversed(folders.values()), shipped]
        self._shipped = shipped
        self._heads: dict[str, list[Head]] | None = None
        self._read: dict[Path, PlanFile | None] = {}
        self.problems: list[Problem] = []
        self.files: list[Path] = []

    def ids(self, kind: str = "") -> Sequence[str]:
        """Every id that can be had, of one kind or of both."""
        return [plan_id for plan_id, heads in self._all().items() if kind in ("", heads[0].kind)]

    def listed(self) -> list[Listed]:
        """Everything that can be had, with titles; files that cannot be read are left out."""
        found = []
        for head in [heads[0] for heads in self._all().values()]:
            top, _ = self._top(head.path)
            if top is not None:
                title = top.key("title").node.plain() if top.has("title") else {}
                text = {"": title} if isinstance(title, str) else title if isinstance(title, dict) else {}
                shipped = head.path.parent == self._shipped
                found.append(Listed(head.id, text, head.kind, head.path, shipped))
        return found

    def names(self, key: str) -> dict[str, Spot]:
        """Every name that any file declares under a key such as `numbers` or `roles`, with its value."""
        tops = [self._top(heads[0].path)[0] for heads in self._all().values()]
        named = [top.key(key).entries() for top in tops if top is not None and top.has(key)]
        return {name: value for entries in named for name, _, value in entries}

    def get(self, plan_id: str) -> PlanFile | Literal["missing", "broken"]:
        """The file of an id. The problems of a broken one are in `problems`."""
        heads = self._all().get(plan_id) if is_id(plan_id) else None
        if not heads:
            return "missing"
        self._doubled(plan_id, heads)
        return self.open(heads[0].path) or "broken"

    def only_one(self, file: PlanFile) -> None:
        """Tells, in the file itself, of another one in the folders searched that has the same id."""
        here = Path(file.top.node.file).resolve()
        own = [head.path for head in self._all().get(file.id, []) if head.path.parent != self._shipped]
        other = next((path for path in own if path.resolve() != here), None)
        if other is not None:
            kind = "overlay" if file.overlay else "runbook"
            self.problems.append(file.top.key(kind).problem(f"doubled-{kind}", {"given": file.id, "first": str(other)}))

    def alone(self, main: PlanFile) -> Alone:
        """A plan under no overlay and at no site."""
        composed = compose(main, [], self)
        return Alone(composed, frozenset((p.place, p.code) for p in check(composed, self.ids("runbook"))))

    def open(self, path: Path) -> PlanFile | None:
        """A runbook or an overlay from its file; its problems go to `problems`, once."""
        known = Path(os.path.abspath(path)) if "\0" not in str(path) else path  # noqa: PTH100  (never follows links)
        if known not in self._read:
            self._read[known] = self._open(path)
            self.files.append(path)
        return self._read[known]

    def _top(self, path: Path) -> tuple[Spot | None, list[Problem]]:
        """The top of a file, and what its reading found wrong."""
        return open_file(path)

    def _open(self, path: Path) -> PlanFile | None:
        top, problems = self._top(path)
        if top is None:
            self.problems += problems
            return None
        plan = top.has("runbook") or top.has("overlay")
        other = "scenario" if top.has("scenario") else "site" if top.has("site") and not plan else ""
        if other:
            self.problems.append(top.problem("not-a-plan-file", {"given": other}))
            return None
        overlay = top.has("overlay") and not top.has("runbook")
        kind: type[OverlayModel | RunbookModel] = OverlayModel if overlay else RunbookModel
        model, left, problems = hold_in_part(kind, top, problems)
        self.problems += problems
        if model is None:
            return None
        cut = {key for key, _, node in top.node.entries() if left.node.get(key) != node}
        return PlanFile(model, left, sound=left is top, cut=frozenset(cut))

    def _all(self) -> dict[str, list[Head]]:
        if self._heads is None:
            self._heads = {}
            for folder in self._folders:
                for path in _yaml_files(folder):
                    head = head_of(path)
                    if head is not None:
                        self._heads.setdefault(head.id, []).append(head)
        return self._heads

    def _doubled(self, plan_id: str, heads: Sequence[Head]) -> None:
        own = [head for head in heads if head.path.parent != self._shipped]
        for head in own[1:]:
            values = {"given": plan_id, "first": str(own[0].path)}
            code = f"doubled-{head.kind}"
            self.problems.append(Problem(head.place, code, values=values, where=head.kind, excerpt=head.line))


def _yaml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())
    except OSError:
        return []
