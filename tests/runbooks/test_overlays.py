"""Overlays: what they add, what they change, and where they fit."""

from __future__ import annotations

from tests.runbooks.stories import Told, plan_of


def test_an_overlay_adds_and_changes_and_what_it_changes_is_noted(told: Told) -> None:
    """
    overlay: over
    title: Over
    for: [one, two]
    include: [base, {part: extra, after: [look]}]
    numbers:
      quick: {is: 5 min, replaces: x, why: y}
    steps:
      - {id: grade, title: Grade, stage: respond, role: boss, after: [look, only-two], source: P-1}
    change:
      - {step: [look, only-two], limits: [{within: quick, from: began, basis: assumed, source: P-1}]}
      - {step: look, role: [boss, clerk], when: {danger: yes}}
      - {step: call, role: boss, when: {danger: yes}, after: [look]}
      - {step: nowhere, role: boss}
      - {step: call, after: [look, gone]}
    == one.yaml
    runbook: one
    title: One
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
      - {id: call, title: Call, stage: report, role: boss, after: [look], when: {danger: no}, source: P-1}
    == two.yaml
    runbook: two
    title: Two
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
      - {id: only-two, title: Only, stage: report, role: boss, source: P-1}
    == extra.yaml
    runbook: extra
    title: Extra
    number-from: 61
    steps:
      - {id: more, title: More, stage: review, role: boss, source: P-1}
    """
    assert told(notes=True) == [
        "11:24 .overlay-changes-role step=look before=[boss] now=[boss, clerk]",
        "11:45 .overlay-narrows-step step=look",
        "12:36 .overlay-changes-when step=call",
        "12:58 .overlay-changes-order step=call before=[look]",
        "13:12 unknown-step given=nowhere",
        "14:25 .overlay-changes-order step=call before=[look]",
        "14:32 unknown-step given=gone",
    ]
    loaded = told.load("one", overlays=["over"])
    assert loaded.plan is not None
    look, grade = loaded.plan.step["look"], loaded.plan.step["grade"]
    assert ([k.number for k in look.limits], look.role) == (["quick"], ("boss", "clerk"))
    assert (grade.after, grade.part) == ((("look",),), "over")
    assert [(s.number, s.id) for s in loaded.plan.steps] == [
        ("01", "look"),
        ("02", "call"),
        ("03", "grade"),
        ("61", "more"),
    ]
    assert loaded.plan.overlays == ("over",)


def test_an_overlay_brings_in_no_part_twice(told: Told) -> None:
    """
    runbook: one
    title: One
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == over.yaml
    overlay: over
    title: Over
    for: one
    include: [base]
    steps:
      - {id: more, title: More, stage: report, role: command, source: P-1}
    levels:
      - {id: low, title: Low, command: boss}
    """
    plan = plan_of(told, overlays=["over"])
    assert plan.parts == ("base",)
    assert told("over.yaml") == []


def test_overlays_of_the_site_are_laid_where_they_fit(told: Told) -> None:
    """
    runbook: one
    title: One
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == over.yaml
    overlay: over
    title: Over
    for: one
    change:
      - {step: look, role: clerk}
    == other.yaml
    overlay: other
    title: Other
    for: two
    == site.yaml
    site: S
    overlays: [over, other]
    """
    assert plan_of(told, site="site.yaml").overlays == ("over",)
    assert plan_of(told, site="site.yaml").steps[0].role == ("clerk",)
    assert plan_of(told, site="site.yaml", overlays=[]).overlays == ()
    loaded = told.load(overlays=["over", "over", "other", "base", "ower"])
    assert loaded.plan is None
    assert [(p.code, p.values, p.hint) for p in loaded.problems if p.severity == "error"] == [
        ("overlay-does-not-fit", {"given": "other", "plan": "one"}, ""),
        ("not-an-overlay", {"given": "base"}, ""),
        ("unknown-overlay", {"given": "ower"}, "over"),
    ]
