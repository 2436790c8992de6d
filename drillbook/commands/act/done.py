"""`act … done STEP [--field F=V]…`."""

from __future__ import annotations

import click

from drillbook.fields import form_fields
from drillbook.options import at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command, Done, SetLevel, StateFact
from reports.typed.names import read_address
from reports.typed.values import Typed
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "done",
        callback=_done,
        params=[
            click.Argument(["step"]),
            click.Option(
                ["--field", "fields"],
                multiple=True,
                metavar="F=V",
                help=words.say("An answer of the step's form; ? where it is not known."),
            ),
            at_option(words),
            reason_option(words),
            *everywhere(words),
        ],
        help=words.say("A step is done. Its form may be filled in later. One whose turn has not come needs a reason."),
    )


@click.pass_context
def _done(ctx: click.Context, step: str, fields: tuple[str, ...], at: str, reason: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address, when = read_address(step, desk.plan), desk.at(at)
        typed = form_fields(desk, address.step, fields)
        answers = {fact: v.value for fact, v in typed.items() if isinstance(v, Typed) and not v.unknown}
        done = Done(at=when, step=address.step, turn=address.turn, facts=answers, reason=reason)
        unknown = [
            StateFact(at=when, fact=f, unknown=True) for f, v in typed.items() if isinstance(v, Typed) and v.unknown
        ]
        level = [SetLevel(at=when, level=v, reason=reason) for v in typed.values() if isinstance(v, str)]
        return [done, *unknown, *level]

    return record(ctx, making)
