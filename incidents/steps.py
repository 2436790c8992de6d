"""The state of a step, or of one of its turns, at a moment."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.book import Book
from incidents.conditions import evaluate, facts_of
from incidents.state import State
from incidents.tracks import NO, OPEN, YES
from incidents.turns import Turn
from incidents.views import StepState, Wait

_MOST_OPEN_FIRST: tuple[StepState, ...] = ("in-progress", "ready", "waiting", "not-applicable", "done")


def open_turn(state: State, i: int) -> int:
    """The turn that a command without a number means: the open one, else the latest, or a repeat's next."""
    step = state.compiled.steps[i]
    turns = list(state.turns(i))
    for turn in turns:
        if not turn.settled:
            return turn.number
    last = turns[-1].number if turns else 1
    return last + 1 if state.compiled.repeats[i] and not step.each else last


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
    if not state.ready(i):
        return "waiting"
    if state.compiled.repeats[i] and _held_back(book, i, now):
        return "waiting"
    return "ready"


def step_state(state: State, book: Book, i: int, now: int) -> StepState:
    """The state of the step as a whole: of its open turn, else of its turns together."""
    step = state.compiled.steps[i]
    if step.each:
        return _list_state(state, book, i, now)
    turns = state.turns(i)
    latest = turns[-1]
    if state.compiled.repeats[i] and latest.settled:
        if state.closed is not None or book.live_grid(i, now) is None:
            return "done" if latest.done else "skipped"
        return turn_state(state, book, i, Turn(latest.number + 1), now)
    return turn_state(state, book, i, latest, now)


def _list_state(state: State, book: Book, i: int, now: int) -> StepState:
    states = {turn_state(state, book, i, turn, now) for turn in state.turns(i)}
    if not states:
        if state.compiled.steps[i].each in state.rows_known or state.applies[i].last == NO:
            return "not-applicable"
        return "waiting"
    return next((s for s in _MOST_OPEN_FIRST if s in states), "skipped")


def _held_back(book: Book, i: int, now: int) -> bool:
    """Whether the next turn of a repeat has not opened yet."""
    grid = book.live_grid(i, now)
    return grid is not None and grid.free(now) is None


def waits(state: State, book: Book, i: int, now: int) -> Iterator[Wait]:
    """What a waiting step waits for, in the order in which the plan names it."""
    step = state.compiled.steps[i]
    if state.applies[i].last == OPEN:
        for fact in dict.fromkeys(_open_facts(state, i, set())):
            yield Wait("fact", fact)
    for e, members in enumerate(state.compiled.entries[i]):
        if state.members_settled[i][e] == 0 and state.members_alive[i][e] > 0:
            for member in members:
                if state.applies[member].last != NO:
                    yield Wait("step", state.compiled.steps[member].id)
    if step.each and step.each not in state.rows_known:
        yield Wait("fact", step.each)
    if state.compiled.repeats[i] and state.ready(i) and (grid := book.live_grid(i, now)) and grid.free(now) is None:
        yield Wait("turn", step.id, grid.opening_after(now))


def _open_facts(state: State, i: int, seen: set[int]) -> Iterator[str]:
    """The unanswered questions because of which nobody can say whether a step applies."""
    if i in seen or state.applies[i].last != OPEN:
        return
    seen.add(i)
    step = state.compiled.steps[i]
    if evaluate(step.when, state.value, state.compiled.ranks) == OPEN and step.when is not None:
        yield from (f for f in facts_of(step.when) if state.value(f) is None)
    for entry in state.compiled.entries[i]:
        for member in entry:
            yield from _open_facts(state, member, seen)


def owed(state: State, i: int) -> tuple[str, ...]:
    """The facts of a begun step's record that nobody has stated, or said (with a reason) that they cannot be had."""
    step = state.compiled.steps[i]
    if not any(t.done or t.started for t in state.records[i].turns.values()):
        return ()
    result = []
    for name in step.record:
        if name == "level":
            continue
        when = state.plan.facts[name].when
        if evaluate(when, state.value, state.compiled.ranks) != YES:
            continue
        current = state.facts[name].current
        stated = name in state.rows_known or (current is not None and (not current.unknown or current.reason))
        if not stated:
            result.append(name)
    return tuple(result)


def asked(state: State, i: int) -> tuple[str, ...]:
    """The facts of a step's record that are asked at present (level aside)."""
    ranks = state.compiled.ranks
    return tuple(
        name
        for name in state.compiled.steps[i].record
        if name != "level" and evaluate(state.plan.facts[name].when, state.value, ranks) == YES
    )
