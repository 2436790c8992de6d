"""`drillbook timeline`: the story of an incident, for people, programs and spreadsheets."""

from __future__ import annotations

import click

from drillbook.console import out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import GOOD, NO
from reports.formats import TIMELINE_FORMATS
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "timeline",
        callback=_timeline,
        params=[
            click.Argument(["incident"]),
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(list(TIMELINE_FORMATS)),
                help=words.say(
                    "md: a report to read; json: everything, and what verify checks; csv: one row a record."
                    " Else as the file's name ends."
                ),
            ),
            click.Option(
                ["-o", "--output"], metavar="FILE", default="", help=words.say("Write to a file instead of the screen.")
            ),
            click.Option(
                ["--compare"],
                is_flag=True,
                help=words.say(
                    "JSON without what differs between two runs of one story: id, mode, times of entry, head."
                ),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say("The timeline of an incident, as report, data or table."),
    )


@click.pass_context
def _timeline(ctx: click.Context, incident: str, as_format: str | None, output: str, compare: bool) -> int:
    from drillbook.opening import reading, resume
    from drillbook.writing import format_of, refuse_unwritable, write_export
    from incidents.journal.errors import Damaged
    from incidents.timeline import timeline
    from reports.timeline_json import timeline_bytes

    settings = settings_of(ctx)
    refuse_unwritable(settings, output)
    with reading(settings) as store:
        session = resume(settings, store, incident)
        told = timeline(session)
        try:
            rows = store.read(incident)
        except Damaged as damaged:
            rows = list(damaged.rows)
    rows = rows[: session.state.version]
    if compare:
        data = timeline_bytes(told, rows, compare=True)
    else:
        kind = as_format or format_of(output, TIMELINE_FORMATS, "md")
        data = TIMELINE_FORMATS[kind](told, rows, settings.words)
    if output:
        write_export(settings, output, data, kept=settings.words.say(" The record itself is untouched."))
    else:
        out_bytes(data)
    return NO if session.damage else GOOD
