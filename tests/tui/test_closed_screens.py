"""The page after closing as plain text, in both languages and at three sizes, and the course behind its rows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reports.cells import cell_width
from reports.words import Lang
from tests.tui.after_closing import (
    broken,
    closed_clean,
    closed_with_much,
    false_alarm,
    opened_by_mistake,
    switched,
)
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate

Golden = Callable[[str, str], None]
LANGS: tuple[Lang, ...] = ("zh", "en")
SIZES = ((80, 24), (120, 30), (120, 40), (80, 20), (66, 14), (60, 12), (40, 6))
STORIES: dict[str, Callable[[], NorthGate]] = {
    "closed": closed_with_much,
    "closed-clean": closed_clean,
    "closed-mistake": opened_by_mistake,
    "closed-false-alarm": false_alarm,
    "closed-switched": switched,
    "closed-broken": broken,
}
_HEAD = re.compile(r"(#\d{3,} )[0-9A-F]{4}-[0-9A-F]{4}\b")
_FULL = re.compile(r"[0-9a-f]{8}( [0-9a-f]{8}){5,7}")


def page(name: str, lang: Lang, width: int = 80, height: int = 24, keys: str = "") -> str:
    """The screen once the record has been verified; heads are blanked: they hang on every word of the plan."""
    hands = Hands(STORIES[name](), lang=lang, width=width, height=height).wait(1_000).wait(1_000)
    if keys:
        hands.keys(keys)
    text = _FULL.sub(lambda m: re.sub("[0-9a-f]", "_", m[0]), hands.screen())
    return _HEAD.sub(r"\1____-____", text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", STORIES)
def test_the_page_after_closing_is_as_it_was_agreed(name: str, lang: Lang, golden: Golden) -> None:
    golden(f"screens/{name}-{lang}.txt", page(name, lang))


@pytest.mark.parametrize(("width", "height"), SIZES[1:3])
@pytest.mark.parametrize("lang", LANGS)
def test_a_larger_window_lists_more(lang: Lang, width: int, height: int, golden: Golden) -> None:
    golden(f"screens/closed-{lang}-{width}x{height}.txt", page("closed", lang, width, height))


@pytest.mark.parametrize("lang", LANGS)
def test_the_course_of_what_must_be_explained(lang: Lang, golden: Golden) -> None:
    golden(f"screens/closed-course-{lang}.txt", page("closed", lang, keys="enter"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", STORIES)
def test_every_line_is_as_wide_as_the_window(name: str, size: tuple[int, int]) -> None:
    for keys in ("", "enter", "1", "right"):
        lines = page(name, "zh", *size, keys=keys).splitlines() if keys != "1" else page(name, "en", *size).splitlines()
        assert len(lines) == size[1]
        assert {cell_width(line) for line in lines} == {size[0]}


def test_the_cursor_row_and_the_digits_stay_however_small_the_window_is() -> None:
    text = page("closed", "zh", 66, 14)
    assert any(line.startswith(">!") for line in text.splitlines())
    assert "5 给领导的一页" in text


def test_a_page_has_no_character_of_uncertain_width() -> None:
    from unicodedata import east_asian_width

    for name in STORIES:
        for lang in LANGS:
            assert [c for c in page(name, lang) if east_asian_width(c) == "A"] == []


@pytest.mark.parametrize("lang", LANGS)
def test_reopening_what_went_on_under_another_plan_names_the_other(lang: Lang, golden: Golden) -> None:
    shown = page("closed-switched", lang, keys="right")
    golden(f"screens/closed-switched-reopen-{lang}.txt", shown)
    assert "2026-0309-02" in shown
    assert ("可能两个都在办" if lang == "zh" else "both may be under way") in shown
    assert "may be under way" not in page("closed-false-alarm", "en", keys="right")
