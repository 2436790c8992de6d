"""What differs in meaning between two plans: values, no words. `site_changes` has the same of two site files.

Plans are composed, so that nothing is told of how they are laid out in files: where a fact is declared, how a text
is broken into lines, in which order facts, sources or the members of a condition stand, `60 min` for `1 h`. The order
of steps, of choices and of what is asked is seen on the screen, so it is told. A value that a limit takes from a number
is told of the number alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from runbooks.model import OverlayModel
from runbooks.plan import All, AnyOf, Compare, Condition, Duration, Extension, Limit, Not, Plan, Step

What = Literal["added", "removed", "moved", "changed"]

PLAN: Final = ("id", "title", "about", "version")
LEVEL: Final = ("title", "command", "when", "how")
STEP: Final = (
    *("number", "title", "stage", "role", "after", "when", "each", "record", "form", "how", "say", "tells", "opens"),
    *("where", "work", "source"),
)
LIMIT: Final = (
    *("within", "from_", "by", "ahead", "every", "first", "day", "until", "to", "when", "number", "first_number"),
    *("extend", "basis", "source"),
)
FACT: Final = ("type", "ask", "of", "columns", "min", "max", "when", "source")
NUMBER: Final = ("value", "replaces", "why")
ROLE: Final = ("title", "kind", "one_of")
SOURCE: Final = ("title", "kind", "edition", "binds")
OVERLAY: Final = ("id", "title", "about", "version", "for_")
_UNORDERED: Final = frozenset({"role", "after", "tells", "source", "one_of", "for_"})
_FROM_NUMBER: Final = {"within": "number", "every": "number", "first": "first_number"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `kind` says what of a plan it is (plan, level, step, limit, fact, number, role, source), of an
    overlay (overlay), of a site (site, people, number, overlay), or what part of a scenario.

    `id` is that of the step of a limit, too; `key` says what of it has `changed`; `before` and `after` are the values,
    or the whole thing that was added or removed; `nth` are a limit's numbers before and after.
    """

    kind: str
    id: str
    what: What
    key: str = ""
    before: Any = None
    after: Any = None
    nth: tuple[int, int] = (0, 0)


