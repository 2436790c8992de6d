"""Two ways to live the same luck: what changed, limit by limit, and how surely.

Both batches hold the same runs under the same seed, so a run is compared with itself. Where not one run differs the
effect is exactly none, and that is said: a role that never keeps anything waiting gains nothing from one more.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.intervals import CONFIDENCE, Interval, paired_shares
from simulator.judging import BROKEN, KEPT, NO_MARGIN
from simulator.statistics import paired

Whole = NDArray[np.int64]

Verdict = Literal["better", "worse", "not-seen", "none"]
"""`not-seen`: the interval holds 0. `none`: not one run differs."""

SMALL: Final = 1e-12


class Judged(Protocol):
    """What is compared of a batch: for each run and limit the outcome and by how much it was kept, in milliseconds."""

    @property
    def first(self) -> int: ...

    @property
    def outcome(self) -> Whole: ...

    @property
    def margin(self) -> Whole: ...


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of a limit. Shares are of the `of` runs in which it was kept or broken both before and after."""

    verdict: Verdict
    of: int
    before: int
    """How many of them kept it before."""
    after: int
    share: Interval | None
    """By how much the share that kept it rose; None if it was never judged in both."""
    sooner: Interval | None
    """By how many milliseconds it was done earlier before its due, on average, in the runs that did it in both."""
    variance_ratio: float | None
    """How many times the variance of the difference would be if the two had not met the same luck; None if nothing
    varies, infinite if the two never differ.
    """
    only_before: int
    """Runs in which it was judged only before: it did not apply after, or its due was not seen any more."""
    only_after: int


def compare(before: Judged, after: Judged, confidence: float = CONFIDENCE) -> list[Effect]:
    """What changed for each limit, in the order of the columns, which must be those of the same limits."""
    if before.first != after.first or before.outcome.shape != after.outcome.shape:
        raise ValueError("these are not the same runs of the same limits")
    return [
        _effect(
            before.outcome[:, limit],
            after.outcome[:, limit],
            before.margin[:, limit],
            after.margin[:, limit],
            confidence,
        )
        for limit in range(before.outcome.shape[1])
    ]


def _effect(was: Whole, is_: Whole, was_margin: Whole, is_margin: Whole, confidence: float) -> Effect:
    judged_was, judged_is = (was == KEPT) | (was == BROKEN), (is_ == KEPT) | (is_ == BROKEN)
    both = judged_was & judged_is
    of = int(np.count_nonzero(both))
    kept_was, kept_is = was[both] == KEPT, is_[both] == KEPT
    gained, lost = int(np.count_nonzero(kept_is & ~kept_was)), int(np.count_nonzero(kept_was & ~kept_is))
    share = paired_shares(gained, lost, of, confidence)
    timed = (was_margin != NO_MARGIN) & (is_margin != NO_MARGIN)
    sooner = paired(was_margin[timed].astype(np.float64), is_margin[timed].astype(np.float64), confidence)
    before, after = int(np.count_nonzero(kept_was)), int(np.count_nonzero(kept_is))
    return Effect(
        verdict=_verdict(bool(np.array_equal(was, is_) and np.array_equal(was_margin, is_margin)), share),
        of=of,
        before=before,
        after=after,
        share=share,
        sooner=sooner,
        variance_ratio=_variance_ratio(before, after, gained, lost, of),
        only_before=int(np.count_nonzero(judged_was & ~judged_is)),
        only_after=int(np.count_nonzero(judged_is & ~judged_was)),
    )


def _verdict(same: bool, share: Interval | None) -> Verdict:
    if same:
        return "none"
    if share is None or share.low <= 0 <= share.high:
        return "not-seen"
    return "better" if share.low > 0 else "worse"


def _variance_ratio(before: int, after: int, gained: int, lost: int, of: int) -> float | None:
    if not of:
        return None
    p, q = before / of, after / of
    apart = p * (1 - p) + q * (1 - q)
    together = (gained + lost) / of - ((gained - lost) / of) ** 2
    if apart < SMALL:
        return None
    return apart / together if together > SMALL else inf
