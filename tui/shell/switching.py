"""Going on under another plan: start, facts and calls go along; this incident is closed, and the new one names it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incidents import commands as c
from incidents.carry import carry, unclosable
from incidents.journal.database import BUSY_MS
from incidents.journal.errors import JournalError, NotDurable
from incidents.refusals import Refusal
from incidents.session import Session
from reports.words.journal import journal_error
from reports.words.refusals import refusal
from tui.desk.effects import Switch
from tui.home.house import House
from tui.shell.recording import PATIENCE_MS
from tui.shell.station import Station


@dataclass(frozen=True, slots=True)
class Switched:
    """Where the officer goes on, and what is said there. `session` is None where they stay; `stored` is False where
    something that was to be recorded is not on disk.
    """

    session: Session | None
    said: str
    stored: bool = True


def held_up(station: Station) -> bool:
    """Whether another program holds the journal, so that it had to be waited for."""
    store = station.session.store
    store.patience(PATIENCE_MS)
    try:
        return store.held()
    finally:
        store.patience(BUSY_MS)


def given_up(station: Station) -> str:
    """What is said once it has been waited for long enough."""
    words = station.words
    kept = words.say("The plan stays as it is; nothing recorded.")
    return f"{journal_error(words, NotDurable('locked', stored=station.session.state.version))} {kept}"


def switch(house: House | None, station: Station, wanted: Switch) -> Switched:
    """Open the other plan, carry over what is known, close this incident. Whatever fails, nothing is lost."""
    words, old, by = station.words, station.session, station.by
    kept = words.say("The plan stays as it is; nothing recorded.")
    if house is None:
        return Switched(None, f"{words.say('No other plan can be opened from here.')} {kept}")
    close = c.Close(at=old.now(), outcome="switched", reason=wanted.reason, plan=wanted.plan)
    try:
        if (refused := unclosable(old, close, by)) is not None:
            return Switched(None, f"{refusal(words, refused, old.plan, old.now())} {kept}")
        opened = house.open(wanted.plan, by=by, at=old.state.began, before=old.id, mode=old.state.mode)
    except JournalError as error:
        return Switched(None, f"{journal_error(words, error)} {kept}", stored=False)
    if isinstance(opened, str):
        return Switched(None, f"{opened} {kept}")
    title = words.text(opened.plan.title)
    unclosed = words.sense(
        "home", "{incident} was opened; {old} is still to be closed.", incident=opened.id, old=old.id
    )
    try:
        carried = carry(old, opened, by)
        old.do(c.FollowUp(at=old.now(), plan=wanted.plan, incident=opened.id), by)
        close = replace(close, at=old.now())
        done = old.do(close, by)
    except JournalError as error:
        return Switched(opened, f"{journal_error(words, error)} {unclosed}", stored=False)
    if isinstance(done, Refusal):
        return Switched(None, f"{unclosed} {refusal(words, done, old.plan, old.now())}")
    said = words.say("Going on as {incident} {title}.", incident=opened.id, title=title)
    along = words.many(
        "1 fact or call went along, with its own time.",
        "{n} facts and calls went along, with their own times.",
        carried,
    )
    return Switched(opened, f"{said} {along}")
