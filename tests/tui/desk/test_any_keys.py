"""Whatever is pressed: nothing breaks, the screen is whole, and letters record nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.cells import cell_width
from reports.words import Lang
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, in_danger, late_morning, mid_incident, plan
from tui.pages.frame import screen

KEYS = [
    *("space", "enter", "esc", "tab", "shift+tab", "bksp", "delete"),
    *("left", "right", "up", "down", "pgup", "pgdn", "home", "end"),
    *("f1", "f3", "f5", "f6", "f7", "f8", "f9"),
    *"0123456789",
    *("alt+3", "alt+6", "alt+9", "alt+4"),
    *("a", "北", "！", "１", "　", "?", "，"),
]
GAPS = [0, 20, 200, 700, 1_500, 30_000]
STORIES = {"calm": mid_incident, "late": late_morning, "danger": in_danger, "new": NorthGate}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("story", STORIES)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_no_key_breaks_anything(story: str, lang: Lang, data: st.DataObject) -> None:
    width, height = data.draw(st.sampled_from([(80, 24), (120, 30), (64, 15), (30, 5)]))
    hands = Hands(STORIES[story](), lang=lang, width=width, height=height)
    for key in data.draw(st.lists(st.sampled_from(KEYS), max_size=60)):
        hands.keys(key, gap=data.draw(st.sampled_from(GAPS)))
    drawn = screen(hands.station.view())
    assert {cell_width(line.text) for line in drawn.lines} == {width}
    assert len(drawn.lines) == height
    assert 0 <= drawn.caret[0] < height
    assert 0 <= drawn.caret[1] < width


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [*"abcdxyz", "北", "，", "ñ", "tab", "up", "down", "left", "right", "pgdn", "f1", "f7", "esc"]
            ),
            st.sampled_from(GAPS),
        ),
        max_size=60,
    )
)
@settings(max_examples=25, deadline=None)
def test_letters_arrows_and_pages_record_nothing(keys: list[tuple[str, int]]) -> None:
    hands = Hands(mid_incident())
    for key, gap in keys:
        hands.keys(key, gap=gap)
    assert hands.kinds == []


def test_the_other_shipped_plan_is_drawn_too() -> None:
    hands = Hands(NorthGate(plan_=plan("company-six-stage")))
    for page in ("now", "stages", "told", "limits", "log"):
        assert f"{page}" == hands.ui.page
        assert len(hands.screen().splitlines()) == 24
        hands.keys("down enter left tab")
