"""The right end of a step's row: whom to call, who is at it, what it waits for, what is owed. Longest way first."""

from __future__ import annotations

import re
from typing import Final

from incidents.views import Statement, StepView, Wait
from reports.format_time import hhmm, moment
from reports.format_value import ask, value
from reports.head_count import head_count, open_ended
from reports.words import Words
from runbooks.plan import Plan
from tui.board import Row
from tui.common.calling import Callee, Ringing
from tui.lines import drawn
from tui.pages.times import clock
from tui.pages.view import View

_WHETHER: Final = re.compile("是否已?经?")


def tail(view: View, row: Row, *, compact: bool = False) -> list[str]:
    """Ways to say what stands at the end of a row; `compact`: names without ranks."""
    match row.view.state:
        case "ready" | "in-progress":
            options = _at_work(view, row)
            return options[1:] if compact and len(options) > 1 else options
        case "waiting":
            return _waiting(view, row)
        case "done" | "skipped":
            return _ended(view, row)
    return [""]


def _at_work(view: View, row: Row) -> list[str]:
    words, found = view.words, row.view
    if found.person and found.started_at is not None:
        since = clock(found.started_at, view.board, view.now)
        title = drawn(view.board.phones.person_title(found.person, row.step.role))
        said = words.sense("screen", "{name} since {at}", name=_titled(words, found.person, title), at=since)
        return [said, words.sense("screen", "{name} since {at}", name=drawn(found.person), at=since)]
    if view.board.phones.speakers(row.step) is not None:
        return [words.sense("screen", "Enter=choose who")]
    ringing = view.board.phones.ringing(row.step, found.turn)
    if ringing.next is None:
        return _nobody_to_call(view, row, ringing)
    return callee_options(view, _lead(words, row, ringing), ringing.next)


def _nobody_to_call(view: View, row: Row, ringing: Ringing) -> list[str]:
    words = view.words
    if ringing.roles:
        return [words.sense("screen", "all told")]
    if row.view.owed or (row.step.record and not row.view.done_at):
        return [words.sense("screen", "form can wait")]
    return [""]


def _lead(words: Words, row: Row, ringing: Ringing) -> str:
    """What comes before the name of whoever is to be called."""
    if not row.step.tells:
        return ""
    last = ringing.made[-1] if ringing.made else None
    if ringing.round_over:
        return words.sense("lead", "nobody answers")
    if last is not None and last.result == "reached" and ringing.next and last.person == ringing.next.person:
        return words.sense("lead", "again")
    return words.sense("lead", "next") if ringing.tried else words.sense("lead", "call")


def callee_options(view: View, lead: str, callee: Callee) -> list[str]:
    """`先打: 刘建国 组长 8001`, then without the rank, then without the lead."""
    words = view.words
    tel = callee.tel[0] if callee.tel else ""
    full = f"{_titled(words, callee.named, drawn(callee.title) if callee.person else '')} {tel}".strip()
    short = f"{drawn(callee.named)} {tel}".strip()
    if not lead:
        return [full, short]
    gap = ": " if words.chinese or lead != words.sense("lead", "call") else " "
    return [f"{lead}{gap}{full}", f"{lead}{gap}{short}", short]


def _titled(words: Words, name: str, title: str) -> str:
    """`陈敏 副组长`; English rows have no room for ranks."""
    return f"{drawn(name)} {title}" if words.chinese and title and title != name else drawn(name)


def _waiting(view: View, row: Row) -> list[str]:
    words = view.words
    steps = [wait.id for wait in row.view.waits if wait.kind == "step"]
    if steps:
        numbers = [view.plan.step[step].number for step in steps]
        listed = " ".join(numbers)
        first = f"{numbers[0]} +{len(numbers) - 1}" if len(numbers) > 1 else listed
        return [words.sense("screen", "after {steps}", steps=listed), listed, first]
    return [text for wait in row.view.waits[:1] for text in _one_wait(view, wait)] or [""]


def _one_wait(view: View, wait: Wait) -> list[str]:
    words = view.words
    if wait.kind == "turn" and wait.at is not None:
        at = moment(wait.at, view.plan.timezone, words, view.now)
        return [words.sense("screen", "again from {at}", at=at), at]
    return [when_answered(wait.id, view.plan, words), words.sense("screen", "not answered")]


def when_answered(fact: str, plan: Plan, words: Words) -> str:
    """`有扰乱秩序的行为时`, `if disorder`: upon which answer a step waits."""
    asked = plan.facts.get(fact)
    if asked is None or asked.type != "yes-no":
        return words.sense("screen", "asks {fact}", fact=drawn(short_fact(fact, plan, words)))
    named = fact.replace("-", " ")
    if words.chinese:
        named = _WHETHER.sub("", ask(fact, plan, words)) if fact != "danger" else short_fact(fact, plan, words)
    return drawn(words.sense("screen", "if {fact}", fact=named))


def short_fact(fact: str, plan: Plan, words: Words) -> str:
    """What a fact is called in passing."""
    known = {
        "headcount": words.say("head count"),
        "danger": words.say("danger"),
        "entrance": words.say("entrances"),
        "began": words.sense("screen", "start"),
        "level": words.sense("screen", "level"),
    }
    return known.get(fact) or ask(fact, plan, words)


def stated_value(stated: Statement, fact: str, view: View) -> str:
    """What was stated; of a head count also that it has no upper end."""
    if fact == "headcount" and open_ended(stated):
        return head_count(stated, view.words)
    return value(stated.value, fact, view.plan, view.words, view.now, unknown=stated.unknown)


def _ended(view: View, row: Row) -> list[str]:
    words, found = view.words, row.view
    if found.owed:
        return [words.many("{n} field owed", "{n} fields owed", len(found.owed))]
    name = found.person or found.by
    title = drawn(view.board.phones.person_title(name, row.step.role))
    if not words.chinese and late(row) and found.done_at is not None:
        return [f"{drawn(name)} {hhmm(found.done_at, view.board.zone)}", drawn(name)]
    return [_titled(words, name, title), drawn(name)]


def late(row: Row) -> bool:
    """Whether a step that has ended did not keep a limit."""
    return _is_ended(row.view) and any(v.state in {"late", "missed"} for v in row.limits)


def _is_ended(view: StepView) -> bool:
    return view.state in {"done", "skipped"}
