"""After a full disk: what could not be stored is offered again, then the lines on paper are asked for, one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from incidents import commands as c
from reports.cells import printable
from reports.format_time import hhmmss
from reports.typed.understood import NotUnderstood
from tui.common import paper as common
from tui.common.paper import is_time
from tui.plain.asks import Ask, Flow, pick
from tui.plain.explain import explained
from tui.plain.grammar import split, take_time

if TYPE_CHECKING:
    from tui.plain.desk import Desk

Begin = Callable[["Desk", str], Flow | None]


def recovered(desk: Desk) -> bool:
    """Whether the journal takes things again."""
    return desk.trouble is not None and common.recovered(desk.trouble.kind, desk.trouble.since, desk.session)


def catch_up_paper(desk: Desk, begin: Begin) -> Flow:
    """Everything from the first missing number on; what is entered now states its own time and is marked for ever."""
    trouble, words = desk.trouble, desk.words
    if trouble is None:
        return
    if not trouble.over:
        next_ = f"{trouble.since:03}"
        desk.say(words.say("Storing works again. Now what was written on paper from #{next} on.", next=next_))
    trouble.over = True
    while trouble.unsaved:
        command, typed = trouble.unsaved[0]
        at, line = hhmmss(command.at, desk.zone), words.quoted(printable(typed))
        head = words.say("Not stored then: {at} {line}. Record it now?", at=at, line=line)
        chosen = yield from pick(head, [words.say("yes"), words.say("no, it is among the paper lines")])
        del trouble.unsaved[0]
        if chosen == 0:
            recorded = desk.store(replace(command, seen=None), typed)
            if recorded is None:
                return
            desk.echo(recorded)
    while answer := (yield _next_line(desk)):
        yield from _entered(desk, answer, begin)
    desk.trouble = None
    desk.say(words.say("The paper lines are in."))


def _next_line(desk: Desk) -> Ask:
    words = desk.words
    return Ask(
        (
            words.say("The next line on paper, time first: 12:06 02 3, or 12:06 who what."),
            words.say("Enter alone: there are no more."),
        ),
        free=True,
        blank=True,
        acts=True,
    )


def _entered(desk: Desk, answer: str, begin: Begin) -> Flow:
    """One line from paper: a line as always with its time first, or a note in free words."""
    if not is_time(split(answer)[0]):
        desk.say(desk.words.say("The time is missing; nothing recorded."))
        return
    desk.typed = answer
    try:
        flow = begin(desk, answer)
        if flow is not None:
            yield from flow
    except NotUnderstood as error:
        if error.code != "unknown-word":
            desk.say(explained(desk, error))
            return
        at, text = take_time(answer, desk.heard, desk.zone)
        desk.record(c.AddNote, at=at, text=text)
    finally:
        desk.stated = None
