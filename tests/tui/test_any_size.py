"""Whatever is open, in a window of any size: the screen is as large as the window, and drawing it comes to an end."""

from __future__ import annotations

import re

import pytest

from reports.words import Lang
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


SMALL = ((60, 12), (60, 11), (50, 10), (40, 9), (30, 8), (72, 16), (80, 20))
CALLS = {
    "enter": (6, "8002"),
    "f5": (6, "8002"),
    "f5 3": (6, "8003"),
    "f5 3 3": (3, "010-0000-0100"),
    "f5 3 3 3": (4, "010-0000-0100"),
    "f9 space": (3, "110"),
}
"""Keys that lead to a call; the last digit that is live then, and the number that is to be dialled."""


@pytest.mark.parametrize("size", SMALL, ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("way", CALLS)
def test_in_any_window_the_number_is_whole_and_every_live_digit_seen(
    way: str, lang: Lang, size: tuple[int, int]
) -> None:
    last, number = CALLS[way]
    hands = Hands(mid_incident(), lang=lang, width=size[0], height=size[1]).keys(way)
    shown = hands.screen()
    assert re.search(rf"(?<![\d-]){number}(?![\d-])", shown)
    digits = {1, 3} if way == "f9 space" else set(range(1, last + 1))
    rows = [row for row in shown.splitlines() if re.match(r" {1,3}[1-6] ", row)]
    assert {int(n) for row in rows for n in re.findall(r"(?:^| )([1-6]) (?=\S)", row)} >= digits
    assert not re.search(r"\d-?\.\.\.", "\n".join(rows))


@pytest.mark.parametrize("width", [80, 60, 50, 40, 34])
def test_on_the_page_of_who_was_told_no_number_is_cut(width: int) -> None:
    hands = Hands(mid_incident(), width=width, height=20).keys("tab tab")
    assert re.search(r"陈敏 +8002(?![\d-])", hands.screen())
    assert not re.search(r"\d{3,}-?\.\.\.", hands.screen().partition("告知")[2].partition("空格")[0])
