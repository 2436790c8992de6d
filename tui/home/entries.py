"""What stands in the lists of the home screen: incidents under way, dated things, plans, past incidents."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.views import LimitView
from reports.due_list import Agreed, When
from tui.home.glimpse import Glimpse
from tui.home.house import Shelved, Volume

EntryKey = tuple[str | int, ...]
"""What an entry is, wherever it stands: the cursor belongs to it."""


@dataclass(frozen=True, slots=True)
class Running:
    """An incident under way."""

    seen: Glimpse

    @property
    def key(self) -> EntryKey:
        """Its place in no list."""
        return ("running", self.seen.id)


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that falls due on a day: a limit of a long case, or what was agreed in a review. `when`: how soon."""

    seen: Glimpse
    at: int
    when: When
    limit: LimitView | None = None
    agreed: Agreed | None = None

    @property
    def key(self) -> EntryKey:
        """Its place in no list."""
        if self.limit is not None:
            return ("due", self.seen.id, self.limit.step, self.limit.turn, self.limit.limit)
        return ("agreed", self.seen.id, self.agreed.seq if self.agreed else 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan on the shelf; `volume` is None until it was looked into."""

    shelved: Shelved
    volume: Volume | None = None

    @property
    def key(self) -> EntryKey:
        """Its place in no list."""
        return ("plan", self.shelved.id)


@dataclass(frozen=True, slots=True)
class Past:
    """An incident that has ended, or that cannot be read."""

    seen: Glimpse

    @property
    def key(self) -> EntryKey:
        """Its place in no list."""
        return ("past", self.seen.id)


Entry = Running | Dated | Plan | Past
