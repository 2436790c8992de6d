"""`drillbook forms`: the forms of an incident, filled in from its record, to be filed or printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import click

from drillbook.console import out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from reports.words import Words

if TYPE_CHECKING:
    from incidents.forms import Form
    from incidents.timeline import Timeline
    from runbooks.plan import Step

_ENDINGS: Final[Mapping[str, str]] = {".htm": "html", ".html": "html", ".json": "json"}
"""What a file's name says of its format, where none is asked for; else Markdown."""


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "forms",
        callback=_forms,
        params=[
            click.Argument(["incident"]),
            click.Argument(["form"], required=False, default=""),
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(["md", "html", "json"]),
                help=words.say("md: to read; html: to print on A4, a sheet each; json. Else as the file's name ends."),
            ),
            click.Option(
                ["-o", "--output"], metavar="FILE", default="", help=words.say("Write to a file instead of the screen.")
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "The forms of an incident, filled in from its record: all of them, or FORM, a form's name or the number of"
            " its step (09, 15@2). They say posts, never who came."
        ),
    )


@click.pass_context
def _forms(ctx: click.Context, incident: str, form: str, as_format: str | None, output: str) -> int:
    from drillbook.opening import reading, resume
    from drillbook.writing import refuse_unwritable, write_export
    from incidents.timeline import timeline

    settings = settings_of(ctx)
    refuse_unwritable(settings, output)
    with reading(settings) as store:
        session = resume(settings, store, incident)
        told = timeline(session)
    chosen = _chosen(told, form, settings.words)
    kind = as_format or _ENDINGS.get(PurePath(output).suffix.lower(), "md")
    data = _exports()[kind](told, chosen, settings.words)
    if output:
        write_export(settings, output, data, kept=settings.words.say(" The record itself is untouched."))
    else:
        out_bytes(data)
    return NO if session.damage else GOOD


def _exports() -> Mapping[str, Callable[[Timeline, Sequence[Form], Words], bytes]]:
    from reports.forms_html import forms_html
    from reports.forms_json import forms_bytes
    from reports.forms_md import forms_md

    return {"md": forms_md, "html": forms_html, "json": lambda told, forms, _words: forms_bytes(told, forms)}


def _chosen(told: Timeline, typed: str, words: Words) -> Sequence[Form]:
    """The forms that were asked for; ends the call where there is none."""
    from reports.cells import printable
    from reports.form_choice import NotFilledIn, UnknownForm, choose

    if not any(step.form for step in told.plan.steps):
        raise Stop(NO, words.say("The plan of {incident} has no forms.", incident=told.seen.incident))
    try:
        chosen = choose(typed, told.forms, told.plan)
    except UnknownForm as unknown:
        said = words.say("No form {name} in {incident}.", name=printable(typed), incident=told.seen.incident)
        if unknown.near:
            said += words.say(" Did you mean {near}?", near=unknown.near)
        raise Stop(BAD_INPUT, "\n".join([said, *_there(told, words)])) from None
    except NotFilledIn as empty:
        named = words.listed(_carrier(step, words) for step in empty.steps)
        said = words.say("{forms}: the step has not been done, nothing is filled in.", forms=named)
        raise Stop(NO, "\n".join([said, *_there(told, words)])) from None
    if not chosen:
        said = words.say("No form of {incident} has been filled in.", incident=told.seen.incident)
        raise Stop(NO, "\n".join([said, *_there(told, words)]))
    return chosen


def _there(told: Timeline, words: Words) -> Iterator[str]:
    """Which forms there are: filled in, and not."""
    from reports.forms_md import named

    filled = {form.step for form in told.forms}
    if told.forms:
        yield words.say("Filled in: {forms}", forms=words.listed(named(told.forms, told.plan, words)))
    empty = [_carrier(step, words) for step in told.plan.steps if step.form and step.id not in filled]
    if empty:
        yield words.say("Not filled in: {forms}", forms=words.listed(empty))


def _carrier(step: Step, words: Words) -> str:
    from reports.form_sheets import form_name

    return f"{form_name(step.form, words)} {step.number}"
