"""When a command is not recorded: refused, overtaken by another station, or the journal does not take it.

Whatever happens, the officer hears what is kept, what is not, and what to do; and reading goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.journal.errors import Damaged, JournalError, NotDurable
from incidents.refusals import Refusal
from reports.cells import printable
from reports.format_time import hhmmss
from reports.words.journal import damage, journal_error
from reports.words.names import KINDS, name
from reports.words.refusals import refusal
from tui.plain.recorded import Recorded, Trouble

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_MIB = 1024 * 1024


def refused(desk: Desk, refused_: Refusal, typed: str) -> None:
    """Why a command was refused; if another station was first, who it was and what they did."""
    words, now = desk.words, desk.session.now()
    if refused_.code != "changed-meanwhile":
        desk.say(refusal(words, refused_, desk.plan, now))
        return
    values = refused_.values
    at, line = hhmmss(int(values["at"]), desk.zone), words.quoted(printable(typed))
    if values["kind"] == "step-done" and refused_.subject.startswith("step:"):
        step = desk.step(refused_.subject.removeprefix("step:")).number
        desk.say(
            words.say("==== Another station was first: {by}, {step} done {at}.", by=values["by"], step=step, at=at),
            words.say("==== Your {line} was not recorded; no need to.", line=line),
        )
        return
    kind = name(words, KINDS, str(values["kind"]))
    desk.say(
        words.say(
            "==== Another station was first: {by} {at} #{seq} {kind}.",
            by=values["by"],
            at=at,
            seq=f"{values['seq']:03}",
            kind=kind,
        ),
        words.say("==== Your {line} was not recorded: look first, then decide.", line=line),
    )


def not_stored(desk: Desk, command: c.Command, typed: str, fault: NotDurable) -> None:
    """A command is not on disk, or nobody knows yet."""
    if fault.unknown:
        desk.unknown = (command, typed)
        number = desk.session.state.version + 1
        desk.say(
            desk.words.say(
                "!!!! Checking whether #{seq} was stored (disk error). Do not repeat it. !!!!", seq=f"{number:03}"
            )
        )
        verify(desk)
        return
    if fault.kind in {"readonly", "network", "settings", "locked"}:
        desk.say(journal_error(desk.words, fault))
        return
    if desk.trouble is None:
        desk.trouble = Trouble(desk.session.state.version + 1, fault.kind)
    desk.trouble.unsaved.append((command, typed))
    paper(desk, desk.trouble)


def paper(desk: Desk, trouble: Trouble) -> None:
    """The journal takes nothing: from which number on to write on paper, and what exactly is missing."""
    words, since = desk.words, trouble.since
    if trouble.kind == "full":
        free = desk.session.store.space().free // _MIB
        desk.say(
            words.say(
                "!!!! DISK FULL: nothing after #{last} is stored. Write on paper from #{next} on. !!!!",
                last=f"{since - 1:03}",
                next=f"{since:03}",
            ),
            words.say(
                "!!!! #1-#{last} are safe. {free} MB are free; free 64 MB and it goes on by itself. !!!!",
                last=f"{since - 1:03}",
                free=free,
            ),
        )
    else:
        desk.say(
            words.say(
                "!!!! DISK ERROR: nothing after #{last} is stored. Write on paper from #{next} on. !!!!",
                last=f"{since - 1:03}",
                next=f"{since:03}",
            )
        )
    command, typed = trouble.unsaved[-1]
    line = words.quoted(printable(typed))
    at = hhmmss(command.at, desk.zone)
    said = words.say("Not stored: {at} {by} {line}. Copy it to paper now.", at=at, by=desk.by, line=line)
    desk.say(said, words.say("On paper like this: #{next} hh:mm who what was done (step)", next=f"{since:03}"))


def verify(desk: Desk) -> Recorded | None:
    """Find out what became of a command whose outcome was unknown; before that nothing else is recorded."""
    if desk.unknown is None:
        return None
    _, typed = desk.unknown
    before = desk.look()
    line = desk.words.quoted(printable(typed))
    try:
        events = desk.session.settle()
    except NotDurable:
        desk.say(desk.words.say("Not clear yet whether {line} was stored; it is checked again by itself.", line=line))
        return None
    except JournalError as fault:
        desk.unknown = None
        journal_fault(desk, fault)
        return None
    desk.unknown = None
    if not events:
        desk.say_news()
        desk.say(desk.words.say("{line} was not stored. Look first, then type it again.", line=line))
        return None
    desk.say_news(own={event.seq for event in events})
    desk.base = desk.shown
    recorded = Recorded(events, before, desk.look())
    desk.echo(recorded)
    return recorded


def journal_fault(desk: Desk, fault: JournalError) -> None:
    """Anything else that the journal reports; a broken record is read on as far as it is sound."""
    if isinstance(fault, Damaged):
        desk.say(f"!!!! {damage(desk.words, fault)} !!!!")
    else:
        desk.say(journal_error(desk.words, fault))


def clock_back(desk: Desk) -> None:
    """Say once that the computer's clock was set back."""
    back = desk.session.clock_back
    if back and not desk.told_clock_back:
        minutes, seconds = divmod(back // 1000, 60)
        desk.say(
            desk.words.say(
                "!!!! Computer clock went back {minutes} min {seconds} s: order by number, limits unmoved. !!!!",
                minutes=minutes,
                seconds=seconds,
            )
        )
    desk.told_clock_back = bool(back)
