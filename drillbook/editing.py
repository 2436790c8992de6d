"""Which file is edited under a name, and an editor of one's own with a check when it ends."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

import click

from drillbook.checking import problems_of
from drillbook.console import out, warn
from drillbook.plans import no_plan, search
from drillbook.screen import on_terminal
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from reports.cells import printable
from reports.check_report import check_text
from runbooks.fields import is_id
from runbooks.library import Library, search_path, shipped_folder
from runbooks.problems import errors
from runbooks.site import read_site
from runbooks.spots import nearest
from simulator import scenario_shelf
from tui.common.writing import write_whole


def file_of(settings: Settings, name: str) -> Path:
    """The file to edit; a plan or scenario that comes with the program is copied here first, if that is wanted."""
    path = _named(settings, name)
    folder = _own_folder(path)
    if folder is None or _same(path, folder / path.name):
        return path
    words, own = settings.words, folder / path.name
    if own.exists():
        raise Stop(BAD_INPUT, words.say("{path} is already there: edit that one.", path=own))
    asked = words.say(
        "{name} comes with Drillbook and stays as it is. Copy it to {path} and edit that?", name=name, path=own
    )
    if not on_terminal() or not click.confirm(asked, default=True):
        said = words.say("Nothing was copied. Copy it yourself: {path}", path=path)
        raise Stop(NO if on_terminal() else BAD_INPUT, printable(said))
    own.parent.mkdir(parents=True, exist_ok=True)
    write_whole(own, path.read_bytes())
    warn(words.say("Written: {path}", path=own))
    return own


def _named(settings: Settings, name: str) -> Path:
    path = Path(name)
    if path.is_file() or not is_id(name):
        if not path.is_file():
            raise Stop(BAD_INPUT, settings.words.say("There is no {path}.", path=printable(name)))
        return path
    place = None if settings.site_path is None else read_site(settings.site_path)[0]
    plans = {plan.id: plan.path for plan in Library(search(place)).listed()}
    drills = scenario_shelf.shelved(scenario_shelf.search_path(Path()))
    if name in plans:
        return plans[name]
    if name in drills:
        from drillbook import scenarios

        scenarios.only_one(settings.words, drills[name])
        return drills[name].path
    raise Stop(BAD_INPUT, no_plan(settings, name, nearest(name, [*drills, *plans])))


def _own_folder(path: Path) -> Path | None:
    """Where one's own copy stands of what comes with the program; None for what does not."""
    folder = path.resolve().parent
    if folder == shipped_folder().resolve():
        return Path("runbooks")
    return Path("scenarios") if folder == scenario_shelf.shipped_folder().resolve() else None


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def folders() -> tuple[Path, ...]:
    """Where the plans are looked for that a plan may name: as `drillbook check` does."""
    return search_path(Path())


def own_editor(settings: Settings, path: Path, environ: Mapping[str, str]) -> int:
    """`$VISUAL`, else `$EDITOR`, on the file; then every problem is told, and one may go back to it."""
    words = settings.words
    command = environ.get("VISUAL") or environ.get("EDITOR") or ""
    if not command.strip():
        raise Stop(BAD_INPUT, words.say("Neither VISUAL nor EDITOR says which editor to start."))
    try:
        called = shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise Stop(BAD_INPUT, words.say("{path}: {error}", path=command, error=error)) from None
    while True:
        try:
            ended = subprocess.run([*called, str(path)], check=False).returncode  # noqa: S603
        except OSError as error:
            raise Stop(BAD_INPUT, words.say("{path}: {error}", path=command, error=error.strerror or error)) from None
        if ended:
            warn(words.say("{command} ended with {code}.", command=command, code=ended))
        problems = problems_of(settings, path)
        out(check_text(problems, 1, words))
        if not errors(problems):
            return GOOD
        if not on_terminal() or not click.confirm(words.say("Go back to the editor?"), default=True):
            return NO
