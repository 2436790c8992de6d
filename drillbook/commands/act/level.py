"""`act … level LEVEL`."""

from __future__ import annotations

import click

from drillbook.options import approver_option, at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command, SetLevel
from reports.typed.names import read_level
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "level",
        callback=_level,
        params=[
            click.Argument(["level"]),
            reason_option(words),
            approver_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Set the level of the event. Up anybody may; down needs a reason and whoever commands now."),
    )


@click.pass_context
def _level(ctx: click.Context, level: str, reason: str, approver: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        return [SetLevel(at=desk.at(at), level=read_level(level, desk.plan), reason=reason, approver=approver)]

    return record(ctx, making)
