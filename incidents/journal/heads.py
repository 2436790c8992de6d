"""A head that somebody wrote down or read aloud, held against the chain. Pure.

The short head (four bytes) shows a mistake or an accident. It is no proof against somebody who means to deceive:
four thousand million tries find a rewritten journal with the same short head. The full head is proof.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .chain import Fault, Linked, Verdict, verify

_HEAD = re.compile(r"(?:#\s*0*([1-9][0-9]{0,11})[\s:,]+)?([0-9A-Fa-f\s-]+)")


@dataclass(frozen=True, slots=True)
class WrittenHead:
    """What was written: the end of a hash (4 or 32 bytes) and, where given, its number."""

    tail: bytes
    version: int | None = None

    @property
    def full(self) -> bool:
        return len(self.tail) == 32


def parse_head(text: str) -> WrittenHead | None:
    """Read `7F3A-91C2`, `#128 7F3A-91C2` or 64 hex digits in any grouping; None for anything else."""
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        return None
    digits = re.sub(r"[\s-]", "", found[2])
    if len(digits) not in (8, 64):
        return None
    return WrittenHead(bytes.fromhex(digits), int(found[1]) if found[1] else None)


def check_head(rows: Sequence[Linked], head: WrittenHead, genesis: bytes | None = None) -> Verdict:
    """Verify the chain, then that the head stands in it, at its number if that was written too."""
    verdict = verify(rows, genesis)
    if verdict.fault is not None:
        return verdict
    if head.version is None:
        if any(row.hash.endswith(head.tail) for row in rows):
            return verdict
        return Verdict(0, Fault(1, "head-absent"), rows[0].prev_hash if rows else b"")
    if head.version > len(rows):
        return Verdict(len(rows), Fault(len(rows) + 1, "tail-cut"), verdict.head)
    if rows[head.version - 1].hash.endswith(head.tail):
        return verdict
    return Verdict(0, Fault(1, "rewritten"), rows[0].prev_hash)
