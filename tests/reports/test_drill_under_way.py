"""What was under way when a drill ended, in words: as often as it was, in both languages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reports.cells import cell_width
from reports.drill_headline import headline
from reports.drill_html import drill_html
from reports.drill_json import drill_json
from reports.drill_text import drill_text
from reports.drill_under_way import under_way_table
from reports.drill_values import Behind
from reports.json_text import dumped
from tests.reports.drill_example import MINUTE, UNDER_WAY, drilled
from tests.reports.gate import EN, ZH

CUT = {"cut": 40, "under_way": UNDER_WAY}


def test_the_headline_says_last_what_was_not_done_and_what_of_it_was_past_a_limit():
    assert headline(drilled(**CUT), EN)[-1] == (
        "When the drill ended, after 2 h, 20.0% of the runs still had steps to do: 02 Report to the leading group"
        " (10.0%; past 02 (plan 30 min) in 9.0%); 03 Department on site (6.0%); 04 Hear the claims (6.0%)."
    )
    assert headline(drilled(**CUT), ZH)[-1] == (
        "推演到 2小时 结束时, 20.0% 的推演还有步骤没办完: 02 向领导小组报告 (10.0%; 9.0% 已超过 02 (预案30分));"
        " 03 责任部门到场 (6.0%); 04 听取诉求 (6.0%)。"
    )


def test_steps_that_take_longer_than_the_drill_are_no_fault_of_the_plan():
    report = drilled(cut=13, under_way=UNDER_WAY[1:])
    assert headline(report, EN)[-1] == (
        "When the drill ended, after 2 h, 6.5% of the runs still had steps to do, none past a limit of plan or law:"
        " 03 Department on site (6.0%); 04 Hear the claims (6.0%)."
    )
    assert "还有步骤没办完, 但都没有超过预案或法规的时限: 03 责任部门到场" in headline(report, ZH)[-1]


def test_what_was_past_a_limit_stands_first_however_rare_and_targets_of_our_own_are_none():
    rare = replace(UNDER_WAY[2], step="release", behind=(Behind("report", 1, 1, 0),))
    assert ": 02 Report" in headline(drilled(cut=40, under_way=(*UNDER_WAY[1:], UNDER_WAY[0])), EN)[-1]
    assert "past 02 (plan 30 min) in 0.5%)" in headline(drilled(cut=40, under_way=(*UNDER_WAY[1:], rare)), EN)[-1]
    target = replace(UNDER_WAY[2], behind=(Behind("report", 2, 12, 0),))
    assert "none past a limit of plan or law" in headline(drilled(cut=40, under_way=(target,)), EN)[-1]


def test_who_waited_at_the_end_stands_first_only_where_long_or_past_a_limit():
    base = drilled(stuck=(), **CUT)
    hear = replace(base.steps[1], step="hear", waiting=12, waiting_run=3, people=(("head",),))
    short = replace(base, steps=(replace(hear, waiting_since=61 * MINUTE),))
    long = replace(base, steps=(replace(hear, waiting_since=60 * MINUTE),))
    past = replace(short, under_way=(*UNDER_WAY[:2], replace(UNDER_WAY[2], behind=(Behind("report", 1, 1, 11),))))
    for report, first in ((short, False), (long, True), (past, True)):
        assert any(said.startswith("Nobody had come to 04 Hear") for said in headline(report, EN)) == first
        notes = under_way_table(report, EN).notes
        assert any(note.startswith("Nobody had come to 04 Hear") for note in notes) != first


def test_nothing_is_said_where_no_run_was_cut_short():
    assert under_way_table(drilled(), EN).rows == ()
    assert "Still under way" not in drill_text(drilled(), EN)
    assert "After the end" not in drill_html(drilled(), EN).decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (EN, "since 51 min from the start (median); they were at 02 Report to the leading group then (6.0%)."),
        (ZH, "例如第 3 次; 那时他们正在办 02 向领导小组报告 (6.0%)。"),
    ],
    ids=["en", "zh"],
)
def test_at_what_they_were_for_whom_a_step_waited(words, said):
    base = drilled(stuck=(), **CUT)
    hear = replace(
        base.steps[1], step="hear", waiting=12, waiting_run=3, waiting_since=51 * MINUTE, people=(("head",),)
    )
    assert headline(replace(base, steps=(hear,)), words)[-2].endswith(said)
    rare = (replace(UNDER_WAY[2], busy_with=("report", 9)),)
    assert "then (" not in headline(replace(base, steps=(hear,), under_way=rare), words)[-2]


def test_the_table_has_a_column_for_what_there_was_and_the_limits_that_were_not_met():
    table = under_way_table(drilled(**CUT), EN)
    assert table.headings == ("no.", "step", "waits for people", "reaction", "way", "work", "limits not met then")
    assert [row[:2] for row in table.rows] == [
        ("02", "Report to the leading group"),
        ("03", "Department on site"),
        ("04", "Hear the claims"),
    ]
    assert [row[2:6] for row in table.rows] == [
        ("2.0%", "1.0%", "-", "7.0%"),
        ("-", "-", "5.5%", "0.5%"),
        ("6.0%", "-", "-", "-"),
    ]
    assert [row[6] for row in table.rows] == [
        "broken: 02 (plan 30 min) 9.0%; open: 02 (plan 30 min) 1.0%",
        "open: 03 (plan 1 h), 06 (statute 15 days) 0.5%",
        "-",
    ]


def test_limits_of_plan_and_law_stand_before_targets_and_many_are_counted():
    every = (Behind("report", 2, 0, 14), Behind("report", 1, 0, 14), Behind("on-site", 1, 0, 14))
    (row,) = under_way_table(drilled(cut=20, under_way=(replace(UNDER_WAY[0], behind=every[:1]),)), EN).rows
    assert row[-1] == "open: 02 (assumed 10 min) 7.0%"
    (row,) = under_way_table(drilled(cut=20, under_way=(replace(UNDER_WAY[0], behind=every),)), EN).rows
    assert row[-1] == "open: 02 (plan 30 min) 7.0%, 03 (plan 1 h) 7.0%"
    many = tuple(Behind("report", 1, 0, 20) for _ in range(5))
    (row,) = under_way_table(drilled(cut=20, under_way=(replace(UNDER_WAY[0], behind=many),)), ZH).rows
    assert row[-1] == "未到期: 02 (预案30分)、02 (预案30分)、02 (预案30分)、另 2 个"


def test_what_is_rare_stands_in_the_data_only():
    rare = replace(UNDER_WAY[0], working=1, waiting=0, reacting=0)
    report = drilled(cut=20, under_way=(rare,))
    assert under_way_table(report, EN).rows == ()
    (told,) = json.loads(dumped(drill_json(report)))["under_way"]
    assert (told["share"], told["working"], told["busy_with"]) == (0.005, 0.005, {"step": "hear", "share": 0.015})


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_it_fits_its_window(words, width):
    assert max(cell_width(line) for line in drill_text(drilled(**CUT), words, width).splitlines()) <= width


def test_the_page_has_the_sentence_and_the_table():
    page = drill_html(drilled(**CUT), ZH).decode()
    assert "<li>推演到 2小时 结束时, 20.0% 的推演还有步骤没办完: " in page
    assert ">推演结束以后</h2>" in page
    assert "<caption>推演结束时还没办完的</caption>" in page
    assert "<td>没守住: 02 (预案30分) 9.0%; 未到期: 02 (预案30分) 1.0%</td>" in page
