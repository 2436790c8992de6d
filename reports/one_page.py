"""One page for leaders: what happened, the limits by basis, who was told when, what is open, what the record rests on.

It tells what the organisation did and nothing else: no notes, no account of the course, no list of claims; of those
who came, at most how many they were. What there is no room for is counted, and stands in the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from incidents.timeline import Timeline
from reports.closing import by_basis, closing, explained
from reports.explaining import explanation, still_to_do
from reports.form_sheets import form_name
from reports.format_span import span
from reports.format_time import local, moment, plain_date, weekday
from reports.format_value import ask, level_now, record_no, role, step
from reports.head_count import head_count
from reports.markdown import escaped
from reports.timeline_limits import ORDER
from reports.words import Words
from reports.words.names import BASES, MODES, OUTCOMES, limit_state, name

_EXPLAINED: Final = 8
_DONE: Final = 14
_OPEN: Final = 8
_TOLD: Final = 16
_FORMS: Final = 8
_BASES: Final = ("plan", "statute", "assumed")
_STATES: Final = ("met", "late", "missed", "overdue", "waived", "running", "pending")
_ALWAYS: Final = {"assumed": ("met", "late")}
"""States that are told of each basis even where there are none."""
_USUAL: Final = ("met", "late", "missed", "waived")
_UNDONE: Final = frozenset({"waiting", "ready", "in-progress"})


def one_page(told: Timeline, words: Words) -> bytes:
    """The page, in Markdown that can be read as it is."""
    parts = (_title, _what, _limits, _explain, _done, _told, _open, _forms, _foot)
    lines = [line for part in parts for line in part(told, words)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def _title(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    exercise = "" if seen.mode == "live" else f"{name(words, MODES, seen.mode)}: "
    yield f"# {escaped(exercise + words.text(plan.title))} {escaped(seen.incident)}"
    yield ""
    if told.damaged_from is not None:
        n = told.damaged_from
        yield f"**{words.say('The record is broken from #{n} on: only what stands before it is told here.', n=n)}**"
        yield ""


def _what(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    opened = told.entries[0].event
    yield _item(words.say("start (first seen)"), _full(seen.began, told, words))
    yield _item(words.say("opened"), f"{_full(opened.recorded, told, words)} {opened.by}")
    closed = closing(told)
    if closed is not None:
        event = closed.event
        said = f"{_full(event.at, told, words)} {event.by} ({name(words, OUTCOMES, closed.outcome)})"
        yield _item(words.say("closed"), said)
        if event.data["reason"]:
            yield _item(words.say("reason"), str(event.data["reason"]))
        if event.data["plan"]:
            went_on = " ".join(part for part in (closed.follow_up, str(event.data["plan"])) if part)
            yield _item(words.say("went on under"), went_on)
        yield _item(words.say("took"), span(event.at - seen.began, words))
        turns = [
            f"{moment(e.at, plan.timezone, words, seen.began)} {e.data['from']} >> {e.data['to']}"
            for e in closed.handovers
        ]
        if turns:
            yield _item(words.say("handed over"), words.listed(turns))
    else:
        yield _item(words.say("seen at"), _full(seen.now, told, words))
        yield _item(words.say("elapsed"), span(seen.now - seen.began, words))
    if plan.levels:
        yield _item(words.say("level of the event"), level_now(seen, plan, words))
    headcount = seen.facts.get("headcount")
    if headcount is not None and headcount.value is not None:
        yield _item(ask("headcount", plan, words), head_count(headcount, words))
    yield ""


def _limits(told: Timeline, words: Words) -> Iterator[str]:
    found = by_basis(told)
    yield f"## {words.say('Limits: three bases, never added up')}"
    yield ""
    for basis in ORDER:
        counted = found.get(basis)
        if counted is None and basis not in _BASES:
            continue
        states = _ALWAYS.get(basis, _USUAL)
        said = [
            f"{limit_state(words, basis, state)} {counted[state] if counted else 0}"
            for state in _STATES
            if state in states or (counted and counted[state])
        ]
        ours = f" ({words.sense('one page', 'ours; no breach')})" if basis == "assumed" else ""
        yield _item(name(words, BASES, basis), words.listed(said) + ours)
    yield ""


def _explain(told: Timeline, words: Words) -> Iterator[str]:
    said = [explanation(one, told.plan, words, told.seen.began) for one in explained(told)]
    yield f"## {words.say('To be explained')} {len(said)}"
    yield ""
    yield from _some(said, _EXPLAINED, words) or [words.say("nothing")]
    yield ""


def _done(told: Timeline, words: Words) -> Iterator[str]:
    """What was done, in order of time; where there is no room for all, what a document sets a limit for comes first."""
    plan = told.plan
    done = [view for view in told.seen.steps if view.state == "done" and view.done_at is not None]
    yield f"## {words.say('What was done')} {len(done)}"
    yield ""
    if not done:
        yield words.say("nothing")
    ranked = sorted(done, key=lambda v: (all(limit.basis == "assumed" for limit in plan.step[v.id].limits), v.done_at))
    chosen = sorted(ranked[:_DONE], key=lambda v: v.done_at or 0)
    for view in chosen:
        at = moment(view.done_at or 0, plan.timezone, words, told.seen.began)
        yield "- " + escaped(f"{at} {step(view.id, plan, words)} ({view.person or view.by})")
    yield from _more(len(done) - len(chosen), words)
    yield ""


def _told(told: Timeline, words: Words) -> Iterator[str]:
    plan = told.plan
    said = [
        f"{role(t.role, plan, words)} {moment(t.at, plan.timezone, words, told.seen.began)}"
        for t in told.seen.told
        if t.at is not None
    ]
    unsaid = [role(t.role, plan, words) for t in told.seen.told if t.at is None]
    yield f"## {words.say('Who has been told')}"
    yield ""
    yield "- " + escaped(words.say("Told: {names}", names=words.listed(said[:_TOLD]) or words.say("nobody")))
    yield from _more(len(said) - _TOLD, words)
    if unsaid:
        yield "- " + escaped(words.say("Not told: {names}", names=words.listed(unsaid)))
    yield ""


def _open(told: Timeline, words: Words) -> Iterator[str]:
    plan, seen = told.plan, told.seen
    closed = closing(told)
    if closed is not None:
        steps = [still_to_do(one, plan, words, seen.began) for one in closed.to_do]
    else:
        steps = [step(view.id, plan, words) for view in seen.steps if view.state in _UNDONE]
    actions = [
        words.say(
            "action agreed: {what}; {owner}, by {due}",
            what=entry.data["what"],
            owner=entry.data["owner"],
            due=plain_date(str(entry.data["due"]), words),
        )
        for entry in told.entries
        if entry.event.kind == "action-agreed" and not entry.void
    ]
    owed = [
        words.say("owed: {step}: {field}", step=step(i, plan, words), field=ask(fact, plan, words))
        for i, fact in seen.owed
    ]
    said = [*actions, *steps, *owed]
    yield f"## {words.say('Still open')} {len(said)}"
    yield ""
    yield from _some(said, _OPEN, words) or [words.say("nothing")]
    yield ""


def _forms(told: Timeline, words: Words) -> Iterator[str]:
    """Which forms there are, in a line: what stands in them is printed apart."""
    if told.forms:
        names = list(dict.fromkeys(form_name(form.title, words) for form in told.forms))
        n, left = len(told.forms), len(names) - _FORMS
        shown = words.listed([*names[:_FORMS], *([words.sense("one page", "{n} more", n=left)] if left > 0 else [])])
        command = f"`drillbook forms {told.seen.incident}`"
        yield escaped(words.many("{n} form: {names}.", "{n} forms: {names}.", n, names=shown))
        yield words.say("Printed by {command}", command=command)
        yield ""


def _foot(told: Timeline, words: Words) -> Iterator[str]:
    version, full, short = told.head
    yield words.many("{n} record, head {short}:", "{n} records, head {short}:", version, short=short)
    yield ""
    yield "    " + full
    yield ""
    yield words.say(
        "All records, {first} to {last}, stand in the timeline.", first=record_no(1), last=record_no(version)
    )


def _some(said: Iterable[str], most: int, words: Words) -> list[str]:
    lines = [f"- {escaped(text)}" for text in said]
    return [*lines[:most], *_more(len(lines) - most, words)]


def _more(n: int, words: Words) -> Iterator[str]:
    if n > 0:
        yield "- " + words.many("1 more, in the timeline", "{n} more, in the timeline", n)


def _item(key: str, said: str) -> str:
    return f"- {escaped(key)}: {escaped(said)}"


def _full(ms: int, told: Timeline, words: Words) -> str:
    at = local(ms, told.plan.timezone)
    return f"{at:%Y-%m-%d} {weekday(ms, told.plan.timezone, words)} {at:%H:%M:%S}"
