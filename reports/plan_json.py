"""A plan as JSON: the composed plan with its numbers, for other programs. Documented in `docs/json.md`."""

from __future__ import annotations

from typing import Any

from runbooks.frozen import condition_to_data
from runbooks.plan import Duration, Fact, Limit, Plan, Step, Text


def plan_json(plan: Plan) -> dict[str, Any]:
    """All of a plan. Texts are objects by language; durations are given as text and, where exact, in seconds."""
    return {
        "runbook": plan.id,
        "title": _text(plan.title),
        "version": plan.version,
        "about": _text(plan.about),
        "languages": list(plan.languages),
        "profile": plan.profile,
        "timezone": plan.timezone,
        "includes": list(plan.parts),
        "overlays": list(plan.overlays),
        "sources": [
            {"id": s.id, "title": _text(s.title), "kind": s.kind, "edition": s.edition, "binds": s.binds or None}
            for s in plan.sources.values()
        ],
        "numbers": [
            {
                "id": n.id,
                "is": _number(n.value),
                "replaces": _text(n.replaces),
                "why": _text(n.why),
                "by_site": n.by_site,
            }
            for n in plan.numbers.values()
        ],
        "roles": [
            {"id": r.id, "title": _text(r.title), "kind": r.kind, "one_of": list(r.one_of)} for r in plan.roles.values()
        ],
        "levels": [
            {
                "id": lev.id,
                "title": _text(lev.title),
                "command": lev.command or None,
                "when": None if lev.when is None else condition_to_data(lev.when),
            }
            for lev in plan.levels
        ],
        "facts": [_fact(f) for f in plan.facts.values()],
        "steps": [_step(s) for s in plan.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "number": step.number,
        "title": _text(step.title),
        "stage": step.stage,
        "part": step.part or None,
        "role": list(step.role),
        "after": [list(entry) for entry in step.after],
        "when": None if step.when is None else condition_to_data(step.when),
        "each": step.each,
        "record": list(step.record),
        "tells": list(step.tells),
        "form": _text(step.form),
        "how": _text(step.how),
        "say": _text(step.say),
        "opens": step.opens or None,
        "source": [str(c) for c in step.source],
        "limits": [_limit(lim, n) for n, lim in enumerate(step.limits, 1)],
    }


def _limit(limit: Limit, n: int) -> dict[str, Any]:
    return {
        "limit": n,
        "basis": limit.basis,
        "source": [str(c) for c in limit.source],
        "within": _duration(limit.within),
        "within_s": _seconds(limit.within),
        "from": limit.from_,
        "by": limit.by,
        "ahead": _duration(limit.ahead),
        "every": _duration(limit.every),
        "every_s": _seconds(limit.every),
        "first": _duration(limit.first),
        "first_s": _seconds(limit.first),
        "day": limit.day,
        "until": limit.until,
        "to": limit.to,
        "when": None if limit.when is None else condition_to_data(limit.when),
        "number": limit.number or None,
        "extend": None if limit.extend is None else {"by": limit.extend.by.text, "role": limit.extend.role},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "type": fact.type,
        "ask": _text(fact.ask),
        "of": {key: _text(title) for key, title in fact.of.items()},
        "columns": [
            {"id": c.id, "type": c.type, "of": {key: _text(title) for key, title in c.of.items()}} for c in fact.columns
        ],
        "min": fact.min,
        "max": fact.max,
        "when": None if fact.when is None else condition_to_data(fact.when),
        "source": [str(c) for c in fact.source],
    }


def _text(text: Text) -> dict[str, str]:
    return dict(text)


def _number(value: int | Duration) -> int | str:
    return value.text if isinstance(value, Duration) else value


def _duration(given: Duration | None) -> str | None:
    return given.text if given else None


def _seconds(given: Duration | None) -> int | None:
    return given.ms // 1000 if given and given.ms is not None else None
