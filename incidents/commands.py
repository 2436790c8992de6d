"""What somebody wants to record: imperative values, decided on by `incidents.decide`.

`at` is when it happened, in milliseconds UTC; `seen` is the version of the incident that its author had
before their eyes (None: decide on whatever stands). Every command says in `subject` what it is about: if that, and only
that, changed since `seen`, the command comes back to its author.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What all commands share."""

    name: ClassVar[str]
    at: int
    seen: int | None = None

    @property
    def subject(self) -> str:
        """What the command is about; empty for what never conflicts."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCommand(Command):
    """About one turn of a step; `turn` 0 means the one that is open (else the latest)."""

    step: str
    turn: int = 0

    @property
    def subject(self) -> str:
        return f"step:{self.step}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(StepCommand):
    """Begin a step. A waiting step needs a reason and is marked *ahead*."""

    name: ClassVar[str] = "start"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(StepCommand):
    """A step is done; `facts` are the fields filled in with it, stated at the same moment."""

    name: ClassVar[str] = "done"
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(StepCommand):
    """A step will not be done, with the reason and, where one gave it, the approver."""

    name: ClassVar[str] = "skip"
    reason: str
    approver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(StepCommand):
    """`wrong`: it was not done after all. `again`: the same must be done once more; the old turn stands."""

    name: ClassVar[str] = "reopen"
    how: Literal["wrong", "again"]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignStep(StepCommand):
    """Hand a step to somebody of our own staff; a ready step is thereby started."""

    name: ClassVar[str] = "assign-step"
    person: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind(StepCommand):
    """Remind whoever does a step."""

    name: ClassVar[str] = "remind"
    person: str = ""
    role: str = ""

    @property
    def subject(self) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive(StepCommand):
    """Waive one limit (counted from 1, as the step lists them) of a turn."""

    name: ClassVar[str] = "waive"
    limit: int
    approver: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(StepCommand):
    """Lengthen one limit of a turn, as the plan allows it once. `approver` says so as the holder of `role`."""

    name: ClassVar[str] = "extend"
    limit: int
    approver: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFact(Command):
    """A fact is so from `at` on. The fact `began` sets when it all began (its value: milliseconds UTC).

    `value` None with `unknown` says that it is not known; with a reason, that it cannot be had.
    Values by type: yes-no bool; count int or [low, high]; choice, role, person, text str; date "2026-03-09"; moment int
    (milliseconds UTC); file {"id", "sha256", "delete_by"}; rows [] for an empty list.

    `step` and `turn` say on which form it is filled in, where somebody named the turn.
    """

    name: ClassVar[str] = "set"
    fact: str
    value: Any = None
    unknown: bool = False
    reason: str = ""
    step: str = ""
    turn: int = 0

    @property
    def subject(self) -> str:
        return f"fact:{self.fact}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow(Command):
    """Add a row to a list (`row` 0), or correct a row."""

    name: ClassVar[str] = "row"
    fact: str
    values: Mapping[str, Any]
    row: int = 0

    @property
    def subject(self) -> str:
        return f"fact:{self.fact}" if self.row else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRow(Command):
    """Take a row out of a list, with a reason; its number is never used again."""

    name: ClassVar[str] = "withdraw-row"
    fact: str
    row: int
    reason: str

    @property
    def subject(self) -> str:
        return f"fact:{self.fact}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLevel(Command):
    """The level of the event is this. Down needs a reason and who of the commanding role ordered it (`approver`)."""

    name: ClassVar[str] = "level"
    level: str
    reason: str = ""
    approver: str = ""

    @property
    def subject(self) -> str:
        return "fact:level"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepLevel(Command):
    """The proposed level is declined, with a reason."""

    name: ClassVar[str] = "keep-level"
    reason: str

    @property
    def subject(self) -> str:
        return "fact:level"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCall(Command):
    """A telephone call to (or from) a role. With a step, `reported` also does it (before its turn: with a reason) and
    `assigned` hands it over.
    """

    name: ClassVar[str] = "call"
    role: str
    result: str
    person: str = ""
    direction: Literal["out", "in"] = "out"
    step: str = ""
    turn: int = 0
    reason: str = ""

    @property
    def subject(self) -> str:
        return f"step:{self.step}" if self.step and self.result in {"reported", "assigned"} else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """A note, of the incident or of a step."""

    name: ClassVar[str] = "note"
    text: str
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvidence(Command):
    """An evidence file exists elsewhere: its id, its SHA-256 where known, and the date by which it is deleted."""

    name: ClassVar[str] = "evidence"
    id: str
    delete_by: str
    sha256: str = ""
    about: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRole(Command):
    """Somebody of our own staff holds a role from now on."""

    name: ClassVar[str] = "assign"
    role: str
    person: str

    @property
    def subject(self) -> str:
        return f"role:{self.role}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """Void a record, or give it another time, text or value. Voiding and another time take all that one command
    recorded: it happened at one moment.
    """

    name: ClassVar[str] = "correct"
    seq: int
    reason: str
    void: bool = False
    new_at: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return f"event:{self.seq}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferHandover(Command):
    """The officer on duty hands over; until it is accepted, they stay responsible."""

    name: ClassVar[str] = "handover"
    giver: str
    taker: str
    words: str = ""
    summary: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptHandover(Command):
    """The incoming officer signs."""

    name: ClassVar[str] = "accept"
    taker: str

    @property
    def subject(self) -> str:
        return "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelHandover(Command):
    """The offer is taken back."""

    name: ClassVar[str] = "cancel-handover"
    reason: str = ""

    @property
    def subject(self) -> str:
        return "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """Somebody takes over alone, because the other cannot sign; needs a reason."""

    name: ClassVar[str] = "take-over"
    taker: str
    reason: str

    @property
    def subject(self) -> str:
        return "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """The incident ends. `reason` is required where something is open or owed, and for all outcomes but `handled`."""

    name: ClassVar[str] = "close"
    outcome: str = "handled"
    reason: str = ""
    plan: str = ""

    @property
    def subject(self) -> str:
        return "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIncident(Command):
    """A closed incident goes on, with a reason."""

    name: ClassVar[str] = "reopen-incident"
    reason: str

    @property
    def subject(self) -> str:
        return "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Command):
    """Another plan was opened as a linked incident, from a step that offers it or by hand."""

    name: ClassVar[str] = "follow-up"
    plan: str
    incident: str
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeAction(Command):
    """An improvement agreed in the after-action review: what, who of our own, until when (a date)."""

    name: ClassVar[str] = "action"
    what: str
    owner: str
    due: str
