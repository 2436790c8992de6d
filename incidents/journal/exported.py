"""The journal inside an exported file: written, and verified without the database. Pure.

    {"format": "drillbook.journal.1", "stream": ..., "plan": hex, "rows": [
      {"version": 1, "op": ..., "head": text, "salt": hex, "body": text, "body_hash": hex, "hash": hex}, ...]}

Heads and bodies are text inside the JSON, byte for byte what is stored. A body may be withheld: then its salt is too
(else short texts could be guessed), and its hash keeps the chain verifiable.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from .chain import Fault, Verdict, genesis, verify
from .rows import Row

FORMAT = "drillbook.journal.1"
_UNREADABLE = Verdict(0, Fault(1, "unreadable"), b"")


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """A row as an export holds it; without `salt` and `body` where they are withheld."""

    stream: str
    version: int
    op: str
    head: bytes
    salt: bytes | None
    body: bytes | None
    body_hash: bytes
    prev_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class ExportedJournal:
    """The rows of one stream as far as they can be made out, and whether that was all."""

    stream: str
    plan_hash: bytes
    genesis: bytes
    rows: tuple[ExportedRow, ...]
    whole: bool


def export_journal(rows: Sequence[Row], plan_hash: bytes, withheld: Collection[int] = ()) -> dict[str, Any]:
    """What an export carries so that it can be verified; `withheld` are versions whose text is not given away.

    `plan_hash` is what the stream's genesis was made from. ValueError for a stream without rows.
    """
    if not rows:
        raise ValueError("an empty stream")
    return {
        "format": FORMAT,
        "stream": rows[0].stream,
        "plan": plan_hash.hex(),
        "rows": [_shown(row, row.version in withheld) for row in rows],
    }


def _shown(row: Row, withheld: bool) -> dict[str, Any]:
    text = {} if withheld else {"salt": row.salt.hex(), "body": _text(row.body)}
    hashes = {"body_hash": row.body_hash.hex(), "hash": row.hash.hex()}
    return {"version": row.version, "op": row.op, "head": _text(row.head), **text, **hashes}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def read_export(data: bytes) -> ExportedJournal | None:
    """The journal in an exported file, at the top or under the key `journal`; None if there is none."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict) and value.get("format") != FORMAT:
        value = value.get("journal")
    try:
        if value["format"] != FORMAT or not value["rows"] or not isinstance(value["rows"], list):
            return None
        stream, plan_hash = value["stream"], bytes.fromhex(value["plan"])
        start = prev = genesis(stream, plan_hash)
    except (TypeError, KeyError, ValueError):
        return None
    rows: list[ExportedRow] = []
    for item in value["rows"]:
        try:
            row = _row(stream, prev, item)
        except (TypeError, KeyError, ValueError, AttributeError):
            return ExportedJournal(stream, plan_hash, start, tuple(rows), whole=False)
        rows.append(row)
        prev = row.hash
    return ExportedJournal(stream, plan_hash, start, tuple(rows), whole=True)


def verify_export(data: bytes) -> Verdict:
    """Verify an exported file by itself; `read_export` gives what to hold against the plan, anchors or a head."""
    journal = read_export(data)
    if journal is None:
        return _UNREADABLE
    verdict = verify(journal.rows, journal.genesis, journal.stream)
    if verdict.fault is None and not journal.whole:
        return Verdict(verdict.ok_up_to, Fault(verdict.ok_up_to + 1, "shape"), verdict.head)
    return verdict


def _row(stream: str, prev: bytes, item: dict[str, Any]) -> ExportedRow:
    body, salt = item.get("body"), item.get("salt")
    return ExportedRow(
        stream=stream,
        version=item["version"],
        op=item["op"],
        head=_bytes(item["head"]),
        salt=None if salt is None else bytes.fromhex(salt),
        body=None if body is None else _bytes(body),
        body_hash=bytes.fromhex(item["body_hash"]),
        prev_hash=prev,
        hash=bytes.fromhex(item["hash"]),
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
