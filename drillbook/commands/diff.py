"""`drillbook diff`: what two plans mean differently, in words or as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillbook.console import out, out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from reports.words import Words

if TYPE_CHECKING:
    from drillbook.settings import Settings
    from runbooks.plan import Plan


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "diff",
        callback=_diff,
        params=[
            click.Argument(["old"]),
            click.Argument(["new"]),
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(["text", "json"]),
                default="text",
                help=words.say("text to read; json for other programs."),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "What differs in meaning between two plans, or a plan and an older file of it: steps, limits, roles, facts,"
            " conditions, numbers. How the files are laid out does not matter, nor does this site: overlays and the"
            " site's numbers are left out. Ends with 1 where they differ."
        ),
    )


@click.pass_context
def _diff(ctx: click.Context, old: str, new: str, as_format: str) -> int:
    from reports.diff_json import diff_json
    from reports.json_text import dumped
    from reports.plan_diff import diff_text
    from runbooks.changes import changes

    settings = settings_of(ctx)
    before, after = _plan(settings, old), _plan(settings, new)
    found = changes(before, after)
    if as_format == "json":
        out_bytes(dumped(diff_json(found, before, after)))
    else:
        out(diff_text(found, before, after, settings.words))
    return NO if found else GOOD


def _plan(settings: Settings, name: str) -> Plan:
    """A plan as its files have it, without a site; also one without steps, which is only for including."""
    from drillbook import plans
    from runbooks.library import load
    from runbooks.problems import errors

    search = plans.search(None)
    loaded = load(name, search=search, overlays=[])
    if loaded.plan is not None:
        return loaded.plan
    missing = next((p for p in loaded.problems if p.code == "plan-not-found"), None)
    if missing is not None:
        raise Stop(BAD_INPUT, plans.no_plan(settings, name, missing.hint))
    wrong = errors(loaded.problems)
    part = _part(loaded.files[0], search) if {p.code for p in wrong} == {"not-a-plan"} else None
    if part is None:
        plans.tell_problems(settings, wrong)
        raise Stop(BAD_INPUT)
    return part


def _part(path: Path, search: Sequence[Path]) -> Plan | None:
    """What a file declares that has no steps."""
    from runbooks.compose import compose
    from runbooks.library import Library

    library = Library([path.parent, *search])
    file = library.open(path)
    return None if file is None else compose(file, [], library).plan
