"""`drillbook open PLAN`: an incident begins; its id is the only thing on standard output."""

from __future__ import annotations

import click

from drillbook.console import out, warn
from drillbook.options import at_option, everywhere, settings_of
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "open",
        callback=_open,
        params=[
            click.Argument(["plan"]),
            click.Option(
                ["--set", "facts"],
                multiple=True,
                metavar="FACT=VALUE",
                help=words.say("A fact that is known from the beginning."),
            ),
            click.Option(["--exercise"], is_flag=True, help=words.say("An exercise: said so on everything.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say(
            "Open an incident and print its id. The clock runs from --at, or from now. Roles that nobody holds are told"
            " first and stop nothing."
        ),
    )


@click.pass_context
def _open(ctx: click.Context, plan: str, facts: tuple[str, ...], exercise: bool, at: str) -> int:
    from drillbook import opening, plans
    from drillbook.fields import stating
    from drillbook.starting import start_incident, warn_of_roles
    from incidents.refusals import Refusal
    from reports.typed.times import read_time
    from reports.typed.understood import NotUnderstood
    from reports.words.refusals import refusal
    from reports.words.understood import not_understood
    from tui.wall import WallClock

    settings = settings_of(ctx)
    words = settings.words
    place = plans.site(settings)
    found = plans.plan(settings, plan, place)
    now = WallClock().now()
    try:
        began = read_time(at, now, found.timezone) // 1000 * 1000 if at else now // 1000 * 1000
        commands = [stating(text, found, now, began) for text in facts]
    except NotUnderstood as error:
        raise Stop(BAD_INPUT, not_understood(words, error, found, now)) from None
    warn_of_roles(settings, found, place)
    with opening.writing(settings, new=True) as store:
        mode = "exercise" if exercise else "live"
        session = start_incident(settings, store, found, place, at=began, mode=mode)
        out(session.id)
        refused = [r for r in (session.do(command, settings.by) for command in commands) if isinstance(r, Refusal)]
    for one in refused:
        warn(refusal(words, one, found, now))
    return NO if refused else GOOD
