"""`act … correct SEQ --void | --at TIME | --text TEXT | --value VALUE`."""

from __future__ import annotations

from typing import Any

import click

from drillbook.options import everywhere, reason_option, settings_of
from drillbook.recording import Desk, record
from incidents.commands import Command, Correct
from reports.typed.times import read_time
from reports.typed.values import read_value
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "correct",
        callback=_correct,
        params=[
            click.Argument(["seq"], metavar="SEQ", type=click.IntRange(0, 10**9)),
            click.Option(["--void"], is_flag=True, help=words.say("It is void, with all that was recorded with it.")),
            click.Option(["--at", "new_at"], default="", metavar="TIME", help=words.say("When it really happened.")),
            click.Option(["--text"], default=None, metavar="TEXT", help=words.say("What the note should say.")),
            click.Option(["--value"], default=None, metavar="VALUE", help=words.say("What the fact really was.")),
            reason_option(words),
            *everywhere(words),
        ],
        help=words.say("Correct a record by its number; needs a reason. The record itself stays, with its correction."),
    )


@click.pass_context
def _correct(
    ctx: click.Context, seq: int, void: bool, new_at: str, text: str | None, value: str | None, reason: str
) -> int:
    changes = [bool(new_at), text is not None, value is not None]
    if void == any(changes):
        said = settings_of(ctx).words.say("Give --void, or what is right instead: --at, --text or --value.")
        raise click.UsageError(said, ctx)

    def making(desk: Desk) -> list[Command]:
        at = read_time(new_at, desk.now, desk.plan.timezone) if new_at else None
        data: dict[str, Any] = {} if text is None else {"text": text}
        if value is not None:
            data |= _value(desk, seq, value)
        return [Correct(at=desk.now, seq=seq, reason=reason, void=void, new_at=at, data=data)]

    return record(ctx, making)


def _value(desk: Desk, seq: int, typed: str) -> dict[str, Any]:
    """The value for the fact that the record states; other records have no value, and the engine says so."""
    events = desk.session.events
    if not 1 <= seq <= len(events):
        return {"value": typed}
    event = events[seq - 1]
    if event.kind == "began-stated":
        return {"value": read_time(typed, desk.now, desk.plan.timezone)}
    fact = desk.plan.facts.get(str(event.data.get("fact")))
    if event.kind != "fact-stated" or fact is None:
        return {"value": typed}
    read = read_value(typed, fact, desk.plan, desk.now)
    return {"value": read.value, "unknown": read.unknown}
