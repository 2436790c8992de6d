"""Scenarios for a plan small enough to see, and what is wrong with them in short lines."""

from __future__ import annotations

from pathlib import Path

from runbooks.problems import Problem, Value
from simulator.scenario_loading import LoadedScenario, load_scenario

PLAN = """\
runbook: gate
title: {zh: 大门口, en: At the gate}
sources: {P: {title: The plan, kind: plan}}
numbers: {soon: {is: 10 min, replaces: at once, why: a call}}
roles:
  clerk: Clerk
  boss: Boss
  guard: Guard
  deputy: Deputy
  speaker: {title: Speaker, one-of: [boss, deputy]}
  anybody: {title: Anybody, one-of: any}
  police: {title: Police, kind: outside}
  room: {title: Room, kind: thing}
facts:
  headcount: {type: count, ask: How many}
  danger: {type: yes-no, ask: Danger}
  disorder: {type: yes-no, ask: Disorder}
  way: {type: choice, ask: Way, of: {free: free, blocked: blocked}}
  claims: {type: rows, ask: Claims, of: {claim: text}}
  by: {type: date, ask: By when}
  place: {type: text, ask: Where}
steps:
  - {id: note, title: Note it, stage: report, role: clerk, record: [headcount, way, place], source: P-1, work: 2 min}
  - {id: tell, title: Tell the boss, stage: report, role: clerk, after: note, source: P-2, work: {median: 3 min, p90: 6 min},
     limits: [{within: 30 min, from: began, basis: plan, source: P-2}]}
  - {id: speak, title: Speak, stage: on-site, role: speaker, where: site, after: tell, source: P-3, work: 10 min, record: [disorder]}
  - {id: order, title: Keep order, stage: on-site, role: [guard, room], where: site, when: {disorder: yes}, source: P-4, work: 5 min}
  - {id: call, title: Call, stage: on-site, role: anybody, when: {danger: yes}, source: P-5, work: 1 min}
  - {id: receive, title: Receive, stage: on-site, role: [police, clerk], after: call, source: P-6, work: 5 min}
  - {id: each-claim, title: Each claim, stage: coordinate, role: clerk, each: claims, after: hear, source: P-7, work: 5 min}
  - {id: hear, title: Hear them, stage: on-site, role: boss, after: speak, record: [claims, by], source: P-8, work: 5 min}
  - {id: days-later, title: Days later, stage: review, role: boss, after: hear, source: P-9}
"""
HEAD = """\
scenario: try
title: {zh: 试, en: Try}
runbook: gate
start: 2026-03-09T08:40+08:00
horizon: 2 h
"""
REST = """\
crowd: {size: 40}
reports: {danger: violence, disorder: {active: 5}, headcount: present}
staff: {clerk: {}, boss: {}, guard: {count: 2}, room: {}}
outside: {police: 12 min}
answers: {way: free, claims: 2}
"""


def told(folder: Path, scenario: str, plan: str = PLAN) -> LoadedScenario:
    """What loading this scenario of this plan comes to."""
    (folder / "gate.yaml").write_text(plan, encoding="utf-8")
    (folder / "try.yaml").write_text(scenario, encoding="utf-8")
    return load_scenario(folder / "try.yaml")


def lines(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    """`12:3 unknown-step given=tel -> tell`: place, code, the values that matter, the hint."""
    return [_line(problem) for problem in problems]


def _line(problem: Problem) -> str:
    values = " ".join(f"{key}={_value(value)}" for key, value in problem.values.items())
    hint = f" -> {problem.hint}" if problem.hint else ""
    return f"{problem.place.line}:{problem.place.column} {problem.code} {values}".rstrip() + hint


def _value(value: Value) -> str:
    return "/".join(value) if isinstance(value, tuple) else str(value)
