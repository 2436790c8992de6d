"""`act … reopen STEP --wrong|--again`, and `act … reopen` for a closed incident."""

from __future__ import annotations

from typing import Literal

import click

from drillbook.console import out
from drillbook.options import at_option, everywhere, reason_option, settings_of
from drillbook.recording import Desk, record
from incidents.commands import Command, Reopen, ReopenIncident
from reports.gone_on import went_on
from reports.typed.names import read_address
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "reopen",
        callback=_reopen,
        params=[
            click.Argument(["step"], required=False, default=""),
            click.Option(["--wrong"], is_flag=True, help=words.say("It was not done after all.")),
            click.Option(["--again"], is_flag=True, help=words.say("It must be done once more; the old turn stands.")),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Reopen a step (--wrong or --again), or, without STEP, the closed incident (--reason)."),
    )


@click.pass_context
def _reopen(ctx: click.Context, step: str, wrong: bool, again: bool, reason: str, at: str) -> int:
    words = settings_of(ctx).words
    if bool(step) != (wrong != again) or (wrong and again):
        raise click.UsageError(words.say("Give a STEP with --wrong or --again, or neither for the incident."), ctx)

    gone_on = []

    def making(desk: Desk) -> list[Command]:
        if not step:
            gone_on.append(went_on(desk.session, words))
            return [ReopenIncident(at=desk.at(at), reason=reason)]
        address = read_address(step, desk.plan)
        how: Literal["wrong", "again"] = "wrong" if wrong else "again"
        return [Reopen(at=desk.at(at), step=address.step, turn=address.turn, how=how, reason=reason)]

    code = record(ctx, making)
    for said in filter(None, gone_on):
        out(said)
    return code
