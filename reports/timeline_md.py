"""The timeline as a report to read and file.

What happened, against which limits, on whose authority, and what the record rests on. Limits stand in one block for
each basis; their numbers are never added up.
"""

from __future__ import annotations

from collections.abc import Iterator

from incidents.timeline import Timeline
from reports.format_span import span
from reports.format_time import hhmmss, local, moment, plain_date, weekday
from reports.format_value import ask, level_now, record_no, role, row, value
from reports.forms_md import forms_section
from reports.markdown import escaped, table
from reports.telling import tell_entry
from reports.timeline_limits import explained, limit_blocks
from reports.words import Words
from reports.words.names import MODES, OUTCOMES, STEP_STATES, columns, name


def timeline_md(told: Timeline, words: Words) -> bytes:
    """The whole report."""
    parts = (_head, limit_blocks, explained, _steps, _facts, _told, _actions, forms_section, _log, _foot)
    lines = [line for part in parts for line in part(told, words)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def _head(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    exercise = "" if seen.mode == "live" else f"{name(words, MODES, seen.mode)}: "
    yield f"# {escaped(exercise)}{escaped(words.text(plan.title))} {escaped(seen.incident)}"
    yield ""
    if told.damaged_from is not None:
        n = told.damaged_from
        yield f"**{words.say('The record is broken from #{n} on: only what stands before it is told here.', n=n)}**"
        yield ""
    rows = [
        (words.say("plan"), f"{plan.id} {plan.version}"),
        (words.say("start (first seen)"), _full(seen.began, told, words)),
        (words.say("opened"), f"{_full(told.entries[0].event.recorded, told, words)} {told.entries[0].event.by}"),
    ]
    place = words.text(told.entries[0].event.data.get("site", {}).get("name", {}))
    if place:
        rows.insert(0, (words.say("site"), place))
    if seen.closed_at is not None:
        closing = next(e.event for e in reversed(told.entries) if e.event.kind == "incident-closed")
        outcome = name(words, OUTCOMES, seen.outcome)
        rows.append((words.say("closed"), f"{_full(seen.closed_at, told, words)} {closing.by} ({outcome})"))
        if closing.data.get("reason"):
            rows.append((words.say("reason"), str(closing.data["reason"])))
        rows.append((words.say("took"), span(seen.closed_at - seen.began, words)))
    else:
        rows.append((words.say("seen at"), _full(seen.now, told, words)))
        rows.append((words.say("elapsed"), span(seen.now - seen.began, words)))
    if plan.levels:
        rows.append((words.say("level of the event"), level_now(seen, plan, words)))
    rows.append((words.say("duty officer"), seen.duty))
    if told.before:
        rows.append((words.say("goes on from"), told.before))
    yield from table(("", ""), ((escaped(key), escaped(said)) for key, said in rows))


def _steps(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    yield f"## {words.say('Steps')}"
    yield ""
    headings = columns(words, "no.", "title", "state", "started", "done at", "by", "owed")
    rows = []
    for view in seen.steps:
        ended = {"done": view.done_at, "skipped": view.done_at}.get(view.state)
        state = name(words, STEP_STATES, view.state)
        turn = f" @{view.turn}" if view.turn > 1 else ""
        ahead = words.say(" ahead of its turn") if view.ahead else ""
        rows.append(
            [
                view.number + turn,
                escaped(words.text(plan.step[view.id].title)),
                state + ahead + (f" ({escaped(view.reason)})" if view.reason else ""),
                _short(view.started_at, told, words),
                _short(ended, told, words),
                escaped(view.person or view.by),
                escaped(words.listed(ask(f, plan, words) for f in view.owed)),
            ]
        )
    yield from table(headings, rows)


def _facts(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    if not seen.facts and not any(seen.rows.values()):
        return
    yield f"## {words.say('What is known')}"
    yield ""
    rows = []
    for fact, said in seen.facts.items():
        shown = value(said.value, fact, plan, words, seen.now, unknown=said.unknown)
        if said.reason:
            shown += f" ({said.reason})"
        rows.append([escaped(ask(fact, plan, words)), escaped(shown), _short(said.at, told, words), escaped(said.by)])
    for fact, listed in seen.rows.items():
        for n, values in sorted(listed.items()):
            key = f"{ask(fact, plan, words)} {words.say('row {n}', n=n)}"
            rows.append([escaped(key), escaped(row(values, fact, plan, words, seen.now)), "", ""])
    yield from table(columns(words, "question", "answer", "from", "by"), rows)


def _told(told: Timeline, words: Words) -> Iterator[str]:
    if not told.seen.told:
        return
    yield f"## {words.say('Who has been told')}"
    yield ""
    for at in told.seen.told:
        when = _short(at.at, told, words) or words.say("not told")
        tries = f" ({words.many('no answer {n} time', 'no answer {n} times', at.tries)})" if at.tries else ""
        yield f"- {escaped(role(at.role, told.plan, words))}: {when}{tries}"
    yield ""


def _actions(told: Timeline, words: Words) -> Iterator[str]:
    agreed = [e for e in told.entries if e.event.kind == "action-agreed" and not e.void]
    if not agreed:
        return
    yield f"## {words.say('Actions agreed')}"
    yield ""
    rows = [
        [escaped(str(e.data["what"])), escaped(str(e.data["owner"])), plain_date(str(e.data["due"]), words)]
        for e in agreed
    ]
    yield from table(columns(words, "action", "owner", "by when"), rows)


def _log(told: Timeline, words: Words) -> Iterator[str]:
    plan = told.plan
    yield f"## {words.say('Log')}"
    yield ""
    headings = columns(words, "no.", "happened", "what", "by", "remarks")
    rows = []
    for entry in told.entries:
        event = entry.event
        said = escaped(tell_entry(entry, told, words))
        remarks = []
        if event.entered_later:
            remarks.append(
                words.say("entered later, {time}", time=moment(event.recorded, plan.timezone, words, entry.at))
            )
        if entry.corrected_by:
            numbers = words.listed(record_no(seq) for seq in entry.corrected_by)
            remarks.append(
                words.say("void by {numbers}", numbers=numbers)
                if entry.void
                else words.say("corrected by {numbers}", numbers=numbers)
            )
        rows.append(
            [
                record_no(event.seq),
                escaped(_day(entry.at, told, words) + hhmmss(entry.at, plan.timezone)),
                f"~~{said}~~" if entry.void else said,
                escaped(event.by),
                escaped("; ".join(remarks)),
            ]
        )
    yield from table(headings, rows)


def _foot(told: Timeline, words: Words) -> Iterator[str]:
    version, full, short = told.head
    grouped = " ".join(full.replace(" ", "")[i : i + 8] for i in range(0, 64, 8))
    yield f"## {words.say('What this rests on')}"
    yield ""
    yield words.many("{n} record, head {short}:", "{n} records, head {short}:", version, short=short)
    yield ""
    yield f"    {grouped}"
    yield ""
    yield words.say(
        "Copy this line into the report or read it to the leading group: it proves later that nothing was changed."
    )
    yield ""
    yield words.say(
        "How time is counted: minutes and hours run exactly; days and working days do not count the first day and end"
        " at 24:00 of the last, in the time zone {zone}; a period from receipt is counted from the start. These are our"
        " own, stricter readings.",
        zone=told.plan.timezone,
    )


def _full(ms: int, told: Timeline, words: Words) -> str:
    at = local(ms, told.plan.timezone)
    return f"{at:%Y-%m-%d} {weekday(ms, told.plan.timezone, words)} {at:%H:%M:%S}"


def _short(ms: int | None, told: Timeline, words: Words) -> str:
    return "" if ms is None else escaped(moment(ms, told.plan.timezone, words, told.seen.began))


def _day(ms: int, told: Timeline, words: Words) -> str:
    said = moment(ms, told.plan.timezone, words, told.seen.began)
    return "" if len(said) == 5 else said[: -len("00:00")]
