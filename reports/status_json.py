"""Where an incident stands, as JSON."""

from __future__ import annotations

from typing import Any

from incidents.timeline import Timeline
from reports.format_time import iso
from reports.json_parts import facts_json, head_json, incident_json, limit_json, step_json, when


def status_json(told: Timeline) -> dict[str, Any]:
    """The present, without the record: `timeline` has that."""
    seen, plan = told.seen, told.plan
    zone = plan.timezone
    return {
        **incident_json(told),
        "outcome": seen.outcome or None,
        "timezone": zone,
        "seen_at": iso(seen.now, zone),
        "opened_at": iso(seen.opened_at, zone),
        "began": iso(seen.began, zone),
        "closed_at": when(seen.closed_at, zone),
        "level": seen.level or None,
        "proposed": seen.proposed or None,
        "duty": seen.duty,
        "handover": {"from": seen.handover[0], "to": seen.handover[1]} if seen.handover else None,
        "damaged_from": told.damaged_from,
        "next_change_at": when(seen.next_change, zone),
        "steps": [step_json(view, plan) for view in seen.steps],
        "limits": [limit_json(view, zone) for view in seen.limits],
        "facts": facts_json(seen, plan),
        "told": [{"role": t.role, "at": when(t.at, zone), "call": t.call or None, "tries": t.tries} for t in seen.told],
        "people": dict(seen.people),
        "owed": [{"step": step, "fact": fact} for step, fact in seen.owed],
        "head": head_json(told.head),
    }
