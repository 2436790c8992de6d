"""Refusals and problems in words, where the exact wording was settled."""

from __future__ import annotations

import pytest

from incidents import commands as c
from incidents.journal.errors import Damaged, NotDurable
from incidents.refusals import CODES, Refusal
from reports.words.journal import DAMAGED, NOT_DURABLE, journal_error
from reports.words.problems import problem
from reports.words.refusals import refusal
from reports.words.verify import FLAWS, broken
from runbooks.problems import Place, Problem
from tests.reports.gate import EN, ZH, Gate, gate_plan, ms

NOW = ms("09:12")


def refused(kind, *, at="09:12", **values):
    gate = Gate()
    found = gate.try_("09:12", kind, at=at, **values)
    assert isinstance(found, Refusal)
    return found


def test_a_step_that_waits():
    found = refused(c.Done, step="hear")
    assert refusal(ZH, found, gate_plan(), NOW) == (
        "04 现在还不能办结: 02、03 没有办完。没有记账。先办 02, 或略过 02 (写理由); 一定要先办 04, 也请写理由。"
    )
    assert refusal(EN, found, gate_plan(), NOW) == (
        "04 cannot be done yet: 02 and 03 are open. Nothing was recorded. Do 02 first, or skip 02 with a reason;"
        " to do 04 now all the same, give a reason."
    )
    started = refused(c.Start, step="hear")
    assert refusal(ZH, started, gate_plan(), NOW).startswith("04 现在还不能开办: ")


def test_a_step_that_waits_for_an_answer():
    found = refused(c.Done, step="call-police")
    assert (
        refusal(ZH, found, gate_plan(), NOW)
        == "08 现在还不能办结: 「是否危险」还没有答复。没有记账。要先办 08, 请写理由。"
    )


def test_the_future_and_the_time_before_the_beginning():
    assert (
        refusal(ZH, refused(c.AddNote, at="09:30", text="x"), gate_plan(), NOW)
        == "09:30 还没有到(现在 09:12), 没有记账。"
    )
    early = refused(c.Done, at="08:39", step="report")
    assert refusal(EN, early, gate_plan(), NOW).startswith(
        "08:39 is before it all began (08:40). Nothing was recorded."
    )


def test_closing_lists_what_is_open_and_owed():
    found = refused(c.Close)
    assert refusal(ZH, found, gate_plan(), NOW) == (
        "现在还不能结束处置。没有办完: 01、02、03、04、05、06、07、08。欠填: 01 现场人数、出入口、经过。没有记账。"
        "请先办完、补齐, 或写明理由再结束。"
    )


def test_another_station_was_first():
    values = {"by": "李强(北门岗)", "at": ms("09:31:07"), "seq": 19, "kind": "step-done"}
    same = Refusal("changed-meanwhile", "done", "step:hear", "done", values)
    assert refusal(ZH, same, gate_plan(), ms("09:40")) == "李强(北门岗)刚把 04 办结(09:31:07)。你的没有记, 也不用再记。"
    other = Refusal("changed-meanwhile", "set", "fact:danger", "", {**values, "kind": "fact-stated"})
    assert refusal(EN, other, gate_plan(), ms("09:40")) == (
        "李强(北门岗) has just recorded #19 fact (09:31:07). Yours was not recorded: look first, then decide."
    )


def test_values_out_of_range_and_of_another_type():
    found = refused(c.StateFact, fact="headcount", value=-1)
    assert "没有记账" in refusal(ZH, found, gate_plan(), NOW)
    ranged = Refusal("out-of-range", "set", values={"fact": "headcount", "min": 0, "max": 5})
    assert refusal(EN, ranged, gate_plan(), NOW) == '"Head count": 0 to 5 is allowed. Nothing was recorded.'


@pytest.mark.parametrize("code", CODES)
def test_no_refusal_needs_values_to_be_said(code):
    for words in (ZH, EN):
        said = refusal(words, Refusal(code, "done"), gate_plan(), NOW)
        assert said
        assert "{" not in said


def test_a_refusal_of_a_later_version():
    assert refusal(EN, Refusal("too-tired", "done"), gate_plan(), NOW) == "Refused: too-tired. Nothing was recorded."


def test_the_form_of_a_problem():
    found = Problem(
        Place("plans/fire.yaml", 5, 30, 4),
        "unknown-key",
        values={"key": "lmit"},
        where="steps[0] (id: check)",
        allowed=("after", "id", "limits"),
        hint="limits",
        excerpt="  - {id: check, title: 着火了, lmit: 3}",
    )
    assert problem(EN, found) == (
        "plans/fire.yaml:5:30: unknown key 'lmit' in steps[0] (id: check); did you mean 'limits'?\n"
        "  allowed: after, id, limits\n"
        "  5 |   - {id: check, title: 着火了, lmit: 3}\n"
        "    |                                 ^^^^"
    )
    assert problem(ZH, found).splitlines()[:2] == [
        "plans/fire.yaml:5:30: 不认识的键「lmit」, 在 steps[0] (id: check); 是不是 limits?",
        "  可用: after, id, limits",
    ]


def test_a_long_line_is_shown_around_its_fault():
    found = Problem(
        Place("a.yaml", 1, 301, 3),
        "bad-id",
        "warning",
        {"given": "x"},
        hint="b",
        excerpt="汉" * 300 + "bad" + "字" * 300,
    )
    head, line, caret = problem(EN, found).split("\n")
    assert head.startswith("a.yaml:1:301: warning: 'x' cannot be a name")
    assert head.endswith("; write b")
    assert line.index("bad") > 0
    assert len(line) < 120
    assert caret.strip("| ") == "^^^"


def test_what_the_journal_says():
    full = NotDurable("full", stored=128)
    assert (
        journal_error(ZH, full) == "存不上: 磁盘已满。#128 以前都在。请改记纸上, 从 #129 写起; 腾出 64 MB 后自动恢复。"
    )
    assert journal_error(EN, full) == (
        "Not stored: disk full. Everything to #128 is safe. Write on paper from #129; it goes on by itself once 64 MB"
        " are free."
    )
    broken_chain = Damaged("chain", "2026-0309-01", 87)
    assert "#1-#86 可信" in journal_error(ZH, broken_chain)
    for kind in NOT_DURABLE:
        assert "?" not in journal_error(EN, NotDurable(kind, detail="nfs"))  # type: ignore[arg-type]
    for what in DAMAGED:
        assert journal_error(EN, Damaged(what, "x", 1))  # type: ignore[arg-type]
    assert "nobody knows yet" in journal_error(EN, NotDurable("io", unknown=True, stored=3))


def test_verdicts():
    assert all(
        broken(ZH, "2026-0309-01", 3, what).startswith("2026-0309-01: 在 #3 处断链: #1-#2 可信。") for what in FLAWS
    )
    assert broken(EN, "x", 1, "genesis").startswith("x: broken at #1: none of it can be trusted.")
