"""The officer's desk: one incident, one voice, one way of recording.

What is recorded is said only after it is on disk. What other stations recorded meanwhile is said before anything else,
and a command always carries the version that its author had heard of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incidents import commands as c
from incidents.journal.errors import JournalError, NotDurable
from incidents.refusals import Refusal
from tui.plain import trouble
from tui.plain.recorded import Recorded
from tui.plain.voice import Voice


class Desk(Voice):
    """Where lines are heard and answered."""

    def record(self, kind: Callable[..., c.Command], *more: str, **values: Any) -> Recorded | None:
        """Put a command on disk and say so; None where it was refused or could not be stored."""
        recorded = self.put(kind, **values)
        if recorded is not None:
            self.echo(recorded, *more)
        return recorded

    def put(self, kind: Callable[..., c.Command], *, at: int | None = None, **values: Any) -> Recorded | None:
        """Put a command on disk; what stands in the way is said."""
        command = kind(at=self.moment if at is None else at, seen=self.base, **values)
        return self.store(command, self.typed)

    def store(self, command: c.Command, typed: str) -> Recorded | None:
        """Put a command on disk that is ready made; `typed` is the line that it came from."""
        if self.unknown is not None:
            trouble.still_unknown(self, typed)
            return None
        before = self.look()
        try:
            result = self.session.do(command, self.by)
        except NotDurable as fault:
            trouble.not_stored(self, command, typed, fault)
            return None
        except JournalError as fault:
            trouble.journal_fault(self, fault)
            return None
        if isinstance(result, Refusal):
            self.say_news()
            trouble.refused(self, result, typed)
            return None
        self.say_news(own={event.seq for event in result})
        self.base = self.shown
        return Recorded(result, before, self.look())
