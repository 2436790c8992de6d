"""The journal in memory, for drills and tests: the same promises but the one about power."""

from __future__ import annotations

import os
from collections.abc import Sequence

from .chain import check_beginning, check_drafts, link
from .errors import Conflict, JournalError, OpReused, StreamExists, UnknownStream
from .rows import WARN_BYTES, Draft, Entropy, Row, Space, StreamInfo


class MemoryStore:
    """A `Store` that forgets; `peer()` is a second writer on the same streams."""

    def __init__(self, *, entropy: Entropy = os.urandom) -> None:
        self._entropy = entropy
        self._streams: dict[str, list[Row]] = {}
        self._writers: list[object] = []  # who wrote, in order
        self._me = object()
        self._seen = 0
        self._closed = False

    def peer(self) -> MemoryStore:
        other = MemoryStore(entropy=self._entropy)
        other._streams, other._writers, other._seen = self._streams, self._writers, len(self._writers)
        return other

    def create(self, stream: str, genesis: bytes, drafts: Sequence[Draft]) -> list[Row]:
        check_beginning(stream, genesis)
        stored = self._stored(stream, drafts)
        if stored is not None:
            return stored
        if stream in self._streams:
            raise StreamExists(stream, len(self._streams[stream]))
        rows = link(stream, 0, genesis, drafts, self._entropy)
        self._streams[stream] = list(rows)
        self._writers.append(self._me)
        return rows

    def append(self, stream: str, expected: int, drafts: Sequence[Draft]) -> list[Row]:
        stored = self._stored(stream, drafts)
        if stored is not None:
            return stored
        if stream not in self._streams:
            raise UnknownStream(stream)
        rows = self._streams[stream]
        if len(rows) != expected:
            raise Conflict(stream, expected, len(rows))
        new = link(stream, expected, rows[-1].hash, drafts, self._entropy)
        rows += new
        self._writers.append(self._me)
        return new

    def _stored(self, stream: str, drafts: Sequence[Draft]) -> list[Row] | None:
        self._must_be_open()
        check_drafts(drafts)
        by_op = {row.op: row for row in self._streams.get(stream, [])}
        found = [by_op[draft.op] for draft in drafts if draft.op in by_op]
        if not found:
            return None
        for draft in drafts:
            if draft.op not in by_op or by_op[draft.op].body != draft.body:
                raise OpReused(stream, draft.op)
        return found

    def read(self, stream: str, after: int = 0) -> list[Row]:
        self._must_be_open()
        if stream not in self._streams:
            raise UnknownStream(stream)
        return self._streams[stream][max(after, 0) :]

    def streams(self) -> list[StreamInfo]:
        self._must_be_open()
        return [StreamInfo(name, len(rows), rows[-1].hash) for name, rows in sorted(self._streams.items())]

    def changed(self) -> bool:
        self._must_be_open()
        news, self._seen = self._writers[self._seen :], len(self._writers)
        return any(writer is not self._me for writer in news)

    def patience(self, ms: int) -> None:
        """Nobody else can hold what is in memory."""

    def held(self) -> bool:
        return False

    def refusal(self) -> JournalError | None:
        return None

    def space(self) -> Space:
        return Space(free=2 * WARN_BYTES, reserve=0)

    def close(self) -> None:
        self._closed = True

    def _must_be_open(self) -> None:
        if self._closed:
            raise ValueError("the journal is closed")
