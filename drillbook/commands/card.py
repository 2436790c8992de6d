"""`drillbook card`: the quick-response card of a plan, one page to print and hang beside the telephone."""

from __future__ import annotations

from typing import Final

import click

from drillbook.console import out_bytes
from drillbook.options import everywhere, settings_of
from drillbook.stopping import GOOD
from reports.words import Words

ON_DUTY: Final = ("incident.open", "danger", "call", "step.done", "act.undo", "facts", "note", "limits", "help")
"""The actions whose keys stand on the card, in the order of need."""


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "card",
        callback=_card,
        params=[
            click.Argument(["plan"]),
            click.Option(
                ["-o", "--output"], metavar="FILE", default="", help=words.say("Write to a file instead of the screen.")
            ),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "The quick-response card of a plan as it is in force at this site, as a page (HTML) to print on A4:"
            " response times, steps, who reports to whom, telephones, keys, accountability."
        ),
    )


@click.pass_context
def _card(ctx: click.Context, plan: str, output: str) -> int:
    from drillbook import plans
    from drillbook.writing import refuse_unwritable, write_export
    from reports.card_html import card_html
    from tui.keys import key_said
    from tui.settings import preferences_from

    settings = settings_of(ctx)
    refuse_unwritable(settings, output)
    place = plans.site(settings)
    found = plans.plan(settings, plan, place)
    registry = preferences_from(settings.preferences_path)[0].registry
    by_id, words = registry.by_id, settings.words
    keys = [(key_said(by_id[action].keys[0], words), by_id[action].short(words)) for action in ON_DUTY]
    keys.append((key_said("escape", words), settings.words.say("and a digit: any F key")))
    page = card_html(found, place.site if place else None, keys, settings.words)
    if output:
        write_export(settings, output, page)
    else:
        out_bytes(page)
    return GOOD
