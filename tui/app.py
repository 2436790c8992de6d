"""The full screen, for whoever starts it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from incidents.session import Session
from reports.words import Words
from runbooks.site import Site
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
) -> int:
    """Follow an incident on the full screen until the officer leaves; 3 if something could not be put on disk.

    `session` may be what opens or resumes it: then the screen is there before a long record has been read, and whatever
    that raises is raised here. `drafts` is the folder for what is being written (made when first needed); without one
    nothing of it is kept.
    """

    def station() -> Station:
        opened = session if isinstance(session, Session) else session()
        return Station(opened, words=words, by=by, site=site, drafts=drafts)

    app = Checklist(station, words)
    app.run(mouse=False)
    if app.fault is not None:
        raise app.fault
    return NOT_DURABLE if app.station is not None and app.station.failed else GOOD
