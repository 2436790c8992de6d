"""`drillbook edit`: a plan in the full-screen editor, or in an editor of one's own with a check afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillbook.console import warn
from drillbook.options import everywhere, settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, NOT_DURABLE, Stop
from reports.cells import printable
from reports.words import Words

if TYPE_CHECKING:
    from tui.actions import Registry


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "edit",
        callback=_edit,
        params=[
            click.Argument(["plan"]),
            click.Option(
                ["--editor", "own"],
                is_flag=True,
                help=words.say("Start $VISUAL or $EDITOR instead, and check the plan when it ends."),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Edit a plan, an overlay, a scenario or site.yaml: problems stand under the lines as one types, beside it"
            " the plan as it will be seen. PLAN is an id or a path; what comes with Drillbook is copied here first."
        ),
    )


@click.pass_context
def _edit(ctx: click.Context, plan: str, own: bool) -> int:
    from drillbook import editing, screen

    settings = settings_of(ctx)
    if not own:
        screen.able(settings.words, f"drillbook edit {plan} --editor")
    path = editing.file_of(settings, plan)
    if own:
        return editing.own_editor(settings, path, os.environ)
    return _on_screen(settings, path)


def _on_screen(settings: Settings, path: Path) -> int:
    from drillbook.editing import folders
    from incidents.journal.opening import journal_path
    from tui.edit import NotText, edit

    words = settings.words
    drafts = Path(f"{journal_path(settings.db)}.drafts")
    registry, said = _keys(settings)
    site = settings.site_path
    try:
        ended = edit(path, words=words, search=folders(), site=site, drafts=drafts, registry=registry, said=said)
    except NotText:
        said = words.say("{path} is no UTF-8 text, or too large: it cannot be edited here.", path=path)
        raise Stop(BAD_INPUT, printable(said)) from None
    if ended.saved:
        return GOOD
    if ended.kept:
        again = f"drillbook edit {path}"
        warn(printable(words.say("What you did not save is kept as a draft; {command} offers it.", command=again)))
        return GOOD
    warn(words.say("What you did not save could not be kept: the disk does not take it."))
    return NOT_DURABLE


def _keys(settings: Settings) -> tuple[Registry, str]:
    """The keys in force, and what is to be said of the settings."""
    from tui.desk.press import REGISTRY

    path = settings.preferences_path
    if path is None:
        return REGISTRY, ""
    from tui.settings import notice, preferences_from

    mine, problems = preferences_from(path)
    return mine.registry, notice(problems, settings.words) or ""
