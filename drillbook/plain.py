"""The numbered lines (`--plain`), with what they need of the command line: the plans, the site, the journal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from drillbook import plans
from drillbook.settings import Settings
from drillbook.starting import start_incident
from drillbook.stopping import Stop
from incidents.journal.errors import JournalError
from incidents.journal.opening import journal_path
from incidents.journal.store import Store
from incidents.session import Session
from reports.words import Words
from reports.words.journal import journal_error
from runbooks.plan import Text
from runbooks.site import SiteFile


class Plans:
    """The plans that can be opened from an incident under way, in the same journal."""

    def __init__(self, settings: Settings, store: Store, place: SiteFile | None) -> None:
        self.settings = settings
        self.store = store
        self.place = place

    def titles(self) -> Mapping[str, Text]:
        """Every runbook that can be lived, by id: the plans first, then the parts that have steps."""
        return plans.lived(self.place)

    def open(self, plan: str, *, at: int, by: str, before: str, mode: str) -> Session | str:
        """A new incident of that plan, or the sentence that says why not."""
        try:
            found = plans.plan(self.settings, plan, self.place)
        except Stop as stop:
            return stop.sentence or self.settings.words.say("The plan {plan} has errors.", plan=plan)
        self.settings.by_option = by
        try:
            return start_incident(self.settings, self.store, found, self.place, at=at, mode=mode, before=before)
        except JournalError as fault:
            return journal_error(self.settings.words, fault)


def plain_options(words: Words) -> list[click.Parameter]:
    """`--plain` and `--announce`."""
    return [
        click.Option(
            ["--plain"], is_flag=True, help=words.say("By numbered lines: for any terminal and for screen readers.")
        ),
        click.Option(["--announce"], is_flag=True, help=words.say("With --plain: news at once, on a line of its own.")),
    ]


def follow(
    settings: Settings, store: Store, session: Session, place: SiteFile | None, *, announce: bool, resumed: bool
) -> int:
    """Follow an incident by numbered lines until the officer leaves."""
    from tui.plain import run

    journal = journal_path(settings.db)
    return run(
        session,
        words=settings.words,
        by=settings.by,
        site=place.site if place else None,
        stdin=sys.stdin,
        stdout=sys.stdout,
        announce=announce,
        resumed=resumed,
        plans=Plans(settings, store, place),
        drafts=Path(f"{journal}.drafts"),
    )
