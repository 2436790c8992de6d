"""What has happened: frozen facts in the past tense, the only thing that an incident stores.

An event has a place in the record (`seq`, from 1), the time at which it happened as stated (`at`) and the time at
which it was written (`recorded`), both in milliseconds UTC, and says who. Its meaning never changes once shipped: an
old journal must replay for ever. `KINDS` is the whole vocabulary; the documentation of the timeline is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

LATE_AFTER_MS: Final = 60_000
"""Stated and recorded times further apart than this are marked *entered later*."""

KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # kind: the keys of its data
        "incident-opened": ("incident", "plan", "plan_hash", "mode", "began", "first", "calendar", "site", "before"),
        "began-stated": ("value", "reason"),
        "fact-stated": ("fact", "value", "unknown", "reason"),
        "row-added": ("fact", "row", "values"),
        "row-corrected": ("fact", "row", "values"),
        "row-withdrawn": ("fact", "row", "reason"),
        "level-set": ("level", "reason", "approver"),
        "level-kept": ("proposed", "reason"),
        "step-started": ("ahead", "reason"),
        "step-done": ("ahead", "reason"),
        "step-skipped": ("reason", "approver"),
        "step-reopened": ("how", "reason"),
        "step-assigned": ("person", "role"),
        "step-reminded": ("person", "role"),
        "limit-waived": ("limit", "approver", "reason"),
        "limit-extended": ("limit", "approver", "role", "reason"),
        "call-logged": ("role", "person", "result", "direction"),
        "note-added": ("text",),
        "evidence-filed": ("id", "sha256", "delete_by", "about"),
        "role-assigned": ("role", "person"),
        "handover-offered": ("from", "to", "words", "summary"),
        "handover-accepted": ("from", "to"),
        "handover-cancelled": ("reason",),
        "taken-over": ("from", "to", "reason"),
        "corrected": ("seq", "void", "at", "data", "reason"),
        "follow-up-opened": ("plan", "incident"),
        "action-agreed": ("what", "owner", "due"),
        "inject-delivered": ("inject", "says"),
        "incident-closed": ("outcome", "reason", "open", "owed", "plan"),
        "incident-reopened": ("reason",),
    }
)

CALL_RESULTS: Final = ("reported", "reached", "no-answer", "busy", "message", "assigned")
"""In the order of the digits 1 to 6 … of the screens: 1 reported, 2 reached, 3 no answer, 4 busy, 5 message, 6
assigned.
"""

OUTCOMES: Final = ("handled", "false-alarm", "mistake", "switched")
"""How an incident ends; everything but `handled` is counted apart."""

STANDING_KINDS: Final = frozenset(KINDS) - {"incident-opened", "corrected", "incident-closed", "incident-reopened"}
"""Kinds that a correction may void."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that a decision proposes; the session gives it its number, writer and recording time."""

    kind: str
    at: int
    step: str = ""
    turn: int = 0
    role: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands in the record. `op` is shared by the events of one command, as `op`, `op.1`, …"""

    seq: int
    kind: str
    at: int
    recorded: int
    by: str
    op: str = ""
    step: str = ""
    turn: int = 0
    role: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def entered_later(self) -> bool:
        """Whether the record was written more than a minute after the moment that it states."""
        return self.recorded - self.at > LATE_AFTER_MS

    @property
    def group(self) -> str:
        """The command's operation, without the place inside it."""
        return self.op.partition(".")[0]
