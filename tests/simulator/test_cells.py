"""The number of active people in cells: sums that nobody's looking changes, and bounds that hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cells import MOST, cut
from simulator.course import Course, lay_out
from simulator.crowd_formulas import active_people
from simulator.scenario_model import Crowd as Constants
from tests.simulator.stage import MINUTE

END = 240 * MINUTE


def course_of(seed: int, people: int = 60, constants: Constants | None = None) -> Course:
    """People come and leave at random moments."""
    rng = np.random.default_rng(seed)
    inner = np.sort(rng.integers(1, END, people).astype(np.float64))
    counts = np.maximum(np.cumsum(rng.choice([-1.0, 1.0, 3.0], people + 1)), 0.0)
    times = np.concatenate(([0.0], inner, [float(END)]))
    return lay_out(constants or Constants(size=60, half=30), times, np.append(counts, counts[-1]), 0.2, 0.1)


moments = st.integers(0, END)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 1.0, 4.0, 30.0]), moments, moments, moments)
def test_a_sum_does_not_depend_on_where_it_is_split(seed: int, responders: float, a: int, b: int, c: int) -> None:
    begin, middle, end = sorted((a, b, c))
    cells = cut(course_of(seed))
    parts = cells.integral(responders, begin, middle) + cells.integral(responders, middle, end)
    assert parts == pytest.approx(cells.integral(responders, begin, end), rel=1e-9, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.5, 1.0, 4.0, 30.0]), moments, st.floats(0.01, 0.99))
def test_it_reaches_a_sum_where_the_sum_is_so_high(seed: int, responders: float, begin: int, share: float) -> None:
    cells = cut(course_of(seed))
    for facing in (responders, 0.0):
        whole = cells.integral(facing, begin, END)
        at = cells.reaches(share * whole, facing, begin, END)
        if whole <= 1e-6:
            continue
        assert at is not None
        assert cells.integral(facing, begin, at) == pytest.approx(share * whole, rel=1e-9, abs=1e-3)
        assert cells.reaches(1.001 * whole, facing, begin, END) is None
    assert whole == pytest.approx(cells.unfaced_at(END) - cells.unfaced_at(begin), abs=1e-3)
    early = cells.unfaced_reaches(cells.unfaced_at(begin) + share * whole)
    assert early is not None
    if whole > 1e-6:
        assert cells.unfaced_at(early) - cells.unfaced_at(begin) == pytest.approx(share * whole, rel=1e-6, abs=1e-3)
        assert early <= (cells.reaches(share * whole, responders, begin, END) or END) + 1e-3
    assert cells.unfaced_reaches(cells.unfaced_at(END) + 1) is None


def test_a_cell_holds_its_mean_count_and_the_tension_in_its_middle() -> None:
    course = course_of(5)
    cells = cut(course, 60 * MINUTE)
    assert cells.edges == [0, 60 * MINUTE, 120 * MINUTE, 180 * MINUTE, END]
    count = (course.person_time[-1] - np.interp(180 * MINUTE, course.times, course.person_time)) / (60 * MINUTE)
    tension = course.tension(210 * MINUTE)
    expected = active_people(count, tension, 2.0, course.constants.threshold)
    assert cells.integral(2.0, 200 * MINUTE, 210 * MINUTE) == pytest.approx(expected * 10 * MINUTE)


def test_however_short_the_relaxation_the_cells_are_not_too_many() -> None:
    cells = cut(course_of(1, constants=Constants(size=60, relax=1)))
    assert len(cells.unfaced) == MOST
    assert cells.edges[-1] == END
