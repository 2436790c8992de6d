"""Composing: what include and change do to a plan."""

from __future__ import annotations

from runbooks.plan import Compare
from tests.runbooks.stories import Told, plan_of


def test_after_and_when_of_an_include_fall_on_the_heads(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, {part: branch, after: [look], when: {danger: yes}}]
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
    == branch.yaml
    runbook: branch
    title: Branch
    include: [base, inner]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: head, title: Head, stage: on-site, role: boss, when: {danger: no}, source: P-1}
      - {id: next, title: Next, stage: on-site, role: boss, after: [head], source: P-1}
    == inner.yaml
    runbook: inner
    title: Inner
    steps:
      - {id: deep, title: Deep, stage: on-site, role: boss, source: P-1}
    """
    plan = plan_of(told)
    danger = Compare("danger", "=", True)
    assert [(s.id, s.after, s.when, s.part) for s in plan.steps] == [
        ("look", (), None, "p"),
        ("head", (("look",),), danger, "branch"),
        ("next", (("head",),), None, "branch"),
        ("deep", (("look",),), danger, "inner"),
    ]
    assert plan.parts == ("base", "branch", "inner")


def test_each_part_comes_in_once(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, a, {part: b, after: [look]}, a]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == a.yaml
    runbook: a
    title: A
    include: [base, b]
    == b.yaml
    runbook: b
    title: B
    include: [base]
    steps:
      - {id: last, title: Last, stage: report, role: boss, source: P-1}
    """
    assert told() == [
        "3:27 included-otherwise given=b",
        "3:46 doubled-include given=a",
    ]


def test_parts_that_include_each_other(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [a]
    == a.yaml
    runbook: a
    title: A
    include: [b]
    == b.yaml
    runbook: b
    title: B
    include: [a, p, over]
    == over.yaml
    overlay: over
    title: Over
    for: p
    """
    assert told() == [
        "b.yaml 3:11 include-cycle cycle=a → b → a",
        "b.yaml 3:14 include-cycle cycle=p → a → b → p",
        "b.yaml 3:17 include-is-overlay given=over",
    ]


def test_change_adds_limits_and_record_and_replaces_the_rest(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
    change:
      - step: [meet, write]
        limits: [{within: soon, from: look, basis: assumed, source: P-2}]
        record: [danger, {id: place, type: text, ask: Place}]
      - {step: write, role: [boss, clerk], after: [look], when: {danger: yes}, work: 5 min}
    == part.yaml
    runbook: part
    title: Part
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - id: meet
        title: Meet
        stage: review
        role: boss
        record: [danger]
        limits: [{within: 1 h, from: began, basis: plan, source: P-1}]
        source: P-1
      - {id: write, title: Write, stage: review, role: clerk, after: [meet], work: {mean: 1 h}, source: P-1}
    """
    plan = plan_of(told)
    meet, write = plan.step["meet"], plan.step["write"]
    assert [(k.basis, k.number, k.from_) for k in meet.limits] == [("plan", "", "began"), ("assumed", "soon", "look")]
    assert (meet.record, write.record) == (("danger", "place"), ("danger", "place"))
    assert (write.role, write.after, write.when) == (("boss", "clerk"), (("look",),), Compare("danger", "=", True))
    assert (write.work, len(write.limits)) == ("5 min", 1)
    assert plan.facts["place"].ask == {"": "Place"}


def test_change_names_steps_of_parts(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    change:
      - {step: [met, look], role: clerk}
    == part.yaml
    runbook: part
    title: Part
    include: [base]
    steps:
      - {id: meet, title: Meet, stage: review, role: boss, source: P-1}
    """
    assert told() == ["7:13 unknown-step given=met ?meet", "7:18 change-of-own-step given=look"]
