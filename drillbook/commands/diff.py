"""`drillbook diff`: what two plans, overlays, sites or scenarios mean differently, in words or as data."""

from __future__ import annotations

import click

from drillbook.console import out, out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import GOOD, NO
from reports.words import Words


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
            " site's numbers are left out. Of two overlays: what they change in the plans that they are for. Of a plan"
            " and an overlay: what the overlay changes. Also two site files, and two scenarios. Ends with 1 where they"
            " differ."
        ),
    )


@click.pass_context
def _diff(ctx: click.Context, old: str, new: str, as_format: str) -> int:
    from drillbook.differing import differing
    from reports.json_text import dumped

    told = differing(settings_of(ctx), old, new)
    if as_format == "json":
        out_bytes(dumped(told.data))
    else:
        out(told.text)
    return NO if told.any else GOOD
