"""The forms in words: as Markdown and as pages to print; posts, never persons; what is asked for by name or number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from incidents import commands as c
from incidents.timeline import Timeline, timeline
from reports.form_choice import NotFilledIn, UnknownForm, choose
from reports.form_sheets import form_name, sheet
from reports.forms_html import forms_html
from reports.forms_json import forms_bytes
from reports.forms_md import forms_md
from reports.timeline_json import timeline_json
from reports.timeline_md import timeline_md
from reports.words import Lang, Words
from runbooks.library import Library, load, shipped_folder
from tests.reports.gate import EN, ZH, Gate, a_morning, closed, ms

Golden = Callable[[str, str], None]
ACTS = Path(__file__).parents[1] / "golden" / "act"
WALKS = Path(__file__).parents[1] / "walks"


def a_report() -> Gate:
    """A report telephoned first and filled in after; put right, changed later, by more than one of us."""
    gate = Gate(opened="08:40")
    gate.tell("08:44", c.AssignRole, role="head", person="李强")
    gate.tell("08:45", c.Done, step="log-sign", facts={"headcount": 24})
    gate.tell("08:50", c.Correct, seq=3, data={"value": 42}, reason="抄错")
    gate.tell("08:58", c.StateFact, at="08:52", fact="course", value="早班后|聚集*在北门*", by="李强")
    gate.tell("09:10", c.StateFact, fact="headcount", value=60, by="赵立")
    return gate


def told(gate: Gate, at: str = "09:12") -> Timeline:
    return timeline(gate.session, ms(at))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_alone(golden: Golden, lang: Lang) -> None:
    story = told(a_report())
    golden(f"forms-{lang}.md", forms_md(story, story.forms, Words(lang)).decode())
    page = forms_html(story, story.forms, Words(lang)).decode()
    golden(f"forms-{lang}.html", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_who_wrote_is_a_post_and_never_a_name() -> None:
    story = told(a_report())
    (filled,) = [sheet(form, story, ZH) for form in story.forms]
    assert [line.post for line in filled.lines] == ["值班人", "", "部门负责人"]
    for data in (forms_md(story, story.forms, ZH), forms_html(story, story.forms, EN)):
        assert not re.search("王岚|李强|赵立", data.decode())


def test_a_stranger_to_the_duty_is_own_staff_and_duty_follows_the_handover() -> None:
    gate = Gate(opened="08:40")
    gate.tell("08:44", c.StateFact, fact="headcount", value=5, by="赵立")
    gate.tell("08:45", c.OfferHandover, giver="王岚", taker="何平", words="")
    gate.tell("08:46", c.AcceptHandover, taker="何平", by="何平")
    gate.tell("08:47", c.StateFact, fact="course", value="说话", by="何平")
    gate.tell("08:48", c.StateFact, fact="entrance", value="free", by="王岚")
    story = told(gate)
    (filled,) = [sheet(form, story, EN) for form in story.forms]
    assert [line.post for line in filled.lines] == ["own staff", "own staff", "duty officer"]


def test_in_a_drill_nobody_is_a_person() -> None:
    gate = Gate(opened="08:40")
    gate.tell("08:45", c.Done, step="log-sign", facts={"headcount": 5}, by="值班员 1")
    story = told(gate)
    drilled = replace(story, seen=replace(story.seen, mode="drill"))
    assert sheet(story.forms[0], drilled, ZH).lines[0].post == "值班员 1"
    assert sheet(story.forms[0], story, ZH).lines[0].post == "本单位人员"


def test_corrections_and_later_words_stand_beside_the_value() -> None:
    story = told(a_report())
    (filled,) = [sheet(form, story, ZH) for form in story.forms]
    headcount, _, course = filled.lines
    assert (headcount.value, headcount.record) == ("42", "#003, 由 #005 更正")
    assert headcount.remark == "后来记为 60 (2026-03-09 09:10, #007)"
    assert course.when == "2026-03-09 08:52 (补记, 08:58)"


def test_what_people_typed_is_no_markup() -> None:
    gate = Gate(opened="08:40")
    gate.tell("08:45", c.Done, step="log-sign", facts={"course": '<script src="x">|a\n# b'})
    story = told(gate)
    page = forms_html(story, story.forms, ZH).decode()
    assert "<script" not in page
    assert not re.search(r"<link|src=[^&]|url\(|https?:", re.sub(r"&\w+;[^<]*", "", page))
    lines = forms_md(story, story.forms, ZH).decode().splitlines()
    assert any(r'| \<script src="x">\|a # b |' in line for line in lines)


def test_an_exercise_a_form_under_way_and_a_broken_record_are_said_at_the_top() -> None:
    gate = Gate(opened="08:40", mode="exercise")
    gate.tell("08:45", c.StateFact, fact="course", value="说话")
    story = replace(told(gate), damaged_from=9)
    (filled,) = [sheet(form, story, ZH) for form in story.forms]
    assert filled.notice == "演练、步骤没有办结, 不是定稿"
    for data in (forms_md(story, story.forms, ZH), forms_html(story, story.forms, ZH)):
        assert "演练" in data.decode()
        assert "#9" in data.decode()


def test_head_counts_without_an_upper_end_and_what_cannot_be_had() -> None:
    gate = Gate(opened="08:40")
    reason = ZH.say("{n} people or more", n="30")
    gate.tell("08:44", c.StateFact, fact="headcount", value=30, reason=reason)
    gate.tell("08:45", c.StateFact, fact="course", unknown=True, reason="无人看见")
    story = told(gate)
    (filled,) = [sheet(form, story, ZH) for form in story.forms]
    assert [line.value for line in filled.lines] == ["30以上", "没有记录", "不清楚 (无人看见)"]


def test_the_report_carries_the_forms_and_one_without_any_says_nothing() -> None:
    text = timeline_md(told(closed(), "03-13 17:21"), ZH).decode()
    assert "### 《五要素报告》 01" in text
    bare = Gate(opened="08:40")
    assert "## 表单" not in timeline_md(told(bare), ZH).decode()
    assert timeline_json(told(bare))["forms"] == []


def test_the_json_of_a_form_is_that_of_the_timeline() -> None:
    story = told(a_report())
    assert json.loads(forms_bytes(story, story.forms))["forms"] == timeline_json(story)["forms"]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "五要素报告", "《五要素报告》", "Five-field report", "five-field", "要素", "01", "1", "log-sign", "01@1"],
)
def test_forms_by_name_part_number_and_step(typed: str) -> None:
    story = told(a_report())
    assert list(choose(typed, story.forms, story.plan)) == list(story.forms)


def test_what_is_not_there() -> None:
    story = told(a_morning(), "10:10")
    with pytest.raises(UnknownForm) as unknown:
        choose("五要素报表", story.forms, story.plan)
    assert unknown.value.near == "五要素报告"
    for typed in ("02", "99", "《》", "zzz"):
        with pytest.raises(UnknownForm):
            choose(typed, story.forms, story.plan)
    with pytest.raises(NotFilledIn) as empty:
        choose("01@2", story.forms, story.plan)
    assert [step.id for step in empty.value.steps] == ["log-sign"]


# -- the shipped plans ----------------------------------------------------------------------------------


def shipped_forms(words: Words) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """For every step with a form, as its own plan or part has it: the headings under which plans print it."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for listed in Library().listed():
        plan = load(listed.id).plan if listed.path.parent == shipped_folder() else None
        for step in plan.steps if plan is not None else ():
            if step.form:
                heading = f"### {form_name(step.form, words)} {step.number}"
                found.setdefault((step.part, step.id), set()).add((listed.id, heading))
    return found


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_shipped_form_is_printed_filled_in_at_the_end_of_a_walk(words: Words) -> None:
    printed = set()
    for path in ACTS.glob(f"*-{words.lang}.txt"):
        walk = yaml.safe_load((WALKS / f"{path.stem[:-3]}.yaml").read_text(encoding="utf-8"))
        lines = path.read_text(encoding="utf-8").splitlines()
        printed |= {(walk["plan"], line.partition("@")[0]) for line in lines if line.startswith("### ")}
    forms = shipped_forms(words)
    assert len(forms) > 40
    assert {form: found for form, found in forms.items() if not found & printed} == {}
