"""How many people, to within a band: what a digit can say of a head count in the first minute.

The bands end where the plan's levels do, so that a band proposes one level and never two. A band is recorded as the
range that it is (conditions compare its upper end). The last one has no upper end: it is recorded by its lower end, and
the reason of the statement says that this is what it is. Under three people begins at one: somebody was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reports.words import Words
from runbooks.plan import Compare, Condition, Not, Plan
from tui.common.answers import Given

_FEW: Final = 3
_USUAL: Final = (10, 30)
"""Where the bands end in a plan whose levels do not look at how many there are."""
_MOST: Final = 7
"""So many ends at most: the digits have to do."""


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`; no `high`: and more."""

    low: int
    high: int | None

    def text(self, words: Words) -> str:
        """`不到3`, `3至9`, `30以上`."""
        if self.high is None:
            return words.sense("band", "{n} and more", n=self.low)
        if self.high < _FEW:
            return words.sense("band", "under {n}", n=self.high + 1)
        return words.sense("band", "{low}-{high}", low=self.low, high=self.high)

    def given(self, words: Words) -> Given:
        """What is recorded."""
        if self.high is None:
            return Given(self.low, reason=words.say("{n} people or more", n=self.low))
        return Given([self.low, self.high] if self.low < self.high else self.low)


def bands(plan: Plan) -> tuple[Band, ...]:
    """The bands of a plan, fewest first."""
    found = sorted({n for level in plan.levels for n in _thresholds(level.when) if n > _FEW}) or list(_USUAL)
    ends = [_FEW, *found[-_MOST:]]
    between = [Band(low, high - 1) for low, high in pairwise(ends)]
    return (Band(1, _FEW - 1), *between, Band(ends[-1], None))


def _thresholds(condition: Condition | None) -> Iterator[int]:
    """From how many people on a condition holds that did not hold before, or the other way round."""
    if condition is None:
        return
    if isinstance(condition, Compare):
        if condition.fact == "headcount" and isinstance(condition.value, int):
            yield condition.value + (condition.op in {">", "<="})
        return
    for part in (condition.of,) if isinstance(condition, Not) else condition.of:
        yield from _thresholds(part)
