"""Is a record what was written? The chain, the heads kept beside it, a head from elsewhere, the story told of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from incidents.journal.anchors import Anchor, check
from incidents.journal.chain import Fault, Verdict, canonical, full_head, genesis, parse, short_head
from incidents.journal.errors import Damaged
from incidents.journal.exported import ExportedJournal, read_export, verify_export
from incidents.journal.heads import WrittenHead, check_head
from incidents.journal.rows import Row
from incidents.journal.store import Store
from incidents.session import Session
from incidents.timeline import timeline
from reports.json_parts import head_json
from reports.timeline_json import timeline_json


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying one incident.

    `anchors` kept heads were compared, and a head from elsewhere where `head_given`; of `withheld` records only the
    hash is there. `story` says whether what a file tells is what its journal says; None where it tells nothing.
    """

    incident: str
    records: int
    verdict: Verdict
    anchors: int = 0
    head_given: bool = False
    full_head: bool = False
    withheld: int = 0
    story: bool | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return self.verdict.ok and self.story is not False

    def to_json(self) -> dict[str, Any]:
        """As documented in `docs/json.md`."""
        verdict = self.verdict
        head = (verdict.ok_up_to, full_head(verdict.head), short_head(verdict.head) if verdict.head else "")
        return {
            "incident": self.incident,
            "ok": self.ok,
            "records": self.records,
            "ok_up_to": verdict.ok_up_to,
            "fault": {"seq": verdict.fault.version, "what": verdict.fault.what} if verdict.fault else None,
            "anchors": self.anchors,
            "head_given": self.head_given,
            "withheld": self.withheld,
            "story": self.story,
            "head": head_json(head),
        }


def verify_incident(store: Store, incident: str, anchors: Sequence[Anchor], head: WrittenHead | None) -> Verified:
    """An incident of a journal, against the heads kept beside it."""
    damaged: Damaged | None = None
    try:
        rows = store.read(incident)
    except Damaged as fault:
        damaged, rows = fault, list(fault.rows)
    verdict = _headed(rows, check(rows, anchors, _genesis(rows)), head)
    if damaged is not None and verdict.ok:
        verdict = Verdict(verdict.ok_up_to, Fault(verdict.ok_up_to + 1, "unreadable"), verdict.head)
    return Verified(incident, len(rows), verdict, len(anchors), head is not None, _full(head))


def verify_file(data: bytes, head: WrittenHead | None) -> Verified | None:
    """An exported file by itself; None where it is none. What it tells besides must be what its journal says."""
    journal = read_export(data)
    if journal is None:
        return None
    verdict = verify_export(data)
    if verdict.ok and head is not None:
        verdict = check_head(journal.rows, head, journal.genesis)
    story = _story(data, journal) if verdict.ok else None
    withheld = sum(row.body is None for row in journal.rows)
    return Verified(journal.stream, len(journal.rows), verdict, 0, head is not None, _full(head), withheld, story)


def _full(head: WrittenHead | None) -> bool:
    return head is not None and head.full


def _headed(rows: Sequence[Row], verdict: Verdict, head: WrittenHead | None) -> Verdict:
    return check_head(rows, head, _genesis(rows)) if verdict.ok and head is not None else verdict


def _genesis(rows: Sequence[Row]) -> bytes | None:
    """What the first row must follow from: the plan that it carries."""
    from hashlib import sha256

    try:
        plan = parse(rows[0].body)["data"]["plan"]
        return genesis(rows[0].stream, sha256(canonical(plan)).digest())
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def _story(data: bytes, journal: ExportedJournal) -> bool | None:
    told = json.loads(data.decode("utf-8-sig"))
    if "events" not in told or any(row.body is None for row in journal.rows):
        return None
    try:
        seen_at = _ms(told["seen_at"])
        session = Session.resume(cast("Store", _Rows(journal)), journal.stream, clock=_Stopped(seen_at))
        return session.damage is None and agrees(told, timeline_json(timeline(session, seen_at)))
    except (Damaged, ValueError, TypeError, KeyError, OverflowError):
        return False


def agrees(told: Any, ours: Any) -> bool:
    """Whether everything told that we know of is as we would tell it; keys that we do not know say nothing."""
    if isinstance(told, dict) and isinstance(ours, dict):
        return all(agrees(value, ours[key]) for key, value in told.items() if key in ours and key != "journal")
    if isinstance(told, list) and isinstance(ours, list):
        return len(told) == len(ours) and all(map(agrees, told, ours))
    return type(told) is type(ours) and bool(told == ours)


def _ms(text: str) -> int:
    from datetime import datetime

    from reports.format_time import to_ms

    return to_ms(datetime.fromisoformat(text))


class _Rows:
    """The rows of an export, where a session looks for those of a journal."""

    def __init__(self, journal: ExportedJournal) -> None:
        self._rows = [
            Row(r.stream, r.version, r.op, r.head, r.salt or b"", r.body or b"", r.body_hash, r.prev_hash, r.hash)
            for r in journal.rows
        ]

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """All of them; there is one stream."""
        del stream
        return self._rows[after:]


class _Stopped:
    """A clock that stands at the moment of which the file tells."""

    boot = ""

    def __init__(self, now: int) -> None:
        self._now = now

    def now(self) -> int:
        """Milliseconds UTC."""
        return self._now

    def monotonic(self) -> int:
        """Time does not pass."""
        return 0
