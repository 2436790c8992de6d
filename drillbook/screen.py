"""The full screen, with what it needs of the command line; what is to be said afterwards goes to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from drillbook.console import warn
from drillbook.house import OwnHouse
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from incidents.session import Session
from reports.words import Words
from runbooks.site import SiteFile


def on_terminal() -> bool:
    """Whether somebody sits before a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def able(words: Words, instead: str) -> None:
    """Ends the command where this terminal cannot show a full screen; nothing has been opened by then."""
    from tui.shell.terminal import terminal_trouble

    trouble = terminal_trouble(os.environ, sys.stdin, sys.stdout, stderr=sys.stderr, words=words)
    if trouble is not None:
        raise Stop(BAD_INPUT, words.say("{why}: {command}. Nothing was opened.", why=trouble, command=instead))


@contextmanager
def house(settings: Settings, place: SiteFile | None) -> Iterator[OwnHouse]:
    """The house of this call, let go of afterwards; then what was to be said is said."""
    own = OwnHouse(settings, place)
    try:
        yield own
    finally:
        own.close()
        for said in own.remarks:
            warn(said)


def show(own: OwnHouse, start: Callable[[], Session] | None = None, *, fresh: bool = False, said: str = "") -> int:
    """The full screen until the officer leaves, with the officer's own keys and bell; the exit code. `said` is what it
    says at the beginning.
    """
    from tui.app import run_house

    path = own.settings.preferences_path
    if path is None:
        return run_house(own, start, fresh=fresh, said=said)
    from reports.words.problems import problem
    from runbooks.problems import errors
    from tui.settings import notice, preferences_from  # here: the reader of files takes time, and few have one

    mine, problems = preferences_from(path)
    own.remarks += [problem(own.words, each) for each in errors(problems)]
    said = notice(problems, own.words) or said
    return run_house(own, start, fresh=fresh, registry=mine.registry, bell=mine.bell, said=said)
