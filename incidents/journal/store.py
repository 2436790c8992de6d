"""What a journal promises, whoever keeps it.

A journal holds streams; a stream is an incident's rows, numbered from 1 without gaps, each bound to the one before it
by a hash. Rows are appended and read, never changed. The journal knows nothing of what the bytes mean.

The promises, which one suite of tests holds every store to:

- `append` returns only when the rows are on disk; it stores all drafts or none.
- An op is stored once. Drafts whose ops are all there already bring back the rows that are stored, so that a caller
  who does not know how an attempt ended may repeat it. The same op with another body is refused (`OpReused`).
- `expected` is the version the caller saw. If the stream has moved on, `Conflict` tells how far and nothing is
  stored: whether the decision still makes sense is for the person to say.
- Reading goes on when writing cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .errors import JournalError

Entropy = Callable[[int], bytes]

MIB = 1024 * 1024
RESERVE_BYTES = 8 * MIB
WARN_BYTES = 64 * MIB


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be appended.

    `op` is unique within the stream (a batch uses op, op.1, op.2 ...). `head` is canonical JSON, an object that holds
    the same `op` beside the times and readings; `body` is the canonical JSON of the event.
    """

    op: str
    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """What is stored."""

    stream: str
    version: int
    op: str
    head: bytes
    salt: bytes
    body: bytes
    body_hash: bytes
    prev_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """A stream, how far it goes, and the hash of its last row."""

    id: str
    version: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Space:
    """Room on the journal's disk, in bytes: `free` for everybody, and what the reserve file holds back."""

    free: int
    reserve: int
    warn: int = WARN_BYTES

    @property
    def low(self) -> bool:
        return self.free < self.warn


class Store(Protocol):
    """The journal's interface."""

    def create(self, stream: str, genesis: bytes, drafts: Sequence[Draft]) -> list[Row]:
        """Begin a stream with its first rows, or raise StreamExists."""

    def append(self, stream: str, expected: int, drafts: Sequence[Draft]) -> list[Row]:
        """Add rows after version `expected`, all or none."""

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """The rows past version `after`; UnknownStream if there is no such stream."""

    def streams(self) -> list[StreamInfo]:
        """All streams, by id."""

    def changed(self) -> bool:
        """Whether another writer may have written since this was last asked; cheap enough to poll."""

    def patience(self, ms: int) -> None:
        """How long another program is waited for from now on: a screen may ask again itself, and go on meanwhile."""

    def held(self) -> bool:
        """Whether another program keeps everybody from writing at this moment; changes nothing."""

    def refusal(self) -> JournalError | None:
        """Why nothing can be written here however often it is tried (read-only folder, damage), or None."""

    def space(self) -> Space:
        """Room on the disk; puts the reserve back when there is room for it again."""

    def close(self) -> None:
        """Let go of the journal; closing twice is harmless."""
