"""What follows from a change: conditions, applicability, readiness and the limits that must be judged anew.

A change at the end of time (the usual one) is appended to the tracks that it changes, and only followers of steps that
really changed are visited. A change in the past, or one that takes something back, recomputes the tracks of the
affected cone from their histories and stops wherever a track comes out as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

from incidents.conditions import evaluate
from incidents.rewriting import full_applies, full_when
from incidents.state import State
from incidents.tracks import NO


@dataclass(slots=True)
class Change:
    """What an entry changed: facts, steps by index with all their turns, single turns, rows of lists; and whether
    something was taken back.
    """

    facts: set[str] = field(default_factory=set)
    steps: set[int] = field(default_factory=set)
    turns: set[tuple[int, int]] = field(default_factory=set)
    rows: set[tuple[str, int]] = field(default_factory=set)
    rewrite: bool = False


def spread(state: State, at: int, change: Change) -> None:
    """Bring the state up to date after a change at `at`."""
    late = change.rewrite or at < state.frontier
    state.frontier = max(state.frontier, at)
    queue = _Queue(state)
    for fact in change.facts:
        _fact_changed(state, fact, at, late, queue)
    for fact, row in change.rows:
        for i in state.compiled.each_users.get(fact, ()):
            state.judge_anew(i, row)
            _settle(state, i, queue)
    for i in change.steps:
        queue.add(i)
        state.judge_anew(i)
        _settle(state, i, queue)
    for i, turn in change.turns:
        queue.add(i)
        state.judge_anew(i, turn)
        _settle(state, i, queue)
    while queue:
        _refresh(state, queue.pop(), at, late, queue)


class _Queue:
    """Steps still to look at, predecessors before followers, each once at a time."""

    def __init__(self, state: State) -> None:
        self.order = state.compiled.order
        self.heap: list[tuple[int, int]] = []
        self.members: set[int] = set()

    def add(self, i: int) -> None:
        if i not in self.members:
            self.members.add(i)
            heappush(self.heap, (self.order[i], i))

    def pop(self) -> int:
        _, i = heappop(self.heap)
        self.members.discard(i)
        return i

    def __bool__(self) -> bool:
        return bool(self.heap)


def _fact_changed(state: State, fact: str, at: int, late: bool, queue: _Queue) -> None:
    compiled = state.compiled
    for number in compiled.watchers.get(fact, ()):
        watched = compiled.watched[number]
        if late:
            track = full_when(state, number)
            changed = track != state.whens[number]
            state.whens[number] = track
        else:
            value = evaluate(watched.condition, state.value, compiled.ranks)
            changed = state.whens[number].set_from(at, value)
        if not changed:
            continue
        if watched.limit < 0:
            queue.add(watched.step)
        else:
            state.stale.add((watched.step, watched.limit, 0))
    _occurred(state, fact, queue)
    for i in compiled.each_users.get(fact, ()):
        state.judge_anew(i)
        _settle(state, i, queue)


def _occurred(state: State, moment: str, queue: _Queue) -> None:
    """A moment occurred, or no longer did: the limits counted from it, and the steps that it ends."""
    for i, k in state.compiled.moment_users.get(moment, ()):
        state.stale.add((i, k, 0))
    for i in state.compiled.ended_by.get(moment, ()):
        queue.add(i)


def _refresh(state: State, i: int, at: int, late: bool, queue: _Queue) -> None:
    """Recompute whether a step applies; visit its followers if that changed."""
    before = state.applies[i].last
    if late:
        track = full_applies(state, i)
        if track == state.applies[i]:
            return
        state.applies[i] = track
    elif not state.applies[i].set_from(at, state.present(i)):
        return
    state.judge_anew(i)
    after = state.applies[i].last
    for follower, e in state.compiled.follows[i]:
        if before != after:
            counts = state.member_counts[follower]
            counts[before] -= 1
            counts[after] += 1
            _adjust(state, follower, e, alive=(after != NO) - (before != NO))
        queue.add(follower)


def _settle(state: State, i: int, queue: _Queue) -> None:
    """Recompute whether a step is settled; tell the entries in which it stands, and what is counted from it."""
    step, record, before = state.compiled.steps[i], state.records[i], state.settled[i]
    now = not record.open and step.each in state.rows_known if step.each else record.settled
    state.settled[i] = now
    if before or now or not step.each:  # a list is a moment once all of its turns are settled
        _occurred(state, step.id, queue)
    if now != before:
        for follower, e in state.compiled.follows[i]:
            _adjust(state, follower, e, settled=1 if now else -1)


def _adjust(state: State, follower: int, e: int, *, settled: int = 0, alive: int = 0) -> None:
    """Change the counts of one `after` entry, and of the follower's unsatisfied entries with it."""
    counts, living = state.members_settled[follower], state.members_alive[follower]
    before = counts[e] > 0 or living[e] == 0
    counts[e] += settled
    living[e] += alive
    after = counts[e] > 0 or living[e] == 0
    state.unsatisfied[follower] += before - after
