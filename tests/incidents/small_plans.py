"""Plans small enough to see whole, for the stories: the shape of the shipped ones without their words."""

from __future__ import annotations

from typing import Any

from runbooks.plan import Plan
from tests.compose_text import compose_text

HEAD = """
version: 1.0.0
sources:
  C: {title: C, kind: plan}
  条例: {title: 条例, kind: statute, binds: state-owned}
  ours: {title: ours, kind: practice}
roles: {officer: Officer, head: Head, leading_group_head: Leader, department_head: Department}
numbers:
  five: {is: 5 min, replaces: at once, why: one call}
  ten: {is: 10 min, replaces: at once, why: one call}
  fifteen: {is: 15 min, replaces: at once, why: one call}
  half: {is: 30 min, replaces: at once, why: one call}
  hour: {is: 60 min, replaces: at once, why: one call}
"""

S = (
    "runbook: s\ntitle: S\n"
    + HEAD
    + """
facts:
  headcount: {type: count, ask: how many}
  danger: {type: yes-no, ask: danger}
  disorder: {type: yes-no, ask: disorder}
steps:
  - {id: log-sign, stage: report, title: log, role: officer, source: C-1, record: [headcount, danger, {id: place, type: text, ask: where}, {id: course, type: text, ask: course}, {id: now-so, type: text, ask: now}, {id: sign, type: text, ask: sign}]}
  - {id: report, stage: report, title: report, role: head, source: C-1, limits: [{within: 30 min, from: began, basis: plan, source: C-3.3.2b}]}
  - {id: choose, stage: respond, title: choose, role: head, after: [report], source: C-1, limits: [{within: ten, from: report, basis: assumed, source: C-1}]}
  - {id: on-site, stage: respond, title: on site, role: head, source: C-1, limits: [{within: 1 h, from: began, basis: plan, source: C-1}]}
  - {id: speak, stage: on-site, title: speak, role: head, after: [choose, on-site], source: C-1, limits: [{within: 1 h, from: began, basis: plan, source: C-1}]}
  - {id: hear, stage: on-site, title: hear, role: head, after: [speak], source: C-1}
  - {id: notice, stage: coordinate, title: notice, role: head, after: [hear], source: 条例-23, limits: [{within: 15 days, from: began, basis: statute, source: 条例-23}]}
  - {id: persuade, stage: on-site, title: persuade, role: head, when: {disorder: yes}, source: C-1, record: [disorder]}
  - {id: protect, stage: on-site, title: protect, role: head, when: {danger: yes}, source: C-1}
  - {id: police, stage: on-site, title: police, role: head, when: {danger: yes}, source: C-1, limits: [{within: five, from: danger, basis: assumed, source: C-1}]}
  - {id: receive, stage: on-site, title: receive, role: head, after: [police], source: C-1}
"""
)

GRADED = (
    S.replace("runbook: s", "runbook: g").replace(
        "limits: [{within: 30 min, from: began, basis: plan, source: C-3.3.2b}]",
        """limits: [{within: 30 min, from: began, basis: plan, source: C-3.3.2b},
       {within: fifteen, from: began, when: {level: key}, basis: assumed, source: C-1},
       {within: ten, from: began, when: {level: major}, basis: assumed, source: C-1}]""",
    )
    + """
  - {id: grade, stage: respond, title: grade, role: head, source: C-1, record: [level]}
levels:
  - {id: general, title: general, command: department_head}
  - {id: key, title: key, command: head, when: {headcount: ">= 10"}}
  - {id: major, title: major, command: leading_group_head, when: {any: [{headcount: ">= 30"}, {danger: yes}]}}
"""
)

