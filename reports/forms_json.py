"""The forms as JSON; documented in `docs/json.md`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from incidents.forms import Field, Form
from incidents.timeline import Timeline
from incidents.views import Statement
from reports.format_time import iso
from reports.json_parts import head_json, incident_json, plain_json, stated_json, when
from reports.json_text import dumped
from runbooks.plan import Plan

FORMAT: Final = "drillbook.forms.1"


def forms_bytes(told: Timeline, forms: Sequence[Form]) -> bytes:
    """The file."""
    seen, plan = told.seen, told.plan
    return dumped(
        {
            "format": FORMAT,
            **incident_json(told),
            "timezone": plan.timezone,
            "began": iso(seen.began, plan.timezone),
            "seen_at": iso(seen.now, plan.timezone),
            "damaged_from": told.damaged_from,
            "forms": forms_json(forms, plan),
            "head": head_json(told.head),
        }
    )


def forms_json(forms: Sequence[Form], plan: Plan) -> list[dict[str, Any]]:
    """Forms as objects; posts only, and the numbers of the records."""
    return [_form(form, plan) for form in forms]


def _form(form: Form, plan: Plan) -> dict[str, Any]:
    return {
        "form": dict(form.title),
        "step": form.step,
        "turn": form.turn,
        "role": list(plan.step[form.step].role),
        "about": None if form.about is None else plain_json(form.about),
        "done_at": when(form.done.at if form.done else None, plan.timezone),
        "seq": form.done.seq if form.done else None,
        "fields": [_field(field, plan) for field in form.fields],
        "limits": [{"turn": v.turn, "limit": v.limit, "basis": v.basis, "state": v.state} for v in form.limits],
    }


def _field(field: Field, plan: Plan) -> dict[str, Any]:
    return {
        "fact": field.fact,
        "asked": field.asked,
        "carried": field.carried,
        "said": _said(field.said, field.fact, plan),
        "later": _said(field.later, field.fact, plan),
        "rows": [
            {"row": r.number, "values": plain_json(r.values), "at": iso(r.at, plan.timezone), "records": list(r.seqs)}
            for r in field.rows
        ],
    }


def _said(said: Statement | None, fact: str, plan: Plan) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "value": stated_json(said, fact, plan),
        "unknown": said.unknown,
        "at": iso(said.at, plan.timezone),
        "seq": said.seq or None,
        "reason": said.reason or None,
    }
