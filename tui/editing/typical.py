"""A plan at typical speed: when each step would be done, and by how much each limit would be kept.

Times are those of `work`, put one after the other along the longest chain of what each step waits for, from the start
of the incident. It is typical speed and no more: nobody is slow to react, travels, or is busy elsewhere (that is what a
drill shows), and the sum of what nine in ten keep is more than nine in ten keep together. A step that depends on a
condition holds nobody up but those under a condition themselves: most days it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from runbooks.durations import parse_duration
from runbooks.plan import Limit, Plan, Step
from runbooks.problems import Fault

BEGAN: Final = "began"


@dataclass(frozen=True, slots=True)
class Span:
    """A typical length and one that nine in ten keep, in milliseconds."""

    median: int = 0
    p90: int = 0

    def __add__(self, other: Span) -> Span:
        return Span(self.median + other.median, self.p90 + other.p90)

    def __sub__(self, other: Span) -> Span:
        return Span(self.median - other.median, self.p90 - other.p90)


@dataclass(frozen=True, slots=True)
class Kept:
    """A limit at typical speed: what it has left (negative: by how much it is over)."""

    step: str
    limit: Limit
    left: Span


@dataclass(frozen=True)
class Typical:
    """`work` is what each step takes, `done` when it would be done, both only where it can be told; `chain` is the
    longest way to a step with a binding limit that runs from the beginning (else to any step), in order.
    """

    work: Mapping[str, Span] = field(default_factory=dict)
    done: Mapping[str, Span] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()
    chain: tuple[str, ...] = ()

    def of(self, step: str) -> Sequence[Kept]:
        """The limits of one step."""
        return self._by_step.get(step, ())

    @cached_property
    def _by_step(self) -> dict[str, list[Kept]]:
        found: dict[str, list[Kept]] = {}
        for kept in self.kept:
            found.setdefault(kept.step, []).append(kept)
        return found

    @property
    def tightest(self) -> Kept | None:
        """The binding limit at the end of the chain."""
        binding = [k for k in self.kept if k.limit.basis != "assumed" and (k.step,) == self.chain[-1:]]
        return min(binding, key=lambda kept: kept.left.median) if binding else None


def typical_of(plan: Plan | None) -> Typical:
    """A plan at typical speed."""
    if plan is None:
        return Typical()
    work = {step.id: span for step in plan.steps if (span := work_of(step)) is not None}
    done, came = _done(plan, work)
    kept = tuple(found for step in plan.steps for limit in step.limits if (found := _kept(step, limit, plan, done)))
    return Typical(work, done, kept, _chain(plan, kept, done, came))


def work_of(step: Step) -> Span | None:
    """What a step takes, as its `work` says; None where it says nothing."""
    work = step.work
    if work is None:
        return None
    if isinstance(work, str):
        return _span(work, work)
    if "median" in work:
        return _span(work["median"], work.get("p90", ""))
    if "mean" in work:
        return _span(work["mean"], work["mean"])
    low, high = _ms(work.get("low", "")), _ms(work.get("high", ""))
    if low is None or high is None:
        return None
    likely = _ms(work["likely"]) if "likely" in work else None
    return Span(likely if likely is not None else (low + high) // 2, low + (high - low) * 9 // 10)


def _span(median: str, p90: str) -> Span | None:
    first, second = _ms(median), _ms(p90)
    return None if first is None or second is None else Span(first, second)


def _ms(text: str) -> int | None:
    try:
        return parse_duration(text).ms
    except Fault:
        return None


def _done(plan: Plan, work: Mapping[str, Span]) -> tuple[dict[str, Span], dict[str, str]]:
    """When each step is done, and the step that it waited for longest. Steps in a circle have no time."""
    done: dict[str, Span] = {}
    came: dict[str, str] = {}
    waiting = list(plan.steps)
    while waiting:
        later = []
        for step in waiting:
            entries = [_ordinary(entry, step, plan) for entry in step.after]
            entries = [entry for entry in entries if entry]
            if any(name not in done for entry in entries for name in entry):
                later.append(step)
                continue
            firsts = [min(entry, key=lambda name: done[name].median) for entry in entries]
            last = max(firsts, key=lambda name: done[name].median, default="")
            start = Span(
                max((done[name].median for name in firsts), default=0),
                max((done[name].p90 for name in firsts), default=0),
            )
            done[step.id] = start + work.get(step.id, Span())
            if last:
                came[step.id] = last
        if len(later) == len(waiting):
            break
        waiting = later
    return done, came


def _ordinary(entry: tuple[str, ...], step: Step, plan: Plan) -> tuple[str, ...]:
    """Whom a step waits for on an ordinary day."""
    known = [name for name in entry if name in plan.step and name != step.id]
    return tuple(name for name in known if step.when is not None or plan.step[name].when is None)


def _kept(step: Step, limit: Limit, plan: Plan, done: Mapping[str, Span]) -> Kept | None:
    """What a limit has left; None where it counts days, is a date, begins with what nobody knows beforehand, or judges
    the end of a step of which nobody has said how long it takes.
    """
    length = limit.within
    if length is None or length.ms is None or step.id not in done:
        return None
    if limit.to != "start" and work_of(step) is None:
        return None
    start = limit.from_ or BEGAN
    if start == BEGAN:
        begun = Span()
    elif start in plan.step and start in done:
        begun = done[start]
    else:
        return None
    work = work_of(step) or Span()
    end = done[step.id] - work if limit.to == "start" else done[step.id]
    return Kept(step.id, limit, Span(length.ms, length.ms) - (end - begun))


def _chain(plan: Plan, kept: tuple[Kept, ...], done: Mapping[str, Span], came: Mapping[str, str]) -> tuple[str, ...]:
    ordinary = [k for k in kept if plan.step[k.step].when is None and (k.limit.from_ or BEGAN) == BEGAN]
    binding = [k for k in ordinary if k.limit.basis != "assumed"]
    ends = [k.step for k in binding or ordinary] or [step.id for step in plan.steps if step.id in done]
    if not ends:
        return ()
    chain = [max(ends, key=lambda name: done[name].median)]
    while chain[-1] in came:
        chain.append(came[chain[-1]])
    return tuple(reversed(chain))
