"""What differs between two plans, as data for other programs. Documented in `docs/json.md`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reports.plan_json import plan_json
from runbooks.changes import Change
from runbooks.plan import Plan

_KEYS: Final = {"from_": "from", "value": "is"}


def diff_json(found: Sequence[Change], old: Plan, new: Plan) -> list[dict[str, Any]]:
    """One object a change; `before` and `after` are what `show --format json` has there."""
    before, after = _Data(plan_json(old)), _Data(plan_json(new))
    return [
        {
            "of": change.kind,
            "id": change.id,
            "change": change.what,
            "key": _key(change) or None,
            "limit_before": change.nth[0] or None,
            "limit_after": change.nth[1] or None,
            "before": before.value(change, change.nth[0], change.before),
            "after": after.value(change, change.nth[1], change.after),
        }
        for change in found
    ]


def _key(change: Change) -> str:
    if change.kind == "plan" and change.key == "id":
        return "runbook"
    return _KEYS.get(change.key, change.key)


class _Data:
    """A plan as data, in which a change finds what it speaks of."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self.plan = plan
        self.named = {
            kind: {thing["id"]: thing for thing in plan[f"{kind}s"]}
            for kind in ("level", "step", "fact", "number", "role", "source")
        }

    def value(self, change: Change, nth: int, raw: Any) -> Any:
        """What stands there: a thing, or its key; None where it is not in this plan. `raw` is what no data show."""
        if change.what == "moved":
            return None
        if change.kind == "plan":
            thing: Mapping[str, Any] | None = self.plan
        elif change.kind == "limit":
            thing = self.named["step"][change.id]["limits"][nth - 1] if nth else None
        else:
            thing = self.named[change.kind].get(change.id)
        key = _key(change)
        if thing is None or not key:
            return thing
        return thing[key] if key in thing else dict(raw) if isinstance(raw, Mapping) else raw or None
