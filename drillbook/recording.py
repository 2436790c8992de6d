"""Recording from the command line: read what was typed, decide, store, and only then say that it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import click

from drillbook import opening
from drillbook.console import out
from drillbook.options import settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from incidents.commands import Command
from incidents.events import Event
from incidents.refusals import Refusal
from incidents.session import Session
from reports.followed import followed
from reports.recorded import recorded
from reports.telling import knowing
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from reports.words.refusals import refusal
from reports.words.understood import not_understood
from runbooks.plan import Plan


@dataclass(frozen=True, slots=True)
class Desk:
    """What an act is made on: an incident, the time, who is acting."""

    settings: Settings
    session: Session
    now: int
    by: str

    @property
    def plan(self) -> Plan:
        """The plan as the incident froze it."""
        return self.session.plan

    def at(self, typed: str) -> int:
        """A stated time, or now."""
        return read_time(typed, self.now, self.plan.timezone) if typed else self.now


T = TypeVar("T")
Making = Callable[[Desk], Sequence[Command]]


def record(ctx: click.Context, making: Making) -> int:
    """Make commands and record them one after the other; the first that is refused ends the call."""
    with desk(ctx) as at:
        for n, command in enumerate(understood(at, lambda: making(at))):
            try:
                do(at, command)
            except Stop as stop:
                raise Stop(stop.code, _after(at, n, stop.sentence)) from None
    return GOOD


def _after(at: Desk, recorded_before: int, refused: str) -> str:
    """A refusal, which speaks of one command only, in a call that has recorded others."""
    if not recorded_before:
        return refused
    return at.settings.words.say(
        "What is shown as on disk stays. The next part was refused, and nothing after it was tried: {refused}",
        refused=refused,
    )


@contextmanager
def desk(ctx: click.Context) -> Iterator[Desk]:
    """The incident that `act` was called for, open for recording."""
    settings = settings_of(ctx)
    with opening.writing(settings) as store:
        session = opening.resume(settings, store, str(ctx.meta["incident"]), record=True)
        if session.damage is not None:
            raise Stop(session.damage.exit_code)
        yield Desk(settings, session, session.now(), settings.by)


def understood(at: Desk, reading: Callable[[], T]) -> T:
    """What was typed, or the end of the call with what would be right."""
    try:
        return reading()
    except NotUnderstood as error:
        raise Stop(BAD_INPUT, not_understood(at.settings.words, error, at.plan, at.now)) from None


def do(at: Desk, command: Command) -> tuple[Event, ...]:
    """Record one command and say what is on disk."""
    words, session = at.settings.words, at.session
    before = session.snapshot(at.now)
    done = session.do(command, at.by)
    if isinstance(done, Refusal):
        raise Stop(NO, refusal(words, done, session.plan, at.now))
    now = session.now()
    after = session.snapshot(now)
    said = [knowing(event, session.events) for event in done]
    lines = [*recorded(words, session.plan, said, now, after), *followed(words, session.plan, before, after)]
    out("\n".join(lines))
    return done
