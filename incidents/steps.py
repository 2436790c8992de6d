"""The state of a step, or of one of its turns, at a moment."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.book import Book
from incidents.conditions import evaluate, facts_of
from incidents.state import State
from incidents.tracks import NO, OPEN, YES
from incidents.turns import Turn
from incidents.views import StepState, Wait

_MOST_OPEN_FIRST: tuple[StepState, ...] = ("in-progress", "ready", "waiting", "not-applicable", "done", "skipped")


def turn_meant(state: State, book: Book, i: int, at: int) -> Turn | None:
    """The turn that a command without a number means at a moment: the one that is open, else the latest. None for a
    list without rows.
    """
    record, step = state.records[i], state.compiled.steps[i]
    if state.compiled.repeats[i] and not step.each:
        return _performance(state, book, i, at)
    number = record.open[0] if record.open else record.numbers[-1] if record.numbers else 0
    return record.turns.get(number)


def _performance(state: State, book: Book, i: int, at: int) -> Turn:
    """Of a repeated step: the performance in progress; else the next one, if one is to come; else the latest."""
    record = state.records[i]
    in_progress = next((n for n in record.open if record.turns[n].begun), 0)
    if in_progress:
        return record.turns[in_progress]
    latest = next((n for n in reversed(record.numbers) if record.turns[n].begun), 0)
    following = next((n for n in record.open if n > latest), latest + 1)
    turn = record.turns.get(following) or Turn(following)
    if not latest or turn.again or (state.closed is None and book.live(i, at) is not None):
        return turn
    return record.turns[latest]


def turn_state(state: State, book: Book, i: int, turn: Turn, now: int) -> StepState:
    """Waiting, ready, in progress, done, skipped or not applicable."""
    if turn.done:
        return "done"
    if turn.skipped:
        return "skipped"
    if turn.started:
        return "in-progress"
    if state.applies[i].last == NO:
        return "not-applicable"
    if not state.ready(i) or opening(state, book, i, turn, now) is not None:
        return "waiting"
    return "ready"


def step_state(state: State, book: Book, i: int, now: int) -> StepState:
    """The state of the step as a whole: of the turn that a command would mean; with rows, of the most open one."""
    if state.compiled.steps[i].each:
        return _list_state(state, book, i, now)
    turn = turn_meant(state, book, i, now)
    return turn_state(state, book, i, turn, now) if turn else "waiting"


def _list_state(state: State, book: Book, i: int, now: int) -> StepState:
    states = {turn_state(state, book, i, turn, now) for turn in state.records[i].standing()}
    nothing_to_do = state.settled[i] or state.applies[i].last == NO
    return next((s for s in _MOST_OPEN_FIRST if s in states), "not-applicable" if nothing_to_do else "waiting")


def opening(state: State, book: Book, i: int, turn: Turn, now: int) -> int | None:
    """When a repeat's next turn opens, if it holds the step back at present; what was asked for once more is not."""
    if not state.compiled.repeats[i] or turn.again:
        return None
    grid = book.live(i, now)
    return None if grid is None or grid.free(now) is not None else grid.next_opening(now)


def waits(state: State, book: Book, i: int, turn: Turn | None, now: int) -> Iterator[Wait]:
    """What a waiting turn waits for, in the order in which the plan names it."""
    step = state.compiled.steps[i]
    if state.applies[i].last == OPEN:
        yield from (Wait("fact", fact) for fact in open_facts(state, i))
    if not state.ready(i):
        for e, members in enumerate(state.compiled.entries[i]):
            if state.members_settled[i][e] == 0:
                for member in members:
                    if state.applies[member].last != NO:
                        yield Wait("step", state.compiled.steps[member].id)
    if step.each and step.each not in state.rows_known:
        yield Wait("fact", step.each)
    if state.ready(i) and turn is not None and (opens := opening(state, book, i, turn, now)) is not None:
        yield Wait("turn", step.id, opens)


def open_facts(state: State, i: int) -> tuple[str, ...]:
    """The unanswered questions because of which nobody can say whether a step applies: its own, and those of the steps
    that it follows.
    """
    found: dict[str, None] = {}
    seen, todo = {i}, [i]
    while todo:
        at = todo.pop()
        when = state.compiled.steps[at].when
        if when is not None and evaluate(when, state.value, state.compiled.ranks) == OPEN:
            found.update(dict.fromkeys(f for f in facts_of(when) if state.value(f) is None))
        if state.member_counts[at][YES]:
            continue  # one that applies is enough: the others decide nothing
        members = [m for entry in state.compiled.entries[at] for m in entry]
        fresh = [m for m in members if m not in seen and state.applies[m].last == OPEN]
        seen.update(fresh)
        todo += reversed(fresh)
    return tuple(found)


def asked(state: State, i: int) -> tuple[str, ...]:
    """The facts of a step's record that are asked at present (level aside: it always has a value)."""
    ranks = state.compiled.ranks
    return tuple(
        name
        for name in state.compiled.steps[i].record
        if name != "level" and evaluate(state.plan.facts[name].when, state.value, ranks) == YES
    )


def owed(state: State, i: int) -> tuple[str, ...]:
    """The facts of a begun step's record that nobody has stated, or said (with a reason) that they cannot be had."""
    if not any(turn.done or turn.started for turn in state.records[i].standing()):
        return ()
    return tuple(name for name in asked(state, i) if not _answered(state, name))


def _answered(state: State, name: str) -> bool:
    current = state.facts[name].current
    return name in state.rows_known or (current is not None and (not current.unknown or bool(current.reason)))
