"""Lists: the incidents of the journal, the plans that can be had."""

from __future__ import annotations

from drillbook.opening import reading
from drillbook.settings import Settings
from incidents.index import Summary, incidents
from incidents.journal.errors import NoJournal
from reports.cells import cell_width, printable
from reports.words import Words
from runbooks.shelf import Listed
from tui.wall import WallClock


def all_incidents(settings: Settings) -> list[Summary]:
    """Every incident, the latest first; where there is no journal yet there are none."""
    try:
        with reading(settings) as store:
            return incidents(store, WallClock())
    except NoJournal:
        return []


def plans_text(listed: list[Listed], words: Words) -> str:
    """Ids and titles, in columns."""
    width = max((cell_width(plan.id) for plan in listed), default=0)
    lines = []
    for plan in listed:
        own = "" if plan.shipped else f"  {plan.path}"
        pad = " " * (width - cell_width(plan.id))
        lines.append(printable(f"  {plan.id}{pad}  {words.text(plan.title)}{own}"))
    return "\n".join(lines)