R1 = (
    "runbook: r1\ntitle: R1\n"
    + HEAD
    + """
facts:
  is-incident: {type: yes-no, ask: incident}
  major-matter: {type: yes-no, ask: major}
  tasks: {type: rows, ask: tasks, of: {task: text, due: date}}
steps:
  - {id: open-incident, stage: report, title: open, role: officer, source: C-1, record: [is-incident]}
  - {id: routine, stage: report, title: routine, role: officer, after: [open-incident], when: {is-incident: no}, source: C-1}
  - {id: tell-head, stage: report, title: tell, role: officer, after: [open-incident], when: {is-incident: yes}, source: C-1, limits: [{within: five, from: began, basis: assumed, source: C-1}]}
  - {id: activate, stage: respond, title: activate, role: head, after: [tell-head], source: C-1}
  - id: dispatch
    stage: respond
    title: dispatch
    role: head
    after: [activate]
    source: C-1
    limits: [{within: half, from: activate, basis: assumed, source: C-1}, {within: hour, from: began, basis: assumed, source: C-1}]
  - {id: contact, stage: on-site, title: contact, role: head, after: [dispatch], source: C-1}
  - {id: progress, stage: coordinate, title: progress, role: head, after: [contact], source: C-1, limits: [{first: half, every: hour, from: contact, until: leave-site, basis: assumed, source: C-1}]}
  - {id: leave-site, stage: on-site, title: leave, role: head, after: [contact], source: C-1}
  - {id: draft, stage: coordinate, title: draft, role: head, after: [contact], record: [major-matter, tasks], source: C-1}
  - {id: decide, stage: coordinate, title: decide, role: head, after: [draft], when: {major-matter: yes}, source: C-1}
  - {id: carry-out, stage: coordinate, title: carry out, role: head, each: tasks, after: [draft, decide], source: C-1, limits: [{by: tasks.due, basis: plan, source: C-1}]}
  - {id: reply, stage: coordinate, title: reply, role: head, after: [draft, decide], source: C-1}
"""
)

MIXED = (
    "runbook: mixed\ntitle: M\n"
    + HEAD
    + """
facts:
  headcount: {type: count, ask: how many}
  danger: {type: yes-no, ask: danger}
  over: {type: yes-no, ask: over}
  answer: {type: choice, ask: answer, of: {now: Now, dated: Dated}}
  reply-by: {type: date, ask: by when, when: {answer: dated}}
  tasks: {type: rows, ask: tasks, of: {task: text, due: date}}
steps:
  - {id: log, stage: report, title: log, role: officer, source: C-1, record: [danger, headcount]}
  - {id: tell, stage: report, title: tell, role: head, source: C-1, tells: [head], limits: [{within: 30 min, from: began, basis: plan, source: C-1}, {within: 10 min, from: began, to: start, basis: plan, source: C-1}]}
  - {id: watch, stage: respond, title: watch, role: head, after: [tell], source: C-1, limits: [{every: half, from: tell, until: over, basis: assumed, source: C-1}]}
  - {id: guard, stage: respond, title: guard, role: head, when: {danger: yes}, source: C-1, limits: [{every: hour, first: ten, from: began, until: leave, basis: assumed, source: C-1}]}
  - id: upward
    stage: report
    title: upward
    role: head
    after: [tell]
    source: C-1
    limits:
      - {within: 15 min, from: began, when: {level: key}, basis: plan, source: C-1}
      - {first: five, every: half, from: tell, until: over, when: {level: major}, basis: assumed, source: C-1}
      - {every: hour, from: tell, until: over, when: {level: key}, basis: assumed, source: C-1}
  - {id: answer-them, stage: on-site, title: answer, role: head, after: [{any: [tell, guard]}], source: C-1, record: [answer, reply-by, tasks]}
  - {id: reply, stage: inform, title: reply, role: head, when: {answer: dated}, after: [answer-them], source: C-1, limits: [{by: reply-by, basis: plan, source: C-1}, {within: ten, from: danger, basis: assumed, source: C-1}]}
  - {id: carry-out, stage: coordinate, title: carry out, role: head, each: tasks, after: [answer-them], source: C-1, limits: [{by: tasks.due, basis: plan, source: C-1}, {within: hour, from: answer-them, basis: assumed, source: C-1}]}
  - {id: leave, stage: on-site, title: leave, role: head, after: [watch], source: C-1}
  - {id: file, stage: review, title: file, role: head, after: [carry-out, reply], source: C-1, limits: [{within: hour, from: carry-out, basis: assumed, source: C-1}, {within: five, from: danger, basis: assumed, source: C-1}]}
levels:
  - {id: general, title: general, command: department_head}
  - {id: key, title: key, command: head, when: {headcount: ">= 10"}}
  - {id: major, title: major, command: leading_group_head, when: {any: [{headcount: ">= 30"}, {danger: yes}]}}
"""
)
"""Everything at once: repeats ended by a fact and by a step, several limits on a step, a list, dates, levels."""

