"""The page for leaders: what the organisation did, the limits by basis, what is open; nothing about those who came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from incidents import commands as c
from incidents.timeline import timeline
from reports.closing import OfLimit, OfRecord, OfStep, closing
from reports.explaining import explanation
from reports.one_page import one_page
from reports.words import Lang, Words
from tests.reports.gate import ZH, Gate, a_morning, closed, ms

Golden = Callable[[str, str], None]


def told(gate: Gate, at: str = "03-13 17:21"):
    return timeline(gate.session, ms(at))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_after_closing(golden: Golden, lang: Lang) -> None:
    golden(f"one-page-{lang}.md", one_page(told(closed()), Words(lang)).decode())


def test_the_page_of_an_incident_under_way(golden: Golden) -> None:
    golden("one-page-open-zh.md", one_page(told(a_morning(), "10:10"), ZH).decode())


def test_it_is_one_page_however_long_the_incident_was() -> None:
    gate = a_morning()
    for n in range(60):
        gate.tell("10:20", c.AgreeAction, what=f"措施{n}", owner="赵立", due="2026-03-31")
    gate.tell("03-13 17:20", c.Close, outcome="handled", reason="余下的转常规办理", by="何平")
    lines = one_page(told(gate), ZH).decode().splitlines()
    assert len(lines) <= 70
    assert any("另有" in line and "见时间线" in line for line in lines)


def test_notes_claims_and_free_accounts_stay_out() -> None:
    gate = closed()
    gate.tell("03-13 17:30", c.AddNote, text="带头的是三车间的老张")
    text = one_page(told(gate, "03-13 17:31"), ZH).decode()
    assert "老张" not in text
    assert "工资差额" not in text


def test_bases_are_never_added_up_and_a_target_is_never_overdue() -> None:
    text = one_page(told(a_morning(), "10:10"), ZH).decode()
    plan, statute, assumed = [
        next(row for row in text.splitlines() if row.startswith(f"- {b}:")) for b in ("预案", "法规", "暂定")
    ]
    assert "按时完成" in plan
    assert "按时完成" in statute
    assert "逾期" not in assumed
    assert "不算违反" in assumed


def test_a_damaged_record_is_said_at_the_top() -> None:
    text = one_page(replace(told(closed()), damaged_from=9), ZH).decode()
    assert "#9" in "".join(text.splitlines()[:3])


def test_an_open_incident_leaves_nothing_behind_yet() -> None:
    assert closing(told(a_morning(), "10:10")) is None


def test_what_must_be_explained_comes_with_its_course() -> None:
    found = closing(told(closed()))
    assert found is not None
    kinds = [type(one) for one in found.explain]
    assert kinds == sorted(kinds, key=[OfLimit, OfStep, OfRecord].index)
    said = [explanation(one, closed().session.plan, ZH, ms("08:40")) for one in found.explain]
    assert said[0] == "超时完成: 02 向领导小组报告, 预案30分, 晚 01:00 (C-3.3)"
    assert any(one.startswith("略过: ") for one in said)


def test_a_duty_taken_over_alone_must_be_explained() -> None:
    gate = a_morning()
    gate.tell("10:10", c.TakeOver, taker="李强", reason="何平晕倒")
    gate.tell("03-13 17:20", c.Close, outcome="handled", reason="转常规办理", by="李强")
    found = closing(told(gate))
    assert found is not None
    assert [one.event.kind for one in found.explain if isinstance(one, OfRecord)] == ["taken-over", "incident-closed"]
    assert [entry.event.kind for entry in found.handovers] == ["handover-accepted", "taken-over"]


def test_what_falls_due_after_the_closing_is_still_to_do_and_what_was_due_before_is_not() -> None:
    gate = Gate()
    gate.tell("08:50", c.Close, outcome="handled", reason="转常规办理")
    found = closing(told(gate, "08:51"))
    assert found is not None
    assert [one.step for one in found.to_do][:2] == ["report", "on-site"]
    later = Gate()
    later.tell("12:00", c.Close, outcome="handled", reason="转常规办理")
    found = closing(told(later, "12:01"))
    assert found is not None
    assert "report" not in [one.step for one in found.to_do]


def test_a_mistake_leaves_nothing_to_do_and_nothing_to_explain() -> None:
    gate = Gate()
    gate.tell("08:45", c.Close, outcome="mistake", reason="按错了")
    found = closing(told(gate, "08:46"))
    assert found is not None
    assert (found.to_do, found.explain) == ((), ())
