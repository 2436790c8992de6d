"""Everything that can be recorded from the command line, once; and what it leads to."""

from __future__ import annotations

import json
from re import sub

import pytest

from incidents.journal.errors import NotDurable
from tests.drillbook.conftest import Desk

ID = "2026-0309-01"


def status(desk: Desk) -> dict:
    return json.loads(desk.good("status", ID, "--json"))


def step(desk: Desk, name: str) -> dict:
    return next(s for s in status(desk)["steps"] if s["step"] == name)


def fact(desk: Desk, name: str) -> dict:
    return next(f for f in status(desk)["facts"] if f["fact"] == name)


def events(desk: Desk) -> list[dict]:
    return json.loads(desk.good("timeline", ID, "--format", "json"))["events"]


def test_open_prints_only_the_id_and_warns_of_roles(desk):
    answer = desk.call("open", desk.plan, "--at", "08:40", "--set", "headcount=40", "--set", "是否危险=否")
    assert answer.out == f"{ID}\n"
    assert answer.err == "No site.yaml: nobody is named for any role. The plan runs all the same.\n"
    assert fact(desk, "headcount")["value"] == 40
    assert fact(desk, "danger")["value"] is False
    assert status(desk)["began"] == "2026-03-09T08:40:00+08:00"
    (desk.folder / "site.yaml").write_text(
        "site: 厂\npeople:\n  head: [{name: 孙伟}]\n  duty: {name: 王岚}\n", encoding="utf-8"
    )
    second = desk.call("open", desk.plan)
    assert second.out == "2026-0309-02\n"
    assert second.err == "Nobody holds this role: Leading group.\n"


def test_an_exercise(desk):
    desk.good("open", desk.plan, "--exercise")
    assert status(desk)["mode"] == "exercise"


def test_steps(desk):
    desk.opened()
    desk.clock("08:50")
    assert desk.act("start", "02").startswith("#002 08:50:00 on disk 02 started")
    out = desk.act("done", "report", "--at", "08:50")
    assert "plan 30 min: in time, 20:00 early" in out
    desk.clock("08:55")
    assert "Recorded for 08:51, 4 min ago; marked as entered later." in desk.act(
        "done", "责任部门到场", "--at", "0851", "--field", "danger=否"
    )
    assert fact(desk, "danger")["value"] is False
    desk.act("reopen", "03", "--wrong", "--reason", "按错了")
    assert step(desk, "on-site")["state"] == "ready"
    desk.act("done", "03", "--field", "danger=?")
    assert fact(desk, "danger")["unknown"] is True
    desk.act("reopen", "03", "--again")
    assert step(desk, "on-site")["turn"] == 2
    desk.act("skip", "03@2", "--reason", "重复", "--approver", "陈敏")
    assert step(desk, "on-site")["state"] == "skipped"


def test_a_step_ahead_of_its_turn_takes_a_reason(desk):
    desk.opened()
    refused = desk.call("act", ID, "done", "04")
    assert refused.code == 1
    assert refused.err.startswith("04 cannot be done yet: 02 and 03 are open. Nothing was recorded.")
    assert "ahead of its turn (代表已在)" in desk.act("done", "04", "--reason", "代表已在")


def test_fields_owed_and_filled(desk):
    desk.opened()
    assert step(desk, "log-sign")["owed"] == ["headcount", "entrance", "course"]
    desk.act("fill", "01", "--field", "headcount=30-50", "--field", "出入口=堵死", "--field", "course=说工资")
    assert step(desk, "log-sign")["owed"] == []
    assert (fact(desk, "headcount")["value"], fact(desk, "entrance")["value"]) == ([30, 50], "blocked")


def test_what_cannot_be_had(desk):
    desk.opened()
    desk.act("fill", "01", "--field", "course=?", "--reason", "没有人在场")
    assert "course" not in step(desk, "log-sign")["owed"]


def test_facts_and_the_beginning(desk):
    desk.opened()
    desk.clock("08:50")
    desk.act("set", "headcount=42", "danger=yes", "--at", "08:45")
    assert fact(desk, "headcount")["at"] == "2026-03-09T08:45:00+08:00"
    desk.act("set", "began=08:30", "--reason", "门卫先看到")
    assert status(desk)["began"] == "2026-03-09T08:30:00+08:00"
    desk.act("set", "level=major")
    assert status(desk)["level"] == "major"


