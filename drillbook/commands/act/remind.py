"""`act … remind STEP`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere
from drillbook.recording import Desk, record
from incidents.commands import Command, Remind
from reports.typed.names import read_address, read_role
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "remind",
        callback=_remind,
        params=[
            click.Argument(["step"]),
            click.Option(["--person"], default="", metavar="NAME", help=words.say("Who was reminded.")),
            click.Option(["--role"], default="", help=words.say("The role in which they were reminded.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Somebody was reminded of a step: whoever it was handed to, if nobody else is named."),
    )


@click.pass_context
def _remind(ctx: click.Context, step: str, person: str, role: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address = read_address(step, desk.plan)
        named = read_role(role, desk.plan) if role else ""
        return [Remind(at=desk.at(at), step=address.step, turn=address.turn, person=person, role=named)]

    return record(ctx, making)
