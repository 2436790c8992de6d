"""What is said must be so: of part of a call, of heads that cannot be kept, of options without a value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drillbook.settings import Settings
from reports.words import Words
from tests.drillbook.conftest import Desk

INCIDENT = "2026-0309-01"


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.opened()
    desk.clock("09:00")
    return desk


def test_a_call_of_which_one_part_was_refused(opened: Desk) -> None:
    opened.act("level", "major")
    answer = opened.call("act", INCIDENT, "set", "headcount=3", "level=major", "headcount=4")
    assert answer.code == 1
    assert answer.out.startswith("#003 ")
    assert answer.err.startswith("What is shown as on disk stays. The next part was refused")
    assert len(opened.rows()) == 3
    alone = opened.call("act", INCIDENT, "set", "level=major")
    assert alone.err.startswith("The level is major already.")


def test_a_head_that_cannot_be_kept_does_not_make_a_record_unsaid(opened: Desk) -> None:
    anchors = Path(f"{opened.db}.anchors")
    anchors.unlink()
    anchors.mkdir()
    answer = opened.call("act", INCIDENT, "note", "x")
    assert answer.code == 0
    assert "#2 is stored, but its head could not be kept" in answer.err
    assert "ot stored" not in answer.err
    checked = opened.call("verify", INCIDENT)
    assert checked.code == 0
    assert "The kept heads cannot be read and were left out" in checked.err
    assert "no head from elsewhere was compared" in checked.out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize(
    "call", [["act", INCIDENT, "note", "x", "--at"], ["open", "PLAN", "--at"], ["verify", INCIDENT, "--head"]]
)
def test_an_option_without_a_value_is_no_option_left_out(opened: Desk, call: list[str], empty: str, lang: str) -> None:
    before = opened.rows()
    opened.lang = lang
    answer = opened.call(*(opened.plan if word == "PLAN" else word for word in call), empty)
    assert (answer.code, answer.out) == (2, "")
    assert ("后面是空的" if lang == "zh" else "there is nothing in it") in answer.err
    assert opened.rows() == before


@pytest.mark.parametrize("time", ["0001-01-01T00:00", "0001-01-01T00:00+23:59", "9999-12-31T23:59-12:00"])
def test_times_at_the_ends_of_the_calendar(opened: Desk, time: str) -> None:
    before = opened.rows()
    for call in (
        ["note", "x", "--at", time],
        ["set", f"began={time}"],
        ["correct", "1", "--at", time, "--reason", "x"],
    ):
        answer = opened.call("act", INCIDENT, *call)
        assert answer.code == 2
        assert "Cannot read the time" in answer.err or "in the future" in answer.err
    assert opened.rows() == before


def test_an_export_that_says_it_was_made_at_the_end_of_the_calendar(opened: Desk) -> None:
    told = opened.good("timeline", INCIDENT, "--format", "json")
    seen = '"seen_at": "2026-03-09T09:00:00+08:00"'
    assert seen in told
    (opened.folder / "t.json").write_text(told.replace(seen, '"seen_at": "9999-12-31T23:59:59-12:00"'), "utf-8")
    answer = opened.call("verify", "t.json")
    assert answer.code == 1
    assert "NOT what its journal says" in answer.out


def test_a_configuration_that_may_not_be_looked_into_stops_nobody(desk: Desk, monkeypatch) -> None:
    def forbidden(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", forbidden)  # as it is in a folder without leave, for all but root
    assert Settings(Words("en")).site_path is None


def test_a_site_file_of_a_user_whom_nobody_knows(desk: Desk) -> None:
    answer = desk.call("--site", "~nobody-of-that-name/site.yaml", "open", desk.plan)
    assert answer.code == 2
    assert "the file does not exist" in answer.err


def test_what_steers_a_terminal_or_a_spreadsheet_is_taken_out_of_the_table(opened: Desk) -> None:
    opened.act("skip", "02", "--reason", "\x1b[2J\uff1dcmd()", "--by", "\uff1dSUM(1)\x1b]0;t\x07")
    table = opened.good("timeline", INCIDENT, "--format", "csv")
    assert not any(char in table for char in "\x1b\x07")
    assert ",'\uff1dSUM(1)?]0;t?," in table


def test_what_steers_a_terminal_is_escaped_in_json(opened: Desk) -> None:
    text = "a\x7f\x9b2J\u202eb\u2028c\u2066 处\U0001f642"
    opened.act("note", text)
    told = opened.good("timeline", INCIDENT, "--format", "json")
    assert not set("\x7f\x9b\u202e\u2028\u2066") & set(told)
    assert "处\U0001f642" in told
    assert json.loads(told)["events"][1]["data"]["text"] == text
    (opened.folder / "t.json").write_text(told, "utf-8")
    assert "is what its journal says" in opened.good("verify", "t.json")


def test_what_a_record_does_not_say_cannot_be_put_right(opened: Desk) -> None:
    opened.act("note", "工资")
    before = opened.rows()
    wrong = opened.call("act", INCIDENT, "correct", "2", "--value", "42", "--reason", "x")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("This record says nothing that could be corrected so. Nothing was recorded.")
    empty = opened.call("act", INCIDENT, "correct", "2", "--text", "", "--reason", "x")
    assert (empty.code, empty.err) == (1, "There is no text. Nothing was recorded.\n")
    opened.lang = "zh"
    said = opened.call("act", INCIDENT, "correct", "2", "--value", "42", "--reason", "x").err
    assert said == "这条记录里没有可以这样更正的内容。没有记账。可以作废, 或者改时间。\n"
    assert opened.rows() == before


COLOURS = """\
runbook: colours
title: 台账
sources: {P: {title: 制度, kind: plan}}
roles: {duty: 值班员}
facts:
  colour: {type: choice, ask: 颜色, of: {red: 红（可能聚集）, green: 绿（正常）}}
  dates: {type: rows, ask: 日期, of: {event: text, date: date}}
steps: [{id: look, stage: routine, title: 看, role: duty, record: [colour, dates], source: P-1}]
"""


def test_a_choice_is_typed_and_offered_by_what_it_is_called(desk: Desk) -> None:
    (desk.folder / "colours.yaml").write_text(COLOURS, encoding="utf-8")
    desk.plan, desk.lang = str(desk.folder / "colours.yaml"), "zh"
    desk.opened()
    assert "颜色 红（可能聚集）" in desk.act("set", "colour=红")
    wrong = desk.call("act", INCIDENT, "set", "colour=蓝")
    assert (wrong.code, wrong.out) == (2, "")
    assert "可用: red (红)、green (绿)。" in wrong.err
    bad = desk.call("act", INCIDENT, "row", "dates", "event=节", "date=2026-02-30")
    assert "「日期」应为日期" in bad.err
