"""Any keys in any order at home: every screen can be drawn, and nothing is recorded."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.cells import cell_width
from tests.tui.home.guest import Guest
from tests.tui.home.village import Village, morning

NAMED = (
    *("enter", "escape", "tab", "backspace", "left", "right", "up", "down", "pageup", "pagedown", "home", "end"),
    *("f1", "f2", "f3", "f5", "f6", "f7", "f8", "f9", "alt+1", "alt+2", "alt+6", "alt+0", "space"),
)
TYPED = (*"0123456789", *"aznd?!", *"的聚集　１？")
SIZES = st.sampled_from([(80, 24), (120, 40), (66, 14), (50, 8), (20, 3)])
PRESSES = st.lists(st.tuples(st.sampled_from((*NAMED, *TYPED)), st.sampled_from([0, 20, 100, 400, 1_000])), max_size=25)


@cache
def village() -> Village:
    """A story told once: no key changes anything in it."""
    return morning()


@settings(max_examples=40, deadline=None)
@given(SIZES, PRESSES)
def test_nothing_breaks_and_nothing_is_recorded(size: tuple[int, int], presses: list[tuple[str, int]]) -> None:
    guest = Guest(village(), width=size[0], height=size[1])
    before = [(info.id, info.version) for info in village().streams()]
    for name, gap in presses:
        guest.wait(gap)
        guest.key(name)
        lines = guest.screen().splitlines()
        assert len(lines) == size[1]
        assert {cell_width(line) for line in lines} <= {size[0]}
    assert [(info.id, info.version) for info in village().streams()] == before
