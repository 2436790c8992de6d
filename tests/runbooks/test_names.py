"""Names over a whole plan: unknown, doubled, shared, reserved."""

from __future__ import annotations

from tests.runbooks.stories import Told


def test_a_plan_without_problems(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: clerk, record: [danger], source: P-1}
      - id: call
        title: Call
        stage: respond
        role: [boss, clerk]
        after: [look]
        when: {danger: yes}
        limits: [{within: 30 min, from: began, basis: plan, source: P-2}]
        tells: boss
        opens: base
        source: [P-2, S 3]
    """
    assert told(notes=True) == []
    plan = told.load().plan
    assert plan is not None
    assert [step.id for step in plan.steps] == ["look", "call"]


def test_where_a_part_is_missing_names_are_not_called_unknown(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, bse]
    facts:
      danger: {type: yes-no, ask: Danger, when: {dangr: yes}}
    steps:
      - {id: look, title: Look, stage: report, role: clark, record: [dangers], source: P-1}
      - {id: call, title: Call, stage: report, role: boss, after: [lok, {any: [look, calls]}], source: Q-1}
      - {id: rest, title: Rest, stage: report, role: boss, each: danger, tells: [bos], source: [P-1, S, S-]}
      - {id: tell, title: Tell, stage: report, role: boss, each: rows, source: P-1}
    """
    assert told() == [
        "3:17 unknown-runbook given=bse ?base",
        "9:62 each-without-rows given=danger type=yes-no",
        "9:98 citation-without-clause given=S",
        "9:101 citation-without-clause given=S-",
    ]


def test_unknown_names_in_a_plan_that_is_whole(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger, when: {dangr: yes}}
    steps:
      - {id: look, title: Look, stage: report, role: clark, record: [dangers], source: P-1}
      - {id: call, title: Call, stage: report, role: boss, after: [lok, {any: [look, calls]}], source: Q-1}
      - {id: rest, title: Rest, stage: report, role: boss, each: danger, tells: [bos], source: [P-1, S, S-]}
      - {id: tell, title: Tell, stage: report, role: boss, each: rows, source: P-1}
    """
    assert told() == [
        "5:46 unknown-fact given=dangr ?danger",
        "7:50 unknown-role given=clark ?clerk",
        "7:66 unknown-fact given=dangers ?danger",
        "8:64 unknown-step given=lok ?look",
        "8:82 unknown-step given=calls ?call",
        "8:100 unknown-source given=Q",
        "9:62 each-without-rows given=danger type=yes-no",
        "9:62 ~unasked-fact given=danger",
        "9:78 unknown-role given=bos ?boss",
        "9:98 citation-without-clause given=S",
        "9:101 citation-without-clause given=S-",
        "10:62 unknown-fact given=rows",
    ]


def test_what_would_be_allowed_is_listed(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: clark, source: P-1}
    """
    (problem,) = told.problems()
    assert problem.allowed == ("boss", "clerk", "guard", "police")
    assert problem.where == "steps[0] (id: look).role"
    assert problem.excerpt == "  - {id: look, title: Look, stage: report, role: clark, source: P-1}"


def test_doubled_names(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    sources:
      P: {title: Another, kind: plan}
    numbers:
      soon: {is: 5 min, replaces: x, why: y}
    facts:
      look: {type: text, ask: Look}
      seen: {type: yes-no, ask: Seen}
    levels:
      - {id: low, title: Low}
      - {id: low, title: Lower}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [{id: seen, type: yes-no, ask: Seen}], source: P-1}
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
      - {id: rest, title: Rest, stage: report, role: [boss, boss], after: [look, {any: [look, look]}], source: P-1}
    """
    assert told() == [
        "13:10 doubled-level given=low first=plan.yaml:12",
        "15:10 step-and-fact given=look first=plan.yaml:9",
        "15:70 doubled-fact given=seen first=plan.yaml:10",
        "16:10 doubled-step given=look first=plan.yaml:15",
        "17:57 named-twice given=boss",
        "17:91 named-twice given=look",
        "base.yaml 4:3 doubled-source given=P first=plan.yaml:5",
        "base.yaml 14:3 doubled-number given=soon first=plan.yaml:7",
    ]


def test_reserved_names(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    roles:
      command: Commander
    facts:
      level: {type: text, ask: Level}
    steps:
      - {id: began, title: Began, stage: report, role: boss, source: P-1}
    """
    assert told() == [
        "5:3 reserved-id given=command",
        "7:3 reserved-id given=level",
        "9:10 reserved-id given=began",
    ]


