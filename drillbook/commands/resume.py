"""`drillbook resume [INCIDENT]`: go on with an incident, on the full screen or by numbered lines."""

from __future__ import annotations

import click

from drillbook.console import warn
from drillbook.options import everywhere, settings_of
from drillbook.plain import follow, plain_options
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "resume",
        callback=_resume,
        params=[
            click.Argument(["incident"], required=False, default=""),
            *plain_options(words),
            *everywhere(words),
        ],
        help=words.say(
            "Go on with an incident (without INCIDENT: the one under way), on the full screen or, with --plain, by"
            " numbered lines."
        ),
    )


@click.pass_context
def _resume(ctx: click.Context, incident: str, plain: bool, announce: bool) -> int:
    from drillbook import opening, plans, screen

    settings = settings_of(ctx)
    if not plain:
        command = " ".join(part for part in ("drillbook resume", incident, "--plain") if part)
        screen.able(settings.words, command)
    place = plans.site(settings)
    chosen = incident or _under_way(settings)
    if not plain:
        opening.known(settings, chosen)
        with screen.house(settings, place) as own:
            return screen.show(own, lambda: own.take_up(chosen))
    with opening.writing(settings) as store:
        session = opening.resume(settings, store, chosen, record=True)
        if session.damage is not None:
            raise Stop(session.damage.exit_code)
        return follow(settings, store, session, place, announce=announce, resumed=True)


def _under_way(settings: Settings) -> str:
    from drillbook.opening import all_incidents

    words = settings.words
    open_ids = [s.id for s in all_incidents(settings) if s.seen is not None and s.seen.status == "open"]
    if not open_ids:
        raise Stop(BAD_INPUT, words.say("No incident is under way. All incidents: drillbook incidents"))
    if len(open_ids) > 1:
        warn(words.say("Several are under way: {ids}.", ids=words.listed(open_ids)))
        raise Stop(BAD_INPUT, words.say("Say which one: drillbook resume INCIDENT --plain"))
    return open_ids[0]
