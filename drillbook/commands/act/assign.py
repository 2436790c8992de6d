"""`act … assign ROLE NAME`, and `act … assign STEP NAME`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere
from drillbook.recording import Desk, record
from incidents.commands import AssignRole, AssignStep, Command
from reports.typed.names import read_address, read_role
from reports.typed.understood import NotUnderstood
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "assign",
        callback=_assign,
        params=[
            click.Argument(["what"], metavar="ROLE|STEP"),
            click.Argument(["name"]),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Somebody of our own staff holds a role from now on; or a step is handed to them."),
    )


@click.pass_context
def _assign(ctx: click.Context, what: str, name: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        try:
            return [AssignRole(at=desk.at(at), role=read_role(what, desk.plan), person=name)]
        except NotUnderstood as unknown:
            try:
                address = read_address(what, desk.plan)
            except NotUnderstood:
                raise unknown from None
        return [AssignStep(at=desk.at(at), step=address.step, turn=address.turn, person=name)]

    return record(ctx, making)
