"""What `drill` and `compare` have in common on the command line: their options, and the refusals in sentences."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from drillbook.console import warn
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, INTERRUPTED, Stop
from reports.cells import fit
from reports.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from drillbook.drill_lives import Bars
    from simulator.crew import Crew
    from simulator.ensemble import Progress

RUNS: Final = 1000
SEED: Final = 1
MOST_RUNS: Final = 100_000
"""More would fill the memory, and tell nothing that these do not."""
PRECISE_RUNS: Final = 20_000
"""At most so many where a precision is wanted: a share of one half is known to 1 % after 9,604."""
_BAR: Final = 24
_FEW: Final = 100
"""So few runs are over before another process has begun: never more than one lives for each so many."""


def run_options(words: Words) -> list[click.Parameter]:
    """`--runs`, `--seed`, `--jobs`."""
    return [
        click.Option(
            ["--runs"],
            metavar="N",
            default=str(RUNS),
            show_default=True,
            callback=_whole(words, 1, MOST_RUNS),
            help=words.say("How many runs."),
        ),
        click.Option(
            ["--seed"],
            metavar="S",
            default=str(SEED),
            show_default=True,
            callback=_whole(words, 0, 2**63 - 1),
            help=words.say("The same seed meets the same luck: the same runs, on any machine."),
        ),
        click.Option(
            ["--jobs"],
            metavar="J",
            default="",
            callback=_whole(words, 1, 256, absent=0),
            help=words.say("How many processes; all processors, if not given. The figures do not depend on it."),
        ),
    ]


def here_option(words: Words) -> click.Option:
    """`--site-overlays`."""
    return click.Option(
        ["--site-overlays", "as_here"],
        is_flag=True,
        help=words.say(
            "Lay the overlays in force at this site over the plan, too: the plan as it is run here. Without it only"
            " those that the scenario names."
        ),
    )


def _whole(words: Words, low: int, high: int, absent: int | None = None) -> Any:
    """A whole number between two bounds; what it is where the option is not given."""

    def callback(ctx: click.Context, param: click.Parameter, value: str) -> int:
        if absent is not None and ctx.get_parameter_source(param.name or "") is ParameterSource.DEFAULT:
            return absent
        try:
            number = int(value)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            said = words.say(
                "a whole number from {low} to {high} is needed, not {value}.", low=low, high=high, value=value
            )
            raise click.BadParameter(said, ctx, param)
        return number

    return callback


def processes(jobs: int, runs: int) -> int:
    """How many processes to use; `jobs` 0: nobody said."""
    return min(jobs or os.cpu_count() or 1, -(-runs // _FEW))


@contextmanager
def crew_for(words: Words, jobs: int, runs: int) -> Iterator[Crew]:
    """The processes of a call. They make themselves ready while the files are read: so this comes first."""
    from simulator.crew import Crew

    with Crew(processes(jobs, runs), "drillbook.drill_plus_one") as crew:
        try:
            yield crew
        except KeyboardInterrupt:  # before the first run; runs that are under way stop and are told
            raise Stop(INTERRUPTED, words.say("Stopped: there is nothing to tell yet.")) from None
    if crew.lost:
        warn(
            words.say(
                "{lost} of {jobs} processes were lost (killed, or no memory). The others lived their runs: the figures"
                " are the same.",
                lost=crew.lost,
                jobs=crew.jobs,
            )
        )


def scenario_meant(settings: Settings, name: str) -> Path:
    """The file of a scenario; where there is none, which one was perhaps meant."""
    from drillbook import plans, scenarios
    from reports.cells import printable
    from runbooks.library import Library
    from runbooks.spots import nearest

    path = scenarios.found(settings, name)
    if path is not None:
        return path
    words, every = settings.words, scenarios.listed()
    if name in Library(plans.search(plans.site(settings))).ids():
        said = words.say("{name} is a plan; what is drilled is a scenario of it.", name=words.quoted_name(name))
        own = [printable(shelf.id) for shelf in every if shelf.runbook == name]
        if own:
            raise Stop(BAD_INPUT, said + words.say(" Its scenarios: {names}", names=words.listed(own)))
        raise Stop(BAD_INPUT, said + words.say(" All scenarios: drillbook show"))
    if there := _what_is_there(words, name):
        raise Stop(BAD_INPUT, there)
    near = nearest(name, [shelf.id for shelf in every])
    said = words.say("No scenario {name}.", name=words.quoted_name(name))
    said += words.say(" Did you mean {near}?", near=printable(near)) if near else ""
    raise Stop(BAD_INPUT, said + words.say(" All scenarios: drillbook show"))


def _what_is_there(words: Words, name: str) -> str:
    """Why what stands under a path is no scenario; "" if nothing does."""
    from pathlib import Path

    from reports.cells import printable

    path = Path(name)
    try:
        if path.is_dir():
            return printable(words.say("{path} is a folder; name one of its scenarios.", path=path))
        if path.is_file():
            return printable(words.say("{path} is no scenario: it has no key `scenario`.", path=path))
    except (OSError, ValueError):  # too long for a name, or a zero byte in it
        return ""
    return ""


@contextmanager
def progress(words: Words) -> Iterator[Bars | None]:
    """A bar on standard error where somebody looks at it; nothing elsewhere. What is lived is named beside it."""
    if not sys.stderr.isatty():
        yield None
        return

    room = shutil.get_terminal_size().columns - 1

    def bars(what: str) -> Progress:
        said = words.say("one more of each") if what else words.say("runs")

        def told(done: int, of: int) -> None:
            bar = "#" * (_BAR * done // of)
            counted = f" {done}/{of}" if done else ""
            click.echo("\r" + fit(f"{said} [{bar:<{_BAR}}]{counted}", room), err=True, nl=False)

        told(0, 1)
        return told

    try:
        yield bars
    finally:
        click.echo("\r" + " " * room + "\r", err=True, nl=False)
