"""`drillbook run PLAN`: open an incident and follow it, on the full screen or by numbered lines."""

from __future__ import annotations

import click

from drillbook.options import at_option, everywhere, settings_of
from drillbook.plain import follow, plain_options
from drillbook.stopping import BAD_INPUT, Stop
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "run",
        callback=_run,
        params=[
            click.Argument(["plan"]),
            *plain_options(words),
            click.Option(["--exercise"], is_flag=True, help=words.say("An exercise: said so on everything.")),
            at_option(words),
            *everywhere(words),
        ],
        help=words.say("Open an incident and follow it live, on the full screen or, with --plain, by numbered lines."),
    )


@click.pass_context
def _run(ctx: click.Context, plan: str, plain: bool, announce: bool, exercise: bool, at: str) -> int:
    from drillbook import opening, plans, screen
    from drillbook.starting import roles_said, start_incident, warn_of_roles
    from reports.typed.times import read_time
    from reports.typed.understood import NotUnderstood
    from reports.words.understood import not_understood
    from tui.wall import WallClock

    settings = settings_of(ctx)
    words = settings.words
    if not plain:
        screen.able(words, f"drillbook run {plan} --plain")
    place = plans.site(settings)
    found = plans.plan(settings, plan, place)
    now = WallClock().now()
    try:
        began = read_time(at, now, found.timezone) if at else None
    except NotUnderstood as error:
        raise Stop(BAD_INPUT, not_understood(words, error, found, now)) from None
    mode = "exercise" if exercise else "live"
    if not plain:
        with screen.house(settings, place) as own:
            said = roles_said(settings, found, place)
            return screen.show(own, lambda: own.begin(found, by=own.by, at=began, mode=mode), fresh=True, said=said)
    warn_of_roles(settings, found, place)
    with opening.writing(settings, new=True) as store:
        session = start_incident(settings, store, found, place, at=began, mode=mode)
        return follow(settings, store, session, place, announce=announce, resumed=False)
