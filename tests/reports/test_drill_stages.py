"""All limits of a stage together, and of the whole plan: in the text, on the page and as data."""

from __future__ import annotations

import json

from reports.drill_html import drill_html
from reports.drill_json import drill_json
from reports.drill_stages import stages_table
from reports.drill_text import drill_text
from reports.json_text import dumped
from reports.words import Words
from tests.reports.drill_example import drilled

EN, ZH = Words("en"), Words("zh")


def test_each_basis_has_its_own_rows_and_what_no_run_could_judge_has_none():
    rows = stages_table(drilled(), EN).rows
    assert rows[0] == ("plan", "the whole plan", "71.4% (64.7-77.3%)", "28.0%", "2.0%", "0%")
    assert [row[:2] for row in rows] == [("plan", "the whole plan"), ("plan", "report")]
    assert [row[:2] for row in stages_table(drilled(), ZH).rows] == [("预案", "整个预案"), ("预案", "报告")]


def test_the_text_and_the_page_have_them_and_say_how_they_lean():
    text = drill_text(drilled(), EN)
    assert "All limits of a stage together" in text
    assert "where many runs are open, the share says little" in text
    assert "一个阶段的时限合起来看" in drill_html(drilled(), ZH).decode()
    none = drilled(stages=())
    assert "All limits of a stage together" not in drill_text(none, EN) + drill_html(none, EN).decode()


def test_as_data_the_whole_plan_has_no_stage():
    told = json.loads(dumped(drill_json(drilled())))["stages"]
    assert [(stage["basis"], stage["stage"], stage["kept"]) for stage in told] == [
        ("plan", None, 0.7143),
        ("plan", "report", 0.7732),
        ("statute", None, None),
    ]
    assert told[0]["kept_low"] == 0.6474
    assert told[2]["censored"] == 1.0
