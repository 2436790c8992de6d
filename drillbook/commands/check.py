"""`drillbook check`: every problem of plans, overlays, site files and scenarios, all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from drillbook.console import out, out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "check",
        callback=_check,
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar="PATH|PLAN..."),
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(["text", "json", "sarif"]),
                default="text",
                help=words.say("text; json for other programs; sarif (2.1.0) for code review."),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Check plans, overlays, site files and scenarios: every problem at once, with its place, what is allowed"
            " and what was perhaps meant. A folder stands for all the YAML files in it; an id for its plan or scenario;"
            " - for standard input. Ends with 1 where there are errors."
        ),
    )


@click.pass_context
def _check(ctx: click.Context, paths: Sequence[str], as_format: str) -> int:
    from drillbook import __version__
    from drillbook.checking import problems_of
    from reports.check_report import check_json, check_text
    from reports.check_sarif import check_sarif
    from reports.json_text import dumped
    from runbooks.problems import errors

    settings = settings_of(ctx)
    files = [file for path in paths for file in _named(settings.words, path)]
    found = [problem for file in dict.fromkeys(files) for problem in problems_of(settings, file)]
    if as_format == "json":
        out_bytes(dumped(check_json(found, settings.words)))
    elif as_format == "sarif":
        out_bytes(dumped(check_sarif(found, __version__, settings.words)))
    else:
        out(check_text(found, len(dict.fromkeys(files)), settings.words))
    return NO if errors(found) else GOOD


def _named(words: Words, given: str) -> list[Path]:
    """The files that are meant: those of a path, else the plan of that id and the scenario of that id."""
    from reports.typed.names import nearest
    from runbooks.fields import is_id
    from runbooks.library import search_path
    from runbooks.shelf import Library
    from simulator import scenario_shelf

    if given == "-":
        return [Path(given)]
    if is_id(given) and not Path(given).exists():
        plans = Library(search_path(Path())).listed()
        scenarios = scenario_shelf.shelved(scenario_shelf.search_path(Path()))
        found = [plan.path for plan in plans if plan.id == given][:1]
        if given in scenarios:
            found += [scenarios[given].path, *scenarios[given].rivals]
        if found:
            return found
        near = nearest(given, [*(plan.id for plan in plans), *scenarios])
        said = words.say("No plan and no scenario is called {name}, and there is no such file.", name=given)
        said += words.say(" Did you mean {near}?", near=near) if near else words.say(" All of them: drillbook show")
        raise Stop(BAD_INPUT, said)
    return _files(words, Path(given))


def _files(words: Words, path: Path) -> list[Path]:
    try:
        if path.is_dir():
            inside = sorted(p for p in _below(path) if p.suffix in {".yaml", ".yml"} and p.is_file())
            if not inside:
                raise Stop(BAD_INPUT, words.say("There is no YAML file in {path}.", path=path))
            return inside
        if path.exists():
            return [path]
    except OSError as error:
        said = words.say("{path}: {error}", path=error.filename or path, error=error.strerror or error)
        raise Stop(BAD_INPUT, said) from None
    except ValueError as error:
        raise Stop(BAD_INPUT, words.say("{path}: {error}", path=path, error=error)) from None
    raise Stop(BAD_INPUT, words.say("There is no {path}.", path=path))


def _below(folder: Path) -> Iterator[Path]:
    """Every file in a folder and below. One that cannot be looked into raises: its files would pass unchecked."""

    def refuse(error: OSError) -> None:
        raise error

    for above, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(above, name) for name in names)
