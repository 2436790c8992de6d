"""`act … extend STEP@T/L --approver … --reason …`."""

from __future__ import annotations

import click

from drillbook import plans
from drillbook.options import approver_option, at_option, everywhere, reason_option
from drillbook.recording import Desk, record
from incidents.commands import Command, Extend
from reports.typed.names import read_address
from reports.words import Words
from runbooks.site import role_held


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "extend",
        callback=_extend,
        params=[
            click.Argument(["limit"], metavar="STEP[@TURN][/LIMIT]"),
            approver_option(words),
            reason_option(words),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "Extend a limit, by as much as the plan allows, once and before it is due: 04/2 is the second limit of step"
            " 04. Where one limit of the step can be extended its number may be left out. Needs a reason, and as"
            " approver somebody who holds the role that the plan names."
        ),
    )


@click.pass_context
def _extend(ctx: click.Context, limit: str, approver: str, reason: str, at: str) -> int:
    def making(desk: Desk) -> list[Command]:
        address, when = read_address(limit, desk.plan), desk.at(at)
        limits = desk.plan.step[address.step].limits
        allowed = [n for n, one in enumerate(limits, 1) if one.extend is not None]
        number = address.limit or (allowed[0] if len(allowed) == 1 else int(len(limits) == 1))
        extend = limits[number - 1].extend if 0 < number <= len(limits) else None
        place = plans.site(desk.settings)
        site, assigned = place.site if place else None, desk.session.state.people
        role = role_held(desk.plan, site, assigned, extend.role, approver.strip()) if extend else ""
        return [
            Extend(
                at=when,
                step=address.step,
                turn=address.turn,
                limit=number,
                approver=approver,
                role=role,
                reason=reason,
            )
        ]

    return record(ctx, making)
