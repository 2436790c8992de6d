"""`act … evidence FILE|ID --delete-by DATE`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from drillbook.options import at_option, everywhere, settings_of
from drillbook.recording import Desk, record
from drillbook.stopping import BAD_INPUT, Stop
from incidents.commands import Command, FileEvidence
from reports.typed.names import read_address
from reports.typed.times import read_date
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "evidence",
        callback=_evidence,
        params=[
            click.Argument(["file"], metavar="FILE|ID"),
            click.Option(["--delete-by"], required=True, metavar="DATE", help=words.say("When it will be deleted.")),
            click.Option(
                ["--id", "name"], default="", help=words.say("Its number, if it is not the name of the file.")
            ),
            click.Option(["--about"], default="", metavar="TEXT", help=words.say("What it shows.")),
            click.Option(["--step"], default="", help=words.say("The step that it belongs to.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "An evidence file exists. Kept here are only its id, the date by which it is deleted and, where FILE is a"
            " file, its SHA-256; never the file itself."
        ),
    )


@click.pass_context
def _evidence(ctx: click.Context, file: str, delete_by: str, name: str, about: str, step: str, at: str) -> int:
    words = settings_of(ctx).words
    digest = _digest(words, Path(file))

    def making(desk: Desk) -> list[Command]:
        return [
            FileEvidence(
                at=desk.at(at),
                id=name or (Path(file).name if digest else file),
                sha256=digest,
                delete_by=read_date(delete_by, desk.now, desk.plan.timezone),
                about=about,
                step=read_address(step, desk.plan).step if step else "",
            )
        ]

    return record(ctx, making)


def _digest(words: Words, path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise Stop(BAD_INPUT, words.say("{path}: {error}", path=path, error=error)) from None
