"""`drillbook act INCIDENT …`: everything that can be recorded, one act a call."""

from __future__ import annotations

from collections.abc import Mapping

import click

from drillbook.lazy import LazyGroup
from drillbook.options import everywhere
from reports.words import Words


def command(words: Words) -> click.Command:
    """The group of all acts."""
    return LazyGroup(
        words,
        acts(words),
        name="act",
        callback=_act,
        params=[click.Argument(["incident"]), *everywhere(words)],
        help=words.say(
            "Record one act of an incident. STEP is an id, a number or a title; STEP@2 is its second turn, STEP@2/1 the"
            " first limit of that turn. What is recorded is on disk before it is shown."
        ),
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
    )


def acts(words: Words) -> Mapping[str, tuple[str, str]]:
    """Every act: its module and its line in the list."""
    here = "drillbook.commands.act"
    return {
        "start": (f"{here}.start", words.say("A step is begun.")),
        "done": (f"{here}.done", words.say("A step is done; --field answers what its form asks.")),
        "skip": (f"{here}.skip", words.say("A step will not be done; needs a reason.")),
        "reopen": (f"{here}.reopen", words.say("A step was not done after all, or again; without STEP: the incident.")),
        "fill": (f"{here}.fill", words.say("Answer what a step's form asks.")),
        "waive": (f"{here}.waive", words.say("Waive a limit; needs an approver and a reason.")),
        "extend": (
            f"{here}.extend",
            words.say("Extend a limit as the plan allows it; needs an approver and a reason."),
        ),
        "remind": (f"{here}.remind", words.say("Somebody was reminded of a step.")),
        "set": (f"{here}.set", words.say("State facts; began=08:30 sets when it all began.")),
        "row": (f"{here}.row", words.say("Add, correct or withdraw a row of a list.")),
        "level": (f"{here}.level", words.say("Set the level of the event.")),
        "keep-level": (f"{here}.keep_level", words.say("Decline the level that is proposed; needs a reason.")),
        "call": (f"{here}.call", words.say("A telephone call, and what came of it.")),
        "note": (f"{here}.note", words.say("A note.")),
        "evidence": (f"{here}.evidence", words.say("An evidence file exists; only its id is kept here.")),
        "assign": (f"{here}.assign", words.say("Somebody holds a role, or does a step.")),
        "handover": (f"{here}.handover", words.say("The duty is offered to somebody else.")),
        "accept": (f"{here}.accept", words.say("The incoming officer signs.")),
        "take-over": (f"{here}.take_over", words.say("Somebody takes the duty alone; needs a reason.")),
        "correct": (f"{here}.correct", words.say("Void a record, or give it another time, text or value.")),
        "follow-up": (f"{here}.follow_up", words.say("Open another plan as a linked incident.")),
        "action": (f"{here}.action", words.say("An improvement agreed in the review.")),
        "close": (f"{here}.close", words.say("End the incident.")),
    }


@click.pass_context
def _act(ctx: click.Context, incident: str) -> None:
    ctx.meta["incident"] = incident
