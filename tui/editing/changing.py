"""What is another in a plan now than it was when it was saved: in its meaning, step by step, not in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from runbooks.plan import Limit, Plan, Step

What = Literal["added", "removed", "changed", "limit", "limit-added", "limit-removed", "moved"]
_FIELDS: Final = (
    *("title", "stage", "role", "after", "when", "each", "record", "form"),
    *("how", "say", "tells", "opens", "where", "work", "source"),
)
_DECLARED: Final = (("fact", "facts"), ("number", "numbers"), ("role", "roles"), ("source", "sources"))


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is another now. `kind` is `step`, `fact`, `number`, `role`, `source` or `plan`; `field` the key
    that differs; `before` and `after` are its values, limits as they are.
    """

    kind: str
    name: str
    what: What
    field: str = ""
    before: Any = None
    after: Any = None


def changes(before: Plan, now: Plan) -> tuple[Changed, ...]:
    """Everything that differs in meaning, in the order of the plan as it is now."""
    return tuple(_all(before, now))


def _all(before: Plan, now: Plan) -> Iterator[Changed]:
    for key in ("id", "title", "version", "about", "parts", "levels"):
        old, new = getattr(before, key), getattr(now, key)
        if old != new:
            yield Changed("plan", now.id, "changed", key, old, new)
    for step in before.steps:
        if step.id not in now.step:
            yield Changed("step", step.id, "removed", before=step)
    for step in now.steps:
        if step.id not in before.step:
            yield Changed("step", step.id, "added", after=step)
        else:
            yield from _step(before.step[step.id], step)
    if [s.id for s in before.steps if s.id in now.step] != [s.id for s in now.steps if s.id in before.step]:
        yield Changed("plan", now.id, "moved")
    for kind, table in _DECLARED:
        yield from _declared(kind, getattr(before, table), getattr(now, table))


def _declared(kind: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Changed]:
    for name in before:
        if name not in now:
            yield Changed(kind, name, "removed", before=before[name])
    for name, value in now.items():
        if name not in before:
            yield Changed(kind, name, "added", after=value)
        elif before[name] != value:
            yield Changed(kind, name, "changed", before=before[name], after=value)


def _step(before: Step, now: Step) -> Iterator[Changed]:
    for key in _FIELDS:
        old, new = getattr(before, key), getattr(now, key)
        if old != new:
            yield Changed("step", now.id, "changed", key, old, new)
    gone = [limit for limit in before.limits if limit not in now.limits]
    come = [limit for limit in now.limits if limit not in before.limits]
    for limit in come:
        nearest = max(gone, key=lambda old: _likeness(old, limit), default=None)
        if nearest is None:
            yield Changed("step", now.id, "limit-added", "limits", after=limit)
        else:
            gone.remove(nearest)
            yield Changed("step", now.id, "limit", "limits", nearest, limit)
    for limit in gone:
        yield Changed("step", now.id, "limit-removed", "limits", before=limit)


def _likeness(one: Limit, other: Limit) -> int:
    """How much two limits have in common."""
    keys = ("basis", "source", "from_", "within", "by", "every", "first", "to", "when")
    return sum(getattr(one, key) == getattr(other, key) for key in keys)
