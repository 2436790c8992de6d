"""Lists: the incidents of the journal, the plans that can be had."""

from __future__ import annotations

from drillbook.opening import reading
from drillbook.settings import Settings
from incidents.index import Summary, incidents
from incidents.journal.errors import NoJournal
from reports.cells import cell_width, printable
from reports.words import Words
from runbooks.gather import PlanFile
from runbooks.model import RunbookModel
from runbooks.shelf import Library, Listed
from tui.wall import WallClock


def all_incidents(settings: Settings) -> list[Summary]:
    """Every incident, the latest first; where there is no journal yet there are none."""
    try:
        with reading(settings) as store:
            return incidents(store, WallClock())
    except NoJournal:
        return []


def sorted_out(library: Library) -> tuple[list[Listed], list[Listed], list[Listed]]:
    """Plans that one opens, parts that only others include, overlays."""
    plans, parts, overlays = [], [], []
    for listed in library.listed():
        file = library.get(listed.id)
        if listed.kind == "overlay":
            overlays.append(listed)
        elif isinstance(file, PlanFile) and isinstance(file.model, RunbookModel) and _opened(file.model):
            plans.append(listed)
        else:
            parts.append(listed)
    return plans, parts, overlays


def _opened(model: RunbookModel) -> bool:
    return model.number_from is None and bool(model.steps)


def plans_text(listed: list[Listed], words: Words) -> str:
    """Ids and titles, in columns."""
    width = max((cell_width(plan.id) for plan in listed), default=0)
    lines = []
    for plan in listed:
        own = "" if plan.shipped else f"  {plan.path}"
        pad = " " * (width - cell_width(plan.id))
        lines.append(printable(f"  {plan.id}{pad}  {words.text(plan.title)}{own}"))
    return "\n".join(lines)
