# ruff: noqa: N818 -- the classes are named after the fact that each one states
"""What may go wrong with a journal, as classes that hold the facts and no prose.

`code` names the sentence that the edge chooses; `exit_code` is what a command answers with.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, Literal

from .rows import Row

Kind = Literal["full", "readonly", "locked", "io", "network", "settings"]
Damage = Literal["folder", "foreign", "not-a-database", "pages", "schema", "chain"]


class JournalError(Exception):
    """The base of all that a journal raises."""

    code: ClassVar[str]
    exit_code: ClassVar[int]

    def __str__(self) -> str:
        facts = ((name, getattr(self, name)) for name in self._names())
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in facts if name != "rows")])

    def _names(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self))  # type: ignore[arg-type]  # every subclass is a dataclass


@dataclass(eq=False)
class NotDurable(JournalError):
    """What was to be written is not on disk, or nobody can tell yet.

    `unknown` is True when the disk refused even to say whether the write went through: appending the same drafts
    again settles it, for an op is stored once at most. `stored` is the last version known to be on disk.
    """

    code = "not-durable"
    exit_code = 3

    kind: Kind
    unknown: bool = False
    stored: int | None = None
    detail: str = ""


def held(error: JournalError) -> bool:
    """Whether another program has the journal, and nothing of ours is on disk for certain."""
    return isinstance(error, NotDurable) and error.kind == "locked" and not error.unknown


@dataclass(eq=False)
class Conflict(JournalError):
    """Somebody else wrote first: nothing was stored, and the decision goes back to the person."""

    code = "conflict"
    exit_code = 1

    stream: str
    expected: int
    actual: int


@dataclass(eq=False)
class StreamExists(JournalError):
    code = "stream-exists"
    exit_code = 2

    stream: str
    version: int


@dataclass(eq=False)
class UnknownStream(JournalError):
    code = "unknown-stream"
    exit_code = 2

    stream: str


@dataclass(eq=False)
class OpReused(JournalError):
    """An op that is stored already came again with another body, or with only a part of its batch."""

    code = "op-reused"
    exit_code = 3

    stream: str
    op: str


@dataclass(eq=False)
class NewerJournal(JournalError):
    """The file was written by a later version of the program; `version` is its format, `known` is ours."""

    code = "newer-journal"
    exit_code = 3

    version: int
    known: int


@dataclass(eq=False)
class UnfitSqlite(JournalError):
    code = "unfit-sqlite"
    exit_code = 3

    version: str
    needed: str


@dataclass(eq=False)
class Damaged(JournalError):
    """The file, or one stream from `version` on, is not what was written; `rows` is what could still be read."""

    code = "damaged"
    exit_code = 1

    what: Damage
    stream: str | None = None
    version: int | None = None
    detail: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(eq=False)
class NoJournal(JournalError):
    """There is no file at `path`, and it was to be read, not made."""

    code = "no-journal"
    exit_code = 2

    path: str


@dataclass(eq=False)
class UnsupportedUrl(JournalError):
    code = "unsupported-url"
    exit_code = 2

    scheme: str
    allowed: tuple[str, ...]
