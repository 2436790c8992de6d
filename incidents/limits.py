"""By when, and was it kept: the verdict on one limit of one turn, always computed from what now stands.

Each unbroken stretch of applying has its own start: the latest occurrence of the moment that the limit is counted from,
not after the act, yet not before its `when` came to hold. What ceased to apply after its due, while its step applied
for certain, stays a breach; before its due it is withdrawn. An act made while the limit applied keeps its grade.
Repeats are in `incidents.repeats`.

A `Verdict` does not depend on the clock: `running` becomes *overdue* when somebody looks after its due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidents.due import due_after, due_ahead, due_on, lengthened
from incidents.moments import latest, occurrences
from incidents.state import State
from incidents.tracks import ALWAYS, NEVER
from incidents.turns import Mark, Turn
from incidents.verdict import Grade, Stretch, Verdict, applies_now
from runbooks.plan import Duration, Limit


@dataclass(frozen=True, slots=True)
class _Case:
    """One limit of one turn. The turn before ended at `after`: what occurred until then started that turn's limit."""

    state: State
    limit: Limit
    number: int
    turn: Turn
    after: int


class _Clock(NamedTuple):
    """From when until when a limit runs, None where that is not known; and what put the due off."""

    start: int | None = None
    due: int | None = None
    known_late: bool = False
    extended: Mark | None = None


def judge(state: State, i: int, k: int, turn: Turn, after: int, found: Sequence[Stretch]) -> list[Verdict]:
    """The verdicts on limit `k` of a turn: one for each stretch that left a trace, the present one last."""
    limit = state.compiled.steps[i].limits[k]
    case = _Case(state, limit, k + 1, turn, after)
    act = turn.acted(limit.to)
    settled = act if act is not None else turn.skipped.at if turn.skipped else NEVER
    traces: list[tuple[int, Verdict]] = []
    for stretch in found:
        if settled < stretch.end:
            verdict = _settled(case, stretch, act, settled)
        elif stretch.end < NEVER:
            verdict = _ceased(case, stretch, act)
        else:
            verdict = _present(case, stretch)
        if verdict is not None:
            if traces and (traces[-1][1].start, traces[-1][1].due) == (verdict.start, verdict.due):
                traces.pop()  # it applies again with the same due: one due is one breach
            traces.append((stretch.begin, verdict))
        if settled < stretch.end:
            break
    result = [verdict for _, verdict in traces]
    waived = turn.waived.get(k + 1)
    if waived is None:
        return result or [Verdict(turn.number, "not-applicable", act=act)]
    # a waiver covers what applied when it was given and whatever comes after; what came before stays as it is
    since = max((stretch.begin for stretch in found if stretch.begin <= waived.at), default=ALWAYS)
    kept = [verdict for begin, verdict in traces if begin < since]
    covered = [*result[len(kept) :], Verdict(turn.number, "waived")][0]
    said = Verdict(
        turn.number, "waived", covered.start, covered.due, act, covered.known_late, False, waived, covered.extended
    )
    return [*kept, said]


def _settled(case: _Case, stretch: Stretch, act: int | None, settled: int) -> Verdict | None:
    """The turn was done (or begun, or skipped) while the limit applied, or before it came to."""
    clock = _clock(case, stretch.own, min(settled, stretch.end - 1))
    if act is None:
        missed = clock.due is not None and settled >= stretch.begin
        return _verdict(case, "missed", clock) if missed else None
    if clock.due is None:
        return _verdict(case, "met", clock, act) if _starts_later(case) else None
    in_time = act <= clock.due or act < max(stretch.begin, ALWAYS if clock.start is None else clock.start)
    return _verdict(case, "met" if in_time else "late", clock, act)


def _starts_later(case: _Case) -> bool:
    """Whether the moment came after the act, which was then made before the clock had started."""
    times = occurrences(case.state, case.limit.from_) if case.limit.from_ else ()
    return latest(times, case.after, NEVER) is not None


def _ceased(case: _Case, stretch: Stretch, act: int | None) -> Verdict | None:
    """The limit ceased to apply before anybody acted: a breach if its due had passed, else nothing."""
    clock = _clock(case, stretch.own, stretch.end - 1)
    if not stretch.certain or clock.due is None or clock.due >= stretch.end:
        return None
    return _verdict(case, "missed" if act is None else "late", clock, act, ceased=True)


def _present(case: _Case, stretch: Stretch) -> Verdict | None:
    """Nobody acted yet. Closing makes it missed; a false alarm withdraws what had not fallen due."""
    clock = _clock(case, stretch.own, NEVER)
    closed = case.state.closed
    if closed is None:
        return _verdict(case, "pending" if clock.due is None else "running", clock)
    if clock.due is None or (closed.data["outcome"] != "handled" and closed.at <= clock.due):
        return None
    return _verdict(case, "missed", clock)


def _verdict(case: _Case, grade: Grade, clock: _Clock, act: int | None = None, *, ceased: bool = False) -> Verdict:
    start, due, known_late, extended = clock
    return Verdict(case.turn.number, grade, start, due, act, known_late, ceased, extended=extended)


def running_due(state: State, i: int, k: int, turn: Turn, after: int) -> int | None:
    """The due towards which a limit runs in a turn at present; None if it does not."""
    limit = state.compiled.steps[i].limits[k]
    idle = state.closed is not None or turn.acted(limit.to) is not None or turn.skipped or k + 1 in turn.waived
    if idle:
        return None
    applies, own = applies_now(state, i, k)
    return _clock(_Case(state, limit, k + 1, turn, after), own, NEVER).due if applies else None


def _clock(case: _Case, own: int, bound: int) -> _Clock:
    """Counted from the latest occurrence up to `bound`, not from before `own`; or by a date. An extension puts the due
    off if it was given by then.
    """
    state, limit, extend = case.state, case.limit, case.limit.extend
    clock = _by_date(case) if limit.within is None else _since(case, limit.within, own, bound)
    given = case.turn.extended.get(case.number)
    if extend is None or given is None or clock.due is None or given.at > clock.due:
        return clock
    due = lengthened(clock.due, extend.by, state.plan.timezone, state.calendar)
    return _Clock(clock.start, due, clock.known_late, given)


def _since(case: _Case, within: Duration, own: int, bound: int) -> _Clock:
    state = case.state
    occurred = latest(occurrences(state, case.limit.from_ or "began"), case.after, bound)
    if occurred is None:
        return _Clock()
    start = max(occurred, own)
    return _Clock(start, due_after(start, within, state.plan.timezone, state.calendar))


def _by_date(case: _Case) -> _Clock:
    state, limit, row = case.state, case.limit, case.turn.number
    fact, _, column = (limit.by or "").partition(".")
    if column:
        value, known = state.rows[fact].get(row, {}).get(column), state.row_since.get((fact, row, column), 0)
    else:
        history = state.facts[fact]
        value, known = history.value, history.times[-1] if history.times else 0
    if value is None:
        return _Clock()
    zone = state.plan.timezone
    due = due_on(value, zone) if limit.ahead is None else due_ahead(value, limit.ahead, zone, state.calendar)
    return _Clock(None, due, due < known)
