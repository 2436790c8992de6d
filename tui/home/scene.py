"""What a key meets at home: the overview, the moment, the actions, the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from reports.words import Words
from tui.actions import Registry
from tui.home.entries import Entry, Plan, Running
from tui.home.layout import FULL, Sheet, sheet_of, sheets
from tui.home.overview import Overview
from tui.home.ui import HomeUi

HEAD_AND_FOOT: Final = 5
"""The first row and the last four, which are always there."""
LEAST: Final = (60, 12)
"""Below this the numbered lines are offered."""


@dataclass(frozen=True)
class Scene:
    """`now` is when the key was pressed (milliseconds UTC)."""

    overview: Overview
    now: int
    registry: Registry
    ui: HomeUi

    @property
    def words(self) -> Words:
        """The language."""
        return self.overview.house.words

    @property
    def width(self) -> int:
        """Columns."""
        return self.ui.width

    @property
    def height(self) -> int:
        """Rows."""
        return self.ui.height

    @property
    def small(self) -> bool:
        """Whether the window is too small for much."""
        return self.width < LEAST[0] or self.height < LEAST[1]

    @property
    def room(self) -> int:
        """How many rows the list has."""
        banners = len([text for banner in self.ui.banners for text in banner.lines][:2])
        return max(self.height - HEAD_AND_FOOT - banners - self.small, 0)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Everything, screenful by screenful."""
        return sheets(self.overview.entries(self.now), self.room, FULL if self.height < 30 else FULL + 2)

    @cached_property
    def here(self) -> Entry | None:
        """What the cursor stands on: as it was moved, else what is under way, else the first plan."""
        every = [row.entry for sheet in self.sheets for row in sheet.rows()]
        moved = next((entry for entry in every if entry.key == self.ui.cursor), None)
        if moved is not None:
            return moved
        running = next((entry for entry in every if isinstance(entry, Running)), None)
        return running or next((entry for entry in every if isinstance(entry, Plan)), every[0] if every else None)

    @cached_property
    def sheet(self) -> Sheet:
        """The screenful that the cursor stands on."""
        return self.sheets[sheet_of(self.sheets, self.here.key) if self.here is not None else 0]

    @property
    def target(self) -> str:
        """The plan that F2 opens; empty where one has to be chosen."""
        if self.ui.reading is not None:
            return self.ui.reading.plan
        if self.overview.unusable and self.ui.cursor and isinstance(self.here, Plan):
            return self.here.shelved.id  # somebody has put the cursor there
        if self.overview.target:
            return self.overview.target
        return self.here.shelved.id if isinstance(self.here, Plan) else ""
