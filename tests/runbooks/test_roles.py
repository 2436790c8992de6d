"""Roles: titles, choices of roles, command, and those outside."""

from __future__ import annotations

from tests.runbooks.stories import Told


def test_an_including_plan_may_retitle_a_role(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    roles:
      police: The constables
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    """
    plan = told.load().plan
    assert plan is not None
    assert (plan.roles["police"].title, plan.roles["police"].kind) == ({"": "The constables"}, "outside")


def test_a_role_declared_twice_otherwise(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [one, two]
    roles:
      police: {title: Our guards, kind: staff}
    == one.yaml
    runbook: one
    title: One
    roles:
      boss: Boss
      clerk: Clerk
      police: {title: Police, kind: outside}
    == two.yaml
    runbook: two
    title: Two
    roles:
      boss: Another boss
      clerk: Clerk
    """
    assert told() == [
        "one.yaml 6:3 doubled-role given=police first=plan.yaml:5",
        "two.yaml 4:3 doubled-role given=boss first=one.yaml:4",
    ]


def test_one_of_names_roles_that_are_no_choice(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    roles:
      anybody: {title: Anybody, one-of: any}
      either: {title: Either, one-of: [boss, clrk]}
      nested: {title: Nested, one-of: [either, boss]}
    steps:
      - {id: look, title: Look, stage: report, role: [anybody, either, nested], source: P-1}
    """
    assert told() == [
        "6:42 unknown-role given=clrk ?clerk",
        "7:36 one-of-within-one-of given=either role=nested",
    ]


def test_command_needs_somebody_at_every_level(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    levels:
      - {id: low, title: Low, command: boss}
      - {id: high, title: High}
    steps:
      - {id: look, title: Look, stage: report, role: command, tells: [clerk, command], source: P-1}
    """
    assert told() == ["8:50 nobody-in-command", "8:74 nobody-in-command"]


def test_levels_are_led_by_known_roles_and_stand_once(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    levels:
      - {id: low, title: Low, command: bos}
    == part.yaml
    runbook: part
    title: Part
    levels:
      - {id: high, title: High}
    """
    assert told() == [
        "5:36 unknown-role given=bos ?boss",
        "part.yaml 4:5 doubled-levels first=plan.yaml:5",
    ]


def test_no_limit_binds_others(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: come, title: Come, stage: report, role: police, limits: [{within: soon, from: began, basis: assumed, source: P-1}], source: P-1}
      - {id: meet, title: Meet, stage: report, role: [police, boss], limits: [{within: soon, from: began, basis: assumed, source: P-1}], source: P-1}
    """  # noqa: E501
    assert told() == ["5:67 limit-on-outside step=come role=[police]"]
