"""`act … extend`: who may, how often, until when, and what is told of it afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.drillbook.conftest import Desk

ID = "2026-0309-01"
PLAN = """\
runbook: case
title: {zh: 信访事项, en: A case}
version: 1.0.0
sources: {L: {title: {zh: 条例, en: Regulation}, kind: statute}}
roles: {officer: {zh: 承办人, en: Officer}, head: {zh: 组长, en: Head}, legal: {zh: 法务, en: Legal}}
steps:
  - {id: register, stage: routine, title: {zh: 登记, en: Register}, role: officer, source: L-1}
  - id: reply
    stage: routine
    title: {zh: 书面答复, en: Reply}
    role: officer
    source: L-34
    limits:
      - {within: 60 days, from: began, extend: {by: 30 days, role: head}, basis: statute, source: L-34}
      - {within: 3 months, from: began, basis: statute, source: L-35}
  - id: archive
    stage: review
    title: {zh: 归档, en: Archive}
    role: officer
    source: L-36
    limits: [{every: month, day: 25, basis: statute, source: L-36}]
"""
BOUND = PLAN.replace("kind: statute}}", "kind: statute, binds: state-owned}}")
"""The same under a regulation that binds state-owned companies only."""
SITE = "site: 厂\npeople:\n  head: [{name: 刘建国}, {name: 陈敏}]\n  legal: {name: 孙伟}\n  officer: {name: 王岚}\n"


@pytest.fixture
def case(desk: Desk) -> Desk:
    path = Path(desk.folder) / "case.yaml"
    path.write_text(PLAN, encoding="utf-8")
    (Path(desk.folder) / "site.yaml").write_text(SITE, encoding="utf-8")
    desk.plan = str(path)
    desk.opened()
    return desk


def limit(desk: Desk) -> dict[str, object]:
    found = json.loads(desk.good("status", ID, "--json"))["limits"]
    return next(lim for lim in found if (lim["step"], lim["limit"]) == ("reply", 1))


def test_by_whoever_holds_the_role_and_only_once(case: Desk) -> None:
    assert limit(case)["extended"] is False
    refused = case.call("act", ID, "extend", "02", "--approver", "孙伟", "--reason", "待鉴定")
    assert refused.code == 1
    assert refused.err == "孙伟 does not hold the role of Head, whose word an extension takes. Nothing was recorded.\n"
    said = case.act("extend", "02", "--approver", "陈敏", "--reason", "待鉴定")
    assert "02 limit 1 extended by 30 days (待鉴定, approved by 陈敏)" in said
    assert "statute 60 days + 30 days: due 7 Jun 24:00" in said
    found = limit(case)
    assert found["due_at"] == "2026-06-08T00:00:00+08:00"
    assert [found[key] for key in ("extended", "extension", "extended_by", "extended_reason")] == [
        True,
        "30 days",
        "陈敏",
        "待鉴定",
    ]
    again = case.call("act", ID, "extend", "02/1", "--approver", "陈敏", "--reason", "再延")
    assert again.code == 1
    assert "was extended already (08:43, approved by 陈敏), and may be only once" in again.err


def test_what_the_plan_does_not_allow(case: Desk) -> None:
    other = case.call("act", ID, "extend", "02/2", "--approver", "陈敏", "--reason", "x")
    assert (other.code, other.err) == (1, "The plan does not let limit 2 of 02 be extended. Nothing was recorded.\n")
    none = case.call("act", ID, "extend", "02/7", "--approver", "陈敏", "--reason", "x")
    assert none.err == "02 has no limit 7; it has 2. Nothing was recorded.\n"
    monthly = case.call("act", ID, "extend", "03", "--approver", "陈敏", "--reason", "x")
    assert monthly.err == "The plan does not let limit 1 of 03 be extended. Nothing was recorded.\n"
    assert case.call("act", ID, "extend", "02", "--reason", "x").err.startswith(
        "The name of whoever approves is needed"
    )


def test_done_is_done_and_over_is_over(case: Desk) -> None:
    case.act("done", "02")
    done = case.call("act", ID, "extend", "02", "--approver", "陈敏", "--reason", "x")
    assert done.err == "Limit 1 of 02 cannot be extended: in time. Nothing was recorded.\n"
    case.act("reopen", "02", "--wrong", "--reason", "按错")
    case.act("set", "began=2025-12-01 08:00")
    late = case.call("act", ID, "extend", "02", "--approver", "陈敏", "--reason", "x")
    assert late.err == "Limit 1 of 02 was due 30 Jan 24:00; after that it cannot be extended. Nothing was recorded.\n"


def test_it_is_told_in_the_timeline_in_both_languages(case: Desk) -> None:
    case.act("extend", "02", "--approver", "陈敏", "--reason", "待鉴定")
    english = case.good("timeline", ID)
    assert "60 days + 30 days" in english
    assert "extended by 30 days, approved by 陈敏: 待鉴定" in english
    assert "monthly by day 25" in english
    case.lang = "zh"
    chinese = case.good("timeline", ID)
    assert "第1项时限延期30天 (待鉴定, 陈敏批准)" in chinese
    assert "60天+30天" in chinese
    assert "延期30天" in chinese
    assert "每月25日前" in chinese
    refused = case.call("act", ID, "extend", "02", "--approver", "陈敏", "--reason", "再延")
    assert "只能延一次" in refused.err


def test_the_plan_says_what_may_be_extended_and_what_comes_by_the_calendar(case: Desk) -> None:
    english, plan = case.good("show", case.plan), json.loads(case.good("show", case.plan, "--format", "json"))
    assert "60 days from start (first seen), may be extended once by 30 days, by Head" in english
    assert "3 months from start" in english
    assert "monthly by day 25, from start (first seen) to the closing" in english
    first, monthly = plan["steps"][1]["limits"][0], plan["steps"][2]["limits"][0]
    assert first["extend"] == {"by": "30 days", "role": "head"}
    assert (monthly["every"], monthly["day"], monthly["every_s"]) == ("month", 25, None)
    case.lang = "zh"
    chinese = case.good("show", case.plan)
    assert "组长批准可延期一次, 延30天" in chinese
    assert "3个月" in chinese


def test_at_a_private_company_what_binds_others_is_never_called_law(desk: Desk) -> None:
    """Followed by choice: counted under a heading of its own, and nothing that would have to be explained."""
    path = Path(desk.folder) / "case.yaml"
    path.write_text(BOUND, encoding="utf-8")
    (Path(desk.folder) / "site.yaml").write_text(SITE + "profile: private\n", encoding="utf-8")
    desk.plan = str(path)
    desk.opened()
    assert {lim["basis"] for lim in json.loads(desk.good("status", ID, "--json"))["limits"]} == {"adopted"}
    assert "statute, adopted 60 days" in desk.act("extend", "02", "--approver", "陈敏", "--reason", "x")
    desk.act("set", "began=2025-11-01 08:00")
    for told in (desk.good("timeline", ID), desk.good("status", ID)):
        assert "over" in told
        assert "!!" not in told
    timeline = desk.good("timeline", ID)
    law, adopted = (
        timeline.index("### Statute limits: binding"),
        timeline.index("### Statute limits, adopted by choice"),
    )
    assert "none so far" in timeline[law:adopted]
    assert "02 Reply" in timeline[adopted:]
    assert "## To be explained 0" in timeline
