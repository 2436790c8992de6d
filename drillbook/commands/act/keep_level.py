"""`act … keep-level --reason …`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere, reason_option
from drillbook.recording import record
from incidents.commands import KeepLevel
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "keep-level",
        callback=_keep,
        params=[reason_option(words), at_option(words), *everywhere(words)],
        help=words.say("Decline the level that is proposed; needs a reason."),
    )


@click.pass_context
def _keep(ctx: click.Context, reason: str, at: str) -> int:
    return record(ctx, lambda desk: [KeepLevel(at=desk.at(at), reason=reason)])
