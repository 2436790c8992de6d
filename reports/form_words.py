"""What stands around the fields of a form, whatever it is written in: headings, and what it does not say."""

from __future__ import annotations

from incidents.timeline import Timeline
from reports.words import Words


def heading(told: Timeline, words: Words) -> str:
    """What stands above the forms of an incident."""
    title, incident = words.text(told.plan.title), told.seen.incident
    return words.say("Forms: {plan} {incident}", plan=title, incident=incident)


def damaged(n: int, words: Words) -> str:
    """That the record is not sound from a record on."""
    return words.say("The record is broken from #{n} on: only what stands before it is told here.", n=n)


def nobody(words: Words) -> str:
    """That there is no field for those who came."""
    return words.say(
        "No form has a field for the names of those who came. Who wrote a record down is given by post; the name stands"
        " in the log of the timeline."
    )


def no_fields(words: Words) -> str:
    """Why a form is nothing but its head."""
    return words.say("The plan asks for no fields here: the record says that it was done, when, and whose step it is.")


def headings(words: Words) -> list[str]:
    """The columns of the fields of a form, left to right."""
    return [
        words.sense("form column", "field"),
        words.sense("form column", "what is recorded"),
        words.sense("form column", "recorded by (post)"),
        words.sense("form column", "when"),
        words.sense("form column", "record"),
        words.sense("form column", "remarks"),
    ]


def sealed(version: int, short: str, words: Words) -> str:
    """How far the record went that they are filled in from; behind it stand the 64 digits of its head."""
    return words.many("{n} record, head {short}:", "{n} records, head {short}:", version, short=short)
