"""What follows from a change: conditions, applicability, readiness and the limits that must be judged anew.

A change at the end of time (the usual one) is appended to the tracks that it changes, and only followers of steps that
really changed are visited. A change in the past, or one that takes something back, recomputes the tracks of the
affected cone from their histories and stops wherever a track comes out as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from incidents.conditions import evaluate
from incidents.state import State
from incidents.tracks import NO


def spread(
    state: State, at: int, *, facts: Iterable[str] = (), steps: Iterable[int] = (), rewrite: bool = False
) -> None:
    """Bring the state up to date after `facts` and `steps` (indexes) changed at `at`; `rewrite`: something was taken
    back.
    """
    late = rewrite or at < state.frontier
    state.frontier = max(state.frontier, at)
    queue = _Queue(state)
    for fact in facts:
        _fact_changed(state, fact, at, late, queue)
    for i in steps:
        queue.add(i)
        _judge_anew(state, i)
        step = state.compiled.steps[i].id
        state.stale.update(state.compiled.moment_users.get(step, ()))
        for user in state.compiled.until_users.get(step, ()):
            queue.add(user)
        _settle(state, i)
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
            track = state.full_when(number)
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
            state.stale.add((watched.step, watched.limit))
    state.stale.update(compiled.moment_users.get(fact, ()))
    for user in compiled.until_users.get(fact, ()):
        queue.add(user)
    for i in compiled.each_users.get(fact, ()):
        _judge_anew(state, i)
        state.stale.update(compiled.moment_users.get(compiled.steps[i].id, ()))
        _settle(state, i)


def _judge_anew(state: State, i: int) -> None:
    state.stale.update((i, k) for k in range(len(state.compiled.steps[i].limits)))


def _refresh(state: State, i: int, at: int, late: bool, queue: _Queue) -> None:
    """Recompute whether a step applies; visit its followers if that changed."""
    before = state.applies[i].last
    if late:
        track = state.full_applies(i)
        if track == state.applies[i]:
            return
        state.applies[i] = track
    elif not state.applies[i].set_from(at, state.present(i)):
        return
    _judge_anew(state, i)
    after = state.applies[i].last
    for follower, e in state.compiled.follows[i]:
        if before != after:
            counts = state.member_counts[follower]
            counts[before] -= 1
            counts[after] += 1
            _adjust(state, follower, e, alive=(after != NO) - (before != NO))
        queue.add(follower)


def _settle(state: State, i: int) -> None:
    """Recompute whether a step is settled, and tell the entries in which it stands."""
    step = state.compiled.steps[i]
    if step.each:
        now = step.each in state.rows_known and all(turn.settled for turn in state.turns(i))
    else:
        now = any(turn.settled for turn in state.records[i].turns.values())
    if now == state.settled[i]:
        return
    state.settled[i] = now
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
