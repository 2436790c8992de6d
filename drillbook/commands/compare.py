"""`drillbook compare SCENARIO`: what another plan, or more staff, would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from drillbook.console import out, out_bytes, room
from drillbook.drill_options import crew_for, here_option, progress, run_options, scenario_meant
from drillbook.options import everywhere, json_option, settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, INTERRUPTED, Stop
from reports.words import Words

if TYPE_CHECKING:
    from drillbook.drill_lives import Lives

_MOST = 10_000
_WIDE = str.maketrans("＝，、", "=,,")


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "compare",
        callback=_compare,
        params=[
            click.Argument(["scenario"]),
            click.Option(
                ["--with", "runbooks"],
                metavar="RUNBOOK",
                multiple=True,
                help=words.say("Try this plan instead; may be given several times."),
            ),
            click.Option(
                ["--staff"],
                metavar="ROLE=N[,ROLE=N]",
                multiple=True,
                help=words.say(
                    "Try so many people (or things) of a role; several at once with commas. Given several times: one"
                    " trial each."
                ),
            ),
            *run_options(words),
            here_option(words),
            json_option(words),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Compare a scenario as it is with another plan or with other staff, run by run under the same luck, and say"
            " for each limit whether it is kept more often."
        ),
    )


@click.pass_context
def _compare(
    ctx: click.Context,
    scenario: str,
    runbooks: Sequence[str],
    staff: Sequence[str],
    runs: int,
    seed: int,
    jobs: int,
    as_here: bool,
    as_json: bool,
) -> int:
    settings = settings_of(ctx)
    words = settings.words
    if not runbooks and not staff:
        said = words.say("Nothing to compare with: give --with RUNBOOK or --staff ROLE=N.")
        raise Stop(BAD_INPUT, said)
    with crew_for(words, jobs, runs) as crew:
        path = scenario_meant(settings, scenario)
        from drillbook import comparing, plans, scenarios
        from drillbook.drill_lives import Lives, Wish

        place = plans.site(settings)
        read, plan = scenarios.usable(settings, path, place, as_here=as_here, warned=True)
        lives = Lives(plan, read, seed)
        others = [comparing.other_plan(settings, path, lives, name, place) for name in runbooks]
        others += [comparing.other_staff(lives, _counts(settings, lives, typed)) for typed in staff]
        with progress(words) as told:
            found, interrupted = comparing.comparison(lives, others, Wish(runs, seed), told, crew)
    from reports.drill_compared import comparison_text
    from reports.drill_json import comparison_json
    from reports.json_text import dumped

    if as_json:
        out_bytes(dumped(comparison_json(found)))
    else:
        out(comparison_text(found, words, room()))
    return INTERRUPTED if interrupted else GOOD


def _counts(settings: Settings, lives: Lives, typed: str) -> dict[str, int]:
    """`security=6,radio=2` as numbers by role; a role by its id or its title, signs as an input method writes them."""
    from reports.cells import printable
    from reports.typed.names import nearest

    words, counts = settings.words, {}
    titles = _titles(lives)
    for part in typed.translate(_WIDE).split(","):
        role, equals, number = (piece.strip() for piece in part.partition("="))
        role = titles.get(role, role)
        if not equals or not number.isdecimal() or int(number) > _MOST:
            said = words.say(
                "Cannot read {text} as ROLE=N: N is a whole number from 0 to {most}.",
                text=words.quoted(printable(part)),
                most=_MOST,
            )
            raise Stop(BAD_INPUT, said)
        if role not in lives.scenario.staff:
            near = nearest(role, lives.scenario.staff)
            said = words.say("This scenario has no staff {role}.", role=words.quoted_name(role))
            meant = words.say(" Did you mean {near}?", near=near) if near else ""
            named = {role: title for title, role in _titles(lives, words).items()}
            names = words.listed(f"{name} ({named[name]})" if name in named else name for name in lives.scenario.staff)
            raise Stop(BAD_INPUT, said + (meant or words.say(" It has: {names}.", names=names)))
        if role in counts:
            said = words.say("{role} is named twice in {text}: once is enough.", role=role, text=printable(typed))
            raise Stop(BAD_INPUT, said)
        counts[role] = int(number)
    return counts


def _titles(lives: Lives, words: Words | None = None) -> dict[str, str]:
    """What the reports call the roles and things that are there, in one language or in all; each with its id. Two of
    one name are left out.
    """
    from simulator.scenario_model import with_things

    roles = with_things(lives.plan, lives.scenario).roles
    pairs = [
        (title, name)
        for name in lives.scenario.staff
        if name in roles
        for title in dict.fromkeys(roles[name].title.values() if words is None else [words.text(roles[name].title)])
    ]
    told = [title for title, _ in pairs]
    return {title: name for title, name in pairs if told.count(title) == 1}
