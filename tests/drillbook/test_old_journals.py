"""Events are for ever: journals that earlier versions wrote still verify, replay and tell the same story.

`tests/golden/journals/VERSION.db` was written by that version and is never written again; a new version that changes
what it writes adds a file of its own (the writers below made the first two).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import GOLDENS
from tests.drillbook.terminal import Terminal
from tests.drillbook.typed_walks import lines_of, site_of
from tests.incidents.story import ms

JOURNALS = sorted((GOLDENS / "journals").glob("*.db"))
SEEN = ms("04-01 09:00")


def write_journal(terminal: Terminal) -> None:
    """Two incidents in the words of today: one walked to its end, one with corrections, handover, waiver, reopening."""
    (terminal.folder / "site.yaml").write_text(site_of("company-through-danger"), encoding="utf-8")
    for time, arguments in lines_of("company-through-danger"):
        terminal.time = ms(time)
        assert terminal.run(*["2026-0309-01" if word == "INC" else word for word in arguments])[0] == 0
    second = [
        ("open", "soe-rapid-response", "--at", "2026-03-19 08:40"),
        ("call", "leading_group", "--result", "no-answer"),
        ("done", "02", "--at", "2026-03-19 08:55"),
        ("reopen", "02", "--wrong", "--reason", "wrong step"),
        ("done", "02", "--at", "2026-03-19 09:12"),
        ("note", "the wages of February"),
        ("correct", "6", "--void", "--reason", "twice"),
        ("waive", "04/1", "--approver", "刘建国", "--reason", "the road is flooded"),
        ("skip", "09", "--reason", "agreed"),
        ("set", "headcount=30-50"),
        ("level", "major"),
        ("handover", "王岚", "何平"),
        ("accept", "何平"),
        ("evidence", "DV-7", "--delete-by", "2026-09-09"),
        ("close", "--outcome", "false-alarm", "--reason", "a school class"),
        ("reopen", "--reason", "it was none"),
    ]
    for number, words in enumerate(second):
        terminal.time = ms("03-19 09:20") + number * 60_000
        arguments = words if words[0] == "open" else ("act", "2026-0319-01", *words)
        code, printed = terminal.run(*arguments)
        assert code == 0, printed


CALENDAR = """\
runbook: long-run
title: {zh: 台账与办理, en: Ledger and case}
version: 1.0.0
sources:
  L: {title: {zh: 条例, en: Regulation}, kind: statute}
  O: {title: {zh: 企业方案, en: Company plan}, kind: plan}
numbers: {rounds: {is: quarter, replaces: 定期, why: {zh: 每季, en: each quarter}}}
roles: {officer: {zh: 经办人, en: Officer}, head: {zh: 组长, en: Head}}
facts:
  colour: {type: choice, ask: {zh: 颜色, en: Colour}, of: {red: {zh: 红, en: Red}, green: {zh: 绿, en: Green}}}
  event: {type: date, ask: {zh: 节日, en: Festival}}
steps:
  - {id: enter, stage: routine, title: {zh: 登记, en: Enter}, role: officer, record: [colour, event], source: O-1}
  - id: update
    stage: routine
    title: {zh: 更新, en: Update}
    role: officer
    after: [enter]
    source: O-2
    limits: [{every: day, when: {colour: red}, until: reply, basis: plan, source: O-2}]
  - id: self-check
    stage: routine
    title: {zh: 自查, en: Self-check}
    role: officer
    source: O-3
    limits: [{every: month, day: 25, basis: plan, source: O-3}]
  - id: analysis
    stage: review
    title: {zh: 分析, en: Analysis}
    role: officer
    source: O-4
    limits: [{every: rounds, basis: assumed, source: O-4}]
  - id: prepare
    stage: routine
    title: {zh: 专项排查, en: Special check}
    role: officer
    source: O-5
    limits: [{by: event, ahead: 10 working days, to: start, basis: plan, source: O-5}]
  - id: reply
    stage: routine
    title: {zh: 答复, en: Reply}
    role: officer
    source: L-34
    limits:
      - {within: 60 days, from: enter, extend: {by: 30 days, role: head}, basis: statute, source: L-34}
      - {within: 3 months, from: enter, basis: plan, source: O-6}
"""
"""What counts by the calendar: the second form of a frozen plan."""


def write_calendar_journal(terminal: Terminal) -> None:
    """One incident of two months under such a plan: repeats met and missed, an extension given, voided, given again."""
    (terminal.folder / "long-run.yaml").write_text(CALENDAR, encoding="utf-8")
    for time, *words in [
        ("01-20 09:00", "open", "long-run.yaml", "--at", "2026-01-20 08:40"),
        ("01-20 09:10", "done", "01", "--field", "colour=red", "--field", "event=2026-02-17"),
        ("01-21 17:00", "done", "02"),
        ("01-24 09:00", "done", "03"),
        ("01-30 09:00", "set", "colour=green"),
        ("02-03 09:00", "start", "05"),
        ("02-27 09:00", "extend", "06/1", "--approver", "刘建国", "--reason", "a survey"),
        ("02-27 09:05", "correct", "9", "--void", "--reason", "the wrong case"),
        ("03-02 09:00", "done", "05", "--at", "2026-03-01 17:00"),
        ("03-18 09:00", "extend", "06", "--approver", "刘建国", "--reason", "待鉴定"),
    ]:
        terminal.time = ms(time)
        arguments = words if words[0] == "open" else ("act", "2026-0120-01", *words)
        code, printed = terminal.run(*arguments)
        assert code == 0, printed


WRITERS = [write_journal, write_calendar_journal]


@pytest.mark.parametrize("path", JOURNALS, ids=lambda p: p.stem)
def test_an_old_journal(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[str, str], None],
) -> None:
    shutil.copy(path, tmp_path / "journal.db")
    terminal = Terminal(tmp_path, monkeypatch, capsys, "en")
    terminal.time = SEEN
    for incident in incidents_of(terminal):
        code, printed = terminal.run("verify", incident)
        assert code == 0, printed
        code, printed = terminal.run("timeline", incident, "--format", "json")
        assert code == 0
        golden(f"journals/{path.stem}-{incident}.json", printed)


def incidents_of(terminal: Terminal) -> list[str]:
    """Every incident of a journal."""
    code, printed = terminal.run("incidents", "--json")
    assert code == 0, printed
    found = sorted(one["incident"] for one in json.loads(printed))
    assert found
    return found


@pytest.mark.parametrize("write", WRITERS)
def test_todays_words_still_write_such_a_journal(
    write: Callable[[Terminal], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal(tmp_path, monkeypatch, capsys, "en")
    write(terminal)
    for incident in incidents_of(terminal):
        assert terminal.run("verify", incident)[0] == 0


def test_there_is_an_old_journal() -> None:
    assert JOURNALS
