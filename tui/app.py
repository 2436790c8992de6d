"""The full screen, for whoever starts it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from incidents.session import Session
from reports.words import Words
from runbooks.site import Site
from tui.actions import Registry
from tui.desk.press import REGISTRY
from tui.home.hall import Hall
from tui.home.house import House
from tui.shell.checklist import Checklist
from tui.shell.station import Station

GOOD: Final = 0
NOT_DURABLE: Final = 3


def run(
    session: Session | Callable[[], Session],
    *,
    words: Words,
    by: str,
    site: Site | None = None,
    drafts: Path | None = None,
    registry: Registry = REGISTRY,
    bell: bool = True,
    said: str = "",
) -> int:
    """Follow an incident on the full screen until the officer leaves; 3 if something could not be put on disk.

    `session` may be what opens or resumes it: then the screen is there before a long record has been read, and whatever
    that raises is raised here. `drafts` is the folder for what is being written (made when first needed); without one
    nothing of it is kept. `registry` has the keys in force, `bell` says whether it rings, `said` is what the screen
    says at the beginning.
    """

    def build(opened: Session, fresh: bool) -> Station:
        return Station(
            opened,
            words=words,
            by=by,
            site=site,
            drafts=drafts,
            registry=registry,
            fresh=fresh,
            bell=bell,
            said=said,
        )

    start = (lambda: session) if isinstance(session, Session) else session
    return _run(Checklist(build, words, start=start))


def run_house(
    house: House,
    start: Callable[[], Session] | None = None,
    *,
    fresh: bool = False,
    registry: Registry = REGISTRY,
    bell: bool = True,
    said: str = "",
) -> int:
    """The full screen over a house: with `start` that incident (`fresh`: opened just now) until the officer leaves it;
    without, home, from which incidents are opened and taken up. The exit code is that of `run`.

    `registry`, `bell` and `said` are those of `run`.
    """

    def build(opened: Session, new: bool) -> Station:
        return Station(
            opened,
            words=house.words,
            by=house.by,
            site=house.site,
            drafts=house.drafts,
            registry=registry,
            fresh=new,
            bell=bell,
            said=said if start is not None else "",
        )

    hall = Hall(house, registry, said, bell=bell)
    return _run(Checklist(build, house.words, start=start, fresh=fresh, hall=hall))


def _run(app: Checklist) -> int:
    app.run(mouse=False)
    if app.fault is not None:
        raise app.fault
    return NOT_DURABLE if app.failed else GOOD
