"""What may be corrected in a record of each kind, and what is asked of the new value.

What a record is about (which fact, which step, which row) is not corrected: it is voided and entered anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from incidents.apply import standing
from incidents.decide_facts import check_began, check_level, check_row, check_value
from incidents.events import CALL_RESULTS, Event
from incidents.ruling import Context, near
from incidents.values import fault
from runbooks.plan import Column

_REASON: Final = {"reason": "text"}
_CORRECTABLE: Final[Mapping[str, Mapping[str, str]]] = {
    # kind: key of its data: what the new value must be
    "began-stated": {"value": "began", "reason": "text"},
    "fact-stated": {"value": "fact", "unknown": "unknown", "reason": "text"},
    "row-added": {"values": "row"},
    "row-corrected": {"values": "row"},
    "row-withdrawn": _REASON,
    "level-set": {"level": "level", "reason": "text", "approver": "text"},
    "level-kept": _REASON,
    "step-started": _REASON,
    "step-done": _REASON,
    "step-skipped": {"reason": "text", "approver": "text"},
    "step-reopened": _REASON,
    "step-assigned": {"person": "text"},
    "step-reminded": {"person": "text"},
    "limit-waived": {"approver": "text", "reason": "text"},
    "limit-extended": _REASON,
    "call-logged": {"role": "role", "person": "text", "result": "result", "direction": "direction"},
    "note-added": {"text": "text"},
    "evidence-filed": {"id": "text", "delete_by": "date", "about": "text"},
    "role-assigned": {"person": "text"},
    "handover-offered": {"words": "text"},
    "handover-cancelled": _REASON,
    "taken-over": _REASON,
    "follow-up-opened": {"incident": "text"},
    "action-agreed": {"what": "text", "owner": "text", "due": "date"},
    "inject-delivered": {"says": "text"},
}


def corrected_data(context: Context, target: Event, data: Mapping[str, Any]) -> dict[str, Any]:
    """The new data of a record, if it has such keys, they may be corrected, and the values are good."""
    checks = _CORRECTABLE.get(target.kind, {})
    for name in data:
        if name not in checks:
            raise context.refused("unknown-fact", fact=name, near=near(name, checks), allowed=tuple(checks))
    if target.kind == "fact-stated" and data.get("unknown"):
        return {**data, "value": None, "unknown": True}
    for name, value in data.items():
        _check(context, target, checks[name], name, value)
    if target.kind == "fact-stated" and "value" in data:
        return {**data, "unknown": False}
    if "values" in data:
        _, present = standing(context.state, target) or (0, target.data)
        return {**data, "values": {**present["values"], **data["values"]}}
    return dict(data)


def _check(context: Context, target: Event, sort: str, name: str, value: Any) -> None:
    plan = context.state.plan
    match sort:
        case "began":
            check_began(context, value)
        case "fact":
            check_value(context, target.data["fact"], value)
        case "row":
            if not isinstance(value, Mapping) or not value:
                raise context.refused("needs-text")
            check_row(context, plan.facts[target.data["fact"]], value)
        case "level":
            check_level(context, value)
        case "result" if value not in CALL_RESULTS:
            raise context.refused("unknown-result", result=value, allowed=CALL_RESULTS)
        case "direction" if value not in {"in", "out"}:
            raise context.refused("bad-value", fact=name, type="choice", allowed=("in", "out"))
        case "role" if value not in plan.roles:
            raise context.refused("unknown-role", role=value, near=near(str(value), plan.roles))
        case "date" | "text":
            column = Column(name, "date" if sort == "date" else "text")
            if found := fault(plan, column, value):
                raise context.refused(found[0], **found[1])