LONG_RUN = (
    "runbook: long\ntitle: L\n"
    + HEAD
    + """
facts:
  colour: {type: choice, ask: colour, of: {red: Red, yellow: Yellow}}
  office: {type: yes-no, ask: office}
  hearing: {type: date, ask: hearing}
  tasks: {type: rows, ask: tasks, of: {task: text, due: date}}
steps:
  - {id: register, stage: routine, title: register, role: officer, source: C-1, record: [colour, office, hearing, tasks]}
  - {id: update, stage: routine, title: update, role: officer, after: [register], source: C-1, limits: [{every: day, when: {colour: red}, until: finish, basis: plan, source: C-1}, {every: week, day: 3, when: {colour: yellow}, until: finish, basis: plan, source: C-1}]}
  - {id: self-check, stage: routine, title: check, role: head, after: [register], when: {office: yes}, source: C-1, limits: [{every: month, day: 10, basis: plan, source: C-1}]}
  - {id: prepare, stage: routine, title: prepare, role: head, source: C-1, limits: [{by: hearing, ahead: 3 working days, to: start, extend: {by: 1 working day, role: head}, basis: plan, source: C-1}]}
  - {id: announce, stage: routine, title: announce, role: head, each: tasks, source: C-1, limits: [{by: tasks.due, ahead: 1 day, extend: {by: 2 days, role: head}, basis: plan, source: C-1}]}
  - {id: reply, stage: routine, title: reply, role: head, after: [register], source: 条例-34, limits: [{within: 2 days, from: register, extend: {by: 1 day, role: leading_group_head}, basis: statute, source: 条例-34}, {within: 1 h, from: register, extend: {by: 30 min, role: leading_group_head}, basis: plan, source: C-1}, {within: 3 months, from: register, basis: plan, source: C-1}]}
  - {id: finish, stage: review, title: finish, role: head, after: [reply], source: C-1}
"""
)
"""What runs by the calendar: repeats by the day, week and month, count-back from dates, months, extensions."""


def step(name: str, *keys: str) -> str:
    """A step of which only what matters is said: `step("b", "after: [a]")`."""
    usual = {"id": name, "stage": "report", "title": name, "role": "head", "source": "C-1"}
    given = {key.partition(":")[0] for key in keys}
    return f"  - {{{', '.join([*(f'{k}: {v}' for k, v in usual.items() if k not in given), *keys])}}}"


def tiny(facts: str, *steps: str, levels: bool = False, **site: Any) -> Plan:
    """A plan of a few steps after `log`, which the opening begins."""
    told = f"facts: {{{facts}}}\n" if facts else ""
    ladder = MIXED[MIXED.index("levels:") :] if levels else ""
    text = "\n".join(["runbook: tiny\ntitle: T", HEAD.strip(), f"{told}steps:", step("log"), *steps, ladder])
    return compose_text(text, **site)


def plan_of(text: str, **site: Any) -> Plan:
    """The plan that a text composes to; a story with a faulty plan fails with its problems."""
    return compose_text({"S": S, "G": GRADED, "R1": R1, "M": MIXED, "L": LONG_RUN}.get(text.strip(), text), **site)
