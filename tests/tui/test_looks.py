"""How the screens look: with colours, and with NO_COLOR, where only bold, reverse and dim are left.

The text is the same in both; these goldens hold what each run of cells looks like. Nothing is said by colour alone: a
row that has a colour also has a mark or a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from rich.style import Style

from reports.words import Lang
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, in_danger, late_morning, mid_incident
from tui.lines import Line
from tui.pages.frame import draw
from tui.shell.looks import look

Golden = Callable[[str, str], None]

SHOWN: dict[str, tuple[Callable[[], NorthGate], str]] = {
    "live": (mid_incident, "0 2"),
    "detail": (mid_incident, "0 2 enter"),
    "limits": (late_morning, "f7"),
    "danger": (in_danger, "f9"),
    "danger-question": (late_morning, "f9"),
    "skip": (late_morning, "0 9 right 4"),
    "handover": (late_morning, "esc 4 1"),
    "note": (mid_incident, "f6"),
    "undo": (mid_incident, "space bksp"),
}


def lines(name: str, lang: Lang) -> list[Line]:
    """The screen after its keys."""
    make, keys = SHOWN[name]
    return draw(Hands(make(), lang=lang).keys(keys).station.view())


def runs(line: Line, plain: bool) -> Iterator[str]:
    """`0-80 bold on red`: what each run of cells looks like that does not look like text."""
    at = 0
    for text, names in line.spans:
        style = look(names).without_color if plain else look(names)
        if style != Style.null() and text:
            yield f"{at}-{at + len(text)} {style}"
        at += len(text)


def looks(name: str, lang: Lang, *, plain: bool) -> str:
    """The runs of every row that has any."""
    rows = ((n, list(runs(line, plain))) for n, line in enumerate(lines(name, lang), 1))
    return "".join(f"{n:>2}: {'; '.join(found)}\n" for n, found in rows if found)


@pytest.mark.parametrize("plain", [False, True], ids=["colours", "no-color"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_a_screen_looks_as_it_was_agreed(name: str, lang: Lang, plain: bool, golden: Golden) -> None:
    golden(f"looks/{name}-{lang}-{'no-color' if plain else 'colours'}.txt", looks(name, lang, plain=plain))


@pytest.mark.parametrize("name", SHOWN)
def test_without_colours_only_bold_reverse_and_dim_are_left(name: str) -> None:
    for line in lines(name, "zh"):
        for _, names in line.spans:
            style = look(names).without_color
            assert style.color is None
            assert style.bgcolor is None
            assert not style.underline
            assert not style.blink


@pytest.mark.parametrize("name", SHOWN)
def test_what_has_a_colour_has_a_mark_or_a_word_too(name: str) -> None:
    for line in lines(name, "zh"):
        coloured = any(look(names).bgcolor or look(names).color for text, names in line.spans if text.strip())
        if coloured:
            assert any(mark in line.text for mark in ("!", "~", "超", "晚", "没有存上")), line.text
