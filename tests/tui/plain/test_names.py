"""Facts as people name them, and lines that answer what is asked in one go."""

from __future__ import annotations

import pytest

from tests.tui.plain.transcript import play


def said(*lines: str, plan: str = "soe-rapid-response", language: str = "zh") -> str:
    """What a conversation says."""
    typed = [f"08:44:{10 + n:02} > {line}" for n, line in enumerate(lines)]
    return play("\n".join([f"# plan={plan} language={language} by=王岚", "08:43:10 ", *typed]) + "\n")


@pytest.mark.parametrize(
    "typed", ["地点=北门外", "地点 = 北门外", "地点＝北门外", "地点: 北门外", "地点 北门外", "place=北门外"]
)
def test_a_fact_may_be_stated_as_the_record_shows_it(typed: str) -> None:
    assert "已存盘 地点=北门外\n" in said(f"情况 {typed}")


def test_a_fact_is_known_by_the_beginning_of_its_name() -> None:
    assert "诉求是什么=工资" in said("情况 诉求 工资")


def test_where_only_the_word_is_missing_the_line_is_said_back_with_it() -> None:
    assert "是不是 情况 地点 北门外?" in said("地点 北门外")


def test_danger_that_says_yes_is_not_asked_again() -> None:
    text = said("危险 是", "92 1")
    assert "看到危险?" not in text
    assert "危险=是" in text
    assert "92 办结" in text


def test_danger_alone_is_asked_first() -> None:
    assert "看到危险? 是按1" in said("危险")


def test_a_plan_may_be_picked_by_its_id() -> None:
    assert "接着办 2026-0309-02" in said("换预案", "company-six-stage", "看错了")


def test_a_name_that_is_asked_for_is_never_a_command() -> None:
    text = said("handover", "handover He Ping", "", language="en")
    assert ">> handover" not in text
    assert ">> He Ping" in text


def test_what_was_being_asked_falls_away_when_the_incident_is_closed() -> None:
    text = said("换预案", "1", "结束", "3", "看错了", "")
    after = text[text.index("结束处置") :]
    assert "为什么换预案" not in after
    assert "现在要做" not in after
    assert "处置已结束" in after or "已经结束" in after
