"""What a line means, before anybody knows the incident."""

from __future__ import annotations

import pytest

from reports.typed.understood import NotUnderstood
from tests.incidents.story import ms
from tui.plain.dispatch import HANDLERS
from tui.plain.grammar import CANCEL, NAMES, VERBS, Line, is_act, is_command, is_danger, is_time, read_line, take_time

NOW = ms("09:00")
ZONE = "Asia/Shanghai"


def read(typed: str) -> Line:
    return read_line(typed, NOW, ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("记 诉求是工资", Line("note", rest="诉求是工资")),
        ("记：诉求是工资", Line("note", rest="诉求是工资")),
        ("note  they ask", Line("note", rest="they ask")),
        ("NOTE x", Line("note", rest="x")),
        ("记\u3000诉求", Line("note", rest="诉求")),
        ("人数 42", Line("count", rest="42")),
        ("人数42", Line("count", rest="42")),
        ("起点0840", Line("began", rest="0840")),
        ("！！", Line("danger")),
        ("!!", Line("danger")),
        ("？", Line("help")),
        ("02", Line(step="02")),
        ("０２", Line(step="02")),
        ("02 3", Line(step="02", rest="3")),
        ("０２　３", Line(step="02", rest="3")),
        ("24@2 0", Line(step="24", turn=2, rest="0")),
        ("09@2/1", Line(step="09", turn=2, limit=1)),
        ("101 0", Line(step="101", rest="0")),
        ("02 1 陈敏 0848", Line(step="02", rest="1 陈敏 0848")),
        ("0848 02 1", Line(step="02", rest="1", at=ms("08:48"))),
        ("8:48 记 到了", Line("note", rest="到了", at=ms("08:48"))),
        ("08：48 记 ２人", Line("note", rest="２人", at=ms("08:48"))),
        ("start 0840", Line("start", rest="0840")),
    ],
)
def test_a_line_means(typed: str, meant: Line) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("诉求是工资", "unknown-word"),
        ("8001", "unknown-word"),
        ("0848", "unknown-word"),
        ("0930 记 还没到", "future"),
        ("2", "unknown-word"),
        ("@2", "unknown-word"),
        ("\x00", "unknown-word"),
    ],
)
def test_a_line_means_nothing(typed: str, code: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read(typed)
    assert caught.value.code == code


def test_the_nearest_word_is_named() -> None:
    with pytest.raises(NotUnderstood) as caught:
        read("hadnover 何平")
    assert caught.value.values["near"] == "handover"


def test_every_word_has_both_languages_one_meaning_and_something_to_do() -> None:
    assert set(VERBS) == set(HANDLERS)
    assert len(NAMES) == sum(len(names) for names in VERBS.values())
    for names in VERBS.values():
        assert any(not name.isascii() for name in names)
        assert any((name.isascii() and name.isalpha()) or "-" in name for name in names)
    assert not CANCEL & set(NAMES)


@pytest.mark.parametrize(
    ("typed", "aside"),
    [
        ("02 3", True),
        ("０２　３", True),
        ("24@2 0 0915", True),
        ("02", False),
        ("30-50", False),
        ("12 人受伤", False),
        ("2 3", False),
    ],
)
def test_a_step_with_a_digit_is_never_a_text(typed: str, aside: bool) -> None:
    assert is_act(typed) is aside


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("填 93", True),
        ("fill 93", True),
        ("欠填", True),
        ("owed", True),
        ("log all", True),
        ("改进 门口疏导演练", True),
        ("close to the gate", False),
        ("call back at ten", False),
        ("done by security", False),
        ("记录都在保卫科", False),
        ("情况稳定", False),
    ],
)
def test_which_lines_can_hardly_be_a_text(typed: str, command: bool) -> None:
    assert is_command(typed) is command


def test_danger_is_a_word_by_itself() -> None:
    assert is_danger(" ！！ ")
    assert is_danger("DANGER")
    assert not is_danger("危险 北门")
    assert not is_danger("没有危险")


def test_times_and_telephone_numbers() -> None:
    assert is_time("0848")
    assert is_time("8:48")
    assert is_time("０８：４８")
    assert not is_time("8001")
    assert not is_time("1270")
    assert not is_time("110")
    assert take_time("0848 陈敏", NOW, ZONE) == (ms("08:48"), "陈敏")
    assert take_time("陈敏", NOW, ZONE) == (None, "陈敏")
