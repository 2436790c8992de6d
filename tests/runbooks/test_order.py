"""Order: circles, limits counted from what comes later, what can never happen, repeats that overlap."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from runbooks.graph import After, circles
from tests.runbooks.stories import Told


def test_steps_in_a_circle_are_named_in_the_order_of_things(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: a, title: A, stage: report, role: boss, source: P-1}
      - {id: b, title: B, stage: report, role: boss, after: [a, d], source: P-1}
      - {id: c, title: C, stage: report, role: boss, after: [b], source: P-1}
      - {id: d, title: D, stage: report, role: boss, after: [{any: [a, c]}], source: P-1}
      - {id: e, title: E, stage: report, role: boss, after: [e, d], source: P-1}
    """
    assert told() == [
        "6:61 cycle cycle=b → c → d → b",
        "9:58 cycle cycle=e → e",
    ]


def test_a_limit_is_counted_from_what_is_there_before(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        limits:
          - {within: soon, from: a, basis: assumed, source: P-1}
          - {within: soon, from: c, basis: assumed, source: P-1}
          - {within: soon, from: z, basis: assumed, source: P-1}
          - {within: soon, from: closing, basis: assumed, source: P-1}
          - {every: daily, from: a, until: c, basis: assumed, source: P-1}
        source: P-1
      - {id: b, title: B, stage: report, role: boss, after: [a], source: P-1}
      - {id: c, title: C, stage: report, role: boss, after: [b], source: P-1}
      - {id: z, title: Z, stage: report, role: boss, source: P-1}
    """
    assert told() == [
        "10:30 start-is-the-step step=a",
        "11:30 start-comes-later given=c step=a",
        "13:30 start-at-closing",
        "14:30 start-is-the-step step=a",
    ]


def test_what_can_never_happen(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
      crowd: {type: count, min: 1, max: 99, ask: How many}
      kind: {type: choice, ask: Kind, of: {red: Red, blue: Blue}}
    levels:
      - {id: low, title: Low}
      - {id: high, title: High, when: {all: [{danger: yes}, {not: {danger: yes}}]}}
    steps:
      - {id: a, title: A, stage: report, role: boss, record: [danger, crowd, kind, level], source: P-1}
      - {id: b, title: B, stage: report, role: boss, when: {danger: yes, not: {danger: yes}}, source: P-1}
      - {id: c, title: C, stage: report, role: boss, when: {crowd: "> 99"}, source: P-1}
      - {id: d, title: D, stage: report, role: boss, when: {not: {any: [{kind: red}, {kind: blue}]}}, source: P-1}
      - {id: e, title: E, stage: report, role: boss, when: {all: [{level: "< high"}, {level: "> low"}]}, source: P-1}
      - {id: f, title: F, stage: report, role: boss, when: {profile: private}, source: P-1}
      - id: g
        title: G
        stage: report
        role: boss
        limits:
          - {within: soon, from: b, basis: assumed, source: P-1}
          - {within: soon, from: a, when: {level: "< low"}, basis: assumed, source: P-1}
          - {within: soon, from: a, when: {level: ">= low"}, basis: assumed, source: P-1}
        source: P-1
    """
    assert told() == [
        "10:35 never-holds of=high",
        "13:56 never-holds of=b",
        "14:56 never-holds of=c",
        "15:56 never-holds of=d",
        "16:56 never-holds of=e",
        "23:30 start-never-comes given=b",
        "24:39 never-holds of=g",
    ]


def test_only_one_repeat_of_a_step_counts_at_a_time(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      colour: {type: choice, ask: Colour, of: {red: Red, yellow: Yellow, green: Green}}
    steps:
      - id: update
        title: Update
        stage: routine
        role: boss
        record: [colour]
        limits:
          - {every: daily, from: began, when: {colour: red}, basis: assumed, source: P-1}
          - {every: daily, from: began, when: {colour: yellow}, basis: assumed, source: P-1}
          - {every: daily, from: began, when: {not: {colour: green}}, basis: assumed, source: P-1}
          - {within: soon, from: began, basis: assumed, source: P-1}
        source: P-1
    """
    assert told() == [
        "15:17 two-repeats first=plan.yaml:13",
        "15:17 two-repeats first=plan.yaml:14",
    ]


def test_a_step_has_turns_of_one_kind(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      tasks: {type: rows, ask: Tasks, of: {task: text}}
    steps:
      - id: update
        title: Update
        stage: routine
        role: boss
        each: tasks
        record: [tasks]
        limits: [{every: daily, from: began, basis: assumed, source: P-1}]
        source: P-1
    """
    assert told() == ["13:22 repeat-with-each each=tasks"]


def test_facts_asked_only_after_each_other(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      a: {type: yes-no, ask: A, when: {b: yes}}
      b: {type: yes-no, ask: B, when: {c: yes}}
      c: {type: yes-no, ask: C, when: {a: yes}}
      d: {type: yes-no, ask: D, when: {a: yes, profile: private}}
    steps:
      - {id: s, title: S, stage: report, role: boss, record: [a, b, c, d], source: P-1}
    """
    assert told() == [
        "5:3 asked-in-a-circle cycle=a → c → b → a",
    ]


def test_an_order_that_is_long_needs_no_deep_stack() -> None:
    chain = {str(i): [str(i + 1)] for i in range(5_000)} | {"5000": []}
    assert circles(chain) == []
    assert After(chain).comes_after("5000", "0")
    closed = chain | {"5000": ["0"]}
    (circle,) = circles(closed)
    assert len(circle) == 5_002


names = st.sampled_from("abcdefg")


@given(st.dictionaries(names, st.lists(names, max_size=4, unique=True)))
def test_circles_and_after_agree_with_walking(edges: dict[str, list[str]]) -> None:
    follows = {name: list(edges.get(name, [])) for name in "abcdefg"}
    reach = {name: set(others) for name, others in follows.items()}
    for _ in follows:
        for name in follows:
            reach[name] |= {far for near in reach[name] for far in reach[near]}
    found = circles(follows)
    assert {name for circle in found for name in circle} <= {name for name in follows if name in reach[name]}
    assert bool(found) == any(name in reach[name] for name in follows)
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(before in follows[step] for before, step in pairwise(circle))
    if not found:
        after = After(follows)
        for name in follows:
            for other in follows:
                assert after.comes_after(name, other) == (name in reach[other])
