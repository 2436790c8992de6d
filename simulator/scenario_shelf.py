"""Where scenarios are found: by path, or by id in the folders searched and then among the shipped ones.

As with plans, the first folder that has an id wins, two files of one id among the folders searched are one too many,
and an id is never a path. Nothing is parsed for a list of ids.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from runbooks.decoding import MAX_BYTES
from runbooks.opened import open_file
from runbooks.plan import Text
from runbooks.shelf import SUFFIXES

_HEAD: Final = re.compile(rb"^scenario[ \t]*:[ \t]*([\"']?)([^\s\"'#]+)\1[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_ANY_HEAD: Final = re.compile(rb"^scenario[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A scenario that can be had; the `others` of its id stand behind it."""

    id: str
    path: Path
    shipped: bool
    others: tuple[Shelved, ...] = ()

    @property
    def rivals(self) -> list[Path]:
        """The files of this id that are no more and no less the one than this: the id alone does not say which."""
        return [other.path for other in self.others if other.shipped == self.shipped]

    @property
    def runbook(self) -> str:
        """The id of the plan that it drills, read from the file; "" where that cannot be read."""
        top, _ = open_file(self.path)
        return top.key("runbook").node.text if top is not None and top.has("runbook") else ""

    @property
    def title(self) -> Text:
        """Its title, read from the file; nothing where that cannot be read."""
        top, _ = open_file(self.path)
        title = top.key("title").node.plain() if top is not None and top.has("title") else {}
        return {"": title} if isinstance(title, str) else title if isinstance(title, dict) else {}


def shipped_folder() -> Path:
    """Where the scenarios stand that come with the program: beside its packages, in a checkout as in a wheel."""
    return Path(__file__).parents[1] / "scenarios"


def search_path(here: Path) -> tuple[Path, ...]:
    """The folders searched before the shipped scenarios."""
    return (here / "scenarios",)


def shelved(search: Sequence[Path] = ()) -> dict[str, Shelved]:
    """Every scenario that can be had, by id."""
    shipped = shipped_folder()
    found: dict[str, list[Shelved]] = {}
    # In a checkout the folder searched is the shipped one: its files are no others than themselves.
    for place, folder in {folder.resolve(): folder for folder in [*search, shipped]}.items():
        own = place != shipped.resolve()
        for path in yaml_files(folder):
            name = scenario_id(path)
            if name:
                found.setdefault(name, []).append(Shelved(name, path, not own))
    return {name: replace(every[0], others=tuple(every[1:])) for name, every in found.items()}


def is_scenario(path: Path) -> bool:
    """Whether a file calls itself a scenario."""
    return _ANY_HEAD.search(_beginning(path)) is not None


def scenario_id(path: Path) -> str:
    """The id of a scenario's file; "" for any other."""
    match = _HEAD.search(_beginning(path))
    try:
        return match[2].decode() if match else ""
    except UnicodeDecodeError:
        return ""


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES).removeprefix(b"\xef\xbb\xbf")
    except (OSError, ValueError):
        return b""


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, whatever they are; none where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())
    except OSError:
        return []
