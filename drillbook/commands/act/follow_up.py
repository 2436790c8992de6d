"""`act … follow-up PLAN`."""

from __future__ import annotations

import click

from drillbook import opening, plans
from drillbook.options import at_option, everywhere, settings_of
from drillbook.recording import desk, do, understood
from drillbook.starting import start_incident
from drillbook.stopping import GOOD
from incidents.commands import FollowUp
from reports.typed.names import read_address
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "follow-up",
        callback=_follow_up,
        params=[
            click.Argument(["plan"]),
            click.Option(
                ["--incident", "linked"], default="", metavar="ID", help=words.say("An incident that is open already.")
            ),
            click.Option(["--step"], default="", help=words.say("The step that offers it.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Open another plan as a linked incident, or link one that is open already."),
    )


@click.pass_context
def _follow_up(ctx: click.Context, plan: str, linked: str, step: str, at: str) -> int:
    settings = settings_of(ctx)
    place = plans.site(settings)
    found = plans.plan(settings, plan, place)
    with desk(ctx) as here:
        of = understood(here, lambda: read_address(step, here.plan).step) if step else ""
        when = understood(here, lambda: here.at(at))
        if linked:
            opening.resume(settings, here.session.store, linked)
        else:
            old = here.session
            mode = old.state.mode
            opened = start_incident(settings, old.store, found, place, at=when, mode=mode, before=old.id)
            linked = opened.id
        do(here, FollowUp(at=when, plan=found.id, incident=linked, step=of))
    return GOOD
