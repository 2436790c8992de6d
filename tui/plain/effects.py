"""What a record changed elsewhere: dues moved, limits came or were kept, steps opened or fell away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incidents.views import LimitView, Snapshot
from reports.format_span import duration
from reports.nearest import BINDING
from reports.words import Words
from reports.words.names import STEP_STATES, limit_state, name
from runbooks.plan import PERIODS
from tui.plain.labels import basis, basis_length, early, until
from tui.plain.recorded import Recorded
from tui.plain.seat import Seat

_Key = tuple[str, int, int]
_RUNNING: Final = frozenset({"running", "overdue"})
_MANY: Final = 8
"""Of more steps than this only the first numbers are said."""


def by_key(seen: Snapshot) -> dict[_Key, LimitView]:
    """The limits by step, turn and place; of several verdicts on one, the present one."""
    return {(view.step, view.turn, view.limit): view for view in seen.limits}


def dues_moved(desk: Seat, recorded: Recorded) -> Iterator[str]:
    """`02 预案 09:10到; 04、05 预案 09:40到`: binding limits whose due is another now."""
    before = by_key(recorded.before)
    moved: dict[tuple[int, str], list[str]] = {}
    for key, view in by_key(recorded.after).items():
        was = before.get(key)
        if view.basis not in BINDING or view.due_at is None or view.state not in _RUNNING:
            continue
        if was is not None and was.due_at is not None and was.due_at != view.due_at:
            moved.setdefault((view.due_at, basis(view, desk.words)), []).append(desk.step(view.step).number)
    parts = [
        f"{desk.words.listed(dict.fromkeys(numbers))} {kind} {until(due, desk.plan, desk.words, recorded.after.now)}"
        for (due, kind), numbers in sorted(moved.items())
    ]
    if parts:
        yield "; ".join(parts)


def limits_added(desk: Seat, recorded: Recorded) -> Iterator[str]:
    """`02 另有暂定时限10分, 08:54到`: limits that began to count."""
    before = by_key(recorded.before)
    words = desk.words
    parts = []
    for key, view in by_key(recorded.after).items():
        was = before.get(key)
        if view.state not in _RUNNING or view.due_at is None or (was is not None and was.state in _RUNNING):
            continue
        due = until(view.due_at, desk.plan, words, recorded.after.now)
        number = desk.step(view.step).number
        parts.append(words.say("{step} also has {limit}, {due}", step=number, limit=limit_name(view, words), due=due))
    if parts:
        yield "; ".join(dict.fromkeys(parts))


def limit_name(view: LimitView, words: Words) -> str:
    """`暂定时限10分`, `an assumed target of 10 min`; one that is a date or comes by the calendar has no length."""
    if not view.within or view.within in PERIODS:
        return basis_length(view, words)
    length = duration(view.within, words)
    if view.basis == "assumed":
        return words.say("an assumed target of {length}", length=length)
    return words.say("a {basis} limit of {length}", basis=basis(view, words), length=length)


def grades(desk: Seat, recorded: Recorded, step: str, turn: int) -> Iterator[str]:
    """`预案30分: 按时, 早21:58`: how the limits of a turn were kept."""
    words = desk.words
    for view in recorded.after.limits:
        if (view.step, view.turn) != (step, turn) or view.done_at is None or view.margin is None:
            continue
        kept = _kept(words, view)
        yield f"{basis_length(view, words)}: {kept}, {early(view.margin, words)}"


def _kept(words: Words, view: LimitView) -> str:
    """How a limit was kept, in a word; an assumed target has words of its own."""
    known = {
        (False, "met"): words.sense("kept", "in time"),
        (False, "late"): words.sense("kept", "late"),
        (True, "met"): words.sense("kept", "kept"),
        (True, "late"): words.sense("kept", "past it"),
    }
    return known.get((view.basis == "assumed", view.state)) or limit_state(words, view.basis, view.state)


def steps_moved(desk: Seat, recorded: Recorded) -> Iterator[str]:
    """`07 可办`, `08、09 免办`: steps that another answer opened or took away."""
    before = {view.id: view.state for view in recorded.before.steps}
    moved: dict[str, list[str]] = {}
    for view in recorded.after.steps:
        if before[view.id] != view.state:
            moved.setdefault(view.state, []).append(view.number)
    order = ("in-progress", "ready", "waiting", "not-applicable")
    for state in order:
        if numbers := moved.get(state):
            said = desk.words.listed(numbers[:_MANY])
            if len(numbers) > _MANY:
                more = len(numbers) - _MANY
                said = desk.words.say("{numbers} and {more} more", numbers=said, more=more, all=len(numbers))
            yield desk.words.say("{numbers} now: {state}", numbers=said, state=name(desk.words, STEP_STATES, state))


def opened(recorded: Recorded) -> list[str]:
    """The steps that can be done now and could not before."""
    before = {view.id: view.state for view in recorded.before.steps}
    return [v.id for v in recorded.after.steps if v.state == "ready" and before[v.id] not in {"ready", "in-progress"}]
