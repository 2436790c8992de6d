"""The parts that several JSON forms share.

Times are ISO 8601 with the site's offset, spans whole seconds, texts objects by language; what is not known is null.
Documented in `docs/json.md`; a key keeps its meaning for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incidents.timeline import Entry, Timeline
from incidents.views import LimitView, Snapshot, Statement, StepView, Wait
from reports.format_time import iso
from runbooks.plan import Plan

_FROZEN = frozenset({"plan", "calendar", "site"})
"""What the opening event carries for replay; it stands in the `journal` of the timeline and nowhere else."""


def seconds(ms: int | None) -> int | None:
    """Whole seconds towards zero."""
    return None if ms is None else (abs(ms) // 1000) * (-1 if ms < 0 else 1)


def when(ms: int | None, zone: str) -> str | None:
    """An ISO time, or null."""
    return None if ms is None else iso(ms, zone)


def incident_json(told: Timeline) -> dict[str, Any]:
    """Which incident it is, and what of: what every form of one begins with."""
    seen, plan = told.seen, told.plan
    return {
        "incident": seen.incident,
        "runbook": seen.plan,
        "runbook_version": plan.version,
        "title": dict(plan.title),
        "mode": seen.mode,
        "status": seen.status,
    }


def head_json(head: tuple[int, str, str]) -> dict[str, Any]:
    """The head of a record: how far it goes, 64 hex digits, and the short form that is read aloud."""
    version, full, short = head
    return {"seq": version, "hash": full.replace(" ", ""), "short": short}


def limit_json(view: LimitView, zone: str) -> dict[str, Any]:
    """One limit of one turn."""
    return {
        "step": view.step,
        "turn": view.turn,
        "limit": view.limit,
        "basis": view.basis,
        "source": list(view.source),
        "from": view.from_ or None,
        "start_at": when(view.start_at, zone),
        "within": view.within or None,
        "within_s": seconds(view.within_ms),
        "due_at": when(view.due_at, zone),
        "done_at": when(view.done_at, zone),
        "state": view.state,
        "margin_s": seconds(view.margin),
        "known_late": view.known_late,
        "extended": bool(view.extended),
        "to": view.to,
        "number": view.number or None,
        "repeat": view.repeat,
        "turns": view.turns,
        "ceased": view.ceased,
        "waived_by": view.approver or None,
        "waived_reason": view.reason or None,
        "waived_late": view.waived_late,
        "day": view.day,
        "ahead": view.ahead or None,
        "extension": view.extended or None,
        "extended_by": view.extended_by or None,
        "extended_reason": view.extended_reason or None,
    }


def event_json(entry: Entry, plan: Plan) -> dict[str, Any]:
    """One record as it stands; `stated_at` is the time first stated, where a correction changed it."""
    event, zone = entry.event, plan.timezone
    data = _data(entry, plan)
    return {
        "seq": event.seq,
        "at": iso(entry.at, zone),
        "recorded_at": iso(event.recorded, zone),
        "stated_at": iso(event.at, zone) if event.at != entry.at else None,
        "entered_later": event.entered_later,
        "kind": event.kind,
        "step": event.step or None,
        "turn": event.turn or None,
        "role": event.role or data.get("role") or None,
        "by": event.by,
        "ahead": bool(data.get("ahead", False)),
        "reason": data.get("reason") or None,
        "void": entry.void,
        "corrected_by": list(entry.corrected_by),
        "data": data,
    }


def _data(entry: Entry, plan: Plan) -> dict[str, Any]:
    """What the record says, its times as ISO too; of the opening without what it carries for replay."""
    kind, data = entry.event.kind, plain_json(entry.data)
    if kind == "incident-opened":
        data = {key: value for key, value in data.items() if key not in _FROZEN}
    asked = plan.facts.get(str(data.get("fact")))
    is_moment = kind == "began-stated" or (asked is not None and asked.type == "moment")
    times = {"incident-opened": ["began"], "corrected": ["at"]}.get(kind, ["value"] if is_moment else [])
    return {
        key: iso(value, plan.timezone) if key in times and isinstance(value, int) else value
        for key, value in data.items()
    }


def step_json(view: StepView, plan: Plan) -> dict[str, Any]:
    """One step as it stands."""
    step, zone = plan.step[view.id], plan.timezone
    return {
        "step": view.id,
        "number": view.number,
        "title": dict(step.title),
        "stage": step.stage,
        "role": list(step.role),
        "state": view.state,
        "turn": view.turn,
        "open_turns": list(view.open_turns),
        "started_at": when(view.started_at, zone),
        "done_at": when(view.done_at, zone),
        "by": view.by or None,
        "person": view.person or None,
        "ahead": view.ahead,
        "reason": view.reason or None,
        "waits": [_wait(w, zone) for w in view.waits],
        "owed": list(view.owed),
    }


def facts_json(seen: Snapshot, plan: Plan) -> list[dict[str, Any]]:
    """What is stated of the facts, and the rows of the lists."""
    facts = [_fact(fact, said, plan) for fact, said in seen.facts.items()]
    for fact, rows in seen.rows.items():
        if rows:
            listed = [{"row": n, "values": plain_json(values)} for n, values in sorted(rows.items())]
            facts.append({"fact": fact, "type": "rows", "rows": listed})
    return facts


def _fact(fact: str, said: Statement, plan: Plan) -> dict[str, Any]:
    asked = plan.facts.get(fact)
    return {
        "fact": fact,
        "type": asked.type if asked else ("choice" if fact == "level" else None),
        "value": stated_json(said, fact, plan),
        "unknown": said.unknown,
        "at": iso(said.at, plan.timezone),
        "seq": said.seq,
        "by": said.by or None,
        "reason": said.reason or None,
    }


def stated_json(said: Statement, fact: str, plan: Plan) -> Any:
    """What was stated, a time as ISO."""
    asked, value = plan.facts.get(fact), plain_json(said.value)
    is_moment = asked is not None and asked.type == "moment"
    return iso(value, plan.timezone) if is_moment and isinstance(value, int) else value


def _wait(wait: Wait, zone: str) -> dict[str, Any]:
    return {"kind": wait.kind, "id": wait.id, "at": when(wait.at, zone)}


def plain_json(value: Any) -> Any:
    """Maps and lists as JSON has them."""
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    return value
