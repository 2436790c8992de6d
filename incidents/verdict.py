"""What became of a limit, and when it applied: what `incidents.limits` and `incidents.repeats` share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from incidents.moments import in_force
from incidents.state import State
from incidents.tracks import ALWAYS, NEVER, NO, OPEN, YES, Track, combine
from incidents.turns import Mark

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
    extended: Mark | None = None
    turns: int = 1
    opens: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `begin` until before `end` the limit applied without a break; `own` is since when by its own terms, its
    `when` and its `until`. `certain`: at the end the step applied for certain, not only for want of an answer.
    """

    begin: int
    end: int
    own: int
    certain: bool


_ALWAYS_YES = Track(YES)
_ALWAYS_NO = Track(NO)


def terms(state: State, i: int, k: int) -> tuple[Track, Track, Track, Track]:
    """What decides whether a limit applies: its `when`, its step, the yes-no fact it is counted from, its `until`."""
    limit = state.compiled.steps[i].limits[k]
    watched = state.compiled.limit_when.get((i, k))
    own = state.whens[watched] if watched is not None else _ALWAYS_YES
    fact = state.plan.facts.get(limit.from_ or "")
    truth = state.facts[fact.id].truth() if fact is not None and fact.type == "yes-no" else _ALWAYS_YES
    over = in_force(state, limit.until) if limit.every and limit.until else _ALWAYS_NO
    return own, state.applies[i], truth, over


def applying(values: Sequence[int]) -> int:
    """Whether a limit applies, by the values of its terms. While nobody knows whether the step does, it runs all the
    same: a clock must not wait for a form. Only one that is counted from a yes-no fact needs that fact to be yes.
    """
    own, applies, truth, over = values
    if own != YES or applies == NO or over == YES:
        return NO
    return NO if applies == OPEN and truth != YES else YES


def stretches(state: State, i: int, k: int) -> list[Stretch]:
    """When a limit applied. What still applies at the closing has no end and is left to be judged; an open question
    counts as no from the closing on.
    """
    own, applies, _, over = tracks = terms(state, i, k)
    closed = NEVER if state.closed_at is None else state.closed_at
    result = []
    for begin, end, value in combine(tracks, applying).pieces():
        if value != YES or begin > closed:
            continue
        since = max(own.since(begin), over.since(begin))
        if closed < end:
            certain = applies.at(closed) == YES
            result.append(Stretch(begin, NEVER if certain else closed, since, certain))
        else:
            result.append(Stretch(begin, end, since, applies.before(end) == YES))
    return result


def applies_now(state: State, i: int, k: int) -> tuple[bool, int]:
    """Whether a limit that is no repeat applies at present, and since when its `when` has held: what `stretches` would
    say last, at no cost.
    """
    watched = state.compiled.limit_when.get((i, k))
    own = state.whens[watched] if watched is not None else _ALWAYS_YES
    fact = state.plan.facts.get(state.compiled.limits(i)[k].from_ or "")
    true = fact is None or fact.type != "yes-no" or state.facts[fact.id].value is True
    values = own.last, state.applies[i].last, YES if true else NO, NO
    return applying(values) == YES, own.times[-1] if own.times else ALWAYS
