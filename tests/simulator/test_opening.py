"""Many crowds laid out at once: number by number what each of them would come to alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.attendance import Attendance
from simulator.cells import Cells, cut
from simulator.course import Course, lay_out
from simulator.crowd import draw
from simulator.crowd_formulas import tends_to
from simulator.opening import Opening, openings
from simulator.scenario_model import Crowd as Constants
from simulator.streams import Floats, Streams
from tests.simulator.stage import MINUTE

END = 240 * MINUTE + 1


def alone(constants: Constants, arrivals: Floats, patience: Floats, end: int) -> Opening:
    """What a run without an opening does."""
    times, counts = Attendance(arrivals, patience, constants.stay).steps(0, end)
    course = lay_out(constants, times, counts, tends_to(int(counts[0]), constants, 0.0), 0.0)
    return Opening(course, cut(course))


def same(one: Opening, other: Opening) -> None:
    """To the bit."""
    for name in ("times", "counts", "bases", "tensions"):
        assert getattr(one.course, name).tolist() == getattr(other.course, name).tolist(), name
    assert one.cells is not None
    assert other.cells is not None
    for name in Cells.__slots__:
        assert getattr(one.cells, name) == getattr(other.cells, name), name


def all_same(constants: Constants, arrivals: Floats, patience: Floats, end: int = END) -> Sequence[Opening | None]:
    """All openings; none differs from that of its run alone."""
    found = openings(constants, arrivals, patience, end, violence=True)
    assert len(found) == len(arrivals)
    for row, opening in enumerate(found):
        if opening is not None:
            same(opening, alone(constants, arrivals[row], patience[row], end))
    return found


@pytest.mark.parametrize("size", [1, 4, 40, 300])
@pytest.mark.parametrize("half", [0, 150])
def test_drawn_crowds(size: int, half: int) -> None:
    constants = Constants(size=size, half=half)
    drawn = draw(Streams(3), constants, 0, joining=7, rows=range(25))
    found = all_same(constants, drawn.arrivals, drawn.leaving[:, :size])
    assert None not in found


moments = st.lists(st.integers(1, END + 10 * MINUTE), min_size=3, max_size=3).map(sorted)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(moments, min_size=1, max_size=4), st.lists(st.floats(0, 4), min_size=12, max_size=12), st.integers(0, 2)
)
def test_crowds_of_any_moments(rows: list[list[int]], patience: list[float], close: int) -> None:
    """Also where people come and leave in one millisecond, at the end, and after it."""
    arrivals = np.array(rows, dtype=np.float64)
    if close:
        arrivals[:, :2] = arrivals[:, :1]
    bears = np.array(patience).reshape(4, 3)[: len(rows)] / (1000 if close == 2 else 1)
    assert None not in all_same(Constants(size=3), arrivals, bears)


def test_who_is_there_from_the_first_moment_is_left_to_the_run() -> None:
    arrivals = np.array([[0.0, 5000.0], [1.0, 5000.0]])
    found = all_same(Constants(size=2), arrivals, np.ones((2, 2)))
    assert [opening is None for opening in found] == [True, False]


def test_times_too_long_to_be_summed_at_once_are_left_to_the_runs() -> None:
    constants = Constants(size=2, relax=1000)
    arrivals = np.array([[1.0, 5000.0]])
    assert openings(constants, arrivals, np.ones((1, 2)), END, violence=True) == [None]
    assert None not in all_same(constants, arrivals, np.ones((1, 2)), end=500_000)


def test_nobody_and_no_runs() -> None:
    constants = Constants(size=0)
    (opening,) = all_same(constants, np.zeros((1, 0)), np.zeros((1, 0)))
    assert opening is not None
    assert isinstance(opening.course, Course)
    assert opening.course.count(MINUTE) == 0
    assert openings(constants, np.zeros((0, 0)), np.zeros((0, 0)), END, violence=True) == []
    (plain,) = openings(constants, np.zeros((1, 0)), np.zeros((1, 0)), END, violence=False)
    assert plain is not None
    assert plain.cells is None
