"""Opening an incident: what stands in the way of its roles is said first, and never stops it."""

from __future__ import annotations

from drillbook.console import warn
from drillbook.opening import Remark, anchoring
from drillbook.settings import Settings
from incidents.journal.store import Store
from incidents.session import Session
from reports.format_value import role
from runbooks.calendar import working_days_table
from runbooks.plan import Plan
from runbooks.site import SiteFile, roles_without_holder
from tui.wall import WallClock


def warn_of_roles(settings: Settings, plan: Plan, place: SiteFile | None) -> None:
    """Roles of our own staff that nobody holds at the site."""
    if said := roles_said(settings, plan, place):
        warn(said)


def roles_said(settings: Settings, plan: Plan, place: SiteFile | None) -> str:
    """The same as a sentence; empty where somebody holds each of them."""
    missing = roles_without_holder(plan, place.site if place else None)
    words = settings.words
    if not missing:
        return ""
    if place is None:
        return words.say("No site.yaml: nobody is named for any role. The plan runs all the same.")
    names = words.listed(role(r, plan, words) for r in missing)
    return words.many(
        "Nobody holds this role: {names}.", "Nobody holds these roles: {names}.", len(missing), names=names
    )


def start_incident(
    settings: Settings,
    store: Store,
    plan: Plan,
    place: SiteFile | None,
    *,
    at: int | None = None,
    mode: str = "live",
    before: str = "",
    by: str = "",
    remark: Remark = warn,
) -> Session:
    """A new incident on disk: its clock runs from `at`."""
    return Session.open(
        store,
        plan,
        clock=WallClock(),
        by=by or settings.by,
        calendar=working_days_table(),
        mode=mode,
        at=at,
        site={"name": dict(place.site.name)} if place else {},
        before=before,
        anchor=anchoring(settings, remark),
    )
