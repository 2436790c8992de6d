"""The questions of the opening and the way back in, as plain text in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from incidents import commands as c
from reports.cells import cell_width
from reports.words import Lang
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident, ms
from tests.tui.test_screens import LANGS, Golden
from tui.common.drafts import Draft, Drafts

_HEAD = re.compile(r"(#\d{3,} )[0-9A-F]{4}-[0-9A-F]{4}\b")
SIZES = ((80, 24), (120, 30), (72, 20), (66, 14), (60, 12), (50, 10), (40, 6))

KEYS = {
    "first": "",
    "how-many": "3",
    "entrances": "3 4",
    "level": "3 4 2",
    "typed": "5 8 点 半 enter",
    "void": "bksp",
}


def opened(name: str, lang: Lang, size: tuple[int, int] = (80, 24)) -> Hands:
    """An incident opened four seconds ago, and some keys."""
    hands = Hands(NorthGate(), lang=lang, width=size[0], height=size[1], fresh=True).wait(4_000)
    return hands.keys(KEYS[name]) if KEYS[name] else hands


def taken_up(drafts: Path, lang: Lang, size: tuple[int, int] = (80, 24)) -> Hands:
    """Twenty minutes after everything stopped, by somebody else, in the middle of a handover."""
    gate = mid_incident()
    gate.tell("08:52:30", c.OfferHandover, giver="王岚", taker="何平")
    texts = {"王岚": "代表提出14:00前要见财务, 已答应转告", "何平": "门岗来电"}
    for by, text in texts.items():
        Drafts(drafts, gate.session.id, by).keep(Draft("note", by, ms("08:52:20"), "", (text,)))
    gate.clock.time = ms("09:12:30")
    gate.by = "何平"
    return Hands(gate, lang=lang, width=size[0], height=size[1], drafts=drafts)


def shown(hands: Hands) -> str:
    return _HEAD.sub(r"\1____-____", hands.screen())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", KEYS)
def test_the_opening_is_as_it_was_agreed(name: str, lang: Lang, golden: Golden) -> None:
    golden(f"screens/opening-{name}-{lang}.txt", shown(opened(name, lang)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_opening_in_a_larger_window(lang: Lang, golden: Golden) -> None:
    golden(f"screens/opening-first-{lang}-120x30.txt", shown(opened("first", lang, (120, 30))))


@pytest.mark.parametrize("lang", LANGS)
def test_the_way_back_in_is_as_it_was_agreed(lang: Lang, golden: Golden, tmp_path: Path) -> None:
    golden(f"screens/resumed-{lang}.txt", shown(taken_up(tmp_path, lang)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_line_is_as_wide_as_the_window(lang: Lang, size: tuple[int, int], tmp_path: Path) -> None:
    screens: list[Callable[[], Hands]] = [lambda name=name: opened(name, lang, size) for name in KEYS]  # type: ignore[misc]
    for make in (*screens, lambda: taken_up(tmp_path, lang, size)):
        lines = make().screen().splitlines()
        assert len(lines) == size[1]
        assert {cell_width(line) for line in lines} == {size[0]}


def test_the_caret_stands_where_the_start_is_typed() -> None:
    from tui.pages.frame import screen

    hands = opened("first", "zh").keys("5 0 8")
    drawn = screen(hands.station.view())
    row, column = drawn.caret
    assert drawn.lines[row].text.startswith("   08 ")
    assert column == 5
