"""`act … waive STEP@T/L --approver … --reason …`."""

from __future__ import annotations

import click

from drillbook.options import approver_option, at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command, Waive
from reports.typed.names import read_address, refuse_one_of_many
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "waive",
        callback=_waive,
        params=[
            click.Argument(["limit"], metavar="STEP[@TURN][/LIMIT]"),
            approver_option(words),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "Waive a limit: 04/2 is the second limit of step 04, 04@3/2 that of its third turn. Where the step has one"
            " limit its number may be left out. Needs an approver and a reason; a waived limit never counts as kept."
            " A limit that repeats is waived for good, not for one turn."
        ),
    )


@click.pass_context
def _waive(ctx: click.Context, limit: str, approver: str, reason: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address = read_address(limit, desk.plan)
        refuse_one_of_many(limit, address, desk.plan)
        only = len(desk.plan.step[address.step].limits) == 1
        number = address.limit or int(only)
        when = desk.at(at)
        return [Waive(at=when, step=address.step, turn=address.turn, limit=number, approver=approver, reason=reason)]

    return record(ctx, making)
