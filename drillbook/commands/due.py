"""`drillbook due`: what falls due in all incidents, as text, data or a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from drillbook.console import out, out_bytes, warn
from drillbook.options import everywhere, settings_of
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from reports.words import Words

if TYPE_CHECKING:
    from incidents.journal.store import Store
    from incidents.session import Clock, Session
    from reports.due_list import Due

FORMATS = ("text", "json", "ics")


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "due",
        callback=_due,
        params=[
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(FORMATS),
                default="text",
                help=words.say("text; json; ics: a calendar with an alarm before each. Else as the file's name ends."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("The same as --format json.")),
            click.Option(
                ["-o", "--output"], metavar="FILE", default="", help=words.say("Write to a file instead of the screen.")
            ),
            *everywhere(words, by=False),
        ],
        help=words.say("What falls due: past, today, within a week, later, in all incidents."),
    )


@click.pass_context
def _due(ctx: click.Context, as_format: str, as_json: bool, output: str) -> int:
    from drillbook.opening import reading, tell_missing
    from drillbook.writing import format_of, refuse_unwritable, write_export
    from incidents.journal.errors import NoJournal
    from reports.due_list import due_list
    from tui.wall import WallClock

    settings = settings_of(ctx)
    words, formatted = settings.words, ctx.get_parameter_source("as_format") is not ParameterSource.DEFAULT
    if as_json and formatted and as_format != "json":
        raise Stop(BAD_INPUT, words.say("--json and --format {format}: give one of them.", format=as_format))
    refuse_unwritable(settings, output)
    if not formatted:
        as_format = "json" if as_json else format_of(output, FORMATS, as_format)
    clock = WallClock()
    now = clock.now()
    damaged: list[str] = []
    try:
        with reading(settings) as store:
            found = due_list(_sessions(store, clock, damaged), now)
    except NoJournal as error:
        tell_missing(settings, error)
        found = []
    for name in damaged:
        warn(settings.words.say("Its record is broken; look at it with drillbook verify {id}", id=name))
    data = _told(as_format, found, settings.words, now)
    if output:
        write_export(settings, output, data)
    elif as_format == "text":
        out(data.decode())
    else:
        out_bytes(data)
    return NO if damaged else GOOD


def _told(as_format: str, found: Sequence[Due], words: Words, now: int) -> bytes:
    from reports.due_json import due_json
    from reports.due_text import due_text
    from reports.json_text import dumped

    if as_format == "json":
        return dumped(due_json(found, now))
    if as_format == "ics":
        from reports.due_ics import due_ics

        return due_ics(found, words, now)
    return due_text(found, words, now).encode()


def _sessions(store: Store, clock: Clock, damaged: list[str]) -> Iterator[Session]:
    """Every incident that can be read; the names of those of which something cannot are kept."""
    from incidents.journal.errors import Damaged
    from incidents.session import Session

    for info in store.streams():
        try:
            session = Session.resume(store, info.id, clock=clock)
        except Damaged:
            damaged.append(info.id)
            continue
        if session.damage is not None:
            damaged.append(info.id)
        yield session
