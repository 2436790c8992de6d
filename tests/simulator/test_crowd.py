"""The crowd of one run: held to a slow one that is moved by its definition, and to what must be so of any crowd."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.attendance import Attendance
from simulator.course import Course
from simulator.crowd import Crowd, Watch, draw
from simulator.scenario_model import Crowd as Constants
from simulator.streams import Streams
from tests.simulator.slow_crowd import SlowCrowd

MINUTE = 60_000
HORIZON = 240 * MINUTE
NEVER = 1e9


def crowd_of(constants: Constants, seed: int, watch: Watch | None = None, violence: float = NEVER) -> Crowd:
    drawn = draw(Streams(seed), constants, 0, joining=30, rows=range(1))
    return Crowd(constants, drawn.arrivals[0], drawn.leaving[0], violence, HORIZON, watch)


def interfere(crowd: Crowd, kind: str, by: int) -> None:
    """One of the things that happen to a crowd; `by` is a small number that varies it."""
    if kind == "staff":
        crowd.responders(by)
    elif kind == "calming":
        crowd.measure(-0.05 * by, 1 + by / 2, crowd.now + 10 * MINUTE * by)
    elif kind == "holding":
        crowd.measure(0.02, 0, crowd.now + 5 * MINUTE)
    elif kind == "for good":
        crowd.measure(0.05, 1.5)
    elif kind == "shock":
        crowd.shock(0.1 if by % 2 else -0.04)
    else:
        crowd.join(by if kind == "joining" else -by)


KINDS = ("staff", "calming", "holding", "for good", "shock", "joining", "sent")
happenings = st.lists(
    st.tuples(st.integers(0, HORIZON - 1), st.sampled_from(KINDS), st.integers(0, 5)), max_size=8
).map(lambda found: sorted(found, key=lambda happening: happening[0]))
constants_ = st.builds(
    Constants,
    size=st.integers(1, 60),
    stay=st.integers(5, 120).map(lambda minutes: minutes * MINUTE),
    half=st.integers(1, 200),
    threshold=st.sampled_from([0.0, 0.1, 0.2]),
)


@pytest.mark.parametrize("seed", range(4))
def test_it_does_what_its_definition_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    constants = Constants(size=int(rng.integers(10, 70)), stay=45 * MINUTE, threshold=[0.0, 0.1][seed % 2], half=40)
    drawn = draw(Streams(seed), constants, 0, joining=20, rows=range(1))
    fast = Crowd(constants, drawn.arrivals[0], drawn.leaving[0], NEVER, HORIZON)
    slow = SlowCrowd(constants, drawn.arrivals[0].tolist(), drawn.leaving[0].tolist(), 2000)
    for n, t in enumerate(sorted(rng.integers(0, 150 * MINUTE, 10).tolist())):
        fast.advance(t)
        slow.advance(t)
        assert fast.present == len(slow.here)
        assert fast.tension == pytest.approx(slow.tension, abs=4e-4)
        kind, by = n % 5, int(rng.integers(1, 5))
        if kind == 0:
            fast.responders(by)
            slow.staff = by
        elif kind == 1:
            for crowd in (fast, slow):
                crowd.measure(-0.05 * by, by / 2, t + 30 * MINUTE)  # type: ignore[attr-defined]
        elif kind == 2:
            fast.shock(0.1)
            slow.tension += 0.1
        else:
            for crowd in (fast, slow):
                crowd.join(by if kind == 3 else -by)  # type: ignore[attr-defined]
    fast.advance(HORIZON)
    slow.advance(HORIZON)
    assert fast.present == len(slow.here)
    assert fast.tension == pytest.approx(slow.tension, abs=4e-4)
    assert slow.hazard > 0
    assert fast._hazard.taken == pytest.approx(slow.hazard, abs=2e-3, rel=5e-3)


def sides(crowd: Crowd) -> tuple[int, bool, bool]:
    """What is watched, as it stands."""
    return int(np.searchsorted(crowd.watch.counts, crowd.present, side="right")), crowd.active >= 3, crowd.violent


@settings(max_examples=60, deadline=None)
@given(constants_, st.integers(0, 10**6), happenings, st.floats(0.001, 3))
def test_nothing_watched_changes_before_it_says_so(
    constants: Constants, seed: int, happening: list[tuple[int, str, int]], violence: float
) -> None:
    crowd = crowd_of(constants, seed, Watch((5, 20), (3.0,)), violence)
    at = 0
    for begin, end in pairwise([0, *(t for t, _, _ in happening), HORIZON]):
        while True:
            moment = crowd.next_change(at)
            until = min(end, HORIZON if moment is None else moment)
            assert at == crowd.now
            now = sides(crowd)
            before = deepcopy(crowd)
            for k in range(1, 6):
                t = at + (until - at) * k // 6
                before.advance(t)
                assert sides(before) == now, (at, t, until)
            if until > at:
                before.advance(until - 1)
                assert sides(before) == now
            crowd.advance(until)
            at = until
            if at == end:
                break
        for t, kind, by in happening:
            if t == end and begin != end:
                interfere(crowd, kind, by)


@settings(max_examples=60, deadline=None)
@given(constants_, st.integers(0, 10**6), happenings, st.floats(0.001, 3), st.integers(1, 20))
def test_looking_changes_nothing(
    constants: Constants, seed: int, happening: list[tuple[int, str, int]], violence: float, minutes: int
) -> None:
    """Asked every few minutes or never: people, tension and the moment of violence are the same to the bit."""

    def lived(every: int | None) -> list[tuple[int, float, bool]]:
        crowd = crowd_of(constants, seed, Watch((5, 20), (3.0,)), violence)
        found = []
        for t, kind, by in [*happening, (HORIZON, "", 0)]:
            while every is not None and (crowd.now // every + 1) * every < t:
                crowd.advance((crowd.now // every + 1) * every)
                found_now = crowd.present, crowd.tension, crowd.active
                assert all(value >= 0 for value in found_now)
            crowd.advance(t)
            found.append((crowd.present, crowd.tension, crowd.violent))
            if kind:
                interfere(crowd, kind, by)
        return found

    assert lived(None) == lived(minutes * MINUTE)


@settings(max_examples=60, deadline=None)
@given(constants_, st.integers(0, 10**6), st.lists(st.floats(0.25, 4), max_size=4))
def test_people_are_conserved(constants: Constants, seed: int, hurries: list[float]) -> None:
    """Whoever is there came and did not leave; the count moves by one person at a time and is never negative."""
    drawn = draw(Streams(seed), constants, 0, rows=range(1))
    people = Attendance(drawn.arrivals[0].copy(), drawn.leaving[0].copy(), constants.stay)
    for n, hurry in enumerate(hurries):
        before = people.count(n * 20 * MINUTE)
        people.hurry(n * 20 * MINUTE, hurry)
        assert people.count(n * 20 * MINUTE) == before
    now = len(hurries) * 20 * MINUTE
    times, counts = people.steps(now, HORIZON)
    assert np.all(np.abs(np.diff(counts[:-1])) == 1)
    assert counts.min() >= 0
    assert np.all(np.diff(times) >= 0)
    came = np.count_nonzero((drawn.arrivals[0] > now) & (drawn.arrivals[0] < HORIZON))
    left = np.count_nonzero(np.diff(counts[:-1]) < 0)
    assert counts[-1] == counts[0] + came - left


@settings(max_examples=40, deadline=None)
@given(constants_, st.integers(0, 10**6))
def test_littles_law_holds_path_by_path(constants: Constants, seed: int) -> None:
    """The integral of the count is the sum of all stays: to the millisecond, on every path."""
    drawn = draw(Streams(seed), constants, 0, rows=range(1))
    people = Attendance(drawn.arrivals[0].copy(), drawn.leaving[0].copy(), constants.stay)
    times, counts = people.steps(0, HORIZON)
    course = Course(constants, times, counts, 0.1, 0.0)
    came = np.minimum(drawn.arrivals[0], HORIZON)
    left = np.minimum(np.maximum(np.ceil(came + drawn.leaving[0] * constants.stay), came + 1), HORIZON)
    assert course.person_time[-1] == (left - came).sum()


def test_the_tension_of_an_empty_place_stays_at_its_base() -> None:
    crowd = crowd_of(Constants(size=0), 1)
    assert crowd.tension == 0.1
    crowd.shock(0.3)
    assert crowd.tension == pytest.approx(0.4)
    crowd.advance(20 * MINUTE)
    assert crowd.tension == pytest.approx(0.1 + 0.3 * np.exp(-1), abs=1e-12)
    assert crowd.active == 0


def test_a_measure_ceases() -> None:
    crowd = crowd_of(Constants(size=0), 1)
    crowd.measure(0.2, 1, 20 * MINUTE)
    assert crowd.next_change(0) == 20 * MINUTE
    crowd.advance(HORIZON)
    expected = 0.1 + 0.2 * (1 - np.exp(-1)) * np.exp(-11)
    assert crowd.tension == pytest.approx(expected, abs=1e-12)


def test_who_is_held_does_not_leave() -> None:
    constants = Constants(size=50, p=10, stay=10 * MINUTE)
    crowd = crowd_of(constants, 3)
    crowd.advance(2 * MINUTE)
    here = crowd.present
    crowd.measure(0, 0, 200 * MINUTE)
    crowd.advance(200 * MINUTE - 1)
    assert crowd.present == here > 30
    crowd.advance(HORIZON)
    assert crowd.present < 10


def test_people_join_and_are_sent_at_once() -> None:
    crowd = crowd_of(Constants(size=0, stay=10**9 * MINUTE), 4)
    crowd.advance(10 * MINUTE)
    crowd.join(12)
    assert crowd.present == 12
    crowd.join(-5)
    assert crowd.present == 7
    crowd.join(-50)
    assert crowd.present == 0


def test_a_count_crosses_at_the_moment_that_is_said() -> None:
    arrivals = np.array([1.0, 2.0, 2.0, 5.0]) * MINUTE
    crowd = Crowd(Constants(size=4), arrivals, np.array([2.0, 1.0, 1.0, 1.0]) * 10, NEVER, HORIZON, Watch((2, 4)))
    assert crowd.next_change(0) == 2 * MINUTE
    crowd.advance(2 * MINUTE)
    assert crowd.present == 3
    assert crowd.next_change(2 * MINUTE) == 5 * MINUTE


def test_who_comes_and_goes_in_a_millisecond_is_not_seen() -> None:
    constants = Constants(size=2, stay=MINUTE)
    crowd = Crowd(constants, np.array([0.0, 60_000.0]), np.array([1.0, 1.0]), NEVER, HORIZON, Watch((1, 2)))
    assert crowd.present == 1
    assert crowd.next_change(0) == 2 * MINUTE, "the second comes at the very millisecond in which the first leaves"


def test_time_does_not_go_back_nor_past_the_horizon() -> None:
    crowd = crowd_of(Constants(size=5), 1)
    crowd.advance(MINUTE)
    with pytest.raises(ValueError, match="cannot go to 0"):
        crowd.advance(0)
    with pytest.raises(ValueError, match="cannot go to"):
        crowd.advance(HORIZON + 1)


def test_long_quiet_times_do_not_overflow() -> None:
    constants = Constants(size=3, relax=1, stay=1000)
    arrivals = np.array([10.0, 5_000.0, 14_000_000.0])
    crowd = Crowd(constants, arrivals, np.array([1.0, 300.0, 1.0]), NEVER, HORIZON)
    crowd.advance(13_000_000)
    assert crowd.tension == pytest.approx(0.1, abs=1e-12)
    crowd.advance(14_000_500)
    assert crowd.tension == pytest.approx(0.1 + 0.45 / 151, abs=1e-12)


def test_a_crowd_of_100000_is_moved() -> None:
    constants = Constants(size=100_000, violence=1e-9)
    drawn = draw(Streams(9), constants, 0, rows=range(1))
    crowd = Crowd(constants, drawn.arrivals[0], drawn.leaving[0], 1.0, HORIZON, Watch((50_000,), (10_000.0,)))
    crowd.responders(50)
    moment = crowd.next_change(0)
    seen = 0
    while moment is not None and seen < 100:
        crowd.advance(moment)
        seen += 1
        moment = crowd.next_change(moment)
    assert moment is None
    assert crowd.present < 50_000
