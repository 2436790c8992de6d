"""`drillbook schema`: what a file may say, as JSON Schema, for editors that complete and underline."""

from __future__ import annotations

from typing import Any

import click

from drillbook.console import out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import GOOD
from reports.words import Words

KINDS = ("runbook", "scenario", "site")


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "schema",
        callback=_schema,
        params=[
            click.Argument(["kind"], type=click.Choice(KINDS)),
            click.Option(
                ["-o", "--output"], metavar="FILE", default="", help=words.say("Write to a file instead of the screen.")
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "JSON Schema (2020-12) of plans and overlays, of scenarios, or of site.yaml, with every key explained in"
            " both languages. An editor with a YAML language server completes from it where a file begins with:"
            "\n\n# yaml-language-server: $schema=FILE"
        ),
    )


def made(kind: str) -> dict[str, Any]:
    """The schema of a kind of file."""
    from reports.schema import schema
    from runbooks.model import OverlayModel, RunbookModel
    from runbooks.model_site import SiteModel
    from simulator.scenario_form import ScenarioForm

    if kind == "scenario":
        return schema("Drillbook scenario / 情景", [ScenarioForm])
    if kind == "site":
        return schema("Drillbook site.yaml / 本单位", [SiteModel])
    return schema("Drillbook plan or overlay / 预案、叠加", [RunbookModel, OverlayModel])


@click.pass_context
def _schema(ctx: click.Context, kind: str, output: str) -> int:
    from drillbook.writing import refuse_unwritable, write_export
    from reports.json_text import dumped

    refuse_unwritable(settings_of(ctx), output)
    data = dumped(made(kind))
    if output:
        write_export(settings_of(ctx), output, data)
    else:
        out_bytes(data)
    return GOOD
