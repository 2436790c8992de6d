"""`act … call ROLE --result …`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere
from drillbook.recording import Desk, record
from incidents.commands import Command, LogCall
from incidents.events import CALL_RESULTS
from reports.typed.names import read_address, read_role
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "call",
        callback=_call,
        params=[
            click.Argument(["role"]),
            click.Option(
                ["--result"], required=True, type=click.Choice(CALL_RESULTS), help=words.say("What came of it.")
            ),
            click.Option(["--person"], default="", metavar="NAME", help=words.say("Who was called.")),
            click.Option(
                ["--step"], default="", help=words.say("About which step: reported does it, assigned hands it over.")
            ),
            click.Option(["--incoming"], is_flag=True, help=words.say("They called us.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("A telephone call to a role, and what came of it."),
    )


@click.pass_context
def _call(ctx: click.Context, role: str, result: str, person: str, step: str, incoming: bool, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address = read_address(step, desk.plan) if step else None
        return [
            LogCall(
                at=desk.at(at),
                role=read_role(role, desk.plan),
                result=result,
                person=person,
                direction="in" if incoming else "out",
                step=address.step if address else "",
                turn=address.turn if address else 0,
            )
        ]

    return record(ctx, making)
