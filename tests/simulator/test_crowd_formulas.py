"""The formulas of the crowd, against the exact values of their models."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.crowd_formulas import (
    KAPPA,
    active_people,
    gathering_times,
    perceived_risk,
    relaxing_time,
    tends_to,
    tension_for,
    willing,
    willing_all,
)
from simulator.scenario_model import Crowd as Constants
from tests.simulator.exact import gathered, gathering_peak, relaxed

THRESHOLD = 0.1


def test_bass_gathers_as_its_formula_says() -> None:
    assert gathering_peak(0.003, 0.06) == pytest.approx(47.5513, abs=5e-5)
    assert gathered(60, 0.003, 0.06) == pytest.approx(0.670929, abs=5e-7)
    assert gathered(0, 0.003, 0.06) == 0
    assert gathering_peak(0.06, 0.003) == 0
    assert gathering_peak(0.1, 0) == 0
    assert gathered(10, 0.1, 0) == pytest.approx(1 - exp(-1), abs=1e-12)


def test_most_come_at_the_peak() -> None:
    peak = gathering_peak(0.003, 0.06)
    minute = [gathered(t + 0.5, 0.003, 0.06) - gathered(t - 0.5, 0.003, 0.06) for t in (peak - 2, peak, peak + 2)]
    assert minute[1] > minute[0]
    assert minute[1] > minute[2]


@given(st.floats(1e-12, 1 - 1e-12), st.floats(1e-4, 1), st.floats(0, 1))
def test_gathering_times_are_the_inverse(u: float, p: float, q: float) -> None:
    t = float(gathering_times(np.array([u]), p, q)[0])
    assert t > 0
    assert gathered(t, p, q) == pytest.approx(u, rel=1e-9)


def test_tension_relaxes_as_its_formula_says() -> None:
    took = relaxing_time(0.1, 0.3, 0.4, 20)
    assert took is not None
    assert took == pytest.approx(21.972, abs=5e-4)
    assert took == pytest.approx(20 * log(3), abs=1e-12)
    assert relaxed(0.1, 0.4, took, 20) == pytest.approx(0.3, abs=1e-15)


def test_a_tension_that_is_never_reached_takes_no_time() -> None:
    assert relaxing_time(0.1, 0.5, 0.4, 20) is None
    assert relaxing_time(0.1, 0.4, 0.4, 20) is None
    assert relaxing_time(0.1, 0.05, 0.4, 20) is None
    assert relaxing_time(0.2, 0.2, 0.2, 20) == 0


def test_what_tension_tends_to_is_never_negative() -> None:
    constants = Constants(size=10)
    assert tends_to(0, constants, 0) == 0.1
    assert tends_to(150, constants, 0) == pytest.approx(0.1 + 0.225)
    assert tends_to(150, constants, -0.5) == 0


@pytest.mark.parametrize(
    ("tension", "risk", "share"),
    [
        (0.18, 0, 0.444444),
        (0.18, 0.9, 0.019753),
        (0.5, 0.9, 0.177778),
        (0.1, 0, 0),
        (0.05, 0.5, 0),
        (1.5, 0.9, 1 - 0.55 / 1.5),
    ],
)
def test_who_is_willing(tension: float, risk: float, share: float) -> None:
    assert willing(tension, risk, THRESHOLD) == pytest.approx(share, abs=5e-7)
    assert float(willing_all(np.array([tension]), risk, THRESHOLD)[0]) == pytest.approx(share, abs=5e-7)


@pytest.mark.parametrize(("tension", "risk"), [(0.18, 0.0), (0.18, 0.9), (0.5, 0.9), (0.7, 0.3), (0.9, 0.05)])
def test_willing_is_a_share_of_people(tension: float, risk: float) -> None:
    """Epstein's agents: hardship and aversion to risk uniform in (0, 1), so that a tension x is grievance x times
    hardship; who exceeds the threshold by more than the risk as he weighs it acts.
    """
    rng = np.random.default_rng(11)
    grievance, aversion = tension * rng.random(400_000), rng.random(400_000)
    acting = float(np.mean(grievance - risk * aversion > THRESHOLD))
    share = willing(tension, risk, THRESHOLD)
    assert abs(acting - share) < 4 * np.sqrt(share * (1 - share) / 400_000)


@given(st.just(0.0) | st.floats(1e-9, 3), st.just(0.0) | st.floats(1e-6, 1), st.floats(0, 0.5))
def test_many_tensions_are_willing_as_one(tension: float, risk: float, threshold: float) -> None:
    expected = willing(tension, risk, threshold)
    found = float(willing_all(np.array([tension]), risk, threshold)[0])
    assert found == pytest.approx(expected, abs=1e-9)


def test_one_responder_for_each_active_is_a_risk_of_nine_tenths() -> None:
    assert perceived_risk(7, 7) == pytest.approx(0.9, abs=1e-15)
    assert perceived_risk(0, 7) == 0
    assert perceived_risk(7, 0) == 1


counts = st.integers(1, 100_000)
tensions = st.floats(0.1000001, 3)
staff = st.integers(1, 500)


@settings(max_examples=400)
@given(counts, tensions, staff)
def test_active_people_solve_their_equation(count: int, tension: float, responders: int) -> None:
    found = active_people(count, tension, responders, THRESHOLD)
    assert 0 <= found <= count * (tension - THRESHOLD) / tension * (1 + 1e-12)
    if found > 1e-9:
        wanted = count * willing(tension, perceived_risk(responders, found), THRESHOLD)
        # The equation is close to a double root where risk and what is over the threshold vanish together.
        assert found == pytest.approx(wanted, rel=1e-6)


@settings(max_examples=200)
@given(counts, tensions, staff)
def test_there_is_only_one_solution(count: int, tension: float, responders: int) -> None:
    """The left side of y * willing(1 - exp(-y)) = kappa * responders / count rises, and bisection finds the same."""
    y = np.geomspace(1e-6, 700, 400)
    left = np.array([v * willing(tension, 1 - exp(-v), THRESHOLD) for v in y])
    assert np.all(np.diff(left) > -1e-12 * left[1:])
    target = KAPPA * responders / count
    low, high = 0.0, 1e18
    for _ in range(200):
        middle = (low + high) / 2
        if middle * willing(tension, -np.expm1(-middle), THRESHOLD) < target:
            low = middle
        else:
            high = middle
    expected = KAPPA * responders / high if high > 0 else 0.0
    assert active_people(count, tension, responders, THRESHOLD) == pytest.approx(expected, rel=1e-5, abs=1e-9)


@given(counts, tensions, staff, st.floats(0, 1), st.integers(0, 50), st.integers(0, 50))
def test_more_people_tension_and_fewer_responders_make_more_active(
    count: int, tension: float, responders: int, more_tension: float, more: int, fewer: int
) -> None:
    before = active_people(count, tension, responders, THRESHOLD)
    after = active_people(count + more, tension + more_tension, max(0, responders - fewer), THRESHOLD)
    assert after >= before * (1 - 1e-6)


def test_without_responders_everybody_over_the_threshold_is_active() -> None:
    assert active_people(90, 0.18, 0, THRESHOLD) == pytest.approx(40)
    assert active_people(90, 0.1, 3, THRESHOLD) == 0
    assert active_people(0, 0.5, 3, THRESHOLD) == 0


@settings(max_examples=300)
@given(st.integers(1, 2000), st.floats(0.01, 1), st.integers(0, 300))
def test_the_tension_for_so_many_active_makes_so_many(count: int, share: float, responders: int) -> None:
    asked = count * share
    tension = tension_for(asked, count, responders, THRESHOLD)
    if tension is None:
        # A share of 1 is never reached, whatever the tension.
        assert share == 1
        return
    assert active_people(count, tension, responders, THRESHOLD) == pytest.approx(asked, rel=1e-5)
    assert tension_for(count + 1, count, responders, THRESHOLD) is None
