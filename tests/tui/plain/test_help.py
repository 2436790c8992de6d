"""Help: every word stands in it, and how it is written can be typed."""

from __future__ import annotations

import pytest

from reports.typed.understood import NotUnderstood
from reports.words import LANGUAGES, Words
from tests.incidents.story import ms
from tests.tui.plain.transcript import World
from tui.plain.dispatch import begin
from tui.plain.explain import word
from tui.plain.grammar import VERBS, read_line
from tui.plain.help import FORMS, forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_in_the_help(language: str) -> None:
    world = World(language)
    talk = world.seat(world.open("soe-rapid-response", "王岚"), "王岚")
    talk.hear("?")
    said = "\n".join(world.printed)
    for verb in VERBS:
        assert word(talk.desk.words, verb) in said, verb


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_word_is_written_can_be_typed(language: str) -> None:
    assert set(FORMS) == set(VERBS)
    for verb in FORMS:
        for form in forms(Words(language), verb):  # type: ignore[arg-type]
            typed = form.split(":")[0].split(",")[0].split(" 或 ")[0].split(" or ")[0]
            line = read_line(typed, ms("09:00"), "Asia/Shanghai")
            assert line.verb == verb or line.step, form


def test_help_for_one_word() -> None:
    world = World("zh")
    talk = world.seat(world.open("soe-rapid-response", "王岚"), "王岚")
    talk.hear("帮助 行")
    assert world.printed == ["  行: 有哪些清单", "  行 清单名 甲; 乙; 丙: 加一行", "  行 清单名 2: 改第2行"]
    with pytest.raises(NotUnderstood):
        begin(talk.desk, "帮助 hadnover")
