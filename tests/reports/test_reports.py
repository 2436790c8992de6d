"""The reports of one morning, against goldens; and what each form promises."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from incidents import commands as c
from incidents.index import incidents
from incidents.journal.memory import MemoryStore
from incidents.session import Session
from incidents.timeline import timeline
from reports.formats import TIMELINE_FORMATS
from reports.handover import handover_summary
from reports.incident_list import incidents_json, incidents_text
from reports.json_parts import seconds
from reports.json_text import dumped
from reports.one_page import one_page
from reports.plan_json import plan_json
from reports.plan_mermaid import plan_mermaid
from reports.plan_text import plan_text
from reports.recorded import recorded
from reports.status_json import status_json
from reports.status_text import status_text
from reports.timeline_csv import BOM
from reports.timeline_json import comparable, timeline_json
from reports.timeline_limits import counts
from reports.timeline_md import timeline_md
from reports.words import Words
from runbooks.calendar import WorkingDays
from runbooks.library import load
from tests.reports.gate import EN, ZH, Gate, GateClock, a_morning, closed, gate_plan, ms

LANGUAGES = ["zh", "en"]


def rows_of(gate: Gate):
    return gate.store.read(gate.session.id)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TIMELINE_FORMATS)
def test_timeline_after_closing(golden, name, lang):
    gate = closed()
    told = timeline(gate.session, ms("03-13 17:21"))
    data = TIMELINE_FORMATS[name](told, rows_of(gate), Words(lang))
    if name == "json":
        story = json.loads(data)
        assert story["journal"]["stream"] == gate.session.id
        story["journal"] = None
        data = dumped(story)
        golden("timeline.json", data.decode())
    else:
        golden(f"timeline-{lang}.{name}", data.decode())


@pytest.mark.parametrize(("words", "said"), [(EN, "30 min, to begin"), (ZH, "30分, 开始即可")], ids=["en", "zh"])
def test_a_limit_that_a_beginning_keeps_says_so_in_the_timeline(words, said):
    told = timeline(a_morning().session, ms("10:10"))
    first = next(view for view in told.limits if view.within == "30 min")
    assert said not in timeline_md(told, words).decode()
    begun = replace(first, to="start")
    told = replace(told, limits=(begun,))
    rows = [line for line in timeline_md(told, words).decode().splitlines() if line.startswith("| ") and said in line]
    assert len(rows) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_status_in_the_morning(golden, lang):
    gate = a_morning()
    golden(f"status-{lang}.txt", status_text(timeline(gate.session, ms("10:10")), Words(lang)))


def test_status_json(golden):
    golden("status.json", dumped(status_json(timeline(a_morning().session, ms("10:10")))).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_to_read_and_to_draw(golden, lang):
    golden(f"plan-{lang}.txt", plan_text(gate_plan(), Words(lang)))
    golden(f"plan-{lang}.mmd", plan_mermaid(gate_plan(), Words(lang)))


def test_a_plan_as_json(golden):
    golden("plan.json", dumped(plan_json(gate_plan())).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_of_incidents(golden, lang):
    gate = a_morning()
    gate.clock.time = ms("10:10")
    golden(f"incidents-{lang}.txt", incidents_text(incidents(gate.store, gate.clock), Words(lang)))
    done = closed()
    done.clock.time = ms("03-14 08:00")
    golden(f"incidents-past-{lang}.txt", incidents_text(incidents(done.store, done.clock), Words(lang)))


def test_incidents_as_json():
    gate = a_morning()
    gate.clock.time = ms("10:10")
    (one,) = incidents_json(incidents(gate.store, gate.clock))
    assert one["incident"] == "2026-0309-01"
    assert one["status"] == "open"
    assert one["next_due"]["due_at"] == "2026-03-11T00:00:00+08:00"
    assert one["head"]["seq"] == gate.session.state.version


def test_the_keys_of_a_timeline_that_are_promised():
    story = timeline_json(timeline(closed().session, ms("03-13 17:21")))
    promised = "incident runbook mode opened_at closed_at events limits head"
    assert set(promised.split()) <= set(story)
    event = "seq at recorded_at kind step turn role by reason ahead"
    assert all(set(event.split()) <= set(e) for e in story["events"])
    limit = (
        "step turn limit basis source from start_at within within_s due_at done_at state margin_s known_late extended"
    )
    assert all(set(limit.split()) <= set(lim) for lim in story["limits"])
    assert set(story["head"]) == {"seq", "hash", "short"}
    assert len(story["head"]["hash"]) == 64


def test_nothing_of_the_plan_is_repeated_in_the_events():
    story = timeline_json(timeline(closed().session))
    assert set(story["events"][0]["data"]) == {"incident", "plan_hash", "mode", "began", "first", "before"}


def test_two_runs_of_one_story_compare_equal():
    first, second = a_morning(), Gate(mode="exercise")
    second.session = a_morning().session
    stories = [comparable(timeline_json(timeline(g.session, ms("10:10")))) for g in (first, second)]
    assert stories[0] == stories[1]
    assert not {"incident", "mode", "head", "journal", "seen_at"} & set(stories[0])
    assert not any("recorded_at" in event for event in stories[0]["events"])


def test_the_modes_and_times_of_entry_are_what_compare_leaves_out():
    live, exercise = Gate(), Gate("08:50", mode="exercise")
    stories = [comparable(timeline_json(timeline(g.session, ms("08:55")))) for g in (live, exercise)]
    assert stories[0] == stories[1]


def test_a_table_that_a_spreadsheet_takes():
    gate = a_morning()
    data = TIMELINE_FORMATS["csv"](timeline(gate.session, ms("10:10")), [], ZH)
    assert data.startswith(BOM)
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(table) == 1 + gate.session.state.version
    assert {len(line) for line in table} == {len(table[0])}
    assert not [cell for line in table for cell in line if cell[:1] in ("=", "+", "@")]


def test_a_note_cannot_be_a_table_or_a_link():
    gate = Gate()
    gate.tell("08:45", c.AddNote, text="a | b\n# c [x](http://y) <b>*_~`\x1b[31m")
    report = TIMELINE_FORMATS["md"](timeline(gate.session, ms("08:46")), [], EN).decode()
    line = next(line for line in report.splitlines() if line.startswith("| #002"))
    assert r"a \| b # c \[x\](http://y) \<b>\*\_\~\`?\[31m" in line


def test_bases_are_never_added_up():
    told = timeline(a_morning().session, ms("10:10"))
    report = TIMELINE_FORMATS["md"](told, [], EN).decode()
    blocks = report.split("### ")[1:]
    assert [block.split(":")[0] for block in blocks[:3]] == ["Plan limits", "Statute limits", "Assumed targets"]
    assert "overdue" not in blocks[2]
    assert counts([v for v in told.limits if v.basis == "plan" and v.step == "report"])["late"] == 1


def test_an_exercise_says_so():
    gate = Gate(mode="exercise")
    told = timeline(gate.session, ms("08:50"))
    assert TIMELINE_FORMATS["md"](told, [], ZH).decode().startswith("# 演练: ")
    assert status_text(told, EN).startswith("[EXERCISE] ")
    assert "[演练] 启动处置" in TIMELINE_FORMATS["csv"](told, [], ZH).decode()


def test_what_is_said_once_it_is_stored():
    gate = Gate()
    done = gate.tell("09:12", c.Done, at="09:11", step="report")
    seen = gate.session.snapshot(ms("09:12"))
    assert recorded(ZH, gate.session.plan, done, ms("09:12"), seen) == [
        "#002 09:12:00 已存盘 02 办结",
        "  预案30分: 超时完成, 晚 01:00",
    ]
    later = gate.tell("09:44", c.Done, at="09:12", step="on-site")
    seen = gate.session.snapshot(ms("09:44"))
    assert recorded(ZH, gate.session.plan, later, ms("09:44"), seen) == [
        "#003 09:44:00 已存盘 03 办结",
        "  预案1小时: 按时完成, 早 28:00",
        "已记 09:12, 比现在早32分, 标为「补记」。",
    ]
    skipped = gate.tell("09:45", c.Skip, step="hear", reason="没有代表")
    assert recorded(EN, gate.session.plan, skipped, ms("09:45"), gate.session.snapshot(ms("09:45"))) == [
        "#004 09:45:00 on disk 04 skipped (没有代表)"
    ]


def test_a_handover_carries_ids_and_counts():
    session = a_morning().session
    summary = handover_summary(session.snapshot(ms("10:10")), session.state)
    assert summary["ready"] == ["answer", "release"]
    assert summary["skipped"] == ["notice"]
    assert summary["not_told"] == []
    assert summary["owed"] == [["log-sign", "entrance"], ["log-sign", "course"]]


def test_seconds_are_cut_towards_zero():
    assert [seconds(n) for n in (1999, -1999, 0, None)] == [1, -1, 0, None]


def test_every_kind_of_record_is_told_in_both_languages(golden):
    gate = closed()
    gate.tell("03-13 17:25", c.ReopenIncident, reason="又来了")
    gate.tell("03-13 17:26", c.StateFact, fact="danger", value=True)
    gate.tell("03-13 17:27", c.Start, step="call-police")
    gate.tell("03-13 17:28", c.AssignStep, step="call-police", person="李强", role="duty")
    gate.tell("03-13 17:29", c.Remind, step="call-police")
    gate.tell("03-13 17:30", c.Done, step="call-police")
    gate.tell("03-13 17:31", c.Reopen, step="call-police", how="wrong", reason="没有打通")
    gate.tell("03-13 17:32", c.ChangeRow, fact="claims", row=1, values={"claim": "工资和奖金"})
    gate.tell("03-13 17:33", c.ChangeRow, fact="claims", values={"claim": "重复"})
    gate.tell("03-13 17:34", c.WithdrawRow, fact="claims", row=2, reason="重复")
    gate.tell("03-13 17:35", c.FileEvidence, id="DV-1", delete_by="2026-06-30", about="北门")
    gate.tell("03-13 17:36", c.AssignRole, role="head", person="孙伟")
    gate.tell("03-13 17:37", c.StateFact, fact="began", value=ms("08:35"), reason="门卫先看到")
    gate.tell("03-13 17:38", c.StateFact, fact="course", unknown=True, reason="无人知道")
    gate.tell("03-13 17:39", c.SetLevel, level="general", reason="缓和", approver="刘建国")
    gate.tell("03-13 17:40", c.KeepLevel, reason="人已散")
    gate.tell("03-13 17:41", c.OfferHandover, giver="何平", taker="王岚")
    gate.tell("03-13 17:42", c.CancelHandover, reason="不走了")
    gate.tell("03-13 17:43", c.TakeOver, taker="钱进", reason="何平病了")
    gate.tell("03-13 17:44", c.LogCall, role="police", result="reached", direction="in")
    gate.tell("03-13 17:45", c.FollowUp, plan="routine", incident="2026-0313-01")
    gate.tell("03-13 17:46", c.Correct, seq=5, reason="写全", data={"text": "诉求是工资"})
    told = timeline(gate.session, ms("03-13 18:00"))
    for words in (ZH, EN):
        report = TIMELINE_FORMATS["md"](told, [], words).decode()
        log = report[report.index("## 记录" if words.chinese else "## Log") :]
        golden(f"log-{words.lang}.md", log)


@pytest.mark.parametrize(
    ("lang", "while_open", "at_the_end"), [("zh", "级别待定", "没有定级"), ("en", "no level yet", "no level was set")]
)
def test_a_level_that_nobody_has_set_is_not_said_as_if_somebody_had(lang, while_open, at_the_end):
    plan = load("soe-rapid-response", overlays=["graded-response"]).plan
    clock, words = GateClock(ms("08:43")), Words(lang)
    session = Session.open(MemoryStore(entropy=bytes), plan, clock=clock, by="王岚", calendar=WorkingDays())
    lowest = words.text(plan.levels[0].title)
    for said in (while_open, at_the_end):
        told = timeline(session)
        for text in (status_text(told, words), timeline_md(told, words).decode(), one_page(told, words).decode()):
            assert said in text
            assert not re.search(rf"(^| ){lowest}( |$)", text, re.MULTILINE)
        session.do(c.Close(at=clock.time, outcome="mistake", reason="误启动"), "王岚")
