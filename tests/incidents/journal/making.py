"""Drafts, streams and stores for the journal's tests."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from incidents.journal import Draft, Row, canonical, genesis
from incidents.journal.chain import link
from incidents.journal.sqlite import SqliteStore

STREAM = "2026-0309-01"
PLAN_HASH = bytes(range(32))
GENESIS = genesis(STREAM, PLAN_HASH)


def draft(op: str, text: str = "诉求是2月份工资差额") -> Draft:
    head = {"boot": "b0", "format": 1, "monotonic": 12_345, "op": op, "recorded": 1_773_016_990_000}
    return Draft(op, canonical(head), canonical({"kind": "note added", "text": text}))


def drafts(*ops: str) -> list[Draft]:
    return [draft(op) for op in ops]


def fixed_entropy(count: int) -> bytes:
    return bytes(range(count))


def chain_of(count: int) -> list[Row]:
    """`count` good rows that no store has seen."""
    return link(STREAM, 0, GENESIS, [draft(f"op-{number}", f"text {number}") for number in range(count)], fixed_entropy)


def small_store(path: Path, **more: object) -> SqliteStore:
    """A store without a reserve file and with little patience."""
    return SqliteStore(path, **{"reserve": 0, "busy_ms": 2_000, **more})  # type: ignore[arg-type]


def raw(path: Path) -> sqlite3.Connection:
    """The file behind the store's back."""
    return sqlite3.connect(path, isolation_level=None)


def stored_ops(path: Path) -> list[str]:
    db = raw(path)
    try:
        return [op for (op,) in db.execute("SELECT op_id FROM events ORDER BY stream, version").fetchall()]
    finally:
        db.close()
