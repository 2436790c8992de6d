"""`act … skip STEP --reason …`."""

from __future__ import annotations

import click

from drillbook.options import approver_option, at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command, Skip
from reports.typed.names import read_address
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "skip",
        callback=_skip,
        params=[
            click.Argument(["step"]),
            reason_option(words),
            approver_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("A step will not be done. Needs a reason; its running limits count as missed."),
    )


@click.pass_context
def _skip(ctx: click.Context, step: str, reason: str, approver: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address = read_address(step, desk.plan)
        return [Skip(at=desk.at(at), step=address.step, turn=address.turn, reason=reason, approver=approver)]

    return record(ctx, making)
