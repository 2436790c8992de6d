"""`act … close --outcome …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drillbook.console import out
from drillbook.options import at_option, everywhere, reason_option, settings_of
from drillbook.recording import Desk, desk, do, understood
from drillbook.settings import Settings
from drillbook.stopping import GOOD
from incidents.commands import Close, FollowUp
from incidents.events import OUTCOMES
from reports.words import Words

if TYPE_CHECKING:
    from runbooks.plan import Plan
    from runbooks.site import SiteFile


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "close",
        callback=_close,
        params=[
            click.Option(
                ["--outcome"],
                type=click.Choice(OUTCOMES),
                default="handled",
                help=words.say("How it ends; handled, if nothing is said. All others need a reason."),
            ),
            click.Option(["--plan"], default="", help=words.say("The plan to go on with (switched).")),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "End the incident. What is open or owed is listed, and then needs a reason. With switched the start, the"
            " facts and the calls go along to a new incident of --plan, whose id is printed."
        ),
    )


@click.pass_context
def _close(ctx: click.Context, outcome: str, plan: str, reason: str, at: str) -> int:
    settings = settings_of(ctx)
    if (outcome == "switched") != bool(plan):
        raise click.UsageError(settings.words.say("--outcome switched takes --plan, and the others do not."), ctx)
    place, next_plan = _next(settings, plan) if plan else (None, None)
    with desk(ctx) as here:
        when = understood(here, lambda: here.at(at))
        close = Close(at=when, outcome=outcome, reason=reason, plan=next_plan.id if next_plan else "")
        if next_plan is None:
            do(here, close)
        else:
            _go_on(here, next_plan, place, close)
    return GOOD


def _next(settings: Settings, plan: str) -> tuple[SiteFile | None, Plan]:
    from drillbook import plans

    place = plans.site(settings)
    return place, plans.plan(settings, plan, place)


def _go_on(here: Desk, plan: Plan, place: SiteFile | None, close: Close) -> None:
    """The next incident is on disk before this one is closed: whatever fails, one of them is under way."""
    from drillbook.starting import start_incident
    from incidents.carry import carry, unclosable

    old = here.session
    if unclosable(old, close, here.by) is not None:
        do(here, close)  # which says why not
        return
    new = start_incident(here.settings, old.store, plan, place, at=old.state.began, mode=old.state.mode, before=old.id)
    carry(old, new, here.by)
    do(here, close)
    do(here, FollowUp(at=close.at, plan=plan.id, incident=new.id))
    out(new.id)
