"""Stating facts: the head count, the start of it all, and any other by its name or its number in the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.steps import asked
from incidents.views import Snapshot
from reports.format_value import value
from reports.typed.names import nearest, titled
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from reports.typed.values import read_value
from runbooks.plan import Fact
from tui.common.answers import Given
from tui.plain import levels
from tui.plain.asks import Flow
from tui.plain.danger import raise_alarm
from tui.plain.explain import word
from tui.plain.fields import ask_fact, by_digit, stated_now
from tui.plain.grammar import NAMES, Line, plain_digits, split
from tui.plain.labels import clock, label
from tui.plain.recorded import Recorded

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_ALL = frozenset({"全部", "all"})
_BETWEEN = " =＝:："
_GLUED = re.compile(r"([^=＝:：]+)[=＝:：](.*)", re.DOTALL)


def count(desk: Desk, line: Line) -> Flow:
    """`人数 42`, `人数 30-50`: how many people there are now."""
    fact = desk.plan.facts.get("headcount")
    if fact is None:
        raise NotUnderstood("unknown-name", text="headcount", kind="fact", near="", allowed=())
    if line.rest:
        typed = read_value(line.rest, fact, desk.plan, desk.heard)
        yield from state_fact(desk, fact, Given(typed.value, typed.unknown))
        return
    given = yield from ask_fact(desk, fact, now=stated_now(desk, fact.id))
    if given is not None:
        yield from state_fact(desk, fact, given)


def began(desk: Desk, line: Line) -> None:
    """`起点 0840`: when it all began. The old time stays in the record, and every limit counted from it moves."""
    if not line.rest:
        seen = desk.look()
        said = clock(seen.began, desk.plan, desk.words, seen.now)
        desk.say(desk.words.say("start {at}; another: {word} 0840", at=said, word=word(desk.words, "began")))
        return
    at = read_time(line.rest, desk.heard, desk.zone)
    desk.record(c.StateFact, at=desk.heard, fact="began", value=at)


def facts(desk: Desk, line: Line) -> Flow | None:
    """`情况`: all that is known and asked; `情况 出入口 2`: state one; `情况 3`: be asked about one."""
    if not line.rest or plain_digits(line.rest).casefold() in _ALL:
        desk.say(*_list(desk, desk.look(), every=bool(line.rest)))
        return None
    name, rest = _named(desk, line.rest)
    if name == "began":
        began(desk, Line(rest=rest))
        return None
    if name == "level":
        return levels.level(desk, Line(rest=rest))
    return _state(desk, desk.plan.facts[name], rest)


def _state(desk: Desk, fact: Fact, rest: str) -> Flow:
    if fact.type == "rows":
        raise NotUnderstood("rows-by-row", fact=fact.id)
    given = _read(desk, fact, rest) if rest else None
    if given is None:
        given = yield from ask_fact(desk, fact, now=stated_now(desk, fact.id))
    if given is not None:
        yield from state_fact(desk, fact, given)


def _read(desk: Desk, fact: Fact, rest: str) -> Given:
    """What stands on the line itself: the digit of a choice, or the value."""
    chosen = by_digit(desk, fact, rest)
    if chosen is not None:
        return chosen
    read = read_value(rest, fact, desk.plan, desk.heard)
    return Given(read.value, read.unknown)


def state_fact(desk: Desk, fact: Fact, given: Given) -> Flow:
    """Put a fact on disk, say what it changes, and ask about the level where it proposes one."""
    if fact.id == "danger" and given.value is True:
        yield from raise_alarm(desk)
        return
    recorded = _put(desk, fact.id, given)
    if recorded is None:
        return
    if levels.newly_proposed(recorded):
        desk.echo(recorded, levels.proposal(desk, recorded.after))
        yield from levels.offer(desk, said=True)
    else:
        desk.echo(recorded)


def record_fact(desk: Desk, fact: str, given: Given) -> Recorded | None:
    """The same without a question: a form asks about the level at its end."""
    recorded = _put(desk, fact, given)
    if recorded is not None:
        desk.echo(recorded)
    return recorded


def _put(desk: Desk, fact: str, given: Given) -> Recorded | None:
    return desk.put(c.StateFact, fact=fact, value=given.value, unknown=given.unknown, reason=given.reason)


def _named(desk: Desk, rest: str) -> tuple[str, str]:
    """The fact that stands first, by its number in the list, its id, its short name or its question."""
    first, after = _apart(rest)
    plan, words = desk.plan, desk.words
    numbered = list(single_facts(desk))
    digit = plain_digits(first)
    if digit.isdecimal() and 1 <= int(digit) <= len(numbered):
        return numbered[int(digit) - 1].id, after
    verb = NAMES.get(digit.casefold(), "")
    if verb in {"began", "level"}:
        return verb, after
    if verb == "danger" and "danger" in plan.facts:
        return "danger", after
    if verb == "count" and "headcount" in plan.facts:
        return "headcount", after
    found = titled(first, {f.id: f.ask for f in plan.facts.values()})
    short = {label(f.id, plan, words): f.id for f in plan.facts.values()}
    found = found or short.get(first, "")
    if found:
        return found, after
    for name, fact in sorted(short.items(), key=lambda pair: -len(pair[0])):
        if rest.startswith(name):
            return fact, rest[len(name) :].lstrip(_BETWEEN).rstrip()
    begun = [fact.id for fact in single_facts(desk) if len(first) > 1 and label(fact.id, plan, words).startswith(first)]
    if len(begun) == 1:
        return begun[0], after
    raise NotUnderstood("unknown-name", text=first, kind="fact", near=nearest(first, [*plan.facts, *short]), allowed=())


def _apart(rest: str) -> tuple[str, str]:
    """The name and the value: `地点 北门`, and `地点=北门` as the record shows it."""
    first, after = split(rest)
    glued = _GLUED.fullmatch(first)
    if glued:
        return glued[1], f"{glued[2]} {after}".strip()
    return first, after.lstrip(_BETWEEN)


def names_fact(desk: Desk, typed: str) -> bool:
    """Whether a line begins with a fact, so that only the word before it is missing."""
    try:
        _named(desk, typed)
    except NotUnderstood:
        return False
    return True


def _asked_now(desk: Desk, seen: Snapshot) -> set[str]:
    """The facts that a step asks which can be done, is being done or is done."""
    state = desk.session.state
    by_now = {"ready", "in-progress", "done"}
    steps = [state.compiled.index[view.id] for view in seen.steps if view.state in by_now]
    return {name for i in steps for name in asked(state, i)}


def single_facts(desk: Desk) -> Iterator[Fact]:
    """The facts with one value, in the order of the plan, which is that of their numbers in the list."""
    return (fact for fact in desk.plan.facts.values() if fact.type != "rows")


def _list(desk: Desk, seen: Snapshot, *, every: bool) -> Iterator[str]:
    """What is known, then what has not been answered: of what a step asks by now, or all of it."""
    words, plan = desk.words, desk.plan
    began_at = clock(seen.began, plan, words, seen.now)
    yield words.say("start {at}", at=began_at) + "  " + levels.said(desk, seen)
    unanswered = []
    asked_now = _asked_now(desk, seen)
    for n, fact in enumerate(single_facts(desk), 1):
        stated = seen.facts.get(fact.id)
        if stated is None and (every or fact.id in asked_now):
            unanswered.append(f"{n} {label(fact.id, plan, words)}")
        if stated is None:
            continue
        said = value(stated.value, fact.id, plan, words, seen.now, unknown=stated.unknown)
        at = clock(stated.at, plan, words, seen.now)
        yield f"  {n} {label(fact.id, plan, words)}: {said}  ({at} #{stated.seq:03} {stated.by})"
    for name, rows in seen.rows.items():
        if rows:
            yield f"  {label(name, plan, words)}: " + words.many("{n} row", "{n} rows", len(rows))
    if unanswered:
        yield words.say("Not answered: {facts}", facts=words.listed(unanswered))
    if not every:
        yield words.say("All that can be stated: {word}", word=f"{word(words, 'facts')} {words.say('all')}")
    yield words.say("To state one: {word} and its number, or its name and the value", word=word(words, "facts"))
