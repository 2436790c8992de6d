"""`act … accept NAME`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere
from drillbook.recording import record
from incidents.commands import AcceptHandover
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "accept",
        callback=_accept,
        params=[click.Argument(["name"]), at_option(words), *everywhere(words)],
        help=words.say("The incoming officer signs the handover."),
    )


@click.pass_context
def _accept(ctx: click.Context, name: str, at: str) -> int:
    return record(ctx, lambda desk: [AcceptHandover(at=desk.at(at), taker=name)])
