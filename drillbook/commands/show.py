"""`drillbook show`: a plan as it is in force here, or the list of all plans."""

from __future__ import annotations

import click

from drillbook.console import out, out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.settings import Settings
from drillbook.stopping import GOOD
from reports.words import Words


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "show",
        callback=_show,
        params=[
            click.Argument(["plan"], required=False, default=""),
            click.Option(
                ["--format", "as_format"],
                type=click.Choice(["text", "mermaid", "json"]),
                default="text",
                help=words.say("text to read, mermaid to draw, JSON for other programs."),
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Show a plan as it is in force at this site: parts, overlays and numbers put together. PLAN is an id or a"
            " path. Without PLAN: all plans."
        ),
    )


@click.pass_context
def _show(ctx: click.Context, plan: str, as_format: str) -> int:
    from drillbook import plans
    from reports.json_text import dumped
    from reports.plan_json import plan_json
    from reports.plan_mermaid import plan_mermaid
    from reports.plan_text import plan_text

    settings = settings_of(ctx)
    if not plan:
        return _all(settings)
    found = plans.plan(settings, plan, plans.site(settings))
    if as_format == "json":
        out_bytes(dumped(plan_json(found)))
    elif as_format == "mermaid":
        out(plan_mermaid(found, settings.words))
    else:
        out(plan_text(found, settings.words))
    return GOOD


def _all(settings: Settings) -> int:
    from drillbook.plans import plans_text, search, site, sorted_out
    from runbooks.library import Library

    words = settings.words
    headings = (words.say("Plans"), words.say("Parts of plans"), words.say("Overlays"))
    for heading, listed in zip(headings, sorted_out(Library(search(site(settings)))), strict=True):
        if listed:
            out(heading)
            out(plans_text(listed, words))
    return GOOD
