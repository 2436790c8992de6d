"""`drillbook incidents`: all that a journal holds."""

from __future__ import annotations

import click

from drillbook.console import out, out_bytes
from drillbook.options import everywhere, json_option, settings_of
from drillbook.stopping import GOOD, NO
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "incidents",
        callback=_incidents,
        params=[json_option(words), *everywhere(words, by=False)],
        help=words.say("All incidents, under way and past."),
    )


@click.pass_context
def _incidents(ctx: click.Context, as_json: bool) -> int:
    from drillbook.opening import all_incidents
    from reports.incident_list import incidents_json, incidents_text
    from reports.json_text import dumped

    settings = settings_of(ctx)
    found = all_incidents(settings)
    if as_json:
        out_bytes(dumped(incidents_json(found)))
    else:
        out(incidents_text(found, settings.words))
    return NO if any(summary.damaged for summary in found) else GOOD
