"""`act … note TEXT`."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere
from drillbook.recording import Desk, record
from incidents.commands import AddNote, Command
from reports.typed.names import read_address
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "note",
        callback=_note,
        params=[
            click.Argument(["text"], nargs=-1, required=True),
            click.Option(["--step"], default="", help=words.say("The step that it belongs to.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("A note. Write about what we did; no list of petitioners, no names of theirs."),
    )


@click.pass_context
def _note(ctx: click.Context, text: tuple[str, ...], step: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        of = read_address(step, desk.plan).step if step else ""
        return [AddNote(at=desk.at(at), text=" ".join(text), step=of)]

    return record(ctx, making)
