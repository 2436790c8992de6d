"""`act … fill STEP --field F=V…`."""

from __future__ import annotations

from dataclasses import replace

import click

from drillbook.fields import form_fields
from drillbook.options import at_option, everywhere
from drillbook.recording import Desk, record
from incidents.commands import Command, SetLevel, StateFact
from reports.typed.names import read_address
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "fill",
        callback=_fill,
        params=[
            click.Argument(["step"]),
            click.Option(
                ["--field", "fields"],
                multiple=True,
                required=True,
                metavar="F=V",
                help=words.say("An answer of the step's form; ? where it is not known."),
            ),
            click.Option(["--reason"], default="", help=words.say("Why an answer cannot be had (with ?).")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "Answer what a step's form asks; STEP@2: on the form of that turn."
            " What cannot be had: --field F=? --reason ..."
        ),
    )


@click.pass_context
def _fill(ctx: click.Context, step: str, fields: tuple[str, ...], reason: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address, when = read_address(step, desk.plan), desk.at(at)
        commands: list[Command] = []
        for fact, typed in form_fields(desk, address.step, fields).items():
            if isinstance(typed, str):
                commands.append(SetLevel(at=when, level=typed, reason=reason))
            else:
                stated = StateFact(at=when, fact=fact, value=typed.value, unknown=typed.unknown, reason=reason)
                commands.append(replace(stated, step=address.step, turn=address.turn) if address.turn else stated)
        return commands

    return record(ctx, making)
