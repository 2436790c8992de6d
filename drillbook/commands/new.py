"""`drillbook new`: a small, commented plan or scenario to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillbook.console import out
from drillbook.options import everywhere, settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, Stop
from reports.words import Words

if TYPE_CHECKING:
    from reports.new_file import Kind


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "new",
        callback=_new,
        params=[
            click.Argument(["kind"], type=click.Choice(["runbook", "scenario"])),
            click.Argument(["name"]),
            click.Option(
                ["-o", "--output"],
                metavar="FILE",
                default="",
                help=words.say("Where to; else ./runbooks/NAME.yaml, ./scenarios/NAME.yaml."),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Write a small plan or scenario with remarks, to begin with. NAME is its id: letters, digits, - and _."
            " A file that is there already stays as it is."
        ),
    )


@click.pass_context
def _new(ctx: click.Context, kind: Kind, name: str, output: str) -> int:
    from reports.cells import printable
    from reports.new_file import new_file
    from runbooks.fields import is_id

    settings = settings_of(ctx)
    words = settings.words
    if not is_id(name):
        said = words.say(
            "{name} cannot be an id: letters, digits, - and _, beginning with a letter or digit, at most 64.",
            name=words.quoted_name(name),
        )
        raise Stop(BAD_INPUT, said)
    _refuse_taken(settings, kind, name)
    path = Path(output) if output else Path(f"{kind}s") / f"{name}.yaml"
    _write(words, path, new_file(kind, name, words.lang))
    out(printable(words.say("Written: {path}", path=path)))
    out(words.say("Next: change it, then"))
    shown = shlex.quote(str(path)) if output else name
    for line in _next(kind, shown):
        out(printable(f"  {line}"))
    out(words.say("So that an editor with a YAML language server completes the keys:"))
    out(printable(f"  drillbook schema {kind} -o {shlex.quote(str(path.parent / f'{kind}.schema.json'))}"))
    return GOOD


def _next(kind: Kind, name: str) -> tuple[str, ...]:
    if kind == "scenario":
        return f"drillbook check {name}", f"drillbook show {name}", f"drillbook drill {name}"
    return f"drillbook check {name}", f"drillbook card {name} -o card.html", f"drillbook run {name} --plain --exercise"


def _refuse_taken(settings: Settings, kind: Kind, name: str) -> None:
    """An id that is taken, also by a shipped plan: the new file would stand before it, or beside it."""
    from drillbook import plans, scenarios
    from runbooks.library import Library

    if kind == "runbook":
        known = {plan.id: plan.path for plan in Library(plans.search(plans.site(settings))).listed()}
    else:
        known = {shelf.id: shelf.path for shelf in scenarios.listed()}
    if name in known:
        said = settings.words.say("There is {name} already: {path}. Give another name.", name=name, path=known[name])
        raise Stop(BAD_INPUT, said)


def _write(words: Words, path: Path, data: bytes) -> None:
    """A new file, never in the place of another; what could not be written whole is taken away again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        if path.is_dir():
            said = words.say("Cannot write {path}: ", path=path) + words.say("it is a folder; give the name of a file.")
            raise Stop(BAD_INPUT, said) from None
        said = words.say("{path} is there already and stays as it is. Give another name.", path=path)
        raise Stop(BAD_INPUT, said) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise Stop(BAD_INPUT, words.say("Cannot write {path}: {error}.", path=path, error=why)) from None
