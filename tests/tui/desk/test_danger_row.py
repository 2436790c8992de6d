"""The row that says since when there is danger tells the truth once it is over, while its steps still go on."""

from __future__ import annotations

from tests.tui.desk.hands import Hands
from tests.tui.north_gate import in_danger

SINCE = "危险起点 10:21:52 (按F9的时刻)  10:21:55 王岚确认"


def test_while_it_goes_on_it_says_since_when_and_who_confirmed_it() -> None:
    assert SINCE in Hands(in_danger()).row(4)


def test_a_second_yes_does_not_move_the_beginning() -> None:
    hands = Hands(in_danger()).keys("f3 2 1")
    assert hands.recorded[-1].data["value"] is True
    assert SINCE in hands.row(4)


def test_once_it_is_over_it_says_until_when_and_who_said_so() -> None:
    hands = Hands(in_danger()).keys("f3 2 2")
    assert hands.recorded[-1].data["value"] is False
    assert "危险 10:21:52 至 10:22:34  王岚记为解除, 没办完的照办" in hands.row(4)
    assert "危险起点" not in hands.screen()


def test_where_nobody_knows_any_more_the_beginning_still_stands() -> None:
    hands = Hands(in_danger()).keys("f3 2 3")
    assert hands.recorded[-1].data["unknown"] is True
    assert SINCE in hands.row(4)
