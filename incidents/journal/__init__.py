"""The journal: append-only, hash-chained, on disk before anything is shown as done.

This is its pure face. What touches the disk is imported by name: `opening.open_store`, `anchors`, `memory.MemoryStore`.
"""

from __future__ import annotations

from .chain import (
    Fault,
    Verdict,
    body_hash,
    canonical,
    full_head,
    genesis,
    parse,
    row_hash,
    short_head,
    verify,
)
from .errors import (
    Conflict,
    Damaged,
    JournalError,
    NewerJournal,
    NoJournal,
    NotDurable,
    OpReused,
    StreamExists,
    UnfitSqlite,
    UnknownStream,
    UnsupportedUrl,
)
from .rows import Draft, Row, Space, StreamInfo
from .store import Store

__all__ = [
    "Conflict",
    "Damaged",
    "Draft",
    "Fault",
    "JournalError",
    "NewerJournal",
    "NoJournal",
    "NotDurable",
    "OpReused",
    "Row",
    "Space",
    "Store",
    "StreamExists",
    "StreamInfo",
    "UnfitSqlite",
    "UnknownStream",
    "UnsupportedUrl",
    "Verdict",
    "body_hash",
    "canonical",
    "full_head",
    "genesis",
    "parse",
    "row_hash",
    "short_head",
    "verify",
]
