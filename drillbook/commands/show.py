"""`drillbook show`: a plan as it is in force here, a scenario, or the list of all of them."""

from __future__ import annotations

from pathlib import Path

import click

from drillbook.console import out, out_bytes, room
from drillbook.drill_options import here_option
from drillbook.options import everywhere, settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, Stop
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
            here_option(words),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Show a plan as it is in force at this site: parts, overlays and numbers put together. PLAN is an id or a"
            " path, of a plan or of a drill's scenario; - a scenario on standard input. Without PLAN: all plans and"
            " scenarios."
        ),
    )


@click.pass_context
def _show(ctx: click.Context, plan: str, as_format: str, as_here: bool) -> int:
    from drillbook import plans
    from reports.json_text import dumped
    from reports.plan_json import plan_json
    from reports.plan_mermaid import plan_mermaid
    from reports.plan_text import plan_text

    settings = settings_of(ctx)
    if not plan:
        return _all(settings)
    scenario = _scenario_meant(settings, plan)
    if scenario is not None:
        return _scenario(settings, scenario, as_format, as_here=as_here)
    found = plans.plan(settings, plan, plans.site(settings))
    if as_format == "json":
        out_bytes(dumped(plan_json(found)))
    elif as_format == "mermaid":
        out(plan_mermaid(found, settings.words))
    else:
        out(plan_text(found, settings.words))
    return GOOD


def _scenario_meant(settings: Settings, name: str) -> Path | None:
    """The scenario that is meant: a file that says so, or an id that no plan has. None: a plan is meant."""
    from drillbook import plans, scenarios
    from runbooks.fields import is_id
    from runbooks.library import Library
    from runbooks.spots import nearest

    ids = Library(plans.search(plans.site(settings))).ids() if is_id(name) else ()
    if name in ids:
        return None
    path = scenarios.found(settings, name)
    if path is None and is_id(name):
        near = nearest(name, [*ids, *(shelf.id for shelf in scenarios.listed())])
        raise Stop(BAD_INPUT, plans.no_plan(settings, name, near))
    return path


def _scenario(settings: Settings, path: Path, as_format: str, *, as_here: bool) -> int:
    from drillbook import plans, scenarios
    from reports.json_text import dumped
    from reports.scenario_text import scenario_text
    from reports.table_lines import wrapped
    from simulator.scenario_data import scenario_data

    if as_format == "mermaid":
        raise Stop(BAD_INPUT, settings.words.say("A scenario has no drawing; show its plan with --format mermaid."))
    scenario, plan = scenarios.usable(settings, path, plans.site(settings), as_here=as_here)
    data = scenario_data(scenario, plan)
    if as_format == "json":
        out_bytes(dumped(data))
    else:
        text = scenario_text(data, plan, settings.words)
        out("\n".join(part for line in text.splitlines() for part in wrapped(line, room())))
    return GOOD


def _all(settings: Settings) -> int:
    from drillbook import scenarios
    from drillbook.plans import plans_text, search, site, sorted_out
    from runbooks.library import Library

    words = settings.words
    headings = (words.say("Plans"), words.say("Parts of plans"), words.say("Overlays"))
    for heading, listed in zip(headings, sorted_out(Library(search(site(settings)))), strict=True):
        if listed:
            out(heading)
            out(plans_text(listed, words))
    out(words.say("Scenarios"))
    out(scenarios.scenarios_text(words))
    return GOOD
