"""Texts in every language of the plan."""

from __future__ import annotations

from tests.runbooks.stories import Told


def test_texts_that_lack_a_language(told: Told) -> None:
    """
    runbook: p
    title: {zh: 题, en: T}
    about: Only one
    sources:
      P: {title: 文件, kind: plan}
    numbers:
      soon: {is: 10 min, replaces: 立即, why: {zh: 因为}}
    roles:
      boss: {zh: 组长}
      clerk: {title: {en: Clerk}, kind: staff}
      guard: 保卫
    facts:
      seen: {type: choice, ask: {en: Seen, zh: 看到}, of: {a: 甲, b: {zh: 乙}}}
      rows: {type: rows, ask: {en: Rows, zh: 行}, of: {what: text, mark: {a: 甲, b: {en: B}}}}
    levels:
      - {id: low, title: {zh: 低, en: Low}, how: 注意}
    steps:
      - id: a
        title: {zh: 甲, en: A, fr: A}
        stage: report
        role: boss
        form: 《信访登记表》
        how: {zh: 做}
        say: "110"
        record: [seen, {id: place, type: text, ask: 地点}]
        source: P-1
      - {id: b, title: 《表》, stage: report, role: boss, form: 表, source: P-1}
    """
    assert told() == [
        "3:8 ~text-without-language languages=[zh, en]",
        "7:41 ~text-missing-language languages=[en]",
        "9:9 ~text-missing-language languages=[en]",
        "10:18 ~text-missing-language languages=[zh]",
        "11:10 ~text-without-language languages=[zh, en]",
        "13:63 ~text-missing-language languages=[en]",
        "14:79 ~text-missing-language languages=[zh]",
        "16:45 ~text-without-language languages=[zh, en]",
        "23:10 ~text-missing-language languages=[en]",
        "25:49 ~text-without-language languages=[zh, en]",
    ]


def test_a_plan_in_one_language_or_in_none(told: Told) -> None:
    """
    runbook: p
    title: {zh: 题}
    roles:
      boss: 组长
      clerk: {en: Clerk}
    == none.yaml
    runbook: none
    title: Title
    roles:
      boss: {zh: 组长}
    """
    assert told() == ["5:10 ~text-missing-language languages=[zh]"]
    assert told("none.yaml") == []
    assert told.problems("none.yaml") == []


def test_texts_that_are_no_texts(told: Told) -> None:
    """
    runbook: p
    title: {zh: 题, English: T}
    about: {zh: [a], en: x}
    roles:
      boss: {}
      clerk: " "
      guard: 5
      other: {zh: 保卫, en: 5}
      none: {title: {}}
      blank: {zh: 保卫, en: " "}
      list: [a]
    """
    assert told() == [
        "2:25 bad-language given=English",
        "3:13 not-a-text given=[…]",
        "5:9 empty-text",
        "6:10 empty-text",
        "7:10 not-a-text given=5",
        "8:23 not-a-text given=5",
        "9:17 empty-text",
        "10:23 empty-text",
        "11:9 not-a-text given=[…]",
    ]
