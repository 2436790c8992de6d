"""What falls due, as JSON; documented in `docs/json.md`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.due_list import Due, when_of
from reports.format_time import iso
from reports.json_parts import limit_json, seconds


def due_json(found: Sequence[Due], now: int) -> list[dict[str, Any]]:
    """One object for each thing, the earliest first."""
    return [_one(due, now) for due in found]


def _one(due: Due, now: int) -> dict[str, Any]:
    zone = due.plan.timezone
    agreed = due.agreed
    return {
        "incident": due.incident,
        "runbook": due.plan.id,
        "mode": due.mode,
        "due_at": iso(due.at, zone),
        "last_day": due.last_day.isoformat(),
        "by_day": due.days,
        "when": when_of(due, now),
        "margin_s": seconds(due.at - now),
        "kind": "limit" if due.limit is not None else "action",
        "title": dict(due.plan.step[due.limit.step].title) if due.limit is not None else None,
        "limit": limit_json(due.limit, zone) if due.limit is not None else None,
        "action": None if agreed is None else {"seq": agreed.seq, "what": agreed.what, "owner": agreed.owner},
    }
