"""Times, lengths of time and values as people read them."""

from __future__ import annotations

import pytest

from reports.cells import cell_width, clip, fit, printable
from reports.format_span import clock_span, duration, early_or_late, left_or_over, span
from reports.format_time import due, hhmm, hhmmss, iso, moment, plain_date, weekday
from reports.format_value import ask, column_title, level, role, row, short_question, value
from runbooks.library import load
from tests.reports.gate import EN, ZH, gate_plan, ms

ZONE = "Asia/Shanghai"
PLANS = ("leaders-reception", "hazard-ledger", "readiness", "backlog-case", "visit-with-notice", "company-six-stage")
MIN, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def test_times_of_the_site():
    assert hhmm(ms("08:40"), ZONE) == "08:40"
    assert hhmmss(ms("08:40:05"), ZONE) == "08:40:05"
    assert iso(ms("08:40"), ZONE) == "2026-03-09T08:40:00+08:00"
    assert iso(ms("08:40") + 7, ZONE) == "2026-03-09T08:40:00.007+08:00"
    assert iso(ms("08:40"), "America/New_York") == "2026-03-08T20:40:00-04:00"
    assert (weekday(ms("08:40"), ZONE, ZH), weekday(ms("08:40"), ZONE, EN)) == ("周一", "Mon")


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        ("08:40", "08:40", "08:40"),
        ("03-13 17:20", "03-13 17:20", "13 Mar 17:20"),
    ],
)
def test_the_date_stands_only_where_it_is_another_day(at, zh, en):
    now = ms("12:00")
    assert (moment(ms(at), ZONE, ZH, now), moment(ms(at), ZONE, EN, now)) == (zh, en)


def test_another_year_is_written_out():
    assert moment(ms("08:40") - 365 * DAY, ZONE, ZH, ms("08:40")) == "2025-03-09 08:40"
    assert moment(ms("08:40"), ZONE, EN, None) == "9 Mar 2026 08:40"
    assert (plain_date("2026-03-09", ZH), plain_date("soon", ZH)) == ("2026-03-09", "soon")
    assert plain_date("2026-03-09", EN, 2026) == "9 Mar"


def test_midnight_is_the_end_of_the_day_before():
    assert due(ms("03-13 00:00"), ZONE, ZH, ms("08:40")) == "03-12 24:00"
    assert due(ms("03-10 00:00"), ZONE, ZH, ms("08:40")) == "24:00"
    assert due(ms("09:10"), ZONE, ZH, ms("08:40")) == "09:10"


def test_lengths_of_time():
    assert [clock_span(n) for n in (0, -130_999, 3_972_000)] == ["00:00", "02:10", "1:06:12"]
    long = 4 * DAY + 8 * HOUR + 40 * MIN
    assert (span(long, ZH), span(long, EN)) == ("4天8小时40分", "4 d 8 h 40 min")
    assert (left_or_over(17 * MIN + 50_000, ZH), left_or_over(-130_000, ZH)) == ("余 17:50", "超 02:10")
    assert (left_or_over(17 * MIN + 50_000, EN), left_or_over(-130_000, EN)) == ("17:50 left", "02:10 over")
    assert left_or_over(15 * DAY + 40 * MIN, ZH) == "余 15天"
    assert (early_or_late(9 * MIN, ZH), early_or_late(-MIN, EN)) == ("早 09:00", "01:00 late")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("30 min", "30分", "30 min"),
        ("1 h 30 min", "1小时30分", "1 h 30 min"),
        ("1 working day", "1个工作日", "1 working day"),
        ("3 working days", "3个工作日", "3 working days"),
        ("15 days", "15天", "15 days"),
        ("until dusk", "until dusk", "until dusk"),
    ],
)
def test_durations_of_plans(text, zh, en):
    assert (duration(text, ZH), duration(text, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("fact", "stated", "zh", "en"),
    [
        ("danger", True, "是", "yes"),
        ("danger", False, "否", "no"),
        ("headcount", 42, "42", "42"),
        ("headcount", [30, 50], "30-50", "30-50"),
        ("entrance", "blocked", "堵死", "blocked"),
        ("began", ms("08:40"), "08:40", "08:40"),
        ("level", "major", "重大", "major"),
        ("level", "", "级别待定", "no level yet"),
        ("claims", [], "无", "none"),
        ("danger", None, "不清楚", "not known"),
    ],
)
def test_values_by_type(fact, stated, zh, en):
    plan = gate_plan()
    assert value(stated, fact, plan, ZH, ms("09:00")) == zh
    assert value(stated, fact, plan, EN, ms("09:00")) == en


def test_rows_and_names():
    plan = gate_plan()
    values = {"claim": "工资", "owner": "head", "reply-by": "2026-03-10"}
    assert row(values, "claims", plan, ZH) == "诉求=工资, 谁负责=部门负责人, 何时答复=2026-03-10"
    assert (ask("headcount", plan, ZH), ask("danger", plan, EN), ask("gone", plan, EN)) == (
        "现场人数",
        "Danger",
        "gone",
    )
    assert (role("command", plan, ZH), role("gone", plan, EN)) == ("现任指挥", "gone")
    assert level("gone", plan, EN) == "gone"
    assert short_question("How many (or a range)?") == "How many"


def test_widths_count_cells():
    assert (cell_width("abc"), cell_width("中文"), cell_width("e\u0301")) == (3, 4, 1)
    assert (fit("中文", 6), fit("中文长标题", 8)) == ("中文  ", "中文... ")
    assert clip("abcdef", 2) == ".."
    assert printable("a\tb\x1b[31m\u202e") == "a b?[31m?"


@pytest.mark.parametrize("plan", PLANS)
def test_every_column_of_a_shipped_plan_has_a_name_in_chinese(plan):
    shipped = load(plan).plan
    assert shipped is not None
    titles = {c.id: column_title(c.id, ZH) for fact in shipped.facts.values() for c in fact.columns}
    assert {c: title for c, title in titles.items() if title == c} == {}


def test_no_days_at_all_is_the_same_day():
    assert (duration("0 days", ZH), duration("0 days", EN), duration("10 days", EN)) == ("当天", "same day", "10 days")
