"""Whether conditions can hold together at all: finds steps and limits that never count, and repeats that overlap.

Every fact that the conditions look at is tried with one value of each kind that they can tell apart; for a count
these are the numbers around each threshold. Where that would be too many cases the answer is *yes*: a check must
never refuse a plan because it gave up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from runbooks.conditions import PROFILES, compares
from runbooks.plan import All, AnyOf, Compare, Condition, Fact, Not

MOST_CASES = 20_000

Value = bool | int | str
Case = Mapping[str, Value]


def can_hold(conditions: Sequence[Condition | None], facts: Mapping[str, Fact], levels: Sequence[str]) -> bool:
    """Whether some answers make all of these conditions hold at once; None is no condition."""
    wanted = [c for c in conditions if c is not None]
    found = [compare for condition in wanted for compare in compares(condition)]
    names = list(dict.fromkeys(compare.fact for compare in found))
    values = [_values(name, [c for c in found if c.fact == name], facts, levels) for name in names]
    if prod(map(len, values)) > MOST_CASES:
        return True
    rank = {level: i for i, level in enumerate(levels)}
    return any(
        all(_holds(condition, case, rank) for condition in wanted)
        for chosen in product(*values)
        for case in [dict(zip(names, chosen, strict=True))]
    )


def _values(name: str, found: Sequence[Compare], facts: Mapping[str, Fact], levels: Sequence[str]) -> list[Value]:
    if name == "level":
        return list(levels)
    if name == "profile":
        return list(PROFILES)
    fact = facts[name]
    if fact.type == "yes-no":
        return [True, False]
    if fact.type == "choice":
        return list(fact.of)
    low = 0 if fact.min is None else fact.min
    edges = {int(c.value) + step for c in found for step in (-1, 0, 1)} | {low}
    return [n for n in sorted(edges) if n >= low and (fact.max is None or n <= fact.max)]


def _holds(condition: Condition, case: Case, rank: Mapping[str, int]) -> bool:
    match condition:
        case All(of):
            return all(_holds(part, case, rank) for part in of)
        case AnyOf(of):
            return any(_holds(part, case, rank) for part in of)
        case Not(of=inner):
            return not _holds(inner, case, rank)
        case Compare(fact, op, value):
            left, right = case[fact], value
            if fact == "level":
                left, right = rank[str(left)], rank[str(right)]
            if op == "=":
                return left == right
            assert not isinstance(left, str)  # noqa: S101  only counts and levels are compared by size
            assert not isinstance(right, str)  # noqa: S101
            return {">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[op]
