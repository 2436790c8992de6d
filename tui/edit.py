"""The plan editor on the full screen, for whoever starts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.words import Words
from tui.actions import Registry
from tui.desk.press import REGISTRY
from tui.shell.editing import Editing
from tui.shell.plan_file import NotText
from tui.shell.workbench import Workbench

__all__ = ["Ended", "NotText", "edit"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How it was left: whether all is saved, and if not, whether it is kept as a draft."""

    saved: bool
    kept: bool


def edit(
    path: Path,
    *,
    words: Words,
    search: Sequence[Path] = (),
    site: Path | None = None,
    drafts: Path | None = None,
    registry: Registry = REGISTRY,
    said: str = "",
) -> Ended:
    """Edit a file until it is left; raises OSError or NotText where it cannot be read.

    `search` are the folders with the plans that it may name, `site` is the site's file, `drafts` the folder for what is
    not saved (without one nothing of it is kept), `said` is what the screen says at the beginning.
    """
    bench = Workbench(path, words=words, search=search, site=site, drafts=drafts, registry=registry, said=said)
    app = Editing(bench)
    app.run(mouse=False)
    if app.fault is not None:
        raise app.fault
    return Ended(not bench.room.unsaved, bench.kept)
