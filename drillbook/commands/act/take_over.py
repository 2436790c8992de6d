"""`act … take-over [NAME] --reason …`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere, reason_option
from drillbook.recording import record
from incidents.commands import TakeOver
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "take-over",
        callback=_take_over,
        params=[
            click.Argument(["name"], required=False, default=""),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "NAME (or whoever is acting) takes the duty alone, because the other cannot sign; needs a reason."
        ),
    )


@click.pass_context
def _take_over(ctx: click.Context, name: str, reason: str, at: str) -> int:
    return record(ctx, lambda desk: [TakeOver(at=desk.at(at), taker=name or desk.by, reason=reason)])
