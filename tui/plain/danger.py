"""Danger: from anywhere, in the middle of everything. The moment is that of the line in which it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from reports.format_time import hhmmss
from reports.typed.values import NO, YES
from tui.plain import levels
from tui.plain.asks import Ask, Flow, digits
from tui.plain.effects import opened
from tui.plain.explain import word
from tui.plain.grammar import Line, plain_digits
from tui.plain.labels import basis_length, until
from tui.plain.now import Due, step_line, to_do
from tui.plain.recorded import Recorded

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def danger(desk: Desk, line: Line) -> Flow:
    """`危险`: one question, one digit; everything else that was being written is kept. `危险 是` has answered it."""
    answer = plain_digits(line.rest).casefold()
    if answer in NO:
        desk.record(c.StateFact, fact="danger", value=False)
        return
    yield from raise_alarm(desk, ask=answer not in YES and answer != "1")


def raise_alarm(desk: Desk, *, ask: bool = False) -> Flow:
    """State danger as yes and name what is to be done at once."""
    words = desk.words
    moment = desk.moment
    if "danger" not in desk.plan.facts:
        desk.say(
            words.say(
                "This plan knows no danger. Call 110 first, then use another plan: {word}", word=word(words, "switch")
            )
        )
        return
    current = desk.look().facts.get("danger")
    if current is not None and current.value is True:
        line = f"{word(words, 'facts')} {word(words, 'danger')} {words.say('no')}"
        since = hhmmss(current.at, desk.zone)
        desk.say(words.say("Danger stands as yes since {at}. When it is over: {line}", at=since, line=line))
        return
    if ask:
        dropped = words.say("Danger was not confirmed; nothing recorded.")
        answer = yield Ask((words.say("Danger? Yes 1, no 2"),), digits(2), dropped=dropped)
        if plain_digits(answer) == "2":
            desk.say(words.say("No danger was recorded."))
            return
    recorded = desk.put(c.StateFact, at=moment, fact="danger", value=True)
    if recorded is None:
        return
    first, others = _to_do_at_once(desk, recorded)
    event = recorded.events[0]
    from_then = words.say("{danger}, counted from {at}", danger=_yes(desk), at=hhmmss(event.at, desk.zone))
    said = [_yes(desk) if event.at == event.recorded // 1000 * 1000 else from_then]
    if first:
        said.append(words.say("now: {what}", what=first))
    desk.announce(recorded, said)
    desk.say(*(f"  {step_line(desk, due, recorded.after)}" for due in others))
    if levels.newly_proposed(recorded):
        yield from levels.offer(desk)


def _yes(desk: Desk) -> str:
    return f"{desk.words.say('danger')}={desk.words.say('yes')}"


def _to_do_at_once(desk: Desk, recorded: Recorded) -> tuple[str, list[Due]]:
    """The step whose limit runs from now, in words; and the others that opened, as they stand in the list."""
    words = desk.words
    new = opened(recorded)
    due = [d for d in to_do(desk, recorded.after) if d.view.id in new]
    for one in due:
        limit = one.binding or one.target
        if limit is not None and limit.due_at is not None:
            step = desk.step(one.view.id)
            by = until(limit.due_at, desk.plan, words, recorded.after.now)
            said = f"{step.number} {words.text(step.title)}, {basis_length(limit, words)}, {by}"
            return said, [other for other in due if other is not one]
    return "", due
