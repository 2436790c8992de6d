"""Intervals against values from the tables and against what they promise: how often they hold."""

from __future__ import annotations

from math import inf, isinf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.intervals import (
    Interval,
    beta_quantile,
    incomplete_beta,
    normal_deviate,
    paired_shares,
    student_deviate,
    wilson,
)
from simulator.statistics import Precision, binomial_cumulative, mean, order_ranks, paired, percentile
from tests.simulator.exact import at_most, clopper_pearson


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return round(interval.low, 4), round(interval.high, 4)


def test_intervals_are_those_of_the_tables() -> None:
    assert ends(wilson(8, 10)) == (0.4902, 0.9433)
    assert ends(wilson(0, 10)) == (0, 0.2775)
    assert ends(wilson(10, 10)) == (0.7225, 1)
    assert ends(clopper_pearson(8, 10)) == (0.4439, 0.9748)
    assert ends(clopper_pearson(5, 10)) == (0.1871, 0.8129)
    assert ends(clopper_pearson(0, 10)) == (0, 0.3085)
    assert ends(clopper_pearson(10, 10)) == (0.6915, 1)
    assert wilson(0, 0) is None
    assert clopper_pearson(0, 0) is None
    assert paired_shares(0, 0, 0) is None
    assert normal_deviate(0.95) == pytest.approx(1.959964, abs=5e-7)


@pytest.mark.parametrize(
    ("degrees", "deviate"), [(1, 12.7062), (2, 4.30265), (9, 2.262157), (30, 2.042272), (10**6, 1.959966)]
)
def test_students_deviates_are_those_of_the_tables(degrees: int, deviate: float) -> None:
    assert student_deviate(degrees) == pytest.approx(deviate, rel=5e-6)


@given(st.integers(1, 60), st.floats(0.001, 0.999), st.data())
def test_incomplete_beta_is_a_sum_of_binomials(n: int, x: float, data: st.DataObject) -> None:
    """I_x(k, n - k + 1) = P(B >= k)."""
    k = data.draw(st.integers(1, n))
    expected = 1 - binomial_cumulative(n, x)[k - 1]
    assert incomplete_beta(x, k, n - k + 1) == pytest.approx(expected, abs=1e-11)


@given(st.floats(0.01, 500), st.floats(0.01, 500), st.floats(0.001, 0.999))
def test_beta_quantiles_are_the_inverse(a: float, b: float, share: float) -> None:
    x = beta_quantile(share, a, b)
    if 1e-12 < x < 1 - 1e-12:
        assert incomplete_beta(x, a, b) == pytest.approx(share, abs=1e-6)
    assert incomplete_beta(0.3, a, b) == pytest.approx(1 - incomplete_beta(0.7, b, a), abs=1e-12)


def covered(n: int, p: float, interval: dict[int, Interval | None]) -> float:
    mass = np.diff(np.concatenate(([0.0], binomial_cumulative(n, p))))
    return float(sum(mass[k] for k in range(n + 1) if (found := interval[k]) and found.low <= p <= found.high))


@pytest.mark.parametrize("n", [10, 100])
def test_clopper_pearson_holds_whatever_the_share(n: int) -> None:
    exact = {k: clopper_pearson(k, n) for k in range(n + 1)}
    for p in np.linspace(0.005, 0.995, 100):
        assert covered(n, float(p), exact) >= 0.95 - 1e-9


def test_wilson_holds_where_wald_does_not() -> None:
    n, p = 100, 0.99
    z = normal_deviate(0.95)
    shares = [k / n for k in range(n + 1)]
    wald = {k: Interval(s, s - z * sqrt(s * (1 - s) / n), s + z * sqrt(s * (1 - s) / n)) for k, s in enumerate(shares)}
    assert covered(n, p, dict(wald)) == pytest.approx(0.63, abs=0.005)
    assert covered(n, p, {k: wilson(k, n) for k in range(n + 1)}) > 0.91
    mean_cover = np.mean(
        [covered(n, float(q), {k: wilson(k, n) for k in range(n + 1)}) for q in np.linspace(0.02, 0.98, 49)]
    )
    assert 0.945 < mean_cover < 0.96


def test_nothing_in_many_runs_leaves_three_in_as_many() -> None:
    assert at_most(1000) == pytest.approx(3 / 1000, rel=4e-3)
    assert at_most(100) == pytest.approx(0.0295, abs=5e-5)
    assert at_most(0) == 1


def test_more_kept_than_lived_is_refused() -> None:
    for interval in (wilson, clopper_pearson):
        with pytest.raises(ValueError, match="11 of 10"):
            interval(11, 10)


# -- percentiles ------------------------------------------------------------------------------------


def test_what_is_undone_is_later_than_everything() -> None:
    times = np.array([50, -1, 10, 40, 30, -1, 20, 60, 70, 80])
    middle, late = percentile(times, 0.5), percentile(times, 0.9)
    assert middle is not None
    assert late is not None
    assert (middle.value, middle.low, isinf(middle.high)) == (50, 20, True)
    assert (late.value, late.low, late.high) == (inf, 70, inf)
    assert percentile(np.array([], dtype=np.int64), 0.5) is None


