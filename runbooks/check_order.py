"""Checks of order: circles, limits counted from what comes later, what can never happen, repeats that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from runbooks.compose import Composed
from runbooks.conditions import compares
from runbooks.graph import After, circles
from runbooks.plan import Condition, Limit
from runbooks.problems import Problem
from runbooks.satisfiable import can_hold
from runbooks.spots import Spot


def check_order(composed: Composed) -> list[Problem]:
    """Everything that is wrong with the order of a plan's steps and with the moments of its limits."""
    follows = {
        step.id: list(dict.fromkeys(member for entry in step.after for member in entry)) for step in composed.plan.steps
    }
    found = circles(follows)
    never = {
        step.id: composed.drafts[step.id].when for step in composed.plan.steps if not _can_hold(composed, step.when)
    }
    problems = [_circle(composed, circle) for circle in found]
    problems += [spot.problem("never-holds", {"of": step}) for step, spot in never.items() if spot is not None]
    for name, condition, at in composed.declared.whens:
        if not _can_hold(composed, condition):
            problems.append(at.problem("never-holds", {"of": name}))
    problems += _asked_in_a_circle(composed)
    after = None if found else After(follows)
    each = {step.id: step.each for step in composed.plan.steps}
    for step, limits in composed.built.limit_spots.items():
        for limit, spot in limits:
            if not _can_hold(composed, limit.when):
                problems.append(spot.key("when").problem("never-holds", {"of": step}))
            problems += _start(limit, spot.key("from"), step, after, set(never))
            if limit.every is not None and (rows := each[step]):
                problems.append(spot.key("every").problem("repeat-with-each", {"each": rows}))
        problems += _overlapping(composed, limits)
    return problems


def _can_hold(composed: Composed, *conditions: Condition | None) -> bool:
    return can_hold(conditions, composed.plan.facts, [level.id for level in composed.plan.levels])


def _circle(composed: Composed, circle: list[str]) -> Problem:
    """Told at the first `after`, in file order, that closes the circle."""
    closing = [
        mention.spot
        for before, step in pairwise(circle)
        for entry in composed.drafts[step].after
        for mention in entry
        if mention.id == before
    ]
    first = min(closing, key=lambda spot: (spot.marks.file, spot.marks.line, spot.marks.column))
    return first.problem("cycle", {"cycle": " → ".join(circle)})


def _asked_in_a_circle(composed: Composed) -> list[Problem]:
    """Facts that are asked only once each other is answered."""
    needs = {
        fact.id: list(dict.fromkeys(c.fact for c in compares(fact.when) if c.fact in composed.plan.facts))
        for fact in composed.plan.facts.values()
    }
    spots = composed.declared.spots
    return [
        spots["fact", circle[0]].problem("asked-in-a-circle", {"cycle": " → ".join(circle)})
        for circle in circles(needs)
    ]


def _start(limit: Limit, at: Spot, step: str, after: After | None, never: set[str]) -> Iterator[Problem]:
    """A limit runs from something that is there before the step, and that can come to be."""
    name = limit.from_
    if name is None or after is None or not after.knows(name):
        return
    if name == step:
        yield at.problem("start-is-the-step", {"step": step})
    elif after.comes_after(step, name):
        yield at.problem("start-comes-later", {"given": name, "step": step})
    elif name in never:
        yield at.problem("start-never-comes", {"given": name})


def _overlapping(composed: Composed, limits: list[tuple[Limit, Spot]]) -> list[Problem]:
    """Of one step only one repeat may count at a time."""
    repeats = [(limit, spot) for limit, spot in limits if limit.every is not None]
    return [
        spot.key("every").problem("two-repeats", {"first": other.address})
        for (one, other), (two, spot) in combinations(repeats, 2)
        if _can_hold(composed, one.when, two.when)
    ]
