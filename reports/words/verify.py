"""Sentences for what verifying a record found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports.words.words import Words

FLAWS: Final[Mapping[str, str]] = {
    "shape": "A record has not the form that was written.",
    "stream": "A record belongs to another incident.",
    "version": "A number is missing, doubled or out of order.",
    "genesis": "It does not begin from the plan that it carries.",
    "link": "A record does not follow from the one before it.",
    "body": "What a record says, or its seal, was changed.",
    "hash": "A time, a kind or the order of records was changed.",
    "op": "The mark of a record was changed.",
    "tail-cut": "The end is missing: a head that was kept elsewhere lies further on.",
    "rewritten": "A head that was kept elsewhere is another one: the record was written anew.",
    "head-absent": "The head that you gave is nowhere in this record.",
    "unreadable": "What follows cannot be made out.",
}


def broken(words: Words, incident: str, seq: int, what: str) -> str:
    """Where a record breaks, what can be trusted, and in what way it breaks."""
    good = words.say("#1 to #{n} can be trusted.", n=seq - 1) if seq > 1 else words.say("none of it can be trusted.")
    said = words.say("{incident}: broken at #{seq}: {good}", incident=incident, seq=seq, good=good)
    return f"{said} {words.say(FLAWS[what])}" if what in FLAWS else said
