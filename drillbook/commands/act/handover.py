"""`act … handover FROM TO`, and `handover --cancel`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere, reason_option, settings_of
from drillbook.recording import Desk, record
from incidents.commands import CancelHandover, Command, OfferHandover
from reports.handover import handover_summary
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "handover",
        callback=_handover,
        params=[
            click.Argument(["giver"], metavar="FROM", required=False, default=""),
            click.Argument(["taker"], metavar="TO", required=False, default=""),
            click.Option(
                ["--words", "said"], default="", metavar="TEXT", help=words.say("What the outgoing officer adds.")
            ),
            click.Option(["--cancel"], is_flag=True, help=words.say("Take the offer back.")),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "The duty is offered to somebody else, with a summary from the record. Until they accept, FROM stays"
            " responsible."
        ),
    )


@click.pass_context
def _handover(ctx: click.Context, giver: str, taker: str, said: str, cancel: bool, reason: str, at: str) -> int:
    if cancel == bool(taker):
        raise click.UsageError(settings_of(ctx).words.say("Give FROM and TO, or --cancel."), ctx)

    def making(desk: Desk) -> list[Command]:
        when = desk.at(at)
        if cancel:
            return [CancelHandover(at=when, reason=reason)]
        summary = handover_summary(desk.session.snapshot(desk.now), desk.session.state)
        return [OfferHandover(at=when, giver=giver, taker=taker, words=said, summary=summary)]

    return record(ctx, making)
