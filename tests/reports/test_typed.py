"""What people type, and what they are told when it has no meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.typed.names import Address, nearest, read_address, read_fact, read_level, read_role, read_step
from reports.typed.times import read_date, read_time
from reports.typed.understood import NotUnderstood
from reports.typed.values import Typed, read_value
from reports.words.understood import not_understood
from tests.reports.gate import EN, ZH, gate_plan, ms

ZONE = "Asia/Shanghai"
NOW = ms("09:12:20")
PLAN = gate_plan()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("08:40", "08:40"),
        ("8:40", "08:40"),
        ("0840", "08:40"),
        ("08:40:15", "08:40:15"),
        (" ０８：４０ ", "08:40"),
        ("2026-03-09 08:40", "08:40"),
        ("2026-03-08 23:59", "03-08 23:59"),
        ("03-08 23:59", "03-08 23:59"),
        ("2026-03-07 24:00", "03-08 00:00"),
        ("02-28 2400", "03-01 00:00"),
        ("2026/3/8 8:40", "03-08 08:40"),
        ("2026-03-09T08:40+08:00", "08:40"),
        ("2026-03-09T00:40Z", "08:40"),
        ("2026-03-09T00:40:05+0000", "08:40:05"),
        ("09:12", "09:12"),
        ("09:13", "09:12:20"),
    ],
)
def test_times_are_read(text, at):
    assert read_time(text, NOW, ZONE) == ms(at)


@pytest.mark.parametrize(
    "text",
    ["25:70", "24:01", "2401", "24:00:01", "840", "8", "", "now-ish", "08:40+08:00", "02-30 08:40", "8.40", "9" * 400],
)
def test_what_is_no_time(text):
    with pytest.raises(NotUnderstood) as caught:
        read_time(text, NOW, ZONE)
    assert caught.value.code == "time-unreadable"


def test_a_later_time_is_the_future_and_never_yesterday():
    with pytest.raises(NotUnderstood) as caught:
        read_time("09:30", NOW, ZONE)
    assert caught.value.code == "future"
    assert not_understood(ZH, caught.value, PLAN, NOW) == "09:30 还没有到(现在 09:12), 没有记账。"
    assert not_understood(EN, caught.value, PLAN, NOW) == "09:30 is in the future (now 09:12); nothing recorded."
    assert read_time("09:30", NOW, ZONE, future=True) == ms("09:30")
    with pytest.raises(NotUnderstood) as caught:
        read_time("03-10 24:00", NOW, ZONE)
    assert not_understood(ZH, caught.value, PLAN, NOW) == "03-10 24:00 还没有到(现在 03-09 09:12), 没有记账。"


def test_an_hour_that_the_clocks_skip():
    now = ms("09:12")
    with pytest.raises(NotUnderstood) as caught:
        read_time("2026-03-08 02:30", now, "America/New_York")
    assert caught.value.code == "time-gap"
    assert "2026-03-08 02:30" in not_understood(ZH, caught.value, PLAN, now)


def test_dates():
    assert [read_date(t, NOW, ZONE) for t in ("2026-3-9", "2026/03/09", "2026年3月9日", "today", "明天")] == [
        "2026-03-09",
        "2026-03-09",
        "2026-03-09",
        "2026-03-09",
        "2026-03-10",
    ]
    for text in ("2026-02-30", "tuesday", "03-09"):
        with pytest.raises(NotUnderstood):
            read_date(text, NOW, ZONE)


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("danger", "yes", True),
        ("danger", "有", True),
        ("danger", "否", False),
        ("danger", "没有", False),
        ("danger", "N", False),
        ("headcount", "42", 42),
        ("headcount", "４２人", 42),
        ("headcount", "30-50", [30, 50]),
        ("headcount", "30到50", [30, 50]),
        ("headcount", "30-30", 30),
        ("entrance", "blocked", "blocked"),
        ("entrance", "堵死", "blocked"),
        ("entrance", "Free", "free"),
        ("claims", "none", []),
        ("claims", "无", []),
    ],
)
def test_values_are_read(fact, text, value):
    assert read_value(text, PLAN.facts[fact], PLAN, NOW) == Typed(value)


@pytest.mark.parametrize("text", ["?", "？", "unknown", "不清楚", "说不清"])
def test_what_nobody_knows(text):
    assert read_value(text, PLAN.facts["danger"], PLAN, NOW) == Typed(unknown=True)


@pytest.mark.parametrize(
    ("fact", "text", "code", "en"),
    [
        ("danger", "maybe", "value-unreadable", 'Cannot read maybe as a value of "Danger": it takes yes or no.'),
        ("headcount", "50-30", "value-unreadable", "or a range such as 30-50."),
        ("headcount", "lots", "value-unreadable", "it takes a number such as 42"),
        ("entrance", "blokked", "value-unreadable", "Did you mean blocked? Allowed: free, blocked."),
        ("claims", "wages", "rows-by-row", '"Claims" is a list: enter it row by row.'),
    ],
)
def test_what_is_no_value(fact, text, code, en):
    with pytest.raises(NotUnderstood) as caught:
        read_value(text, PLAN.facts[fact], PLAN, NOW)
    assert caught.value.code == code
    assert en in not_understood(EN, caught.value, PLAN, NOW)
    assert "没有记账" in not_understood(ZH, caught.value, PLAN, NOW)


def test_names_by_id_number_and_title():
    assert {
        read_step(t, PLAN) for t in ("report", "02", "2", "０２", "向领导小组报告", "report to the LEADING group")
    } == {"report"}
    assert read_address("02@3/1", PLAN) == Address("report", 3, 1)
    assert read_address("on-site", PLAN) == Address("on-site")
    assert (read_role("领导小组", PLAN), read_role("Police", PLAN), read_level("重大", PLAN)) == (
        "group",
        "police",
        "major",
    )
    assert [read_fact(t, PLAN) for t in ("headcount", "现场人数", "Head count (or a range)", "began", "级别")] == [
        "headcount",
        "headcount",
        "headcount",
        "began",
        "level",
    ]


@pytest.mark.parametrize(
    ("read", "text", "en"),
    [
        (read_step, "reprt", "No step reprt in this plan. Did you mean report?"),
        (read_step, "99", "No step 99 in this plan."),
        (read_role, "leader", "No role leader in this plan."),
        (read_level, "mayor", "No level mayor in this plan. Did you mean major? Allowed: general, major."),
        (read_fact, "dangr", "No fact dangr in this plan. Did you mean danger?"),
        (read_address, "02@x", "No step 02@x in this plan."),
        (read_address, "", "No step  in this plan."),
    ],
)
def test_unknown_names(read, text, en):
    with pytest.raises(NotUnderstood) as caught:
        read(text, PLAN)
    assert not_understood(EN, caught.value, PLAN, NOW).startswith(en)


def test_nothing_is_near_to_nothing():
    assert nearest("", ["a"]) == ""
    assert nearest("Reprot", ["report"]) == "report"


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text):
    for read in (
        lambda: read_time(text, NOW, ZONE),
        lambda: read_date(text, NOW, ZONE),
        lambda: read_address(text, PLAN),
        lambda: read_fact(text, PLAN),
        *(lambda fact=fact: read_value(text, fact, PLAN, NOW) for fact in PLAN.facts.values()),
    ):
        error = misunderstood(read)
        assert error is None or not_understood(EN, error, PLAN, NOW)


def misunderstood(read):
    """The error of a reader, or None where it understood; anything else ends the test."""
    try:
        read()
    except NotUnderstood as error:
        return error
    return None
