"""A grid of dues by the calendar: every day, week, month, quarter, half-year or year, at the site.

Turn k is the k-th period whose due comes after the start. It opens with its period (the first not before the start), is
due at 24:00 on its day, else on its last, and its window closes with its period; what is done at the very moment of its
due still belongs to it. Everything else is as in `incidents.grid`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.grid import Grid
from runbooks.days import end_of_day, local_date, start_of_day
from runbooks.periods import due_day, first_day, period_of
from runbooks.plan import Period


@dataclass(slots=True)
class CalendarGrid(Grid):
    """One run of a repeat by the calendar; `first` and `every` have no meaning in it."""

    unit: Period = "day"
    day: int | None = None
    zone: str = "UTC"
    before: int = field(init=False, default=0)
    """The number of the period before that of turn 1."""

    def __post_init__(self) -> None:
        here = period_of(local_date(self.start, self.zone), self.unit)
        self.before = here - 1
        if self.due(1) <= self.start:
            self.before = here
        Grid.__post_init__(self)

    def due(self, k: int) -> int:
        """24:00 of the day on which turn k is due."""
        return end_of_day(due_day(self.before + k, self.unit, self.day), self.zone)

    def opens(self, k: int) -> int:
        """The beginning of turn k's period, if that is not before the start."""
        return max(self.start, start_of_day(first_day(self.before + k, self.unit), self.zone))

    def latest_open(self, time: int) -> int:
        """The highest turn that has opened by a time; 0 before the first."""
        return max(0, self._turn_at(time))

    def oldest_open(self, time: int) -> int:
        """The lowest turn whose window has not closed at a time."""
        k = self._turn_at(time)
        return max(1, k - (self.due(k - 1) == time))

    def passed(self, time: int) -> int:
        """The highest turn whose due has passed at a time; 0 if none."""
        k = self._turn_at(time)
        return max(0, next(turn for turn in (k, k - 1, k - 2) if self.due(turn) < time))

    def changes(self, now: int) -> tuple[int, ...]:
        """As for every grid: the opening, the due and the end of the oldest window."""
        k = self.oldest_open(now)
        return self.opens(k), self.due(k) + 1, self.opens(k + 1)

    def _turn_at(self, time: int) -> int:
        return period_of(local_date(time, self.zone), self.unit) - self.before
