"""What the home screen needs of the world outside: the journal, the shelf of plans, and a way into an incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from incidents.journal.errors import JournalError
from incidents.journal.rows import StreamInfo
from incidents.session import Clock, Session
from reports.words import Words
from runbooks.plan import Plan, Text
from runbooks.site import Site
from tui.home.glimpse import Glimpse


@dataclass(frozen=True, slots=True)
class Shelved:
    """A plan that can be opened, by its id."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Volume:
    """What a plan holds: its steps, how many limits the plan itself sets; `fault` says why it cannot be opened.

    `missing` are roles that nobody holds at the site, `nobody` that there is no site at all.
    """

    steps: int = 0
    limits: int = 0
    missing: tuple[str, ...] = ()
    nobody: bool = False
    fault: str = ""


class House(Protocol):
    """One journal, one shelf, one site. Nothing here is remembered: every answer is read anew."""

    @property
    def words(self) -> Words:
        """The language."""

    @property
    def by(self) -> str:
        """Who sits here."""

    @property
    def site(self) -> Site | None:
        """The site; None where there is no file for it."""

    @property
    def drafts(self) -> Path | None:
        """The folder for what is being written."""

    @property
    def clock(self) -> Clock:
        """The time."""

    def patience(self, ms: int) -> None:
        """Wait so long for another program that holds the journal, from now on."""

    def streams(self) -> list[StreamInfo]:
        """Every incident of the journal, none where there is no journal yet."""

    def changed(self) -> bool:
        """Whether another station may have recorded something; cheap enough to be asked four times a second."""

    def ended(self, info: StreamInfo) -> bool:
        """Whether the last records of an incident say that it is closed: only which one to read first hangs on it."""

    def glimpse(self, info: StreamInfo) -> Glimpse:
        """One incident, read as far as it is sound."""

    def shelf(self) -> list[Shelved]:
        """The plans that can be opened."""

    def titles(self) -> Mapping[str, Text]:
        """Every plan under which an incident can go on, by id: those of the shelf, and the parts that have steps."""

    def volume(self, plan: str) -> Volume:
        """What a plan holds."""

    def plan(self, plan: str) -> Plan | str:
        """A plan as it is in force at the site; or why it is not to be had, in a sentence."""

    def open(self, plan: str, *, by: str, at: int | None = None, before: str = "", mode: str = "live") -> Session | str:
        """A new incident on disk, or why not. Raises `JournalError` where it could not be put there."""

    def resume(self, incident: str) -> Session | str:
        """An incident to go on with, or why not."""

    def refusal(self) -> JournalError | None:
        """Why nothing can be written to the journal however often it is tried, or None."""
