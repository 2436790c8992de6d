"""The first lines: what was opened, or where an incident stands that is taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.cells import printable
from tui.common.meanwhile import fell_due
from tui.plain.asks import Flow
from tui.plain.explain import word
from tui.plain.labels import ago, basis_length, clock
from tui.plain.lists import log_line
from tui.plain.notes import draft_line, offer_drafts
from tui.plain.now import now_lines
from tui.plain.voice import on_disk

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def opened(desk: Desk) -> None:
    """`#001 08:43:10 已存盘 启动处置 … 先打电话, 表单后补。` and what to do now."""
    words, first = desk.words, desk.session.events[0]
    title = words.text(desk.plan.title)
    head = f"{on_disk(desk, (first,))} "
    said = words.say(
        "incident {incident} opened: {title}. Phone first, the form can wait.", incident=desk.session.id, title=title
    )
    desk.say(head + said)
    if desk.session.state.mode != "live":
        desk.say(words.say("EXERCISE. Nothing here is real."))
    desk.say(*now_lines(desk, clocked=False))


def resumed(desk: Desk) -> None:
    """Which incident this is, what was recorded last, and what to do now."""
    words, session = desk.words, desk.session
    now = session.now()
    last = session.events[-1]
    desk.say(
        words.say(
            "{incident} {title}, start {at}.",
            incident=session.id,
            title=words.text(desk.plan.title),
            at=clock(session.state.began, desk.plan, words, now),
        ),
        words.say("Last on disk, {span} ago: {line}", span=ago(now - last.recorded, words), line=log_line(desk, last)),
        _meanwhile(desk, last.recorded, now),
    )
    if session.state.mode != "live":
        desk.say(words.say("EXERCISE. Nothing here is real."))
    duty = session.state.duty
    if session.state.closed is None and duty != desk.by:
        desk.say(
            words.say(
                "On duty is {duty}, you are {by}. To take over alone: {word}",
                duty=duty,
                by=desk.by,
                word=word(words, "take-over"),
            )
        )
    if session.state.handover is not None:
        giver, taker = session.state.handover
        desk.say(
            words.say(
                "{giver} is handing over to {taker}; {taker} signs with {word}.",
                giver=giver,
                taker=taker,
                word=word(words, "accept"),
            )
        )
    desk.say(*now_lines(desk, clocked=True))


def _meanwhile(desk: Desk, since: int, now: int) -> str:
    """Which binding limits fell due while nothing was recorded."""
    words = desk.words
    found = fell_due(desk.look().limits, since, now)
    fell = [f"{desk.step(v.step).number} {basis_length(v, words)}" for v in found]
    if not fell:
        return words.say("Nothing binding fell due meanwhile.")
    return words.say("!! Fell due meanwhile: {limits}", limits=words.listed(fell))


def drafts(desk: Desk) -> Flow | None:
    """Offer what was being written when the program ended."""
    kept = desk.drafts.all()
    if not kept:
        return None
    desk.say(desk.words.many("1 draft:", "{n} drafts:", len(kept)))
    return offer_drafts(desk)


def farewell(desk: Desk, *, asking: bool) -> None:
    """What is kept, and how to come back."""
    words = desk.words
    if asking:
        desk.say(words.say("The open question was left; nothing recorded."))
    kept = desk.drafts.all()
    if kept:
        desk.say(
            words.many("1 draft:", "{n} drafts:", len(kept)), *(f"  {draft_line(desk, draft)}" for _, draft in kept)
        )
    if desk.trouble is not None and desk.trouble.unsaved:
        n = len(desk.trouble.unsaved)
        desk.say(words.many("1 line is not stored: keep the paper.", "{n} lines are not stored: keep the paper.", n))
    if desk.unknown is not None:
        line = words.quoted(printable(desk.unknown[1]))
        desk.say(words.say("Nobody knows yet whether {line} was stored: look at the log first.", line=line))
    last = desk.session.state.version
    if desk.session.state.closed is None:
        desk.say(
            words.say(
                "Everything to #{seq} is on disk; the clock runs on. To come back: drillbook resume {incident} --plain",
                seq=f"{last:03}",
                incident=desk.session.id,
            )
        )
    else:
        desk.say(words.say("Everything to #{seq} is on disk.", seq=f"{last:03}"))