def test_the_level(desk):
    desk.opened()
    desk.act("set", "headcount=40")
    assert status(desk)["proposed"] == "major"
    desk.act("keep-level", "--reason", "正在散去")
    assert status(desk)["proposed"] is None
    desk.act("level", "重大")
    down = desk.call("act", ID, "level", "general", "--reason", "缓和")
    assert (down.code, down.err) == (1, "The name of whoever approves is needed. Nothing was recorded.\n")
    desk.act("level", "general", "--reason", "缓和", "--approver", "刘建国")
    assert status(desk)["level"] == "general"


def test_rows(desk):
    desk.opened()
    desk.act("row", "claims", "claim=工资", "owner=部门负责人", "reply-by=2026-03-10")
    desk.act("row", "诉求清单", "1", "claim=工资差额")
    desk.act("row", "claims", "claim=重复")
    desk.act("row", "claims", "2", "--withdraw", "--reason", "重复")
    rows = next(f for f in status(desk)["facts"] if f["fact"] == "claims")["rows"]
    assert rows == [{"row": 1, "values": {"claim": "工资差额", "owner": "head", "reply-by": "2026-03-10"}}]


def test_calls(desk):
    desk.opened()
    desk.clock("08:50")
    desk.act("call", "group", "--result", "no-answer", "--person", "刘建国", "--step", "02")
    assert status(desk)["told"] == [{"role": "group", "at": None, "call": "no-answer", "tries": 1}]
    out = desk.act("call", "领导小组", "--result", "reported", "--person", "陈敏", "--step", "02")
    assert [line[:4] for line in out.splitlines()[:2]] == ["#003", "#004"]
    assert step(desk, "report")["state"] == "done"
    desk.act("call", "duty", "--result", "reached", "--incoming")
    assert events(desk)[-1]["data"]["direction"] == "in"


def test_notes_evidence_and_actions(desk):
    desk.opened()
    desk.act("note", "诉求", "是工资", "--step", "02")
    assert events(desk)[-1]["data"] == {"text": "诉求 是工资"}
    (desk.folder / "DV-1.mp4").write_bytes(b"abc")
    desk.act("evidence", "DV-1.mp4", "--delete-by", "2026-06-30", "--about", "北门")
    filed = events(desk)[-1]["data"]
    assert filed["id"] == "DV-1.mp4"
    assert filed["sha256"].startswith("ba7816bf")
    desk.act("evidence", "EV-9", "--delete-by", "2026-06-30", "--id", "EV-10")
    assert events(desk)[-1]["data"]["id"] == "EV-10"
    desk.act("action", "门口加电话", "--owner", "赵立", "--due", "2026-03-31")
    assert events(desk)[-1]["data"]["due"] == "2026-03-31"


def test_people(desk):
    desk.opened()
    desk.act("assign", "head", "孙伟")
    assert status(desk)["people"] == {"head": "孙伟"}
    desk.act("assign", "02", "李强")
    assert (step(desk, "report")["state"], step(desk, "report")["person"]) == ("in-progress", "李强")
    desk.act("remind", "02")
    assert events(desk)[-1]["data"]["person"] == "李强"
    desk.act("handover", "王岚", "何平", "--words", "平稳")
    assert status(desk)["handover"] == {"from": "王岚", "to": "何平"}
    assert events(desk)[-1]["data"]["summary"]["doing"] == ["log-sign", "report"]
    desk.act("handover", "--cancel", "--reason", "不走了")
    desk.act("handover", "王岚", "何平")
    desk.act("accept", "何平", "--by", "何平")
    assert status(desk)["duty"] == "何平"
    desk.act("take-over", "--reason", "何平病了", "--by", "钱进")
    assert status(desk)["duty"] == "钱进"


def test_waiving_a_limit(desk):
    desk.opened()
    desk.act("waive", "02/1", "--approver", "刘建国", "--reason", "电话中断")
    desk.act("waive", "03", "--approver", "刘建国", "--reason", "只有一项")
    waived = [lim for lim in status(desk)["limits"] if lim["state"] == "waived"]
    assert [(lim["step"], lim["limit"], lim["waived_by"]) for lim in waived] == [
        ("report", 1, "刘建国"),
        ("on-site", 1, "刘建国"),
    ]
    both = desk.call("act", ID, "waive", "02", "--approver", "x", "--reason", "y")
    assert (both.code, both.err) == (1, "02 has no limit 0; it has 2. Nothing was recorded.\n")


