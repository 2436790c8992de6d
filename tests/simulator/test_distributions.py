"""How long things take: each form has the quantiles and the mean that its values say, drawn from one number."""

from __future__ import annotations

import subprocess
import sys
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.distributions import (
    LONGEST,
    Distribution,
    Exponential,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
    distribution_of,
)
from simulator.normal import normal_quantile

MIN = 60_000
EVEN = (np.arange(100_000) + 0.5) / 100_000
KINDS = [
    Fixed(5 * MIN),
    Lognormal(6 * MIN, 15 * MIN),
    Lognormal(6 * MIN, 6 * MIN),
    Exponential(8 * MIN),
    Uniform(2 * MIN, 9 * MIN),
    Triangular(2 * MIN, 3 * MIN, 9 * MIN),
    Triangular(2 * MIN, 2 * MIN, 9 * MIN),
    Triangular(2 * MIN, 9 * MIN, 9 * MIN),
    Triangular(MIN, MIN, MIN),
]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5 min", Fixed(5 * MIN)),
        ("1 h 30 min", Fixed(90 * MIN)),
        ({"median": "6 min", "p90": "15 min"}, Lognormal(6 * MIN, 15 * MIN)),
        ({"p90": "15 min", "median": "6 min"}, Lognormal(6 * MIN, 15 * MIN)),
        ({"mean": "8 min"}, Exponential(8 * MIN)),
        ({"low": "2 min", "high": "9 min"}, Uniform(2 * MIN, 9 * MIN)),
        ({"low": "2 min", "likely": "3 min", "high": "9 min"}, Triangular(2 * MIN, 3 * MIN, 9 * MIN)),
    ],
)
def test_what_is_written_is_what_is_drawn_from(written: str | dict[str, str], read: Distribution) -> None:
    assert distribution_of(written) == read


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_mean(kind: Distribution) -> None:
    assert kind.draw(EVEN).mean() == pytest.approx(kind.mean_ms, rel=2e-3)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_whole_milliseconds_that_grow_with_the_number(kind: Distribution) -> None:
    drawn = kind.draw(EVEN)
    assert drawn.dtype == np.int64
    assert drawn.shape == EVEN.shape
    assert drawn.min() >= 0
    assert (np.diff(drawn) >= 0).all()


@pytest.mark.parametrize(
    ("kind", "chance", "time"),
    [
        (Lognormal(6 * MIN, 15 * MIN), 0.5, 6 * MIN),
        (Lognormal(6 * MIN, 15 * MIN), 0.9, 15 * MIN),
        (Exponential(8 * MIN), 1 - np.exp(-1), 8 * MIN),
        (Uniform(2 * MIN, 10 * MIN), 0.25, 4 * MIN),
        (Triangular(0, 5 * MIN, 10 * MIN), 0.125, 150_000),
        (Triangular(0, 5 * MIN, 10 * MIN), 0.5, 5 * MIN),
        (Triangular(0, 5 * MIN, 10 * MIN), 0.875, 450_000),
    ],
    ids=str,
)
def test_quantiles(kind: Distribution, chance: float, time: int) -> None:
    assert kind.draw(np.array([chance])).tolist() == [time]


def test_a_lognormal_has_the_chance_that_the_reference_names() -> None:
    """Median 5, sigma .5, within 10: .917171."""
    kind = Lognormal(5 * MIN, round(5 * MIN * np.exp(0.5 * 1.2815515655446004)))
    assert (kind.draw(EVEN) <= 10 * MIN).mean() == pytest.approx(0.917171, abs=2e-5)


@pytest.mark.parametrize("kind", [Lognormal(1, LONGEST), Exponential(LONGEST)], ids=str)
def test_no_time_is_longer_than_a_hundred_years(kind: Distribution) -> None:
    assert kind.draw(np.array([1 - 1e-16])).tolist() == [LONGEST]
    assert kind.mean_ms <= LONGEST


def test_every_shape() -> None:
    table = EVEN.reshape(250, 400)
    for kind in KINDS:
        assert (kind.draw(table).ravel() == kind.draw(EVEN)).all()


@given(st.floats(1e-300, 1 - 1e-16))
def test_the_normal_quantile_is_that_of_the_standard_library(u: float) -> None:
    assert float(normal_quantile(np.array([u]))[0]) == pytest.approx(NormalDist().inv_cdf(u), rel=1e-14, abs=1e-15)


def test_reading_a_distribution_does_not_load_numpy() -> None:
    code = "import sys, simulator.distributions as d; d.distribution_of('5 min').mean_ms; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
