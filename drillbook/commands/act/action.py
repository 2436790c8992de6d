"""`act … action WHAT --owner NAME --due DATE`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere
from drillbook.recording import Desk, record
from incidents.commands import AgreeAction, Command
from reports.typed.times import read_date
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "action",
        callback=_action,
        params=[
            click.Argument(["what"]),
            click.Option(["--owner"], required=True, metavar="NAME", help=words.say("Who of our own staff does it.")),
            click.Option(["--due"], required=True, metavar="DATE", help=words.say("Until when.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("An improvement agreed in the review: what, who, until when."),
    )


@click.pass_context
def _action(ctx: click.Context, what: str, owner: str, due: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        date = read_date(due, desk.now, desk.plan.timezone)
        return [AgreeAction(at=desk.at(at), what=what, owner=owner, due=date)]

    return record(ctx, making)