def test_corrections(desk):
    desk.opened()
    desk.clock("08:50")
    desk.act("note", "按错了")
    desk.act("correct", "2", "--void", "--reason", "误按")
    desk.act("note", "工资")
    desk.act("correct", "4", "--text", "工资差额", "--reason", "写全")
    desk.act("correct", "4", "--at", "08:45", "--reason", "时间抄错")
    desk.act("set", "headcount=42")
    desk.act("correct", "7", "--value", "30-50", "--reason", "数错")
    found = {e["seq"]: e for e in events(desk)}
    assert (found[2]["void"], found[2]["corrected_by"]) == (True, [3])
    assert (found[4]["data"]["text"], found[4]["at"][11:16], found[4]["stated_at"][11:16]) == (
        "工资差额",
        "08:45",
        "08:50",
    )
    assert fact(desk, "headcount")["value"] == [30, 50]


def test_closing_and_reopening(desk):
    desk.opened()
    refused = desk.call("act", ID, "close")
    assert refused.code == 1
    assert "Still open: 01, 02, 03" in refused.err
    desk.act("close", "--outcome", "mistake", "--reason", "误启动")
    assert status(desk)["outcome"] == "mistake"
    after = desk.call("act", ID, "done", "02")
    assert after.code == 1
    assert "closed by 王岚 at 08:43" in after.err
    desk.act("reopen", "--reason", "又来了")
    assert status(desk)["status"] == "open"


def test_going_on_under_another_plan(desk):
    desk.opened()
    desk.act("set", "headcount=42")
    out = desk.act("close", "--outcome", "switched", "--plan", desk.plan, "--reason", "换预案")
    assert out.splitlines()[-1] == "2026-0309-02"
    new = json.loads(desk.good("status", "2026-0309-02", "--json"))
    assert next(f for f in new["facts"] if f["fact"] == "headcount")["value"] == 42
    assert new["began"] == "2026-03-09T08:40:00+08:00"
    assert events(desk)[-1]["data"]["incident"] == "2026-0309-02"


def test_reopening_what_went_on_as_another_incident_says_so(desk):
    desk.opened()
    desk.act("close", "--outcome", "switched", "--plan", desk.plan, "--reason", "换预案")
    said = desk.act("reopen", "--reason", "看错了")
    assert said.splitlines()[-1].startswith("It went on as 2026-0309-02: once reopened, both may be under way.")
    assert status(desk)["status"] == "open"
    desk.act("close", "--outcome", "mistake", "--reason", "x")
    assert "It went on as" not in desk.act("reopen", "--reason", "y")


def test_where_the_other_plan_cannot_be_opened_this_one_stays_open(desk, monkeypatch):
    desk.opened()

    def full(*_, **__):
        raise NotDurable("full", detail="no room")

    monkeypatch.setattr("drillbook.starting.start_incident", full)
    failed = desk.call("act", ID, "close", "--outcome", "switched", "--plan", desk.plan, "--reason", "换预案")
    assert failed.code == 3
    assert status(desk)["status"] == "open"


def test_what_an_exercise_leads_to_is_an_exercise(desk):
    desk.good("open", desk.plan, "--exercise", "--at", "08:40")
    desk.act("follow-up", desk.plan)
    desk.act("close", "--outcome", "switched", "--plan", desk.plan, "--reason", "换预案")
    assert "EXERCISE 2026-0309-01" in desk.good("incidents")
    for incident in ("2026-0309-02", "2026-0309-03"):
        assert json.loads(desk.good("status", incident, "--json"))["mode"] == "exercise"


