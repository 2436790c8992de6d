"""What came of a command: it is on disk, or it is not."""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents import commands as c
from incidents.events import Event
from incidents.views import Snapshot


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one command put on disk, with the incident before it and after it."""

    events: tuple[Event, ...]
    before: Snapshot
    after: Snapshot


@dataclass(slots=True)
class Trouble:
    """The journal takes nothing: since which number, why, and the commands (with their lines) that are not on disk."""

    since: int
    kind: str
    unsaved: list[tuple[c.Command, str]] = field(default_factory=list)
    over: bool = False
    """It takes things again; what is missing is being entered."""
