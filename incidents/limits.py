"""By when, and was it kept: the verdict on one limit of one turn, always computed from what now stands.

A limit applies while its own `when` holds and its step applies (or is still open: a clock must not wait for a form;
but one that is counted from a yes-no fact needs that fact to be yes). Each unbroken stretch of applying
has its own start: the latest occurrence of the moment it is counted from, not after the act, yet not before its
`when` came to hold. What ceased to apply after its due, while its step applied for certain, stays a breach; before
its due it is withdrawn. An act made while the limit applied keeps its grade. Repeats are in `incidents.repeats`.

A `Verdict` does not depend on the clock: `running` becomes *overdue* when somebody looks after its due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from incidents.due import due_after, due_on
from incidents.state import State
from incidents.tracks import ALWAYS, NEVER, NO, OPEN, YES, Track, combine
from incidents.turns import Mark, Turn
from runbooks.plan import Limit

Grade = Literal["pending", "running", "met", "late", "missed", "not-applicable", "waived"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a limit in one turn, before anybody looks at a clock. `opens` is when a repeat's turn opens."""

    turn: int
    grade: Grade
    start: int | None = None
    due: int | None = None
    act: int | None = None
    known_late: bool = False
    ceased: bool = False
    waived: Mark | None = None
    turns: int = 1
    opens: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `begin` until before `end` the limit applied without a break; `own` is since when its own `when` held."""

    begin: int
    end: int
    own: int
    certain: bool


def stretches(state: State, i: int, k: int) -> list[Stretch]:
    """When a limit applied. Closing ends what is open; what applies for certain it leaves to be judged."""
    limit = state.compiled.steps[i].limits[k]
    watched = state.compiled.limit_when.get((i, k))
    own = state.whens[watched] if watched is not None else Track(YES)
    applies = state.applies[i]
    tracks = [own, applies]
    fact = state.plan.facts.get(limit.from_ or "")
    if fact is not None and fact.type == "yes-no":
        tracks.append(state.truth_track(fact.id))
    whole = combine(tracks, _applying)
    closed = state.closed_at
    result = []
    for begin, end, value in whole.pieces():
        if value != YES or (closed is not None and begin > closed):
            continue
        since = own.since(begin) if watched is not None else ALWAYS
        if closed is not None and closed < end and applies.at(closed) != YES:
            result.append(Stretch(begin, closed, since, certain=False))
        else:
            certain = applies.before(end) == YES if end < NEVER else applies.last == YES
            result.append(Stretch(begin, end, since, certain))
    return result


def _applying(values: Sequence[int]) -> int:
    own, applies, *truth = values
    if own != YES or applies == NO:
        return NO
    return NO if applies == OPEN and truth and truth[0] != YES else YES


def judge(state: State, i: int, k: int, turn: Turn, previous_end: int | None) -> list[Verdict]:
    """The verdicts on limit `k` of a turn: one for each stretch that left a trace, the present one last."""
    limit = state.compiled.steps[i].limits[k]
    act, skipped = turn.acted(limit.to), turn.skipped.at if turn.skipped else None
    result = []
    found = stretches(state, i, k)
    for stretch in found:
        verdict = _one(state, limit, turn, stretch, act if act is not None else skipped, skipped, previous_end, i)
        if verdict is not None:
            result.append(verdict)
    if not result:
        result.append(Verdict(turn.number, "not-applicable", act=act))
    waived = turn.waived.get(k + 1)
    if waived is not None:
        last = result[-1]
        return [Verdict(turn.number, "waived", last.start, last.due, act, last.known_late, waived=waived)]
    return result


def _one(
    state: State,
    limit: Limit,
    turn: Turn,
    stretch: Stretch,
    act: int | None,
    skipped: int | None,
    previous_end: int | None,
    i: int,
) -> Verdict | None:
    bound = min(NEVER if act is None else act, stretch.end - 1)
    start, due, known_late = _clock(state, limit, turn, stretch, bound, previous_end, i)
    ceased = stretch.end < NEVER

    if act is not None and act < stretch.end:
        if skipped is not None:
            running = due is not None and act >= stretch.begin
            return Verdict(turn.number, "missed", start, due, known_late=known_late) if running else None
        if due is None and not (limit.from_ and state.occurrences(limit.from_)):
            return None  # nothing ever started it
        in_time = due is None or act <= due or act < stretch.begin or (start is not None and act < start)
        return Verdict(turn.number, "met" if in_time else "late", start, due, act, known_late)
    if ceased:
        if not stretch.certain or due is None or due >= stretch.end:
            return None
        late = act is not None and skipped is None
        return Verdict(turn.number, "late" if late else "missed", start, due, act, known_late, ceased=True)
    if state.closed is not None:
        return _at_closing(state, turn, start, due, known_late)
    return Verdict(turn.number, "pending" if due is None else "running", start, due, known_late=known_late)


def _at_closing(state: State, turn: Turn, start: int | None, due: int | None, known_late: bool) -> Verdict | None:
    """What closing makes of a limit that nobody acted on: missed; a false alarm withdraws what had not fallen due."""
    closed = state.closed
    if closed is None or due is None or (closed.data["outcome"] != "handled" and closed.at <= due):
        return None
    return Verdict(turn.number, "missed", start, due, known_late=known_late)


def _clock(
    state: State, limit: Limit, turn: Turn, stretch: Stretch, bound: int, previous_end: int | None, i: int
) -> tuple[int | None, int | None, bool]:
    """(start, due, known late) of a limit in a stretch; None where they are not known."""
    if limit.by is not None:
        return _by_date(state, limit.by, turn.number)
    if limit.from_ is None or limit.within is None:
        return None, None, False
    after = ALWAYS if previous_end is None or state.compiled.steps[i].each else previous_end
    times = [t for t in state.occurrences(limit.from_) if after < t <= bound]
    if not times:
        return None, None, False
    start = max(times[-1], stretch.own)
    return start, due_after(start, limit.within, state.plan.timezone, state.calendar), False


def _by_date(state: State, by: str, row: int) -> tuple[int | None, int | None, bool]:
    fact, _, column = by.partition(".")
    if column:
        value = state.rows[fact].get(row, {}).get(column)
        known = state.row_marks.get((fact, row))
    else:
        current = state.facts[fact].current
        value, known = (current.value, Mark(current.at, current.seq, current.by)) if current else (None, None)
    if value is None or known is None:
        return None, None, False
    due = due_on(value, state.plan.timezone)
    return None, due, due < known.at