def test_follow_ups(desk):
    desk.opened()
    desk.act("follow-up", desk.plan, "--step", "02")
    assert events(desk)[-1]["data"] == {"plan": "gate", "incident": "2026-0309-02"}
    known = desk.call("act", ID, "follow-up", desk.plan, "--incident", "2026-0309-02")
    assert (known.code, known.err) == (1, "2026-0309-02 is already linked as a follow-up. Nothing was recorded.\n")
    assert desk.call("act", ID, "follow-up", desk.plan, "--incident", "2026-0309-77").code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_morning_on_the_command_line(desk, golden, lang):
    desk.lang = lang
    said: list[str] = []

    def type_(time: str, line: str) -> None:
        desk.clock(time)
        answer = desk.call(*(word.replace("_", " ") for word in line.split()))
        said.append(f"{time} $ drillbook {line}\n{answer.out}{answer.err}[{answer.code}]\n")

    type_("08:43:10", f"open {desk.plan}")
    type_("08:43:58", f"act {ID} set began=0840")
    type_("08:44:05", f"act {ID} set headcount=42")
    type_("08:44:09", f"act {ID} level major")
    type_("08:46:20", f"act {ID} call group --person 刘建国 --result no-answer --step 02")
    type_("08:48:02", f"act {ID} call group --person 陈敏 --result reported --step 02")
    type_("08:48:40", f"act {ID} done 04")
    type_("08:49:11", f"act {ID} note 诉求是2月份工资")
    type_("08:49:20", f"act {ID} set danger=yes --at 08:49")
    type_("08:49:31", f"act {ID} correct 8 --void --reason 误按")
    type_("08:50:00", f"status {ID}")
    type_("08:50:10", "incidents")
    type_("08:50:20", f"act {ID} done 25 --at 25:70")
    type_("08:50:30", f"act {ID} note x --at 25:70")
    type_("08:50:40", f"act {ID} close")
    type_("08:50:50", "status 2026-0309-02")
    type_("08:51:00", "show soe-rapid-respons")
    type_("08:51:10", "opne")
    type_("08:51:20", "status")

    text = sub(r"[0-9A-F]{4}-[0-9A-F]{4}(?![0-9-])", "HEAD-HEAD", "\n".join(said)).replace(desk.plan, "gate.yaml")
    golden(f"command-line-{lang}.txt", text)


EVERY_WEEK = """\
runbook: weekly
title: {zh: 台账, en: Ledger}
sources: {P: {title: {zh: 制度, en: Rules}, kind: plan}}
roles: {duty: {zh: 值班员, en: Duty officer}}
facts: {way: {type: choice, ask: {zh: 渠道, en: Channel},
  of: {letter: {zh: 来信, en: by letter}, visit: {zh: 来访, en: by visit}}}}
steps:
  - {id: dispatch, stage: routine, title: {zh: 周调度, en: Weekly look}, role: duty, source: P-1, record: [way],
     limits: [{every: week, basis: plan, source: P-1}]}
"""


def test_a_repeat_is_waived_for_good_or_not_at_all(desk):
    (desk.folder / "weekly.yaml").write_text(EVERY_WEEK, encoding="utf-8")
    desk.plan = str(desk.folder / "weekly.yaml")
    desk.opened()
    before = desk.rows()
    one = desk.call("act", ID, "waive", "01@3", "--approver", "刘建国", "--reason", "春节停工")
    assert (one.code, one.out) == (2, "")
    assert one.err.startswith("01@3 is one turn of a limit that repeats; only all of it can be waived")
    assert "write 01/1." in one.err
    assert desk.rows() == before
    said = desk.act("waive", "01/1", "--approver", "刘建国", "--reason", "停产")
    assert "01 limit 1 waived, from now on and for good (停产, approved by 刘建国)" in said
    desk.lang = "zh"
    assert "01 豁免第1项时限, 从这时起以后各期都不再算 (停产, 刘建国批准)" in desk.good("timeline", ID)


def test_a_correction_says_the_right_value_as_the_fact_says_it(desk):
    (desk.folder / "weekly.yaml").write_text(EVERY_WEEK, encoding="utf-8")
    desk.plan = str(desk.folder / "weekly.yaml")
    desk.opened()
    desk.act("set", "way=visit")
    assert "correction: #2 reads by letter (抄错)" in desk.act("correct", "2", "--value", "letter", "--reason", "抄错")
    assert "correction: #2 reads not known" in desk.act("correct", "2", "--value", "?", "--reason", "不清楚")
    desk.act("note", "加班")
    assert 'correction: #5 reads "加班费" (写全)' in desk.act("correct", "5", "--text", "加班费", "--reason", "写全")
    for kind in ("md", "csv"):
        told = desk.good("timeline", ID, "--format", kind)
        assert "#2 reads by letter" in told
        assert "unknown=" not in told
    desk.lang = "zh"
    assert "更正: #2 改为 来信 (抄错)" in desk.good("timeline", ID)
