"""What many runs say, and how surely: percentiles, means, paired differences, and when there are runs enough.

Percentiles count what was not done as later than everything, so their interval may have no end. Differences are paired
run by run, because the runs of a comparison meet the same luck.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, inf, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.intervals import CONFIDENCE, Interval, student_deviate, wilson

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Percentile:
    """A time that so many percent were done by. `inf`: not within the runs' horizon. The interval is of two order
    statistics; `low` is 0 where so few runs say nothing of it.
    """

    share: float
    value: float
    low: float
    high: float


def percentile(times: Whole, share: float, confidence: float = CONFIDENCE) -> Percentile | None:
    """The least time by which at least so large a share was done, what is undone being later than everything; with the
    interval of order statistics that covers at least with the confidence, whatever the distribution. None of no runs.
    """
    if not 0 < share < 1:
        raise ValueError(f"no percentile {share}")
    n = len(times)
    if not n:
        return None
    ordered = np.sort(np.where(times < 0, np.inf, times.astype(np.float64)))
    low, high = order_ranks(n, share, confidence)
    # 0.9 * 10 is 9.000000000000002 to a computer, and must still be the ninth.
    value = float(ordered[max(0, ceil(n * share - 1e-9) - 1)])
    return Percentile(share, value, float(ordered[low - 1]) if low else 0.0, float(ordered[high - 1]) if high else inf)


def order_ranks(n: int, share: float, confidence: float = CONFIDENCE) -> tuple[int, int]:
    """The ranks (from 1) of the order statistics between which the quantile lies with at least the confidence; 0: there
    is none so far out. The number of runs below the quantile is binomial; each side leaves out at most half the rest.
    """
    tail = (1 - confidence) / 2
    below = binomial_cumulative(n, share)
    # low: the largest rank with P(B <= low - 1) <= tail; high: the smallest with P(B <= high - 1) >= 1 - tail
    low = int(np.searchsorted(below, tail * (1 + 1e-9), side="right"))
    high = int(np.searchsorted(below, (1 - tail) * (1 - 1e-12), side="left")) + 1
    return low, high if high <= n else 0


def binomial_cumulative(n: int, share: float) -> Floats:
    """P(B <= k) for k from 0 to n."""
    k = np.arange(n + 1)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
    mass = np.exp(factorials[n] - factorials[k] - factorials[n - k] + k * log(share) + (n - k) * log1p(-share))
    cumulative: Floats = np.minimum(np.cumsum(mass), 1.0)
    return cumulative


def mean(values: Floats, confidence: float = CONFIDENCE) -> Interval | None:
    """A mean with Student's interval; None of fewer than two."""
    n = len(values)
    if n < 2:
        return None
    middle = float(values.mean())
    half = student_deviate(n - 1, confidence) * float(values.std(ddof=1)) / sqrt(n)
    return Interval(middle, middle - half, middle + half)


def paired(before: Floats, after: Floats, confidence: float = CONFIDENCE) -> Interval | None:
    """How much more there is after than before, run by run."""
    if len(before) != len(after):
        raise ValueError(f"{len(before)} and {len(after)} runs are no pairs")
    return mean(after - before, confidence)


class Precision:
    """When there are runs enough: all shares are known to a wanted half-width, and were already a block before.

    Whoever stops at the first block that looks precise stops at lucky ones; so, after Hoad, Robinson and Davies (2010),
    it must look so twice in a row. Asked at the ends of blocks only, in their order.
    """

    def __init__(self, half_width: float, confidence: float = CONFIDENCE, *, in_a_row: int = 2) -> None:
        if not 0 < half_width <= 0.5:
            raise ValueError(f"no half-width {half_width}")
        self._half_width = half_width
        self._confidence = confidence
        self._in_a_row = in_a_row
        self._held = 0

    def reached(self, shares: Iterable[tuple[int, int]]) -> bool:
        """Whether it is reached, with the shares (kept, of) at the end of one more block. A share of nothing is not
        waited for: more runs may never apply it.
        """
        found = [wilson(kept, of, self._confidence) for kept, of in shares]
        precise = all(interval.half <= self._half_width for interval in found if interval is not None)
        self._held = self._held + 1 if precise else 0
        return self._held >= self._in_a_row