def test_a_percentile_is_the_least_time_by_which_so_many_were_done() -> None:
    times = np.arange(1, 11)
    values = [found.value for share in (0.1, 0.5, 0.9, 0.95) if (found := percentile(times, share))]
    assert values == [1, 5, 9, 10]


@pytest.mark.parametrize(("n", "share"), [(20, 0.5), (100, 0.5), (250, 0.9), (1000, 0.95), (59, 0.95), (10, 0.9)])
def test_order_statistics_cover_the_quantile(n: int, share: float) -> None:
    """The quantile is between the two with P(low <= B < high), B binomial."""
    low, high = order_ranks(n, share)
    below = np.concatenate((binomial_cumulative(n, share), [1.0]))
    at_least_low = 1 - (below[low - 1] if low else 0)
    under_high = below[high - 1] if high else 1.0
    assert at_least_low >= 0.975 - 1e-9
    assert under_high >= 0.975 - 1e-9
    # One rank further in it would be too little, on either side.
    assert 1 - below[low] < 0.975
    if high:
        assert below[high - 2] < 0.975


def test_intervals_of_percentiles_hold_as_often_as_they_say() -> None:
    rng = np.random.default_rng(2)
    true = -np.log(0.1) * 1_000_000
    held = 0
    for _ in range(1500):
        found = percentile(np.rint(rng.exponential(1_000_000, 100)).astype(np.int64), 0.9)
        assert found is not None
        held += found.low <= true <= found.high
    assert held / 1500 > 0.95 - 3 * sqrt(0.95 * 0.05 / 1500)


# -- differences ------------------------------------------------------------------------------------


def test_a_mean_has_students_interval() -> None:
    found = mean(np.array([1.0, 2.0, 3.0, 4.0]))
    assert ends(found) == (0.4457, 4.5543)
    assert mean(np.array([1.0])) is None
    assert paired(np.array([1.0, 5.0]), np.array([2.0, 6.0])) == Interval(1, 1, 1)
    with pytest.raises(ValueError, match="no pairs"):
        paired(np.array([1.0]), np.array([1.0, 2.0]))


def test_paired_shares_have_tangos_interval() -> None:
    # McNemar's test at the ends: (gained - lost)^2 / (gained + lost) = z^2 exactly where the interval begins at 0.
    z = normal_deviate(0.95)
    for gained, lost in ((12, 2), (9, 8), (3, 11), (1, 0), (6, 0)):
        found = paired_shares(gained, lost, 100)
        assert found is not None
        assert found.low < found.value < found.high
        significant = (gained - lost) ** 2 / (gained + lost) > z * z
        assert significant == (not found.low <= 0 <= found.high)
        turned = paired_shares(lost, gained, 100)
        assert turned is not None
        assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))


def test_no_difference_at_all_still_leaves_one_possible() -> None:
    found = paired_shares(0, 0, 100)
    assert found is not None
    z = normal_deviate(0.95)
    assert found.high == pytest.approx(z * z / (100 + z * z), abs=1e-9)
    assert found.low == pytest.approx(-found.high)


@pytest.mark.parametrize(("gain", "lose"), [(0.1, 0.02), (0.02, 0.02), (0.3, 0.1), (0.01, 0.0)])
def test_tango_holds_nearly_as_often_as_it_says(gain: float, lose: float) -> None:
    """Over all outcomes of 40 runs, each with its probability."""
    n, held = 40, 0.0
    gains = np.diff(np.concatenate(([0.0], binomial_cumulative(n, gain))))
    for gained in range(n + 1):
        if gains[gained] < 1e-9:
            continue
        rest = n - gained
        losses = np.diff(np.concatenate(([0.0], binomial_cumulative(rest, lose / (1 - gain))))) if lose else [1.0]
        for lost, chance in enumerate(losses):
            if chance < 1e-9:
                continue
            found = paired_shares(gained, lost, n)
            if found is not None and found.low <= gain - lose <= found.high:
                held += gains[gained] * chance
    assert held > 0.93


# -- runs enough ------------------------------------------------------------------------------------


def test_precision_must_be_held_for_two_blocks() -> None:
    precision = Precision(0.05)
    assert not precision.reached([(50, 100), (250, 250)])  # half-width 0.096
    assert not precision.reached([(250, 500), (500, 500)])  # 0.044, for the first time
    assert not precision.reached([(3, 10), (500, 500)])
    assert not precision.reached([(250, 500), (0, 0)])
    assert precision.reached([(500, 1000), (0, 0)])


@pytest.mark.parametrize("half", [0.0, 0.51, -1.0])
def test_a_half_width_is_inside_a_half(half: float) -> None:
    with pytest.raises(ValueError, match="no half-width"):
        Precision(half)


def test_stopping_at_a_wanted_width_hardly_costs_coverage() -> None:
    rng = np.random.default_rng(8)
    held = 0
    for _ in range(600):
        precision, kept, of = Precision(0.03), 0, 0
        while True:
            kept, of = kept + int(rng.binomial(250, 0.85)), of + 250
            if precision.reached([(kept, of)]):
                break
        found = wilson(kept, of)
        assert found is not None
        assert found.half <= 0.03
        held += found.low <= 0.85 <= found.high
    assert held / 600 > 0.95 - 3 * sqrt(0.95 * 0.05 / 600)
