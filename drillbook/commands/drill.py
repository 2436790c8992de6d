"""`drillbook drill SCENARIO`: rehearse a plan many times, and say how likely each limit is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from drillbook.console import out, out_bytes, room
from drillbook.drill_options import (
    MOST_RUNS,
    PRECISE_RUNS,
    crew_for,
    here_option,
    progress,
    run_options,
    scenario_meant,
)
from drillbook.options import everywhere, json_option, settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, INTERRUPTED, Stop
from reports.formats import TIMELINE_FORMATS
from reports.words import Words

if TYPE_CHECKING:
    from drillbook.drill_lives import Lives
    from reports.drill_values import DrillReport

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "drill",
        callback=_drill,
        params=[
            click.Argument(["scenario"]),
            *run_options(words),
            here_option(words),
            click.Option(
                ["--precision"],
                metavar="P%",
                default="",
                callback=_precision(words),
                help=words.say(
                    "Go on until the interval of every limit of plan and law is at most P percent to each side, for"
                    " --runs at most (20000, if not given)."
                ),
            ),
            json_option(words),
            click.Option(
                ["-o", "--output"],
                metavar="FILE",
                default="",
                help=words.say("Write a page (HTML) that opens without a network; with --timeline, the timeline."),
            ),
            click.Option(
                ["--timeline"],
                metavar="RUN",
                default="",
                help=words.say("Live this one run again and tell its timeline instead."),
            ),
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(list(TIMELINE_FORMATS)),
                help=words.say(
                    "How to tell the timeline of a run, as drillbook timeline does. Else as the file's name ends."
                ),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Rehearse a plan: live a scenario many times and say how likely each limit is kept, who is short, and what"
            " one more would change. SCENARIO is an id, a path, or - for standard input. Ctrl-C reports what was"
            " finished."
        ),
    )


def _precision(words: Words) -> Any:
    def callback(ctx: click.Context, param: click.Parameter, value: str) -> float | None:
        if not value:
            return None
        found = _PERCENT.fullmatch(value.strip())
        if found is None or not 0.1 <= float(found[1]) <= 50:
            said = words.say("a share from 0.1% to 50% is needed, such as 1%, not {value}.", value=value)
            raise click.BadParameter(said, ctx, param)
        return float(found[1]) / 100

    return callback


@click.pass_context
def _drill(
    ctx: click.Context,
    scenario: str,
    runs: int,
    seed: int,
    jobs: int,
    as_here: bool,
    precision: float | None,
    as_json: bool,
    output: str,
    timeline: str,
    as_format: str | None,
) -> int:
    settings = settings_of(ctx)
    words = settings.words
    if as_format and not timeline:
        said = words.say("--format is how the timeline of one run is told: give --timeline RUN with it.")
        raise Stop(BAD_INPUT, said + words.say(" The whole drill: --json, or -o FILE.html"))
    if as_json and as_format not in {None, "json"}:
        raise Stop(BAD_INPUT, words.say("--json and --format {format}: give one of them.", format=as_format))
    if output:
        from drillbook.drill_page import able_to_draw, able_to_write

        able_to_write(settings, output)
        if not timeline:
            able_to_draw(words, output)
    if timeline:
        kind = "json" if as_json else as_format or _named(words, output)
        return _timeline(settings, _lives(settings, scenario, seed, as_here=as_here), timeline, kind, output)
    if precision is not None and ctx.get_parameter_source("runs") is ParameterSource.DEFAULT:
        runs = PRECISE_RUNS
    with crew_for(words, jobs, runs) as crew:
        lives = _lives(settings, scenario, seed, as_here=as_here)
        from drillbook import drilling
        from drillbook.drill_lives import Wish

        with progress(words) as told:
            report, interrupted = drilling.drill(lives, Wish(runs, seed, precision, as_here), told, crew)
    _tell(settings, report, as_json=as_json, output=output)
    return INTERRUPTED if interrupted else GOOD


def _named(words: Words, output: str) -> str:
    """The format of a timeline as its file is named: a drill's page is HTML, the timeline of a run is not."""
    from drillbook.writing import format_of

    if output.lower().endswith((".html", ".htm")):
        said = words.say(
            "The timeline of a run is no page: give a name that ends in .md, .csv or .json, not {path}.", path=output
        )
        raise Stop(BAD_INPUT, said)
    return format_of(output, TIMELINE_FORMATS, "md")


def _lives(settings: Settings, name: str, seed: int, *, as_here: bool) -> Lives:
    """The scenario and its plan, read."""
    path = scenario_meant(settings, name)
    from drillbook import plans, scenarios
    from drillbook.drill_lives import Lives

    read, plan = scenarios.usable(settings, path, plans.site(settings), as_here=as_here, warned=True)
    return Lives(plan, read, seed)


def _tell(settings: Settings, report: DrillReport, *, as_json: bool, output: str) -> None:
    from reports.drill_json import drill_json
    from reports.drill_text import drill_text
    from reports.json_text import dumped

    if as_json:
        out_bytes(dumped(drill_json(report)))
    else:
        out(drill_text(report, settings.words, room()))
    if output:
        from drillbook.writing import write_export
        from reports.drill_html import drill_html

        kept = settings.words.say(" The figures stand above.")
        write_export(settings, output, drill_html(report, settings.words), kept=kept)


def _timeline(settings: Settings, lives: Lives, typed: str, as_format: str, output: str) -> int:
    from drillbook.drill_single import recorded
    from drillbook.writing import write_export

    words = settings.words
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_RUNS:
        said = words.say(
            "--timeline takes the number of a run, from 1 to {most}, not {value}.", most=MOST_RUNS, value=typed
        )
        raise Stop(BAD_INPUT, said)
    told, session, store = recorded(lives, int(typed) - 1, words)
    data = TIMELINE_FORMATS[as_format](told, list(store.read(session.id)), words)
    if output:
        write_export(settings, output, data)
    else:
        out_bytes(data)
    return GOOD
