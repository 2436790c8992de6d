"""`drillbook check`: every problem of plans, overlays and site files, all at once."""

from __future__ import annotations

from collections.abc import Sequence
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
                type=click.Choice(["text", "json"]),
                default="text",
                help=words.say("text, or JSON for other programs."),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Check plans, overlays and site files: every problem at once, with its place, what is allowed and what was"
            " perhaps meant. A folder stands for all the YAML files in it; an id for its plan. Ends with 1 where there"
            " are errors."
        ),
    )


@click.pass_context
def _check(ctx: click.Context, paths: Sequence[str], as_format: str) -> int:
    from reports.check_report import check_json, check_text
    from reports.json_text import dumped
    from runbooks.library import check_file, search_path
    from runbooks.problems import errors

    settings = settings_of(ctx)
    files = [file for path in paths for file in _named(settings.words, path)]
    found = [problem for file in dict.fromkeys(files) for problem in check_file(file, search_path(Path()))]
    if as_format == "json":
        out_bytes(dumped(check_json(found, settings.words)))
    else:
        out(check_text(found, len(dict.fromkeys(files)), settings.words))
    return NO if errors(found) else GOOD


def _named(words: Words, given: str) -> list[Path]:
    """The files that are meant: those of a path, else the plan of that id."""
    from runbooks.fields import is_id
    from runbooks.library import search_path
    from runbooks.shelf import Library

    if is_id(given) and not Path(given).exists():
        found = [plan.path for plan in Library(search_path(Path())).listed() if plan.id == given]
        if found:
            return found[:1]
    return _files(words, Path(given))


def _files(words: Words, path: Path) -> list[Path]:
    try:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in {".yaml", ".yml"} and p.is_file())
            if not inside:
                raise Stop(BAD_INPUT, words.say("There is no YAML file in {path}.", path=path))
            return inside
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        raise Stop(BAD_INPUT, words.say("{path}: {error}", path=path, error=error)) from None
    raise Stop(BAD_INPUT, words.say("There is no {path}.", path=path))
