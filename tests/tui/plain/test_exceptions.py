"""Lines about one limit: extended by whoever holds the role; what comes again by the calendar has its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.plain.transcript import World

PLAN = """\
runbook: case
title: {zh: 信访事项, en: A case}
version: 1.0.0
sources: {L: {title: {zh: 条例, en: Regulation}, kind: statute}}
roles:
  officer: {zh: 承办人, en: Officer}
  leading_group_head: {zh: 组长, en: Head}
facts: {event: {type: date, ask: {zh: 节日, en: Festival}}}
steps:
  - {id: register, stage: routine, title: {zh: 登记, en: Register}, role: officer, record: [event], source: L-1}
  - id: reply
    stage: routine
    title: {zh: 书面答复, en: Reply}
    role: officer
    source: L-34
    limits:
      - {within: 60 days, from: began, extend: {by: 30 days, role: leading_group_head}, basis: statute, source: L-34}
      - {within: 3 months, from: began, basis: statute, source: L-35}
  - id: hearing
    stage: routine
    title: {zh: 听证, en: Hearing}
    role: officer
    source: L-36
    limits:
      - {within: 10 days, from: began, extend: {by: 5 days, role: leading_group_head}, basis: statute, source: L-36}
      - {by: event, ahead: 3 working days, extend: {by: 1 day, role: leading_group_head}, basis: statute, source: L-37}
  - id: check
    stage: routine
    title: {zh: 自查, en: Check}
    role: officer
    source: L-38
    limits: [{every: month, day: 25, basis: statute, source: L-38}]
"""


class Station:
    """One officer; each line gives what was printed for it."""

    def __init__(self, folder: Path, language: str) -> None:
        path = folder / f"case-{language}.yaml"
        path.write_text(PLAN, encoding="utf-8")
        self.world = World(language)
        self.talk = self.world.seat(self.world.open(str(path), "王岚"), "王岚")

    def __call__(self, line: str) -> str:
        self.world.clock.time += 5_000
        self.talk.hear(line)
        said = " ".join("\n".join(self.world.printed).split("\n    "))
        self.world.printed.clear()
        return said


@pytest.fixture
def say(tmp_path: Path) -> Station:
    return Station(tmp_path, "zh")


def test_a_limit_is_extended_by_word_digit_and_reason(say: Station) -> None:
    asked = say("延期 02")
    assert "延30天: 组长中谁批准" in asked
    assert "1 刘建国  2 陈敏  3 高远" in asked
    assert "理由" in say("2")
    said = say("待鉴定")
    assert "第1项时限延期30天 (待鉴定, 陈敏批准)" in said
    assert "法规60天+30天" in say("时限")
    assert "谁批准" in say("延期 02 再延")
    assert "已经延期" in say("1")


def test_in_one_line_and_the_other_way_round(say: Station) -> None:
    say("02 延期 待鉴定")
    assert "延期30天" in say("刘建国")


def test_somebody_who_does_not_hold_the_role(say: Station) -> None:
    say("延期 02 待鉴定")
    assert "孙伟不担任这个角色" in say("孙伟")


def test_of_several_limits_one_is_chosen(say: Station) -> None:
    asked = say("延期 03")
    assert "延长 03 的哪一项" in asked
    assert "提前3个工作日" in asked
    assert "谁批准" in say("1")
    say("1")
    assert "第1项时限延期5天" in say("证人在外地")


def test_nothing_to_extend(say: Station) -> None:
    assert "没有规定 04 的时限可以延期" in say("延期 04")
    assert "没有规定可以延期" in say("延期 02/2 再等等")


def test_left_in_the_middle_nothing_is_recorded(say: Station) -> None:
    before = say.talk.desk.session.state.version
    say("延期 02")
    assert "没有延期" in say(".")
    assert say.talk.desk.session.state.version == before


def test_whom_the_incident_names_is_asked_for(say: Station) -> None:
    say("交办 组长 周宁")
    assert "1 周宁" in say("延期 02 待鉴定")
    assert "延期30天" in say("1")


def test_english(tmp_path: Path) -> None:
    say = Station(tmp_path, "en")
    assert "Extended by 30 days: who approves, as Head?" in say("extend 02 waiting for the expert")
    assert "limit 1 extended by 30 days (waiting for the expert, approved by 刘建国)" in say("1")
    assert "monthly by day 25" in say("limits")


def test_one_turn_of_a_repeat_is_not_waived(say: Station) -> None:
    refused = say("豁免 04@1 过节")
    assert "重复的时限不能只豁免一次" in refused
    assert "请写 04/1" in refused
    assert "已存盘" not in refused
