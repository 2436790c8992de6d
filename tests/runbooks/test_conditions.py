"""Conditions as written, against what is declared; and whether they can hold."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from runbooks.conditions import compares
from runbooks.plan import All, AnyOf, Compare, Condition, Fact, Not
from runbooks.satisfiable import can_hold
from tests.runbooks.stories import Told

FACTS = """\
runbook: p
title: T
include: [base]
facts:
  danger: {type: yes-no, ask: Danger}
  crowd: {type: count, ask: How many}
  kind: {type: choice, ask: Kind, of: {red: Red, blue: Blue, 1: One}}
  place: {type: text, ask: Where}
levels:
  - {id: low, title: Low}
  - {id: high, title: High}
steps:
  - {id: ask, title: Ask, stage: report, role: boss, record: [danger, crowd, kind, place, level], source: P-1}
"""


def read(told: Told, *conditions: str) -> list[Condition | None]:
    """Each condition as the `when` of a step of its own."""
    steps = [
        f"  - {{id: s{i}, title: S, stage: report, role: boss, when: {text}, source: P-1}}\n"
        for i, text in enumerate(conditions)
    ]
    (told.folder / "c.yaml").write_text(FACTS + "".join(steps), encoding="utf-8")
    plan = told.load(str(told.folder / "c.yaml")).plan
    assert plan is not None, told("c.yaml")
    return [step.when for step in plan.steps[1:]]


def test_conditions_as_they_should_be(told: Told) -> None:
    """nothing: x"""
    danger = Compare("danger", "=", True)
    assert read(
        told,
        "{danger: yes}",
        '{danger: "no"}',
        "{crowd: 30}",
        '{crowd: ">= 30"}',
        '{crowd: "<many"}',
        "{crowd: many}",
        "{kind: red}",
        "{kind: 1}",
        "{level: high}",
        '{level: "> low"}',
        "{profile: private}",
        "{danger: yes, kind: blue}",
        "{any: [{danger: yes}, {danger: no}]}",
        "{all: [{danger: yes}]}",
        "{not: {danger: yes}, crowd: '= 3'}",
    ) == [
        danger,
        Compare("danger", "=", False),
        Compare("crowd", "=", 30),
        Compare("crowd", ">=", 30),
        Compare("crowd", "<", 30),
        Compare("crowd", "=", 30),
        Compare("kind", "=", "red"),
        Compare("kind", "=", "1"),
        Compare("level", "=", "high"),
        Compare("level", ">", "low"),
        Compare("profile", "=", "private"),
        All((danger, Compare("kind", "=", "blue"))),
        AnyOf((danger, Compare("danger", "=", False))),
        All((danger,)),
        All((Not(danger), Compare("crowd", "=", 3))),
    ]


def test_conditions_that_are_wrong(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
      crowd: {type: count, ask: How many}
      kind: {type: choice, ask: Kind, of: {red: Red, blue: Blue}}
      place: {type: text, ask: Where}
      a: {type: yes-no, ask: A, when: yes}
      b: {type: yes-no, ask: A, when: {}}
      c: {type: yes-no, ask: A, when: {any: []}}
      d: {type: yes-no, ask: A, when: {any: {danger: yes}}}
      e: {type: yes-no, ask: A, when: {not: [danger]}}
      f: {type: yes-no, ask: A, when: {danger: true}}
      g: {type: yes-no, ask: A, when: {danger: maybe}}
      h: {type: yes-no, ask: A, when: {kind: bleu}}
      i: {type: yes-no, ask: A, when: {kind: [red, blue]}}
      j: {type: yes-no, ask: A, when: {crowd: "=> 30"}}
      k: {type: yes-no, ask: A, when: {crowd: ≥30}}
      l: {type: yes-no, ask: A, when: {crowd: ">= 3O"}}
      m: {type: yes-no, ask: A, when: {crowd: ">= soon"}}
      n: {type: yes-no, ask: A, when: {crowd: ">= many"}}
      o: {type: yes-no, ask: A, when: {crowd: 1.5}}
      p: {type: yes-no, ask: A, when: {place: here}}
      q: {type: yes-no, ask: A, when: {level: high}}
      r: {type: yes-no, ask: A, when: {profile: privat}}
      s: {type: yes-no, ask: A, when: {all: [{danger: yes}, {dangr: no}], not: {danger: maybe}}}
      t: {type: yes-no, ask: A, when: {danger: }}
      u: {type: yes-no, ask: A, when: {crowd: mny}}
    """
    assert told() == [
        "9:35 not-a-condition given=yes",
        "10:35 empty-condition",
        "11:41 empty-condition",
        "12:41 not-a-list-of-conditions given={…} key=any",
        "13:41 not-a-condition given=[…]",
        "14:44 unknown-choice given=true fact=danger ?yes",
        "15:44 unknown-choice given=maybe fact=danger",
        "16:42 unknown-choice given=bleu fact=kind ?blue",
        "17:42 not-one-value fact=kind",
        "18:43 bad-comparison given==> 30 ?>= 30",
        "19:43 bad-comparison given=≥30 ?>= 30",
        "20:43 not-a-count given=>= 3O fact=crowd",
        "21:43 number-is-a-duration given=soon value=10 min",
        "23:43 not-a-count given=1.5 fact=crowd",
        "24:36 not-comparable fact=place type=text",
        "25:43 no-levels given=high",
        "26:45 unknown-choice given=privat fact=profile ?private",
        "27:58 unknown-fact given=dangr ?danger",
        "27:85 unknown-choice given=maybe fact=danger",
        "28:44 not-one-value fact=danger",
        "29:43 unknown-number given=mny ?many",
    ]


