"""Widths, cutting, padding, and what ambiguous characters are drawn as."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reports.cells import cell_width
from tui.lines import Line, between, drawn, first_that_fits, line, note, row, rule


def test_a_row_keeps_its_right_side_and_cuts_its_left():
    assert between("向领导小组报告", "09:10到", 24) == "向领导小组报告   09:10到"
    assert between("明确责任部门和办理期限, 告知职工", "等06", 24) == "明确责任部门和...   等06"


def test_a_right_side_alone_may_take_the_whole_row():
    assert between("", "历时 12:10", 10) == "历时 12:10"
    assert between("", "历时 12:10", 12) == "  历时 12:10"


def test_a_heading_stands_in_its_rule():
    assert rule("怎么办", "", 20).text == "--怎么办 " + "-" * 11
    assert rule("打给谁", "上下=选人", 30).text == "--打给谁 -------- 上下=选人 --"
    assert rule("危险", "", 12, "=").text == "==危险 ====="


def test_a_line_of_spans_is_cut_in_its_last_one():
    both = Line((("02 ", ""), ("向领导小组报告", "dim")))
    assert both.fitted(12).spans == (("02 ", ""), ("向领导...", "dim"))
    assert both.fitted(20).text == "02 向领导小组报告   "
    assert Line((("ab", ""), ("cd", "dim"))).fitted(2).text == ".."


def test_styles_gather():
    assert line("x", "doing").styled("cursor").spans == (("x", "doing cursor"),)


def test_titles_are_drawn_in_characters_of_certain_width():
    assert drawn("“包案”领导—分管·副职 → 现场…") == "「包案」领导-分管.副职 -> 现场..."
    assert drawn("①到场 ×2") == "(1)到场 x2"


def test_notes_keep_what_was_written_but_cannot_steer_the_terminal():
    assert note("他说“还在来”…\n红色\x1b[31m") == "他说“还在来”… 红色?[31m"


def test_the_longest_way_that_fits_is_taken():
    options = ["下一个: 陈敏 副组长 8002", "下一个: 陈敏 8002", "陈敏 8002"]
    assert first_that_fits(24, options) == "下一个: 陈敏 副组长 8002"
    assert first_that_fits(18, options) == "下一个: 陈敏 8002"
    assert first_that_fits(6, options) == "陈..."


def test_a_row_without_room_for_both_is_still_as_wide_as_asked():
    assert row("向领导小组报告", "暂定10分(重大级)  08:50到", 20).width == 20


@given(st.text(max_size=40), st.text(max_size=20), st.integers(min_value=4, max_value=80))
@settings(max_examples=300, deadline=None)
def test_whatever_is_drawn_takes_the_cells_it_was_given(left, right, width):
    text = between(drawn(left), drawn(right), width)
    assert cell_width(text) == width
    assert line(text).fitted(width + 3).width == width + 3


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_what_is_drawn_stays_on_its_line(text):
    for shown in (drawn(text), note(text)):
        assert not any(c in shown for c in "\x1b\n\r\t\x9b\u202e")


def test_the_terminal_library_counts_the_same_cells():
    every = [chr(n) for n in range(0x20, 0x20000) if chr(n) == note(chr(n))]
    assert "北" in every
    assert [c for c in every if cell_len(c) != cell_width(c)] == []
