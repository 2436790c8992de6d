"""One record in words: `02 电话 刘建国 无人接`, `现场人数 42`, `更正: #8 作废 (误按)`.

The number, the times and the writer stand beside it and are left to whoever prints it. Free text is put on one
line and stripped of what could steer a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from incidents.events import Event
from incidents.timeline import Entry, Timeline
from reports.cells import printable
from reports.format_span import duration
from reports.format_time import moment, plain_date
from reports.format_value import ask, level, number, role, row, value
from reports.words import Words
from reports.words.names import CALLS, KINDS, MODES, OUTCOMES, name
from runbooks.plan import Plan

Teller = Callable[[Event, Plan, Words, int | None], str]


def tell(event: Event, plan: Plan, words: Words, now: int | None = None) -> str:
    """What an event says happened. `now` decides which times need their date."""
    teller = _TELLERS.get(event.kind)
    said = teller(event, plan, words, now) if teller else name(words, KINDS, event.kind)
    turn = f"@{event.turn}" if event.turn > 1 else ""
    return printable(f"{number(event.step, plan)}{turn} {said}" if event.step else said).strip()


def tell_entry(entry: Entry, told: Timeline, words: Words) -> str:
    """What a record says as it stands now, with its corrections."""
    stands = replace(entry.event, at=entry.at, data=entry.data)
    return tell(knowing(stands, [e.event for e in told.entries]), told.plan, words, entry.event.recorded)


def knowing(event: Event, records: Sequence[Event]) -> Event:
    """A correction that knows which fact its record states, so that the right value can be said as that fact's."""
    seq = event.data.get("seq", 0)
    if event.kind != "corrected" or not 0 < seq <= len(records):
        return event
    about = records[seq - 1]
    fact = "began" if about.kind == "began-stated" else about.data.get("fact", "")
    return replace(event, data={**event.data, "fact": fact})


def because(event: Event, words: Words) -> str:
    """The reason and the approver that an event carries, in brackets; empty without."""
    parts = [str(event.data[key]) for key in ("reason",) if event.data.get(key)]
    if event.data.get("approver"):
        parts.append(words.say("approved by {name}", name=event.data["approver"]))
    return f" ({', '.join(parts)})" if parts else ""


