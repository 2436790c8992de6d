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

from collections.abc import Sequence
from typing import Protocol

from .errors import JournalError
from .rows import Draft, Row, Space, StreamInfo


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
