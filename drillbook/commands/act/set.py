"""`act … set FACT=VALUE…`."""

from __future__ import annotations

import click

from drillbook.fields import stating
from drillbook.options import at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "set",
        callback=_set,
        params=[
            click.Argument(["facts"], nargs=-1, required=True, metavar="FACT=VALUE..."),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "State facts. FACT is an id or the question; yes/no, 42 or 30-50, a choice by id or title, a date, a time;"
            " ? where it is not known. began=08:30 sets when it all began. To correct a mistake, state it again with"
            " the same --at."
        ),
    )


@click.pass_context
def _set(ctx: click.Context, facts: tuple[str, ...], reason: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        when = desk.at(at)
        return [stating(text, desk.plan, desk.now, when, reason) for text in facts]

    return record(ctx, making)
