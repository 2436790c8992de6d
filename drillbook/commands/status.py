"""`drillbook status`: where an incident stands."""

from __future__ import annotations

import click

from drillbook.console import out, out_bytes
from drillbook.options import everywhere, json_option, settings_of
from drillbook.stopping import GOOD, NO
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "status",
        callback=_status,
        params=[click.Argument(["incident"]), json_option(words), *everywhere(words, by=False)],
        help=words.say("What is ready, what is due, what is late; who has been told."),
    )


@click.pass_context
def _status(ctx: click.Context, incident: str, as_json: bool) -> int:
    from drillbook.opening import reading, resume
    from incidents.timeline import timeline
    from reports.json_text import dumped
    from reports.status_json import status_json
    from reports.status_text import status_text

    settings = settings_of(ctx)
    with reading(settings) as store:
        session = resume(settings, store, incident)
        told = timeline(session)
    if as_json:
        out_bytes(dumped(status_json(told)))
    else:
        out(status_text(told, settings.words))
    return NO if session.damage else GOOD
