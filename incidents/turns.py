"""What has been done of one step: its turns, each with a beginning and an end."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody did something at a time, by a record."""

    at: int
    seq: int
    by: str
    ahead: bool = False
    reason: str = ""
    approver: str = ""


@dataclass(slots=True)
class Turn:
    """One performance of a step. `auto` marks the first step's start, which the opening itself made."""

    number: int
    started: Mark | None = None
    done: Mark | None = None
    skipped: Mark | None = None
    auto: bool = False
    person: str = ""
    role: str = ""
    waived: dict[int, Mark] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether somebody has begun, done or skipped it."""
        return bool(self.started or self.done or self.skipped)

    @property
    def settled(self) -> bool:
        """Whether it is done or skipped."""
        return bool(self.done or self.skipped)

    @property
    def end(self) -> Mark | None:
        """Its end, done or skipped."""
        return self.done or self.skipped

    def begun_at(self) -> int | None:
        """The earliest moment at which somebody touched it."""
        marks = [m.at for m in (self.started, self.done, self.skipped) if m]
        return min(marks) if marks else None

    def acted(self, to: str) -> int | None:
        """The act that a limit judges: done, or started where the limit says so (done, if no start was recorded)."""
        if to == "start":
            first = self.started or self.done
            return min(first.at, self.done.at) if first and self.done else (first.at if first else None)
        return self.done.at if self.done else None


@dataclass(slots=True)
class Record:
    """All turns of one step, by number; a step that nobody touched has none. `begun` is the earliest act of all."""

    turns: dict[int, Turn] = field(default_factory=dict)
    begun: int | None = None

    def turn(self, number: int) -> Turn:
        """The turn of that number, made if need be."""
        if number not in self.turns:
            self.turns[number] = Turn(number)
        return self.turns[number]

    @property
    def latest(self) -> Turn | None:
        """The turn with the highest number."""
        return self.turns[max(self.turns)] if self.turns else None

    def note_begun(self, at: int) -> None:
        """Somebody touched a turn at that time."""
        if self.begun is None or at < self.begun:
            self.begun = at
