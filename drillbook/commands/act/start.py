"""`act … start STEP`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command, Start
from reports.typed.names import read_address
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "start",
        callback=_start,
        params=[click.Argument(["step"]), at_option(words), reason_option(words), *everywhere(words)],
        help=words.say("A step is begun. One whose turn has not come needs a reason."),
    )


@click.pass_context
def _start(ctx: click.Context, step: str, at: str, reason: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address = read_address(step, desk.plan)
        return [Start(at=desk.at(at), step=address.step, turn=address.turn, reason=reason)]

    return record(ctx, making)
