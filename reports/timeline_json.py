"""The timeline as JSON: everything, for other programs and for a stranger who verifies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from incidents.journal.exported import export_journal
from incidents.journal.rows import Row
from incidents.timeline import Timeline
from reports.format_time import iso
from reports.forms_json import forms_json
from reports.json_parts import event_json, facts_json, head_json, incident_json, limit_json, step_json, when
from reports.json_text import dumped

FORMAT: Final = "drillbook.timeline.1"

_OWN: Final = frozenset({"incident", "mode", "seen_at", "before", "head", "journal"})
_OWN_OF_EVENT: Final = frozenset({"recorded_at", "entered_later"})
_OWN_OF_OPENING: Final = frozenset({"incident", "mode", "before"})


def timeline_json(told: Timeline, rows: Sequence[Row] = ()) -> dict[str, Any]:
    """The story as an object; with the journal's rows it carries what `drillbook verify FILE` checks."""
    seen, plan = told.seen, told.plan
    zone = plan.timezone
    return {
        "format": FORMAT,
        **incident_json(told),
        "timezone": zone,
        "profile": plan.profile,
        "opened_at": iso(seen.opened_at, zone),
        "began": iso(seen.began, zone),
        "closed_at": when(seen.closed_at, zone),
        "outcome": seen.outcome or None,
        "seen_at": iso(seen.now, zone),
        "level": seen.level or None,
        "duty": seen.duty,
        "before": told.before or None,
        "damaged_from": told.damaged_from,
        "events": [event_json(entry, plan) for entry in told.entries],
        "limits": [limit_json(view, zone) for view in told.limits],
        "steps": [step_json(view, plan) for view in seen.steps],
        "facts": facts_json(seen, plan),
        "forms": forms_json(told.forms, plan),
        "head": head_json(told.head),
        "journal": export_journal(rows, _plan_hash(told)) if rows else None,
    }


def _plan_hash(told: Timeline) -> bytes:
    return bytes.fromhex(told.entries[0].event.data["plan_hash"])


def comparable(story: Mapping[str, Any]) -> dict[str, Any]:
    """Without what differs between two runs of the same story: identity, mode, times of entry, the head."""
    kept = {key: value for key, value in story.items() if key not in _OWN}
    kept["events"] = [_comparable_event(event) for event in story["events"]]
    return kept


def _comparable_event(event: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in event.items() if key not in _OWN_OF_EVENT}
    if event["kind"] == "incident-opened":
        kept["data"] = {key: value for key, value in event["data"].items() if key not in _OWN_OF_OPENING}
    return kept


def timeline_bytes(told: Timeline, rows: Sequence[Row], *, compare: bool) -> bytes:
    """The file."""
    story = timeline_json(told, () if compare else rows)
    return dumped(comparable(story) if compare else story)
