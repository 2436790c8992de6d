"""Handing over the duty: offered by one, signed by the other; in between the first stays responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from reports.cells import printable
from reports.handover import handover_summary
from tui.plain.asks import Asking, Flow, pick, pick_or_type, text
from tui.plain.explain import word
from tui.plain.grammar import Line, split
from tui.plain.lists import head_line, log_line
from tui.plain.now import now_lines
from tui.plain.picture import picture

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_BACK = frozenset({"取消", "收回", "cancel"})


def handover(desk: Desk, line: Line) -> Flow:
    """`交班 NAME`: the picture, some words, the offer; `交班 取消` takes it back."""
    words = desk.words
    if line.rest in _BACK:
        desk.record(c.CancelHandover)
        return
    seen = desk.look()
    if seen.handover is not None:
        sign = word(words, "accept")
        desk.say(
            words.say(
                "{giver} is handing over to {taker}; {taker} signs with {word}.",
                giver=seen.handover[0],
                taker=seen.handover[1],
                word=sign,
            )
        )
        return
    kept = words.say("Nothing is handed over; nothing recorded.")
    taker = line.rest or (yield from _who(desk, words.say("To whom? A digit or a name:"), kept))
    giver = seen.duty
    desk.say(
        words.say(
            "Handover {giver} >> {taker}. The clock runs; {giver} answers until {taker} signs.",
            giver=giver,
            taker=taker,
        ),
        *(f"  {said}" for said in picture(desk, seen)),
    )
    phrases = [words.text(phrase) for phrase in desk.site.phrases]
    said = yield from pick_or_type(
        words.say("In words? Type it, or a digit; Enter: nothing to add."), phrases, blank=True, dropped=kept
    )
    recorded = desk.record(
        c.OfferHandover, giver=giver, taker=taker, words=said, summary=handover_summary(seen, desk.session.state)
    )
    if recorded is not None:
        desk.say(
            head_line(desk),
            words.say(
                "Both read the head aloud and copy it into the paper log. Then {taker} checks and types {word}.",
                taker=taker,
                word=word(words, "accept"),
            ),
        )


def _who(desk: Desk, head: str, dropped: str) -> Asking[str]:
    others = [name for name in desk.site.duty if name != desk.session.state.duty]
    chosen = yield from pick_or_type(head, others, dropped=dropped, strict=True)
    return chosen


def accept(desk: Desk, line: Line) -> Flow:
    """`签收 [NAME]`: the incoming officer signs, after reading what came in since the offer."""
    words, seen = desk.words, desk.look()
    if seen.handover is None:
        desk.record(c.AcceptHandover, taker=line.rest or desk.by)
        return
    giver, taker = seen.handover
    name = line.rest or taker
    offered = max(e.seq for e in desk.session.events if e.kind == "handover-offered")
    since = [e for e in desk.session.events if e.seq > offered]
    if since:
        desk.say(words.many("1 new record since the offer:", "{n} new records since the offer:", len(since)))
        desk.say(*(f"  {log_line(desk, event)}" for event in since))
        kept = words.say("Not signed; {giver} still answers.", giver=giver)
        agreed = yield from pick(
            words.say("{taker} has read them and signs?", taker=name), [words.say("yes"), words.say("no")], dropped=kept
        )
        if agreed == 1:
            desk.say(kept)
            return
    before, desk.by = desk.by, name
    recorded = desk.record(c.AcceptHandover, taker=name)
    if recorded is None:
        desk.by = before
    else:
        desk.say(words.say("{name} is on duty now.", name=name), *now_lines(desk, clocked=True))


def take_over(desk: Desk, line: Line) -> Flow:
    """`接班 NAME REASON`: somebody takes over alone, because the other cannot sign."""
    words = desk.words
    kept = words.say("Nobody took over; nothing recorded.")
    name, reason = split(line.rest)
    if not name and desk.by != desk.session.state.duty:
        name = desk.by
    name = name or (yield from _who(desk, words.say("Who takes over? A digit or a name:"), kept))
    reason = reason or (
        yield from text(words.say("Why does {duty} not sign?", duty=printable(desk.session.state.duty)), dropped=kept)
    )
    before, desk.by = desk.by, name
    recorded = desk.record(c.TakeOver, taker=name, reason=reason)
    if recorded is None:
        desk.by = before
    else:
        desk.say(
            words.say("{name} is on duty now.", name=name), *(f"  {said}" for said in picture(desk, recorded.after))
        )