def _named(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    ahead = words.say(" ahead of its turn") if event.data.get("ahead") else ""
    return name(words, KINDS, event.kind) + ahead + because(event, words)


def _opened(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del now
    mode = event.data.get("mode", "live")
    exercise = "" if mode == "live" else f"[{name(words, MODES, mode)}] "
    return f"{exercise}{name(words, KINDS, event.kind)} {event.data.get('incident', '')} {words.text(plan.title)}"


def _began(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    start = moment(event.data["value"], plan.timezone, words, now, seconds=event.data["value"] % 60_000 != 0)
    return f"{name(words, KINDS, event.kind)} {start}{because(event, words)}"


def _fact(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    fact = str(event.data.get("fact"))
    said = value(event.data.get("value"), fact, plan, words, now, unknown=bool(event.data.get("unknown")))
    return f"{ask(fact, plan, words)} {said}{because(event, words)}"


def _row(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    fact = str(event.data.get("fact"))
    said = f"{ask(fact, plan, words)} {words.say('row {n}', n=event.data.get('row'))}"
    if event.kind == "row-withdrawn":
        return words.say("{row} withdrawn", row=said) + because(event, words)
    return f"{said}: {row(event.data.get('values', {}), fact, plan, words, now)}"


def _level(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del now
    if event.kind == "level-kept":
        return words.say("level kept; declined: {level}", level=level(event.data["proposed"], plan, words)) + because(
            event, words
        )
    return f"{name(words, KINDS, event.kind)} {level(event.data['level'], plan, words)}{because(event, words)}"


def _person(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del now
    who = [str(event.data.get("person", ""))]
    if event.data.get("role"):
        who.insert(0, role(event.data["role"], plan, words))
    return " ".join([name(words, KINDS, event.kind), *(w for w in who if w)])


def _waived(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del now
    n = int(event.data.get("limit", 0))
    step = plan.step.get(event.step)
    repeats = step is not None and 0 < n <= len(step.limits) and step.limits[n - 1].every is not None
    if repeats:
        return words.say("limit {n} waived, from now on and for good", n=n) + because(event, words)
    return words.say("limit {n} waived", n=n) + because(event, words)


def _extended(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del now
    n = int(event.data.get("limit", 0))
    step = plan.step.get(event.step)
    extend = step.limits[n - 1].extend if step is not None and 0 < n <= len(step.limits) else None
    length = duration(extend.by.text, words) if extend is not None else ""
    return words.say("limit {n} extended by {length}", n=n, length=length) + because(event, words)


def _reopened(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    how = words.say("to be done once more") if event.data.get("how") == "again" else words.say("was not done after all")
    return f"{name(words, KINDS, event.kind)}, {how}{because(event, words)}"


def _call(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del now
    coming = event.data.get("direction") == "in"
    who = [role(event.data.get("role", ""), plan, words), str(event.data.get("person", ""))]
    kind = words.say("call from") if coming else name(words, KINDS, event.kind)
    return f"{kind} {' '.join(w for w in who if w)} {name(words, CALLS, event.data.get('result', ''))}"


def _note(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    return f"{name(words, KINDS, event.kind)} {event.data.get('text', '')}"


def _evidence(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    said = words.say("{id}, delete by {date}", id=event.data.get("id"), date=event.data.get("delete_by"))
    about = f": {event.data['about']}" if event.data.get("about") else ""
    return f"{name(words, KINDS, event.kind)} {said}{about}"


def _handover(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    said = f"{name(words, KINDS, event.kind)} {event.data.get('from', '')} >> {event.data.get('to', '')}"
    return said + (f": {event.data['words']}" if event.data.get("words") else "") + because(event, words)


def _corrected(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    data: Mapping[str, Any] = event.data
    parts = []
    if data.get("void"):
        parts.append(words.say("#{seq} is void", seq=data["seq"]))
    if data.get("at") is not None:
        at = moment(data["at"], plan.timezone, words, now, seconds=True)
        parts.append(words.say("time of #{seq} is {at}", seq=data["seq"], at=at))
    if data.get("data"):
        changed = _right(data["data"], str(data.get("fact", "")), plan, words, now)
        parts.append(words.say("#{seq} reads {data}", seq=data["seq"], data=changed))
    return f"{name(words, KINDS, event.kind)}: {'; '.join(parts)}{because(event, words)}"


def _right(data: Mapping[str, Any], fact: str, plan: Plan, words: Words, now: int | None) -> str:
    """What a record should have said: its text or value as it is said everywhere, anything else by its key."""
    parts = []
    for key, item in data.items():
        if key == "value":
            parts.append(value(item, fact, plan, words, now, unknown=bool(data.get("unknown"))))
        elif key == "text":
            parts.append(words.quoted(str(item)))
        elif key != "unknown":
            parts.append(f"{key}={item}")
    return ", ".join(parts)


def _follow_up(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    return f"{name(words, KINDS, event.kind)} {event.data.get('incident', '')} {event.data.get('plan', '')}"


def _action(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    due = plain_date(str(event.data.get("due", "")), words)
    return words.say(
        "action agreed: {what}; {owner}, by {due}", what=event.data.get("what"), owner=event.data.get("owner"), due=due
    )


def _inject(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    return f"{name(words, KINDS, event.kind)} {event.data.get('says', '')}"


def _closed(event: Event, plan: Plan, words: Words, now: int | None) -> str:
    del plan, now
    outcome = name(words, OUTCOMES, event.data.get("outcome", ""))
    return f"{name(words, KINDS, event.kind)}: {outcome}{because(event, words)}"


_TELLERS: Final[Mapping[str, Teller]] = {
    "incident-opened": _opened,
    "began-stated": _began,
    "fact-stated": _fact,
    "row-added": _row,
    "row-corrected": _row,
    "row-withdrawn": _row,
    "level-set": _level,
    "level-kept": _level,
    "step-started": _named,
    "step-done": _named,
    "step-skipped": _named,
    "step-reopened": _reopened,
    "step-assigned": _person,
    "step-reminded": _person,
    "limit-waived": _waived,
    "limit-extended": _extended,
    "call-logged": _call,
    "note-added": _note,
    "evidence-filed": _evidence,
    "role-assigned": _person,
    "handover-offered": _handover,
    "handover-accepted": _handover,
    "handover-cancelled": _named,
    "taken-over": _handover,
    "corrected": _corrected,
    "follow-up-opened": _follow_up,
    "action-agreed": _action,
    "inject-delivered": _inject,
    "incident-closed": _closed,
    "incident-reopened": _named,
}
