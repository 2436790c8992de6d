"""Objectives rated over many runs, in the shape of HSEEP: an objective, its critical steps, a rating.

The thresholds of the ratings are ours. They rate a plan under a model that is not calibrated, never a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.intervals import CONFIDENCE, Interval, wilson
from simulator.judging import BROKEN, CENSORED, KEPT

Whole = NDArray[np.int64]

Rating = Literal["performed", "some-challenges", "major-challenges", "unable", "not-rated"]

PERFORMED: Final = 0.9
SOME_CHALLENGES: Final = 0.7
MAJOR_CHALLENGES: Final = 0.4
"""The least share of runs that meet an objective, for each rating; fewer: `unable`."""


class Lived(Protocol):
    """What is rated of a batch: when each step was done (-1: never), whether it was ready and still called for at the
    end, and what became of each limit.
    """

    @property
    def asked(self) -> NDArray[np.bool_]: ...

    @property
    def done(self) -> Whole: ...

    @property
    def outcome(self) -> Whole: ...


@dataclass(frozen=True, slots=True)
class Score:
    """How an objective fared. Of a run it asks the steps that were done, or ready and not called off, or of which a
    limit applied. The run meets it if all limits that applied were kept and the other steps were done; it is late if
    all steps were done, but not all in time; else it failed. Runs of which it asked nothing are left out, and so are
    those that nobody can judge, because a due came after their end. Of those a longer drill might tell either: where
    that would change the rating, the objective is not rated.
    """

    rating: Rating
    met: Interval | None
    met_runs: int
    late_runs: int
    failed_runs: int
    left_out: int


def score(batch: Lived, steps: Sequence[int], limits: Sequence[Sequence[int]], confidence: float = CONFIDENCE) -> Score:
    """Rate an objective: its steps by column, and for each of them the columns of its limits."""
    runs = len(batch.done)
    asked, broken, open_ = (np.zeros(runs, dtype=np.bool_) for _ in range(3))
    kept, done = (np.ones(runs, dtype=np.bool_) for _ in range(2))
    for step, columns in zip(steps, limits, strict=True):
        outcome = batch.outcome[:, list(columns)]
        applied = np.isin(outcome, (KEPT, BROKEN, CENSORED)).any(axis=1)
        is_done = batch.done[:, step] >= 0
        of_this = applied | is_done | batch.asked[:, step]
        asked |= of_this
        broken |= (outcome == BROKEN).any(axis=1)
        open_ |= (outcome == CENSORED).any(axis=1)
        done &= is_done | ~of_this
        kept &= applied | is_done | ~of_this
    out = ~asked | (open_ & ~broken)
    met = kept & ~broken & ~out
    late = ~met & ~out & done
    counts = [int(np.count_nonzero(which)) for which in (met, late, out)]
    judged = runs - counts[2]
    share = wilson(counts[0], judged, confidence)
    unseen = counts[2] - int(np.count_nonzero(~asked))
    rating = _rating(counts[0], judged + unseen)
    if share is None or rating != _rating(counts[0] + unseen, judged + unseen):
        rating = "not-rated"
    return Score(rating, share, counts[0], counts[1], judged - counts[0] - counts[1], counts[2])


def _rating(met: int, of: int) -> Rating:
    if met >= PERFORMED * of:
        return "performed"
    if met >= SOME_CHALLENGES * of:
        return "some-challenges"
    return "major-challenges" if met >= MAJOR_CHALLENGES * of else "unable"
