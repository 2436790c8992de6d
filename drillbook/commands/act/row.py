"""`act … row FACT [N] F=V…`, and `row FACT N --withdraw`."""

from __future__ import annotations

import click

from drillbook.fields import row_values
from drillbook.options import at_option, everywhere, reason_option, settings_of
from drillbook.recording import Desk, record
from incidents.commands import ChangeRow, Command, WithdrawRow
from reports.typed.names import read_fact
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "row",
        callback=_row,
        params=[
            click.Argument(["fact"]),
            click.Argument(["parts"], nargs=-1, metavar="[N] COLUMN=VALUE..."),
            click.Option(["--withdraw"], is_flag=True, help=words.say("Take row N out; needs a reason.")),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Add a row to a list; with N, correct that row. Numbers of rows are never used twice."),
    )


@click.pass_context
def _row(ctx: click.Context, fact: str, parts: tuple[str, ...], withdraw: bool, reason: str, at: str) -> int:
    numbered = bool(parts) and parts[0].isdecimal()
    number, columns = (int(parts[0][:9]), parts[1:]) if numbered else (0, parts)
    words = settings_of(ctx).words
    if withdraw and (not number or columns):
        raise click.UsageError(words.say("--withdraw takes the number of a row and no values."), ctx)
    if not withdraw and not columns:
        raise click.UsageError(words.say("Give at least one COLUMN=VALUE."), ctx)

    def making(desk: Desk) -> list[Command]:
        name, when = read_fact(fact, desk.plan), desk.at(at)
        if withdraw:
            return [WithdrawRow(at=when, fact=name, row=number, reason=reason)]
        asked = desk.plan.facts.get(name)
        values = row_values(asked, columns, desk.plan, desk.now) if asked and asked.type == "rows" else {}
        return [ChangeRow(at=when, fact=name, row=number, values=values)]

    return record(ctx, making)
