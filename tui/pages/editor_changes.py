"""What changed against the saved plan, in words: `02 时限 30分 -> 20分, 依据仍是预案`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.cells import clip
from reports.conditions import condition
from reports.format_span import duration
from reports.format_value import role
from reports.limit_words import limit_rule
from reports.words import Words
from reports.words.names import BASES, STAGES, name
from runbooks.plan import All, AnyOf, Compare, Duration, Limit, Not, Number, Plan
from tui.editing.changing import Changed
from tui.editing.state import Room
from tui.lines import Line, drawn, line, wrap


def change_lines(room: Room, words: Words, most: int | None = None) -> list[str]:
    """What changed, a sentence each; that nothing did, or that it cannot be told yet."""
    before, now = room.saved_plan, room.found.plan
    if room.unsaved and room.checked and not room.found.whole and not room.found.changes:
        return [words.sense("editor", "seen once the errors are put right")]
    if before is None or now is None or not room.found.changes:
        return [words.sense("editor", "nothing, in its meaning") if room.unsaved else words.sense("editor", "nothing")]
    return [changed(one, before, now, words) for one in room.found.changes[:most]]


def hanging(text: str, width: int, most: int) -> list[Line]:
    """A sentence on as many lines as it takes, at most so many, those after the first set in."""
    pieces = wrap(text, width - 4)
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], clip(pieces[most - 1] + "....", width - 4)]
    return [line(f"  {piece}" if n == 0 else f"    {piece}") for n, piece in enumerate(pieces)]


def changed(one: Changed, before: Plan, now: Plan, words: Words) -> str:
    """One change as a sentence."""
    if one.kind == "step":
        return _step(one, before, now, words)
    if one.what == "moved":
        return words.sense("editor", "steps stand in another order")
    what = _kind(one.kind, words)
    key = _key(one.field, words)
    head = f"{what} {key}".strip() if one.kind == "plan" else f"{what} {one.name}"
    if one.what == "added":
        return words.sense("editor", "{what}: new", what=head)
    if one.what == "removed":
        return words.sense("editor", "{what}: taken out", what=head)
    if isinstance(one.before, Number) and isinstance(one.after, Number) and one.before.value != one.after.value:
        return f"{head} {_value(one.before.value, now, words)} -> {_value(one.after.value, now, words)}"
    if one.kind == "plan" and one.field in {"title", "version"}:
        return f"{head} {_value(one.before, now, words)} -> {_value(one.after, now, words)}"
    return words.sense("editor", "{what}: changed", what=head)


def _step(one: Changed, before: Plan, now: Plan, words: Words) -> str:
    step = now.step.get(one.name) or before.step[one.name]
    head = f"{step.number} {drawn(words.text(step.title))}"
    match one.what:
        case "added":
            return words.sense("editor", "{what}: new", what=head)
        case "removed":
            return words.sense("editor", "{what}: taken out", what=head)
        case "limit-added":
            rule = drawn(limit_rule(one.after, now, words))
            return words.sense("editor", "{step} new limit: {limit}", step=head, limit=rule)
        case "limit-removed":
            rule = drawn(limit_rule(one.before, before, words))
            return words.sense("editor", "{step} limit taken out: {limit}", step=head, limit=rule)
        case "limit":
            return _limit(step.number, one.before, one.after, before, now, words)
    key = _key(one.field, words)
    if one.field in {"how", "say", "form"} and one.before and one.after:
        return words.sense("editor", "{step} {key}: other words", step=head, key=key)
    old, new = (_of(one.field, value, plan, words) for value, plan in ((one.before, before), (one.after, now)))
    return f"{head} {key} {old} -> {new}"


def _limit(head: str, old: Limit, new: Limit, before: Plan, now: Plan, words: Words) -> str:
    """A limit that is another one; a shorter or longer one that still claims its document is asked about."""
    length = words.sense("editor", "limit")
    if old.within != new.within and old.within is not None and new.within is not None and old.basis == new.basis:
        said = f"{head} {length} {_value(old.within, before, words)} -> {_value(new.within, now, words)}"
        if new.basis == "assumed" or new.number:
            return said
        cited = words.listed(str(citation) for citation in new.source)
        basis = name(words, BASES, new.basis)
        return said + words.sense(
            "editor", ", basis still {basis}: says {source} so? Else use assumed", basis=basis, source=cited
        )
    if old.basis != new.basis and old.within == new.within:
        a, b = name(words, BASES, old.basis), name(words, BASES, new.basis)
        return words.sense("editor", "{step} basis of the limit {a} -> {b}", step=head, a=a, b=b)
    return f"{head} {length} {drawn(limit_rule(old, before, words))} -> {drawn(limit_rule(new, now, words))}"


def _kind(kind: str, words: Words) -> str:
    """What it is that changed."""
    return {
        "plan": words.sense("editor", "plan"),
        "fact": words.sense("editor", "fact"),
        "number": words.sense("editor", "number"),
        "role": words.sense("editor", "role"),
        "source": words.sense("editor", "document"),
    }.get(kind, kind)


def _key(field: str, words: Words) -> str:
    """What a key of a plan is called."""
    return {
        "title": words.sense("editor", "title"),
        "stage": words.sense("editor", "stage"),
        "role": words.sense("editor", "who"),
        "after": words.sense("editor", "waits for"),
        "when": words.sense("editor", "condition"),
        "record": words.sense("editor", "record"),
        "form": words.sense("editor", "form"),
        "how": words.sense("editor", "how"),
        "say": words.sense("editor", "what is read out"),
        "tells": words.sense("editor", "who is told"),
        "opens": words.sense("editor", "opens afterwards"),
        "work": words.sense("editor", "usual work time"),
        "source": words.sense("editor", "source"),
        "version": words.sense("editor", "version"),
        "about": words.sense("editor", "about"),
        "parts": words.sense("editor", "included parts"),
        "levels": words.sense("editor", "levels"),
    }.get(field, field)


def _of(field: str, value: Any, plan: Plan, words: Words) -> str:
    if not value:
        return words.sense("editor", "(none)")
    match field:
        case "stage":
            return name(words, STAGES, value)
        case "role" | "tells":
            return drawn(words.listed(role(r, plan, words) for r in value))
        case "after":
            numbers = [" | ".join(plan.step[n].number if n in plan.step else n for n in entry) for entry in value]
            return " ".join(numbers)
        case "work":
            return value if isinstance(value, str) else " / ".join(value.values())
    return _value(value, plan, words)


def _value(value: Any, plan: Plan, words: Words) -> str:
    if isinstance(value, Duration):
        return duration(value.text, words)
    if isinstance(value, Compare | All | AnyOf | Not):
        return drawn(condition(value, plan, words))
    if isinstance(value, Mapping):
        return drawn(words.text(value))
    if isinstance(value, tuple):
        return drawn(words.listed(str(each) for each in value))
    return drawn(str(value))
