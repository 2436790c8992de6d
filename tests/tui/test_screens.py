"""Every screen as plain text, in both languages and at every size. Heads of the record are blanked: they hang on every
word of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from reports.cells import cell_width
from reports.words import Lang
from tests.tui.north_gate import NorthGate, in_danger, late_morning, mid_incident, ms
from tui.actions import Registry
from tui.board import Board, Spot
from tui.desk.after import first_look
from tui.desk.field import Field
from tui.desk.panel import Danger, Detail, Facts, Form, Help, Level, Menu, Note
from tui.desk.ui import Find, Ui, Undo
from tui.lines import Line, plain_text
from tui.pages.frame import draw
from tui.pages.view import View

Golden = Callable[[str, str], None]
Change = Callable[[Ui, Board], Ui]
_HEAD = re.compile(r"(#\d{3,} )[0-9A-F]{4}-[0-9A-F]{4}\b")
LANGS: tuple[Lang, ...] = ("zh", "en")
SIZES = ((80, 24), (120, 30), (120, 40))


def spot(board: Board, number: str) -> Spot:
    """The row of the step with that number."""
    return board.spot_of(board.plan.by_number[number].id)


def on(number: str) -> Change:
    """The cursor on a step."""
    return lambda ui, board: replace(ui, cursor=spot(board, number))


def page(name: str, number: str = "02") -> Change:
    """A page, the cursor on a step."""
    return lambda ui, board: replace(ui, page=name, cursor=spot(board, number))


def detail(number: str, **values: object) -> Change:
    """A step in full."""
    return lambda ui, board: on(number)(ui, board).opened(Detail(spot(board, number), **values))  # type: ignore[arg-type]


def panel(*panels: object) -> Change:
    """Panels on the page, the last one on top."""

    def opened(ui: Ui, board: Board) -> Ui:
        return replace(on("02")(ui, board), panels=panels)  # type: ignore[arg-type]

    return opened


SCREENS: dict[str, tuple[Callable[[], NorthGate], Change]] = {
    "live": (mid_incident, on("02")),
    "live-ended": (late_morning, on("02")),
    "stages": (mid_incident, page("stages")),
    "told": (mid_incident, page("told")),
    "limits": (late_morning, page("limits")),
    "log": (mid_incident, page("log")),
    "detail": (mid_incident, detail("02")),
    "detail-choose": (late_morning, detail("03")),
    "detail-round": (mid_incident, detail("02", asks="round")),
    "detail-form": (mid_incident, detail("01")),
    "detail-texts": (mid_incident, detail("04", more=True)),
    "danger": (in_danger, lambda ui, board: first_look(board)),
    "danger-question": (
        mid_incident,
        lambda ui, board: replace(panel(Danger(ms("08:52:08")))(ui, board), draft=("", "北门有人推搡, 保安正")),
    ),
    "note": (mid_incident, panel(Note(Field.of("代表4人, 诉求是工资差额"), "report-leading-group", 1))),
    "facts": (mid_incident, panel(Facts())),
    "form-choice": (mid_incident, panel(Facts(), Form(("entrance",)))),
    "form-text": (mid_incident, panel(Form(("course", "state-now"), "log-sign", Field.of("北门聚集")))),
    "level": (mid_incident, panel(Level())),
    "level-reason": (mid_incident, panel(Level(chosen="key", field=Field.of("人散了")))),
    "level-approver": (mid_incident, panel(Level(chosen="key", reason="人散了"))),
    "menu": (mid_incident, panel(Menu())),
    "help": (mid_incident, panel(Help(seen="alt+6"))),
    "find": (mid_incident, lambda ui, board: replace(on("02")(ui, board), find=Find("领导", hand=True))),
    "undo": (mid_incident, lambda ui, board: replace(on("02")(ui, board), undo=Undo(19, 0))),
    "draft": (mid_incident, lambda ui, board: replace(on("02")(ui, board), draft=("", "代表提出14:00前要见财务"))),
}
WIDE = ("live", "detail", "danger", "limits")
SMALL = ((80, 20), (72, 20), (66, 14), (60, 12), (50, 10))


@cache
def told(make: Callable[[], NorthGate], lang: Lang) -> tuple[NorthGate, Board]:
    """A story told once: drawing changes nothing in it."""
    gate = make()
    return gate, gate.board(lang)


def screen(name: str, lang: Lang, width: int, height: int) -> list[Line]:
    """The lines of a screen."""
    make, change = SCREENS[name]
    gate, board = told(make, lang)
    ui = replace(change(first_look(board), board), width=width, height=height)
    return draw(View(board, gate.clock.time, Registry(), ui))


def shown(name: str, lang: Lang, width: int, height: int) -> str:
    """The same as text."""
    return _HEAD.sub(r"\1____-____", plain_text(screen(name, lang, width, height)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was_agreed(name: str, lang: Lang, golden: Golden) -> None:
    golden(f"screens/{name}-{lang}.txt", shown(name, lang, 80, 24))


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", WIDE)
def test_a_larger_window_has_more_beside(name: str, lang: Lang, width: int, height: int, golden: Golden) -> None:
    golden(f"screens/{name}-{lang}-{width}x{height}.txt", shown(name, lang, width, height))


@pytest.mark.parametrize(("width", "height"), SMALL)
def test_a_smaller_window_loses_rows_and_refuses_nothing(width: int, height: int, golden: Golden) -> None:
    golden(f"screens/live-zh-{width}x{height}.txt", shown("live", "zh", width, height))


@pytest.mark.parametrize("size", [*SIZES, *SMALL, (40, 6), (200, 60), (109, 27)])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
def test_every_line_is_as_wide_as_the_window(name: str, lang: Lang, size: tuple[int, int]) -> None:
    lines = screen(name, lang, *size)
    assert len(lines) == size[1]
    assert {cell_width(line.text) for line in lines} == {size[0]}


def test_what_is_overdue_is_said_in_words_and_marked_in_style() -> None:
    lines = screen("limits", "zh", 80, 24)
    assert lines[1].text.startswith("!! 超 06:12  05 领导出面与群众沟通")
    assert "已逾期  预案1小时  09:40到" in lines[1].text
    assert lines[1].spans[0][1] == "overdue"
    assert lines[3].text.startswith("~~ 超 26:32  74 ")
    assert lines[3].spans[0][1] == "past"


def test_the_row_under_the_cursor_is_marked_and_reversed() -> None:
    row = next(line for line in screen("live", "zh", 80, 24) if line.text.startswith(">"))
    assert row.spans[0][1].split() == ["doing", "cursor"]


def test_no_interface_text_has_a_character_of_uncertain_width() -> None:
    from unicodedata import east_asian_width

    for name in SCREENS:
        for lang in LANGS:
            text = shown(name, lang, 80, 24)
            assert [c for c in text if east_asian_width(c) == "A"] == [], name
