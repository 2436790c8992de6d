"""What a key asks the world for: values that the shell carries out, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from incidents.commands import Command

Then = Literal[
    "stay", "next", "call", "form", "level", "danger", "note", "earlier", "close", "sit", "strip", "handover", "paper"
]
"""What happens on the screen once it is on disk: nothing; on to the next thing to do; the next to be called; the next
field; the level's panel closes; the danger page; the note closes; the act's new time; the panel on top closes; whoever
the record names sits here from now on; the next question of the opening; the handover; the next line on paper.
"""


@dataclass(frozen=True, slots=True)
class Record:
    """Put a command on disk; `by` is who records it, where that is not who sits here."""

    command: Command
    then: Then = "stay"
    by: str = ""


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep what is being written, within a second: a note with its step, or the words of a handover with its taker."""

    step: str
    text: str
    kind: Literal["note", "handover"] = "note"


@dataclass(frozen=True, slots=True)
class DropDraft:
    """What was being written is recorded, or given up."""

    kind: Literal["note", "handover"] = "note"


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the incident; nothing is asked and nothing lost."""


@dataclass(frozen=True, slots=True)
class Sit:
    """Somebody else sits at this station from now on: what is recorded is theirs."""

    by: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Go on under another plan: start, facts and calls go along."""

    plan: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The terminal's bell, so many times."""

    times: int


@dataclass(frozen=True, slots=True)
class Export:
    """Write a file for others, where the program was started."""

    kind: Literal["md", "csv", "json", "page", "forms"]


@dataclass(frozen=True, slots=True)
class Verify:
    """Verify the record, and say what came of it."""


Effect = Export | Verify | Record | SaveDraft | DropDraft | Leave | Sit | Switch | Ring
