"""A file that comes on standard input, named `-`: what another program wrote is checked or drilled without being kept.

Its problems are told under that name. Whatever it names is looked for as if it stood in this folder, and it is in
nobody's way: a plan of the same id that stands here does not make it one too many.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, TextIO

from drillbook.console import warn
from reports.words import Words
from runbooks.decoding import MAX_BYTES
from runbooks.gather import PlanFile
from runbooks.library import check_in
from runbooks.problems import Problem
from runbooks.site import SiteFile, is_site, site_of
from runbooks.site_checks import check_site
from runbooks.unsaved import Remembered, Top, UnsavedLibrary
from simulator.scenario_loading import LoadedScenario, folders, scenario_in

STDIN: Final = Path("-")


class _Piped(UnsavedLibrary):
    """The text among the files of some folders, of which it is none."""

    def __init__(self, search: Sequence[Path]) -> None:
        super().__init__(search, STDIN, _bytes(sys.stdin), Remembered())

    def only_one(self, file: PlanFile) -> None:
        if file.top.node.file != str(STDIN):
            super().only_one(file)


def wait(words: Words) -> None:
    """Say what is waited for where somebody sits at the keys."""
    if sys.stdin.isatty():
        warn(words.say("Reading a file from the keys; Ctrl-D on a line of its own ends it."))


def opened() -> Top:
    """The top of what was read, and what its reading found wrong."""
    return _Piped(()).own


def is_of_another_kind() -> bool:
    """Whether it can be read and does not call itself a scenario."""
    top, _ = opened()
    return top is not None and not top.has("scenario")


def scenario(search: Sequence[Path], site: SiteFile | None, *, as_here: bool) -> LoadedScenario:
    """The scenario and its plan, and every problem of it."""
    library = _Piped(folders(STDIN, search))
    top, problems = library.own
    if top is None:
        return LoadedScenario(None, None, tuple(problems))
    return scenario_in(library, STDIN, top, problems, site, as_here=as_here)


def problems(search: Sequence[Path], site: SiteFile | None) -> Sequence[Problem]:
    """Every problem of it, whatever kind of file it is."""
    library = _Piped([STDIN.parent, *search])
    top, found = library.own
    if top is None:
        return found
    if top.has("scenario"):
        return scenario(search, site, as_here=False).problems
    if is_site(top):
        return check_site(library, *site_of(STDIN, top, found))
    return check_in(library, STDIN)[0]


@cache
def _bytes(stream: TextIO) -> bytes:
    return stream.buffer.read(MAX_BYTES + 1)
