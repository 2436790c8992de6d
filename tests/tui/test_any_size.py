"""Whatever is open, in a window of any size: the screen is as large as the window, and drawing it comes to an end."""

from __future__ import annotations

import pytest

from tests.tui.desk.hands import Hands
from tests.tui.north_gate import mid_incident
from tui.pages.frame import screen

SIZES = ((1, 1), (2, 2), (1, 40), (5, 3), (80, 1), (80, 3), (300, 100))
WAYS = ("", "tab", "tab tab", "tab tab tab", "tab tab tab tab", "enter", "f1", "f3", "f3 1", "f5", "f6", "f7", "f8",
        "f9", "f9 space", "esc", "right", "报", "9")  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_screen_is_as_large_as_its_window(way: str) -> None:
    hands = Hands(mid_incident())
    if way:
        hands.keys(way)
    if way == "f6":
        hands.type("代表4人, 要见财务负责人, 当面说清楚二月份工资差额怎么算、什么时候发。")
    for width, height in SIZES:
        hands.station.resize(width, height)
        drawn = screen(hands.station.view())
        assert len(drawn.lines) == height
        assert all(0 <= at < most for at, most in zip(drawn.caret, (height, width), strict=True))
