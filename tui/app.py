"""The full screen, for whoever starts it."""

from __future__ import annotations

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
    session: Session,
    *,
    words: Words,
    by: str,
    site: Site | None = None,
    drafts: Path | None = None,
) -> int:
    """Follow an incident on the full screen until the officer leaves; 3 if something could not be put on disk.

    `drafts` is the folder for what is being written (made when first needed); without one nothing of it is kept.
    """
    station = Station(session, words=words, by=by, site=site, drafts=drafts)
    Checklist(station).run(mouse=False)
    return NOT_DURABLE if station.failed else GOOD