def test_ids_that_cannot_be_names(told: Told) -> None:
    """
    runbook: p
    title: T
    roles:
      the boss: Boss
    facts:
      危险: {type: yes-no, ask: Danger}
    steps:
      - {id: 9lives, title: T, stage: report, role: ../x, source: P-1}
    """
    assert told() == [
        "4:3 bad-id given=the boss ?the-boss",
        "6:3 bad-typed-id given=危险",
        "8:10 bad-typed-id given=9lives",
        "8:49 bad-id given=../x ?x",
    ]


def test_facts_of_one_name_must_agree(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    facts:
      seen: {type: yes-no, ask: Seen by us}
      kind: {type: choice, ask: Kind, of: {a: A, b: B}}
      rows: {type: rows, ask: Rows, of: {what: text, due: date}}
      count: {type: count, ask: Count, max: 5}
      same: {type: count, ask: Ours, max: 5}
    == part.yaml
    runbook: part
    title: Part
    facts:
      seen: {type: text, ask: Seen}
      kind: {type: choice, ask: Kind, of: {a: A, c: C}}
      rows: {type: rows, ask: Rows, of: {what: text, due: text}}
      count: {type: count, ask: Count}
      same: {type: count, ask: Theirs, max: 5, source: P-1}
    """
    assert told() == [
        "part.yaml 4:3 fact-differs given=seen first=plan.yaml:5",
        "part.yaml 5:3 fact-differs given=kind first=plan.yaml:6",
        "part.yaml 6:3 fact-differs given=rows first=plan.yaml:7",
        "part.yaml 7:3 fact-differs given=count first=plan.yaml:8",
    ]


def test_facts_that_decide_and_that_nobody_asks(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
      hurt: {type: yes-no, ask: Hurt, when: {danger: yes}}
      never: {type: yes-no, ask: Never, when: {other: yes}}
      other: {type: yes-no, ask: Other}
      crowd: {type: count, ask: How many}
      due: {type: date, ask: Due}
    levels:
      - {id: low, title: Low}
      - {id: high, title: High, when: {crowd: ">= 10"}}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [hurt, level], source: P-1}
      - {id: call, title: Call, stage: report, role: boss, when: {danger: yes}, source: P-1}
      - {id: rest, title: Rest, stage: report, role: boss, limits: [{by: due, basis: plan, source: P-1}], source: P-1}
    """
    assert told(notes=True) == [
        "13:36 .unasked-fact given=crowd",
        "16:63 ~unasked-fact given=danger",
        "17:70 ~unasked-fact given=due",
    ]


def test_level_may_be_recorded_only_where_there_are_levels(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [level], source: P-1}
    """
    assert told() == ["5:65 no-levels given=level"]


def test_a_plan_that_is_opened_and_cannot_be_found_is_noted(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, opens: bse, source: P-1}
    """
    assert told(notes=True) == ["5:63 .opens-unknown given=bse ?base"]
    assert told.load().plan is not None


def test_placeholders_of_what_is_read_out(told: Told) -> None:
    """
    runbook: p
    title: {zh: 题, en: T}
    include: [base]
    facts:
      place: {type: text, ask: {zh: 地点, en: Where}}
    steps:
      - id: look
        title: {zh: 看, en: Look}
        stage: report
        role: boss
        record: [place]
        say: {zh: "{place}{began}{now}{plce}", en: "At {place} since {begin}, {place}} {"}
        source: P-1
    """
    assert [line for line in told() if "base" not in line] == [
        "12:15 unknown-placeholder given=plce ?place",
        "12:48 unknown-placeholder given=begin ?began",
        "12:48 unknown-placeholder given=}",
        "12:48 unknown-placeholder given={",
    ]
