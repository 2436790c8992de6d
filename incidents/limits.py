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

from incidents.due import due_after, due_on
from incidents.moments import latest, occurrences
from incidents.state import State
from incidents.tracks import ALWAYS, NEVER
from incidents.turns import Turn
from incidents.verdict import Stretch, Verdict, applies_now
from runbooks.plan import Limit


@dataclass(frozen=True, slots=True)
class _Case:
    """One limit of one turn. The turn before ended at `after`: what occurred until then started that turn's limit."""

    state: State
    limit: Limit
    turn: Turn
    after: int


def judge(state: State, i: int, k: int, turn: Turn, after: int, found: Sequence[Stretch]) -> list[Verdict]:
    """The verdicts on limit `k` of a turn: one for each stretch that left a trace, the present one last."""
    limit = state.compiled.steps[i].limits[k]
    case = _Case(state, limit, turn, after)
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
    return [
        *kept,
        Verdict(turn.number, "waived", covered.start, covered.due, act, covered.known_late, waived=waived),
    ]


def _settled(case: _Case, stretch: Stretch, act: int | None, settled: int) -> Verdict | None:
    """The turn was done (or begun, or skipped) while the limit applied, or before it came to."""
    start, due, known_late = _clock(case, stretch.own, min(settled, stretch.end - 1))
    number = case.turn.number
    if act is None:
        missed = due is not None and settled >= stretch.begin
        return Verdict(number, "missed", start, due, known_late=known_late) if missed else None
    if due is None:
        return Verdict(number, "met", act=act) if _starts_later(case) else None
    in_time = act <= due or act < max(stretch.begin, ALWAYS if start is None else start)
    return Verdict(number, "met" if in_time else "late", start, due, act, known_late)


def _starts_later(case: _Case) -> bool:
    """Whether the moment came after the act, which was then made before the clock had started."""
    times = occurrences(case.state, case.limit.from_) if case.limit.from_ else ()
    return latest(times, case.after, NEVER) is not None


def _ceased(case: _Case, stretch: Stretch, act: int | None) -> Verdict | None:
    """The limit ceased to apply before anybody acted: a breach if its due had passed, else nothing."""
    start, due, known_late = _clock(case, stretch.own, stretch.end - 1)
    if not stretch.certain or due is None or due >= stretch.end:
        return None
    return Verdict(case.turn.number, "missed" if act is None else "late", start, due, act, known_late, ceased=True)


def _present(case: _Case, stretch: Stretch) -> Verdict | None:
    """Nobody acted yet. Closing makes it missed; a false alarm withdraws what had not fallen due."""
    start, due, known_late = _clock(case, stretch.own, NEVER)
    closed = case.state.closed
    if closed is None:
        return Verdict(case.turn.number, "pending" if due is None else "running", start, due, known_late=known_late)
    if due is None or (closed.data["outcome"] != "handled" and closed.at <= due):
        return None
    return Verdict(case.turn.number, "missed", start, due, known_late=known_late)


def running_due(state: State, i: int, k: int, turn: Turn, after: int) -> int | None:
    """The due towards which a limit runs in a turn at present; None if it does not."""
    limit = state.compiled.steps[i].limits[k]
    idle = state.closed is not None or turn.acted(limit.to) is not None or turn.skipped or k + 1 in turn.waived
    if idle:
        return None
    applies, own = applies_now(state, i, k)
    return _clock(_Case(state, limit, turn, after), own, NEVER)[1] if applies else None


def _clock(case: _Case, own: int, bound: int) -> tuple[int | None, int | None, bool]:
    """(start, due, known late): counted from the latest occurrence up to `bound`, not from before `own`; None where
    they are not known.
    """
    state, limit = case.state, case.limit
    if limit.within is None:
        return _by_date(state, limit.by or "", case.turn.number)
    occurred = latest(occurrences(state, limit.from_ or "began"), case.after, bound)
    if occurred is None:
        return None, None, False
    start = max(occurred, own)
    return start, due_after(start, limit.within, state.plan.timezone, state.calendar), False


def _by_date(state: State, by: str, row: int) -> tuple[int | None, int | None, bool]:
    fact, _, column = by.partition(".")
    if column:
        value, known = state.rows[fact].get(row, {}).get(column), state.row_since.get((fact, row, column), 0)
    else:
        history = state.facts[fact]
        value, known = history.value, history.times[-1] if history.times else 0
    if value is None:
        return None, None, False
    due = due_on(value, state.plan.timezone)
    return None, due, due < known
