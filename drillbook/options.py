"""Options that work everywhere, before a command's name or after it."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

from drillbook.settings import Settings
from reports.words import LANGUAGES, Words


def everywhere(words: Words, *, by: bool = True) -> list[click.Parameter]:
    """`--db`, `--site`, `--lang` and, where something is recorded, `--by`."""
    options: list[click.Parameter] = [
        click.Option(
            ["--db"],
            metavar="URL",
            expose_value=False,
            callback=_keep("db_option"),
            help=words.say("The journal: a file, or sqlite:///FILE (DRILLBOOK_DB; else in the user's data folder)."),
        ),
        click.Option(
            ["--site"],
            metavar="FILE",
            expose_value=False,
            callback=_keep("site_option"),
            help=words.say("The site's file (DRILLBOOK_SITE; else ./site.yaml, else in the user's configuration)."),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=words.say("The language (DRILLBOOK_LANG; else that of the locale)."),
        ),
    ]
    if by:
        options.append(
            click.Option(
                ["--by"],
                metavar="NAME",
                expose_value=False,
                callback=_keep("by_option"),
                help=words.say("Who is acting (DRILLBOOK_BY; else the login name)."),
            )
        )
    return options


def at_option(words: Words) -> click.Option:
    """`--at TIME`."""
    said = words.say("When it happened: 08:40 (today), 2026-03-09 08:40 or ISO with offset; now, if not given.")
    return click.Option(["--at"], metavar="TIME", default="", callback=given(words), help=said)


def given(words: Words) -> Any:
    """Refuses an option that is there without a value: `--at "$T"` of a script in which T is not set."""

    def callback(ctx: click.Context, param: click.Parameter, value: str) -> str:
        typed = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
        if typed and not value.strip():
            raise click.BadParameter(words.say("there is nothing in it."), ctx, param)
        return value

    return callback


def reason_option(words: Words) -> click.Option:
    """`--reason TEXT`."""
    return click.Option(["--reason"], metavar="TEXT", default="", help=words.say("Why."))


def approver_option(words: Words) -> click.Option:
    """`--approver NAME`."""
    return click.Option(["--approver"], metavar="NAME", default="", help=words.say("Who agreed to it."))


def json_option(words: Words) -> click.Option:
    """`--json`."""
    return click.Option(["--json", "as_json"], is_flag=True, help=words.say("JSON, for other programs."))


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this call."""
    settings = ctx.find_object(Settings)
    if settings is None:
        raise RuntimeError("the command line was entered without settings")
    return settings


def _keep(name: str) -> Any:
    def callback(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        del param
        if value:
            setattr(settings_of(ctx), name, value)
        return value

    return callback
