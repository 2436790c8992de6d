"""Taking back and correcting: nothing is erased; a correction names the record and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.events import STANDING_KINDS, Event
from reports.cells import clip
from reports.telling import tell
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from tui.plain.asks import Ask, Flow, digits, text
from tui.plain.explain import word
from tui.plain.grammar import Line, is_time, plain_digits, split
from tui.plain.labels import label

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_SHOWN = 40


def undo(desk: Desk, line: Line) -> Flow:
    """`撤回`: the officer's latest act; `撤回 15`: that record. All that its command recorded goes together."""
    words = desk.words
    number = plain_digits(line.rest).lstrip("#")
    if number and not number.isdecimal():
        raise NotUnderstood("no-record", word=word(words, "undo"))
    event = _record(desk, int(number)) if number else _latest(desk)
    if event is None or event.kind not in STANDING_KINDS:
        desk.say(
            words.say(
                "There is nothing of yours to undo. If all of it was opened by mistake: {word}, 3.",
                word=word(words, "close"),
            )
        )
        return
    if desk.session.state.overrides.get(event.seq, {}).get("void"):
        desk.record(c.Correct, seq=event.seq, void=True, reason=words.say("mistake"))
        return
    said = words.quoted(clip(said_of(desk, event), _SHOWN))
    kept = words.say("#{seq} stands; nothing recorded.", seq=f"{event.seq:03}")
    head = words.say("Undo #{seq} {what}? Yes 1", seq=f"{event.seq:03}", what=said)
    answer = yield Ask((head,), digits(2), dropped=kept)
    if plain_digits(answer) == "2":
        desk.say(kept)
        return
    desk.record(c.Correct, seq=event.seq, void=True, reason=words.say("mistake"))


def _latest(desk: Desk) -> Event | None:
    """The latest record of this officer that stands and can be taken back; the first of its command."""
    overrides = desk.session.state.overrides
    own = [e for e in desk.session.events if e.by == desk.by and e.kind in STANDING_KINDS]
    last = next((e for e in reversed(own) if not overrides.get(e.seq, {}).get("void")), None)
    if last is None:
        return None
    return next(e for e in own if e.group == last.group)


def _record(desk: Desk, seq: int) -> Event | None:
    events = desk.session.events
    if not 1 <= seq <= len(events):
        raise NotUnderstood("no-record", word=word(desk.words, "undo"))
    event = events[seq - 1]
    return next((e for e in events if e.group == event.group), event)


def said_of(desk: Desk, event: Event) -> str:
    """What a record says, shortly: `危险=是`, `02 电话 领导小组 刘建国 无人接`."""
    if event.kind == "fact-stated" and isinstance(event.data["value"], bool):
        answer = desk.words.say("yes") if event.data["value"] else desk.words.say("no")
        return f"{label(event.data['fact'], desk.plan, desk.words)}={answer}"
    return tell(event, desk.plan, desk.words, desk.heard)


def correct(desk: Desk, line: Line) -> Flow:
    """`更正 15 0845`: the record's time; `更正 15 TEXT`: the text of a note."""
    words = desk.words
    first, rest = split(line.rest)
    number = plain_digits(first).lstrip("#")
    if not number.isdecimal() or not 1 <= int(number) <= len(desk.session.events):
        raise NotUnderstood("no-record", word=word(words, "correct"))
    event = desk.session.events[int(number) - 1]
    kept = words.say("#{seq} stands; nothing recorded.", seq=f"{event.seq:03}")
    desk.say(f"#{event.seq:03} {said_of(desk, event)}")
    rest = rest or (yield from text(words.say("The right time (0845), or the right text of a note:"), dropped=kept))
    if not is_time(rest) and event.kind != "note-added":
        desk.say(
            words.say(
                "Only notes have a text; others are undone and entered again: {word} {seq}. Nothing was recorded.",
                word=word(words, "undo"),
                seq=event.seq,
            )
        )
        return
    at = read_time(rest, desk.heard, desk.zone) if is_time(rest) else None
    reason = yield from text(words.say("Why is it corrected?"), dropped=kept)
    if at is not None:
        desk.record(c.Correct, seq=event.seq, new_at=at, reason=reason)
    else:
        desk.record(c.Correct, seq=event.seq, data={"text": rest}, reason=reason)