def test_levels_in_conditions(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      a: {type: yes-no, ask: A, when: {level: hgh}}
      b: {type: yes-no, ask: A, when: {level: "=> high"}}
      c: {type: yes-no, ask: A, when: {level: ">= high"}}
    levels:
      - {id: low, title: Low}
      - {id: high, title: High, when: {level: low}}
    """
    assert told() == [
        "5:43 unknown-level given=hgh ?high",
        "6:43 bad-comparison given==> high ?>= high",
        "10:35 level-by-level given=high",
    ]


def test_an_empty_when_is_not_taken_for_none(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        when:
        source: P-1
    """
    assert told() == ["9:10 empty-condition"]


FACT = {
    "yes": Fact("yes", "yes-no", {}),
    "count": Fact("count", "count", {}, min=0, max=9),
    "kind": Fact("kind", "choice", {}, of={"a": {}, "b": {}, "c": {}}),
}
LEVELS = ("low", "mid", "high")
OPERATORS = st.sampled_from(["=", ">=", "<=", ">", "<"])

comparisons = st.one_of(
    st.builds(Compare, st.just("yes"), st.just("="), st.booleans()),
    st.builds(Compare, st.just("count"), OPERATORS, st.integers(-2, 12)),
    st.builds(Compare, st.just("kind"), st.just("="), st.sampled_from(["a", "b", "c"])),
    st.builds(Compare, st.just("level"), OPERATORS, st.sampled_from(LEVELS)),
    st.builds(Compare, st.just("profile"), st.just("="), st.sampled_from(["state-owned", "private"])),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def holds(condition: Condition, case: dict[str, int]) -> bool:
    """The same by plain numbers, tried on every case."""
    match condition:
        case All(of):
            return all(holds(part, case) for part in of)
        case AnyOf(of):
            return any(holds(part, case) for part in of)
        case Not(of=inner):
            return not holds(inner, case)
        case Compare(fact, op, value):
            scale = {"kind": ("a", "b", "c"), "level": LEVELS, "profile": ("state-owned", "private")}.get(fact)
            right = int(value) if scale is None else scale.index(str(value))
            left = case[fact]
            return {"=": left == right, ">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[
                op
            ]


@given(st.lists(conditions, max_size=2))
def test_can_hold_agrees_with_trying_everything(wanted: list[Condition]) -> None:
    every = (
        dict(zip(("yes", "count", "kind", "level", "profile"), chosen, strict=True))
        for chosen in product((0, 1), range(10), range(3), range(3), range(2))
    )
    assert can_hold(wanted, FACT, LEVELS) == any(all(holds(c, case) for c in wanted) for case in every)


def test_too_many_cases_count_as_possible() -> None:
    facts = {f"f{i}": Fact(f"f{i}", "yes-no", {}) for i in range(30)}
    never = All(tuple(Compare(name, "=", answer) for name in facts for answer in (True, False)))
    assert can_hold([never], facts, ())


def test_compares_come_in_the_order_of_writing() -> None:
    a, b, c = (Compare(name, "=", True) for name in "abc")
    assert list(compares(All((a, Not(AnyOf((b, c))))))) == [a, b, c]
    assert list(compares(None)) == []