def changes(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Everything that differs: the plan itself, levels, steps in their order, then what both declare."""
    found = [
        *keys_changed("plan", new.id, PLAN, old, new),
        *_levels(old, new),
        *_steps(old, new),
        *_named("fact", FACT, old.facts, new.facts),
        *_named("number", NUMBER, old.numbers, new.numbers),
        *_named("role", ROLE, old.roles, new.roles),
        *_named("source", SOURCE, old.sources, new.sources),
    ]
    return tuple(found)


def overlay_changes(old: OverlayModel, new: OverlayModel) -> tuple[Change, ...]:
    """What two overlays say of themselves; what they do to a plan is seen in the plan."""
    return tuple(keys_changed("overlay", new.id, OVERLAY, old, new))


def _levels(old: Plan, new: Plan) -> Iterator[Change]:
    before, after = {level.id: level for level in old.levels}, {level.id: level for level in new.levels}
    yield from _named("level", LEVEL, before, after)
    yield from (Change("level", moved, "moved") for moved in moved_in(list(before), list(after)))


def _steps(old: Plan, new: Plan) -> Iterator[Change]:
    moved = moved_in(list(old.step), list(new.step))
    for step in new.steps:
        before = old.step.get(step.id)
        if before is None:
            yield Change("step", step.id, "added", after=step)
            continue
        if step.id in moved:
            yield Change("step", step.id, "moved")
        if before == step:  # most of them, where a plan is held against itself while it is being written
            continue
        yield from keys_changed("step", step.id, STEP, before, step)
        yield from _limits(before, step)
    yield from (Change("step", step.id, "removed", before=step) for step in old.steps if step.id not in new.step)


def _limits(old: Step, new: Step) -> Iterator[Change]:
    """A limit is the same, or is the one most like it made otherwise, or is new, or gone."""
    left = dict(enumerate(old.limits, 1))
    pairs: dict[int, int] = {}
    for wanted in (len(LIMIT), 1):
        for n, limit in enumerate(new.limits, 1):
            likest = max(left, key=lambda m: _alike(left[m], limit), default=0)
            if n not in pairs and likest and _alike(left[likest], limit) >= wanted:
                pairs[n] = likest
                del left[likest]
    for n, limit in enumerate(new.limits, 1):
        if n not in pairs:
            yield Change("limit", new.id, "added", after=limit, nth=(0, n))
            continue
        before = old.limits[pairs[n] - 1]
        yield from keys_changed("limit", new.id, LIMIT, before, limit, (pairs[n], n))
    yield from (Change("limit", new.id, "removed", before=limit, nth=(n, 0)) for n, limit in left.items())


def _alike(one: Limit, other: Limit) -> int:
    """In how many keys two limits agree; none where they count in different ways."""
    if [getattr(one, key) is None for key in ("within", "by", "every")] != [
        getattr(other, key) is None for key in ("within", "by", "every")
    ]:
        return 0
    return sum(_same(key, one, other) for key in LIMIT)


def _named(kind: str, keys: Sequence[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name, after in new.items():
        if name not in old:
            yield Change(kind, name, "added", after=after)
        else:
            yield from keys_changed(kind, name, keys, old[name], after)
    yield from (Change(kind, name, "removed", before=before) for name, before in old.items() if name not in new)


def keys_changed(
    kind: str, name: str, keys: Sequence[str], old: Any, new: Any, nth: tuple[int, int] = (0, 0)
) -> Iterator[Change]:
    """The attributes `keys` of two things of one kind and name that differ in meaning, in their order."""
    for key in keys:
        if not _same(key, old, new):
            yield Change(kind, name, "changed", key, getattr(old, key), getattr(new, key), nth)


def _same(key: str, old: Any, new: Any) -> bool:
    number = _FROM_NUMBER.get(key, "")
    if isinstance(new, Limit) and number and getattr(old, number) and getattr(old, number) == getattr(new, number):
        return True
    before, after = meaning(getattr(old, key)), meaning(getattr(new, key))
    if key == "of":
        return list(before.items()) == list(after.items())
    if key in _UNORDERED:
        return bool(_as_set(before) == _as_set(after))
    return bool(before == after)


def _as_set(values: Any) -> frozenset[Any]:
    return frozenset(frozenset(value) if isinstance(value, tuple) else value for value in values)


def meaning(value: Any) -> Any:
    """A value without how it is written."""
    if isinstance(value, Duration):
        return value.ms, value.days, value.working_days, value.months, value.period
    if isinstance(value, Extension):
        return value.number or meaning(value.by), value.role
    if isinstance(value, Compare | All | AnyOf | Not):
        return _normal(value)
    return value


def _normal(of: Condition) -> Any:
    """A condition in one form: members without order, each once, and no *all* in an *all*."""
    match of:
        case Compare():
            return of.fact, of.op, of.value
        case Not(of=Not(of=inner)):
            return _normal(inner)
        case Not(of=inner):
            return "not", _normal(inner)
        case All(of=parts) | AnyOf(of=parts):
            members = frozenset(_normal(part) for part in _flat(type(of), parts))
            return next(iter(members)) if len(members) == 1 else (type(of).__name__, members)


def _flat(kind: type[All | AnyOf], parts: Sequence[Condition]) -> Iterator[Condition]:
    for part in parts:
        if isinstance(part, All | AnyOf) and isinstance(part, kind):
            yield from _flat(kind, part.of)
        else:
            yield part


def moved_in(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """As few names as possible that stand elsewhere: those outside of the longest run that kept its order."""
    place = {name: n for n, name in enumerate(old)}
    common = [name for name in new if name in place]
    ends: list[int] = []
    at: list[int] = []
    for name in common:
        n = bisect_left(ends, place[name])
        ends[n : n + 1] = [place[name]]
        at.append(n)
    kept: set[str] = set()
    wanted = len(ends) - 1
    for name, n in zip(reversed(common), reversed(at), strict=True):
        if n == wanted:
            kept.add(name)
            wanted -= 1
    return frozenset(common) - kept
