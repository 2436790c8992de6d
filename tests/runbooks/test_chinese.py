"""What people write whose language is Chinese and whose editor is a word processor: each is told what is right."""

from __future__ import annotations

import pytest

from runbooks.chinese import meant
from runbooks.located import lines_of, validate
from runbooks.model import RunbookModel
from runbooks.problems import Problem
from runbooks.reader import read

PLAN = """runbook: north-gate
title: 北门来访
sources: {制度: {title: 制度, kind: plan}}
roles: {boss: 部门负责人}
facts: {danger: {type: yes-no, ask: 是否有危险}}
steps:
  - id: go
    title: 到现场
    stage: on-site
    role: boss
    record: [danger]
    limits: [{within: 1 h, from: began, basis: plan, source: 制度-2}]
    source: 制度-2
"""


def problems(old: str, new: str) -> list[Problem]:
    """What is told of the plan after a change."""
    assert old in PLAN
    data = PLAN.replace(old, new, 1).encode()
    tree, found = read(data, "p.yaml")
    return found if tree is None else [*found, *validate(RunbookModel, tree, lines_of(data))[1]]


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(p.code, p.hint) for p in problems(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("stage: on-site", "stage: 现场", "on-site"),
        ("kind: plan", "kind: 预案", "plan"),
        ("basis: plan", "basis: 法规", "statute"),
        ("type: yes-no", "type: 是否", "yes-no"),
        ("role: boss", "责任人: boss", "role"),
        ("title: 到现场", "标题: 到现场", "title"),
        ("from: began", "from: 起点", "began"),
        ("record: [danger]", "record: [danger，place]", "danger, place"),
        ("record: [danger]", "record: [danger、place]", "danger, place"),
    ],
)
def test_chinese_words_and_commas_are_told_in_one_problem(old: str, new: str, hint: str) -> None:
    assert [hint_ for _, hint_ in told(old, new)] == [hint]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("record: [danger]", "record: 【danger】", "[danger]"),
        ("title: 到现场", "title: ｛zh: 到现场， en: Go｝", "{zh: 到现场, en: Go}"),
    ],
)
def test_full_width_brackets_are_told_as_such(old: str, new: str, hint: str) -> None:
    assert ("wide-bracket", hint) in told(old, new)


ROW = "limits: [{within: 1 h, from: began, basis: plan, source: 制度-2}]"


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("1 h, from:", "1 h，from:", "wide-bracket", "1 h, from"),
        ("1 h, from:", "1 h， from :", "wide-bracket", "1 h, from"),
        ("basis: plan", "basis：plan", "wide-colon", "basis: plan"),
        ("{within: 1 h,", "{extend: {by: 1 h, role: boss}，within: 1 h,", "wide-bracket", ","),
        ("2}]", "2｝]", "wide-bracket", "}"),
        ("2}]", "2}】", "wide-bracket", "]"),
        ("basis: plan", "basis：", "wide-colon", "basis:"),
    ],
)
def test_a_full_width_comma_or_colon_inside_brackets_is_the_one_that_is_told(
    old: str, new: str, code: str, hint: str
) -> None:
    found = told(ROW, ROW.replace(old, new))
    assert (code, hint) in found
    assert {each for each, _ in found} <= {code, "missing-key"}


def test_a_full_width_comma_inside_a_text_is_no_slip() -> None:
    assert told("title: 到现场", "title: {zh: 到现场，再等, en: Go}") == []


def test_quotes_of_a_word_processor_are_not_put_into_quotes() -> None:
    assert told("title: 到现场", "title: “到现场: 马上”")[0] == ("quote-the-text", '"到现场: 马上"')


def test_a_word_stands_only_for_what_is_allowed() -> None:
    assert meant("报告", ("report", "respond")) == "report"
    assert meant("报告", ("respond",)) == ""
    assert meant("依据", ("basis", "source")) == "basis"
