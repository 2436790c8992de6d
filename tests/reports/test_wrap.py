"""Chinese and English text in lines."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.cells import cell_width
from reports.wrap import NOT_FIRST, NOT_LAST, wrap

LETTERS = st.sampled_from("电话口头报告五项时间地点（）「」，。、：；！？ abcXYZ019 ([{)]}.,-")


def test_a_line_does_not_begin_with_a_closing_mark():
    assert wrap("电话口头报告五项：时间、地点、人数。", 17) == ["电话口头报告五", "项：时间、地点、", "人数。"]


def test_a_line_does_not_end_with_an_opening_mark():
    assert wrap("请填一下「现状」好吗", 10) == ["请填一下", "「现状」好", "吗"]


def test_latin_words_stay_whole():
    assert wrap("Say it on the phone: time, place", 14) == ["Say it on the", "phone: time,", "place"]


def test_a_number_in_chinese_stays_whole():
    assert wrap("最迟从08:40起1小时内到", 12) == ["最迟从08:40", "起1小时内到"]


def test_a_word_longer_than_the_line_is_cut():
    assert wrap("010-0000-0000", 5) == ["010-0", "000-0", "000"]


def test_nothing_gives_one_empty_line():
    assert wrap("", 10) == [""]


@given(st.text(LETTERS, max_size=60), st.integers(min_value=8, max_value=40))
@settings(max_examples=300, deadline=None)
def test_every_line_fits_and_nothing_but_spaces_is_lost(text, width):
    lines = wrap(text, width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    st.text(st.sampled_from("电话报告，。（「）」"), min_size=1, max_size=40), st.integers(min_value=12, max_value=30)
)
@settings(max_examples=300, deadline=None)
def test_marks_keep_their_places_unless_there_are_heaps_of_them(text, width):
    runs = max(len(run) for run in "".join(c if c in NOT_FIRST | NOT_LAST else " " for c in text).split(" "))
    if runs > 2:
        return
    lines = wrap(text, width)
    assert all(line[0] not in NOT_FIRST for line in lines[1:])
    assert all(line[-1] not in NOT_LAST for line in lines[:-1])
