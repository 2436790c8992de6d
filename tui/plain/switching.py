"""Going on under another plan: start, facts and calls go along; this incident is closed, and the new one names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.carry import carry, unclosable
from incidents.journal.errors import JournalError
from reports.typed.names import nearest
from reports.typed.understood import NotUnderstood
from reports.words.journal import journal_error
from tui.plain import trouble
from tui.plain.asks import Asking, Flow, pick_or_type, text
from tui.plain.grammar import Line, split
from tui.plain.now import now_lines

if TYPE_CHECKING:
    from tui.plain.desk import Desk
    from tui.plain.seat import Plans


def switch(desk: Desk, line: Line) -> Flow:
    """`换预案 [PLAN] [REASON]`."""
    words = desk.words
    kept = words.say("The plan stays as it is; nothing recorded.")
    if desk.plans is None:
        desk.say(words.say("No other plan can be opened from here."), kept)
        return
    given, reason = split(line.rest)
    plan = yield from pick_plan(desk, desk.plans, given, kept)
    reason = reason or (yield from text(words.say("Why another plan?"), dropped=kept))
    old = desk.session
    try:
        close = c.Close(at=desk.moment, seen=desk.base, outcome="switched", reason=reason, plan=plan)
        refused = unclosable(old, close, desk.by)
    except JournalError as fault:
        desk.say(journal_error(words, fault), kept)
        return
    if refused is not None:
        desk.say_news()
        trouble.refused(desk, refused, desk.typed)
        desk.say(kept)
        return
    opened = desk.plans.open(plan, at=old.state.began, by=desk.by, before=old.id, mode=old.state.mode)
    if isinstance(opened, str):
        desk.say(opened, kept)
        return
    unclosed = words.say("{incident} was opened; close this one when it can be stored.", incident=opened.id)
    try:
        carried = carry(old, opened, desk.by)
    except JournalError as fault:
        desk.say(journal_error(words, fault), unclosed)
        return
    for recorded in (
        desk.put(c.FollowUp, plan=plan, incident=opened.id),
        desk.put(c.Close, outcome="switched", reason=reason, plan=plan),
    ):
        if recorded is None:
            desk.say(unclosed)
            return
        desk.echo(recorded)
    desk.move_to(opened)
    desk.say(
        words.say("Going on as {incident} {title}.", incident=opened.id, title=words.text(opened.plan.title)),
        words.many(
            "1 fact or call went along, with its own time.",
            "{n} facts and calls went along, with their own times.",
            carried,
        ),
        *now_lines(desk, clocked=True),
    )


def pick_plan(desk: Desk, plans: Plans, given: str, dropped: str) -> Asking[str]:
    """The id of a plan: typed, or by its digit."""
    words = desk.words
    titles = {plan: title for plan, title in plans.titles().items() if plan != desk.plan.id}
    if given:
        if given not in titles:
            raise NotUnderstood("no-plan", plan=given, near=nearest(given, titles))
        return given
    options = [f"{plan} {words.text(title)}" for plan, title in titles.items()]
    chosen = yield from pick_or_type(words.say("Which plan?"), options, dropped=dropped, strict=True)
    plan = list(titles)[options.index(chosen)] if chosen in options else chosen
    if plan not in titles:
        raise NotUnderstood("no-plan", plan=plan, near=nearest(plan, titles))
    return plan
