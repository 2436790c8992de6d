"""Two ways to live the same luck, and ratings of objectives, over batches small enough to count by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.compare import compare
from simulator.judging import BROKEN, CENSORED, KEPT, NO_MARGIN, NOT_APPLICABLE
from simulator.scores import score
from simulator.streams import Streams

Whole = NDArray[np.int64]
CODES = {"k": KEPT, "b": BROKEN, "c": CENSORED, "-": NOT_APPLICABLE}


@dataclass
class Few:
    """A batch of a few runs: for each limit a letter a run."""

    outcome: Whole
    margin: Whole
    first: int = 0
    asked: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.bool_))
    done: Whole = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))


def few(*limits: str, margins: list[list[int]] | None = None) -> Few:
    outcome = np.array([[CODES[letter] for letter in limit] for limit in limits]).T
    margin = np.full(outcome.shape, NO_MARGIN) if margins is None else np.array(margins).T
    return Few(outcome, margin)


def test_effects_are_counted_run_by_run() -> None:
    before = few("kkbbbbbbbbbb--c")
    after = few("kbkkkkkkkkkkk-k")
    effect = compare(before, after)[0]
    assert (effect.of, effect.before, effect.after) == (12, 2, 11)
    assert (effect.only_before, effect.only_after) == (0, 2)
    assert effect.verdict == "better"
    assert effect.share is not None
    assert effect.share.value == 9 / 12
    assert compare(after, before)[0].verdict == "worse"


def test_where_no_run_differs_the_effect_is_exactly_none() -> None:
    same = few("kkbb-", margins=[[5, 4, -3, -2, NO_MARGIN]])
    effect = compare(same, few("kkbb-", margins=[[5, 4, -3, -2, NO_MARGIN]]))[0]
    assert effect.verdict == "none"
    assert effect.variance_ratio == inf
    assert effect.sooner is not None
    assert (effect.sooner.low, effect.sooner.high) == (0, 0)


def test_a_change_of_margins_alone_is_not_none() -> None:
    effect = compare(few("kkkk", margins=[[1, 2, 3, 4]]), few("kkkk", margins=[[2, 4, 4, 6]]))[0]
    assert effect.verdict == "not-seen"
    assert effect.sooner is not None
    assert effect.sooner.value == 1.5
    assert effect.variance_ratio is None


def test_few_runs_show_no_difference() -> None:
    effect = compare(few("kkbb"), few("kkkb"))[0]
    assert effect.verdict == "not-seen"
    assert effect.share is not None
    assert effect.share.low < 0 < effect.share.high


def test_a_limit_that_was_never_judged_has_no_share() -> None:
    effect = compare(few("--cc"), few("--kc"))[0]
    assert (effect.verdict, effect.of, effect.share, effect.variance_ratio) == ("not-seen", 0, None, None)


def test_the_variance_ratio_is_that_of_the_definition() -> None:
    rng = np.random.default_rng(1)
    was, is_ = rng.random((2, 5000)) < 0.7
    is_ = np.where(rng.random(5000) < 0.9, was, is_)
    batches = [few("".join("k" if kept else "b" for kept in which)) for which in (was, is_)]
    effect = compare(*batches)[0]
    apart = was.var() + is_.var()
    assert effect.variance_ratio == pytest.approx(apart / (is_.astype(float) - was).var())


def test_common_luck_sharpens_a_comparison() -> None:
    """One more clerk in a queue: the same luck tells it with far fewer runs than other luck."""

    def kept(seed: int, clerks: int) -> NDArray[np.bool_]:
        work = -np.log1p(-Streams(seed).block("work/form", 0, 12)) * 8
        ends = np.zeros((len(work), clerks))
        for column in work.T:
            ends[np.arange(len(ends)), ends.argmin(axis=1)] += column
        return ends.max(axis=1) <= 35

    def letters(which: NDArray[np.bool_]) -> str:
        return "".join("k" if one else "b" for one in which)

    together = compare(few(letters(kept(1, 3))), few(letters(kept(1, 4))))[0]
    apart = compare(few(letters(kept(1, 3))), few(letters(kept(2, 4))))[0]
    assert together.verdict == "better"
    assert together.share is not None
    assert apart.share is not None
    assert together.share.half < apart.share.half
    assert together.variance_ratio is not None
    assert apart.variance_ratio is not None
    assert together.variance_ratio > 1.3 > apart.variance_ratio * 1.1


def test_one_more_of_each_role_is_compared_alone() -> None:
    base = few("kbbbbbbbbb", "kkkkkkkkkk")
    other = few("kkkkkkkkkk", "kkkkkkkkkk")
    found = {role: compare(base, other if role == "security" else base) for role in ("security", "reception")}
    assert [effect.verdict for effect in found["security"]] == ["better", "none"]
    assert [effect.verdict for effect in found["reception"]] == ["none", "none"]


def test_other_runs_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not the same runs"):
        compare(few("kk"), few("kkk"))
    later = few("kk")
    later.first = 250
    with pytest.raises(ValueError, match="not the same runs"):
        compare(few("kk"), later)


# -- objectives -------------------------------------------------------------------------------------


def lived(ready: list[str], done: list[str], outcome: list[str]) -> Few:
    """Steps and limits by letters a run: x done (or ready and not called off), . not."""
    batch = few(*outcome)
    batch.asked = np.array([[letter == "x" for letter in step] for step in ready]).T
    batch.done = np.array([[1 if letter == "x" else -1 for letter in step] for step in done]).T
    return batch


def test_a_run_meets_an_objective_late_or_not_at_all() -> None:
    # runs:                     met late failed unseen not-asked
    batch = lived(["xxxx."], ["xx..."], ["kbbc-"])
    found = score(batch, [0], [[0]])
    assert (found.met_runs, found.late_runs, found.failed_runs, found.left_out) == (1, 1, 1, 2)
    assert found.met is not None
    assert found.met.value == 1 / 3
    assert found.rating == "not-rated"  # with the run that was not seen to its end it may be two of four


def test_a_step_without_limits_must_be_done_once_it_is_ready() -> None:
    batch = lived(["xxx", "xx."], ["xxx", "x.."], ["kkk"])
    found = score(batch, [0, 1], [[0], []])
    assert (found.met_runs, found.late_runs, found.failed_runs, found.left_out) == (2, 0, 1, 0)


def test_a_broken_limit_is_known_even_where_another_is_not() -> None:
    batch = lived(["x", "x"], ["x", "."], ["b", "c"])
    assert score(batch, [0, 1], [[0], [1]]).failed_runs == 1


@pytest.mark.parametrize(
    ("runs", "rating"),
    [
        ("k" * 9 + "b", "performed"),
        ("kkkkkkkbbb", "some-challenges"),
        ("kkkkbbbbbb", "major-challenges"),
        ("bbbk", "unable"),
    ],
)
def test_ratings_have_their_thresholds(runs: str, rating: str) -> None:
    batch = lived(["x" * len(runs)], ["x" * len(runs)], [runs])
    assert score(batch, [0], [[0]]).rating == rating


@pytest.mark.parametrize(
    ("runs", "rating"),
    [
        ("k" * 7 + "c" * 93, "not-rated"),
        ("k" * 95 + "c" * 5, "performed"),
        ("k" * 95 + "c" * 5 + "-" * 300, "performed"),
        ("k" * 10 + "b" * 80 + "c" * 10, "unable"),
        ("k" * 85 + "c" * 10 + "b" * 5, "not-rated"),
    ],
)
def test_what_the_unseen_runs_would_decide_is_not_rated(runs: str, rating: str) -> None:
    ready = "".join("." if run == "-" else "x" for run in runs)
    done = "".join("x" if run in "kb" else "." for run in runs)
    assert score(lived([ready], [done], [runs]), [0], [[0]]).rating == rating


def test_what_was_never_asked_is_not_rated() -> None:
    found = score(lived([".."], [".."], ["--"]), [0], [[0]])
    assert (found.rating, found.met, found.left_out) == ("not-rated", None, 2)
