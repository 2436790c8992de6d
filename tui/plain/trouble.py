"""When a command is not recorded: refused, overtaken by another station, or the journal does not take it.

Whatever happens, the officer hears what is kept, what is not, and what to do; and reading goes on.
"""

from __future__ import annotations

from incidents import commands as c
from incidents.journal.errors import Damaged, JournalError, NotDurable
from incidents.refusals import Refusal
from reports.cells import printable
from reports.format_time import hhmmss
from reports.words.journal import damage, journal_error
from reports.words.names import KINDS, name
from reports.words.refusals import refusal
from runbooks.plan import DANGER_PART
from tui.plain.banner import banner
from tui.plain.explain import word
from tui.plain.recorded import Recorded, Trouble
from tui.plain.voice import Voice


def refused(desk: Voice, refused_: Refusal, typed: str) -> None:
    """Why a command was refused; if another station was first, who it was and what they did."""
    words, now = desk.words, desk.session.now()
    if refused_.code != "changed-meanwhile":
        desk.say(refusal(words, refused_, desk.plan, now))
        step = desk.plan.step.get(refused_.subject.removeprefix("step:"))
        danger = desk.look().facts.get("danger")
        if step is not None and step.part == DANGER_PART and (danger is None or danger.value is not True):
            desk.say(words.say("Danger first: {word}; then again.", word=word(words, "danger")))
        return
    values = refused_.values
    at, line = hhmmss(int(values["at"]), desk.zone), words.quoted(printable(typed))
    if values["kind"] == "step-done" and refused_.subject.startswith("step:"):
        done = desk.step(refused_.subject.removeprefix("step:")).number
        desk.say(
            words.say("==== Another station was first: {by}, {step} done {at}.", by=values["by"], step=done, at=at),
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


def not_stored(desk: Voice, command: c.Command, typed: str, fault: NotDurable) -> None:
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
    line = desk.words.quoted(printable(typed))
    said = desk.words.say(
        "Not stored: {at} {by} {line}. Copy it to paper now.", at=hhmmss(command.at, desk.zone), by=desk.by, line=line
    )
    if desk.trouble is None:
        desk.trouble = Trouble(desk.session.state.version + 1, fault.kind)
        next_ = f"{desk.trouble.since:03}"
        like = desk.words.say("On paper like this: #{next} hh:mm who what was done (step)", next=next_)
        desk.say(*banner(desk, desk.trouble), said, like)
    else:
        desk.say(said)
    desk.trouble.unsaved.append((command, typed))


def still_unknown(desk: Voice, typed: str) -> None:
    """Nothing is recorded before the outcome of what came before it is known."""
    line = desk.words.quoted(printable(typed))
    desk.say(desk.words.say("{line} was not recorded: first the one before it. Type it again later.", line=line))


def verify(desk: Voice) -> Recorded | None:
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


def journal_fault(desk: Voice, fault: JournalError) -> None:
    """Anything else that the journal reports; a broken record is read on as far as it is sound."""
    if isinstance(fault, Damaged):
        desk.say(f"!!!! {damage(desk.words, fault)} !!!!")
    else:
        desk.say(journal_error(desk.words, fault))


def broken(desk: Voice) -> None:
    """Say once that the record does not fit together any more: from there on it is only to be looked at."""
    if desk.session.damage is not None and not desk.told_damage:
        journal_fault(desk, desk.session.damage)
    desk.told_damage = desk.session.damage is not None


def clock_back(desk: Voice) -> None:
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
