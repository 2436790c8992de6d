"""The values that a journal takes and gives: drafts, rows, what is known of a stream and of the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
