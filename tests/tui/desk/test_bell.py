"""The bell: what rings, when, how often; what never does; how it looks, and how it is turned off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import commands as c
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, in_danger, late_morning, mid_incident, ms
from tui.board.dues import Due, Dues
from tui.desk import bell
from tui.desk.effects import Sit
from tui.lines import plain_text
from tui.pages.frame import draw

MINUTE = 60_000


def heard(hands: Hands, until: str, *, step: int = 250) -> list[tuple[str, int]]:
    """The rings until a time, each with the time at which it came."""
    return list(_heard(hands, ms(until), step))


def _heard(hands: Hands, end: int, step: int) -> Iterator[tuple[str, int]]:
    while hands.gate.clock.time < end:
        hands.wait(min(step, end - hands.gate.clock.time))
        times, hands.station.rings = hands.station.rings, 0
        if times:
            left = hands.gate.clock.time - ms("08:00")
            yield f"{8 + left // 3_600_000:02}:{left // MINUTE % 60:02}:{left // 1000 % 60:02}", times


def dues(*ats: int, binding: bool = True) -> Dues:
    """Limits that run, by when they fall due."""
    found = Dues()
    for n, at in enumerate(ats):
        due = Due(at, n, 0, 1, binding)
        (found.binding if binding else found.targets).put(due.key, due)
    return found


def test_five_minutes_one_minute_and_three_times_when_it_falls_due() -> None:
    hands = Hands(mid_incident())  # 02 is due at 09:10, 04 and 05 at 09:40; the target of 02 was due at 08:50
    assert heard(hands, "09:12") == [("09:05:00", 1), ("09:09:00", 1), ("09:10:00", 3)]


def test_what_is_done_rings_no_more() -> None:
    hands = Hands(mid_incident())
    assert heard(hands, "09:07") == [("09:05:00", 1)]
    hands.gate.tell("09:07", c.Done, step="report-leading-group")
    hands.station.poll()
    hands.board.take(hands.gate.clock.time)
    assert heard(hands, "09:34", step=1_000) == []
    assert heard(hands, "09:36", step=1_000) == [("09:35:00", 1)]


def test_targets_of_our_own_never_ring() -> None:
    assert bell.rings(dues(ms("09:10"), binding=False), ms("08:00"), ms("09:10")) == 0
    hands = Hands(late_morning())  # 06 and others have targets that run; what binds is over
    targets = [due.at for due in hands.board.dues.targets]
    binding = {due.at - before for due in hands.board.dues.binding for before, _ in bell.MOMENTS}
    assert targets
    rung = heard(hands, "10:20", step=1_000)
    assert len(rung) == len([at for at in binding if ms("09:46:12") < at <= ms("10:20")])


def test_in_danger_the_targets_of_its_branch_do_not_ring() -> None:
    hands = Hands(in_danger())
    coming = [due.at for due in hands.board.dues.targets if hands.board.in_branch(due.step)]
    assert max(coming) > hands.gate.clock.time
    assert [d for d in hands.board.dues.binding if hands.gate.clock.time < d.at < ms("10:45")] == []
    assert heard(hands, "10:40", step=500) == []


def test_a_tick_that_jumps_rings_for_the_last_moment_only() -> None:
    hands = Hands(mid_incident())
    assert heard(hands, "09:20", step=MINUTE * 60) == [("09:20:00", 3)]
    assert heard(hands, "09:37", step=MINUTE * 60) == [("09:37:00", 1)]
    assert heard(hands, "09:38", step=250) == []


def test_what_lay_before_the_sitting_does_not_ring() -> None:
    gate = mid_incident()
    gate.clock.time = ms("09:09:30")
    assert heard(Hands(gate), "09:11") == [("09:10:00", 3)]
    gate.clock.time = ms("09:10")
    assert heard(Hands(gate), "09:30") == []


def test_a_clock_that_was_set_back_rings_nothing_twice() -> None:
    limits = dues(ms("09:10"))
    hands = Hands(NorthGate())
    hands.board.dues = limits
    hands.station._heard = ms("09:09:59")
    hands.station._listen(1, ms("09:10"))
    hands.station._listen(2, ms("09:08"))
    hands.station.rings = 0
    hands.station._listen(3, ms("09:10"))
    assert hands.station.rings == 0


def test_of_two_that_are_one_moment_the_louder_rings() -> None:
    assert bell.rings(dues(ms("09:10"), ms("09:15")), ms("09:09:59"), ms("09:10")) == 3
    assert bell.rings(dues(ms("09:11"), ms("09:15")), ms("09:09:59"), ms("09:10")) == 1


def by_looking_at_all(limits: list[int], since: int, now: int) -> int:
    """The same, said at length."""
    moments = [(at - before, times) for at in limits for before, times in bell.MOMENTS if since < at - before <= now]
    return max(moments, default=(0, 0))[1]


@given(
    limits=st.lists(st.integers(0, 40), max_size=8, unique=True),
    ticks=st.lists(st.integers(0, 12), max_size=20),
)
def test_it_rings_as_if_every_limit_were_looked_at(limits: list[int], ticks: list[int]) -> None:
    ats = [at * 30_000 for at in limits]
    running, now = dues(*ats), 0
    for step in ticks:
        since, now = now, now + step * 30_000
        assert bell.rings(running, since, now) == by_looking_at_all(ats, since, now)


def test_a_tick_costs_searches_and_not_the_plan() -> None:
    limits = dues(*(ms("09:00") + n * 1_000 for n in range(5_000)))
    looked = 0

    class Counted(type(limits.binding)):  # type: ignore[misc]
        def __getitem__(self, place: int) -> Due:
            nonlocal looked
            looked += 1
            return super().__getitem__(place)  # type: ignore[no-any-return]

    limits.binding.__class__ = Counted
    for second in range(100):
        bell.rings(limits, ms("09:30") + second * 1_000, ms("09:30") + second * 1_000 + 250)
    assert looked == 300


def test_the_second_row_pulses_for_three_seconds_and_no_text_changes() -> None:
    hands = Hands(mid_incident())
    heard(hands, "09:04:59")
    hands.wait(1_000)
    lines = draw(hands.station.view())
    quiet = draw(replace(hands.station.view(), ui=replace(hands.ui, pulse=0)))
    assert {style for _, style in lines[1].spans} == {"pulse"}
    assert plain_text(lines) == plain_text(quiet)
    assert [n for n, (a, b) in enumerate(zip(lines, quiet, strict=True)) if a != b] == [1]
    hands.wait(2_900)
    assert hands.ui.pulse
    hands.wait(200)
    assert not hands.ui.pulse


@pytest.mark.parametrize(("lang", "said"), [("zh", "铃关  09:"), ("en", "bell off  09:")])
def test_it_can_be_turned_off_for_the_sitting(lang: str, said: str) -> None:
    hands = Hands(mid_incident(), lang=lang)  # type: ignore[arg-type]
    hands.station.ui, effects = bell.toggle(hands.ui, hands.station.view())
    assert effects == ()
    assert heard(hands, "09:04:59") == []
    hands.wait(1_000)
    assert hands.station.rings == 0
    assert hands.ui.pulse
    assert said in hands.row(1)
    hands.station.ui, _ = bell.toggle(hands.ui, hands.station.view())
    assert said not in hands.row(1)
    assert heard(hands, "09:10") == [("09:09:00", 1), ("09:10:00", 3)]


def test_whoever_sits_down_next_hears_it_again() -> None:
    hands = Hands(mid_incident())
    hands.station.ui, _ = bell.toggle(hands.ui, hands.station.view())
    hands.station._carry_out([Sit("何平")])
    assert not hands.ui.muted
    assert heard(hands, "09:05") == [("09:05:00", 1)]


def test_nothing_rings_once_it_is_closed() -> None:
    gate = mid_incident()
    gate.tell("09:01", c.Close, outcome="mistake", reason="误按")
    assert heard(Hands(gate), "09:45", step=1_000) == []
