"""What was recorded, in the words of the officer's own lines, and what follows from it.

Other records than these are told as the log tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from incidents.events import Event
from reports.format_time import hhmmss
from reports.format_value import level, value
from reports.format_value import role as role_title
from reports.telling import because as because_of
from reports.telling import tell
from reports.words.names import CALLS, KINDS, name
from tui.plain import effects
from tui.plain.labels import ago, label, minute
from tui.plain.now import row_text
from tui.plain.recorded import Recorded
from tui.plain.seat import Seat

Teller = Callable[["Seat", "Recorded", Event], Iterator[str]]


def echoed(desk: Seat, recorded: Recorded) -> list[str]:
    """The sentences that stand after `已存盘`."""
    said: list[str] = []
    if all(event.kind == "corrected" for event in recorded.events):
        said += _corrected(desk, recorded)
    else:
        for event in recorded.events:
            teller = _TELLERS.get(event.kind)
            said += (
                teller(desk, recorded, event) if teller else [tell(event, desk.plan, desk.words, recorded.after.now)]
            )
    first = recorded.events[0]
    if first.entered_later and first.kind != "began-stated":
        at = hhmmss(first.at, desk.zone) if first.at % 60_000 else minute(first.at, desk.plan)
        early = ago(first.recorded - first.at, desk.words)
        said.append(desk.words.say("recorded for {at}, {span} ago: entered later", at=at, span=early))
    return said


def numbered(desk: Seat, event: Event) -> str:
    """`02`, `02@2` for a later turn, `24@1` where a step has a turn for each row."""
    step = desk.step(event.step)
    return f"{step.number}@{event.turn}" if event.turn > 1 or (step.each and event.turn) else step.number


def because(desk: Seat, event: Event) -> str:
    """The reason in brackets; in Chinese close to what it explains."""
    said = because_of(event, desk.words)
    return said.strip() if desk.words.chinese else said


def _opened(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    title = desk.words.text(desk.plan.title)
    yield desk.words.say("incident {incident} opened: {title}", incident=recorded.after.incident, title=title)
    del event


def _began(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    was = minute(recorded.before.began, desk.plan)
    at = event.data["value"]
    now = minute(at, desk.plan) if at % 60_000 == 0 else hhmmss(at, desk.zone)
    yield desk.words.say("start {at} (was {before})", at=now, before=was) + because(desk, event)
    yield from effects.dues_moved(desk, recorded)


def _fact(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    fact = str(event.data["fact"])
    said = value(event.data["value"], fact, desk.plan, desk.words, recorded.after.now, unknown=event.data["unknown"])
    name_ = label(fact, desk.plan, desk.words)
    if fact == "headcount" and not event.data["unknown"]:
        yield f"{name_} {said}"
    else:
        yield f"{name_}={said}{because(desk, event)}"
    if event is recorded.events[-1]:
        yield from effects.steps_moved(desk, recorded)


def _level(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    words = desk.words
    title = level(event.data["level"], desk.plan, words)
    yield words.say("level {level}, set by {name}", level=title, name=event.by) + because(desk, event)
    yield from effects.limits_added(desk, recorded)


def _call(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    words, data = desk.words, event.data
    who = data["person"] or role_title(data["role"], desk.plan, words)
    said = {"who": who, "result": name(words, CALLS, data["result"])}
    step = f"{numbered(desk, event)} " if event.step else ""
    coming = data["direction"] == "in"
    call = words.say("call from {who}: {result}", **said) if coming else words.say("call: {who}, {result}", **said)
    yield f"{step}{call}"
    del recorded


def _done(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    said = tell(event, desk.plan, desk.words, recorded.after.now)
    number = desk.step(event.step).number
    yield said.replace(number, numbered(desk, event), 1) if event.turn == 1 else said
    yield from effects.grades(desk, recorded, event.step, event.turn)


def _reopened(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    del recorded
    yield f"{numbered(desk, event)} {name(desk.words, KINDS, event.kind)}: {event.data['reason']}"


def _note(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    del recorded
    number = f"{desk.step(event.step).number} " if event.step else ""
    yield number + desk.words.sense("record", "note")


def _row(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    data, words = event.data, desk.words
    number = words.say("row {n}", n=data["row"])
    said = row_text(desk, data["fact"], data["values"], named=event.kind == "row-corrected")
    yield f"{label(data['fact'], desk.plan, words)} {number}: {said}"
    yield from effects.steps_moved(desk, recorded)


def _started(desk: Seat, recorded: Recorded, event: Event) -> Iterator[str]:
    """A start that belongs to a hand-over is not worth a sentence of its own."""
    if any(other.kind == "step-assigned" for other in recorded.events):
        return
    yield tell(event, desk.plan, desk.words, recorded.after.now)


def _corrected(desk: Seat, recorded: Recorded) -> Iterator[str]:
    """All that one command recorded is voided together, so it is said together."""
    words, events = desk.words, recorded.events
    if not events[0].data["void"]:
        yield _changed(desk, events)
        yield from effects.dues_moved(desk, recorded)
        return
    yield words.say("correction: #{numbers} void", numbers=_numbers(events)) + because(desk, events[0])
    yield from effects.steps_moved(desk, recorded)
    yield from effects.dues_moved(desk, recorded)


def _numbers(events: Sequence[Event]) -> str:
    """The numbers of the records that were corrected."""
    numbers = sorted(event.data["seq"] for event in events)
    return f"{numbers[0]:03}" if len(numbers) == 1 else f"{numbers[0]:03}-{numbers[-1]:03}"


def _changed(desk: Seat, events: Sequence[Event]) -> str:
    """Another time, for all that one command recorded; or another text."""
    words, event, data = desk.words, events[0], events[0].data
    seq = _numbers(events)
    if data["at"] is not None:
        at = minute(data["at"], desk.plan) if data["at"] % 60_000 == 0 else hhmmss(data["at"], desk.zone)
        said = words.say("correction: #{seq} was at {at}", seq=seq, at=at)
    else:
        said = words.say("correction: #{seq} reads {text}", seq=seq, text=words.quoted(data["data"].get("text", "")))
    return said + because(desk, event)


_TELLERS: Final[Mapping[str, Teller]] = {
    "incident-opened": _opened,
    "began-stated": _began,
    "fact-stated": _fact,
    "level-set": _level,
    "call-logged": _call,
    "step-done": _done,
    "note-added": _note,
    "step-started": _started,
    "step-reopened": _reopened,
    "row-added": _row,
    "row-corrected": _row,
}
