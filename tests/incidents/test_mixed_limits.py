"""A step with a limit that comes once and one that comes again: each performance has its own, none before its turn."""

from __future__ import annotations

from tests.incidents.story import Story

PLAN = """
    runbook: mixed
    title: M
    version: 1.0.0
    sources: {C: {title: C, kind: plan}}
    roles: {head: Head}
    numbers:
      hour: {is: 1 h, replaces: soon, why: ours}
    facts: {calm: {type: yes-no, ask: calm}}
    steps:
      - {id: look, stage: report, title: look, role: head, source: C-1, record: [calm]}
      - id: upward
        stage: report
        title: upward
        role: head
        source: C-1
        limits:
          - {within: 30 min, from: began, when: {calm: yes}, basis: plan, source: C-1}
          - {every: hour, from: began, when: {calm: no}, basis: assumed, source: C-1}
"""


def test_a_limit_that_comes_once_is_not_judged_for_a_turn_to_come() -> None:
    story = Story(PLAN).when("08:41 set calm=yes")
    assert story.every("upward") == ["1 running 09:11"]
    story.when("08:50 done upward")
    assert story.every("upward") == ["1 met 1260"]


def test_a_performance_taken_back_by_a_correction_is_given_back_to_the_repeat() -> None:
    story = Story(PLAN).when("08:41 set calm=no", "08:50 start upward", "08:55 done upward", "09:45 start upward")
    story.when("09:46 void 5", "09:50 void 3", "09:50 void 4")
    assert story.picture() == story.replayed()
    assert story.every("upward", 2) == ["1 overdue 09:41", "2 running 10:41"]
