"""Facts and work times as files declare them."""

from __future__ import annotations

from tests.runbooks.stories import Told, plan_of


def test_the_questions_of_the_including_plan_win(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    facts:
      place: {type: text, ask: Where do we stand, source: P-1}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [place], source: P-1}
    == part.yaml
    runbook: part
    title: Part
    facts:
      place: {type: text, ask: Where}
    """
    fact = plan_of(told).facts["place"]
    assert (fact.ask, [str(c) for c in fact.source]) == ({"": "Where do we stand"}, ["P-1"])


def test_facts_written_in_place_and_their_keys(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - id: look
        title: Look
        stage: report
        role: boss
        record:
          - {id: kind, type: choice, ask: Kind}
          - {id: rows, type: rows, ask: Rows, of: {what: txt, 9x: text, mark: {a: A, b: ""}}}
          - {id: text, type: text, ask: Text, of: {a: A}, min: 3}
          - {id: many, type: count, ask: Many, min: 5, max: 3}
          - {id: more, type: choice, ask: More, of: {a: [1]}}
          - {id: list, type: rows, ask: List}
          - {id: last, type: choice, ask: Last, of: {a: {zh: 甲, en: 5}}}
        source: P-1
    """
    assert told() == [
        "10:9 choice-without-of type=choice",
        "11:54 unknown-column-type given=txt ?text",
        "11:59 bad-typed-id given=9x",
        "11:85 empty-text",
        "12:47 of-without-choices type=text",
        "12:60 range-without-count type=text key=min",
        "13:57 empty-range min=5 max=3",
        "14:53 not-a-text given=[…]",
        "15:9 choice-without-of type=rows",
        "16:65 not-a-text given=5",
    ]


def test_work_times(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: a, title: A, stage: report, role: boss, work: 0 min, source: P-1}
      - {id: b, title: B, stage: report, role: boss, work: {median: 6 min, p90: 15 min}, source: P-1}
      - {id: c, title: C, stage: report, role: boss, work: {low: 6 min, likely: 5 min, high: 15 min}, source: P-1}
      - {id: d, title: D, stage: report, role: boss, work: {median: 6 min}, source: P-1}
      - {id: e, title: E, stage: report, role: boss, work: {mean: 2 days}, source: P-1}
      - {id: f, title: F, stage: report, role: boss, work: soon, source: P-1}
      - {id: g, title: G, stage: report, role: boss, work: {mean: [1]}, source: P-1}
      - {id: h, title: H, stage: report, role: boss, work: [1], source: P-1}
    """
    assert told() == [
        "7:56 work-not-rising given=[low, likely, high]",
        "8:56 bad-work given=[median]",
        "9:63 work-in-days given=2 days ?48 h",
        "10:56 bad-clock-time given=soon",
        "11:63 bad-clock-time given=[…]",
        "12:56 bad-work given=[]",
    ]
