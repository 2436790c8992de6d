"""What differs between two plans, overlays, sites or scenarios, as data. Documented in `docs/json.md`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reports.plan_json import plan_json
from runbooks.changes import Change
from runbooks.plan import Duration, Plan
from runbooks.site import Person

_KEYS: Final = {"from_": "from", "value": "is", "for_": "for"}
_FILE_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "overlay": {"id": "overlay"},
    "site": {"name": "site", "default_plan": "default-plan", "call_back": "call-back"},
}


def diff_json(found: Sequence[Change], old: Plan, new: Plan) -> list[dict[str, Any]]:
    """One object a change; `before` and `after` are what `show --format json` has there."""
    before, after = _Data(plan_json(old)), _Data(plan_json(new))
    return [
        {
            **change_json(change),
            "limit_before": change.nth[0] or None,
            "limit_after": change.nth[1] or None,
            "before": before.value(change, change.nth[0], change.before),
            "after": after.value(change, change.nth[1], change.after),
        }
        for change in found
    ]


def change_json(change: Change) -> dict[str, Any]:
    """A change of anything else, whose values are plain already or become so here. It is in no plan alone: `plans`."""
    return {
        "of": change.kind,
        "id": change.id,
        "change": change.what,
        "key": _key(change) or None,
        "limit_before": None,
        "limit_after": None,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "plans": None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Duration):
        return value.text
    if isinstance(value, Person):
        return {"name": value.name, "tel": list(value.tel), "title": dict(value.title)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def _key(change: Change) -> str:
    if change.kind == "plan" and change.key == "id":
        return "runbook"
    if change.kind in ("overlay", "site") and change.key in _FILE_KEYS[change.kind]:
        return _FILE_KEYS[change.kind][change.key]
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
