"""What of the home screen has room in a window: sheets of rows, the first one with something of everything.

What matters most gets its row first: every incident under way, the line that opens one, then what falls due, then what
is under way in full, then what was. Whatever has no room on the first sheet stands on the next ones; `0` turns them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from tui.home.entries import Dated, Entry, EntryKey, Past, Plan, Running

Section = Literal["running", "dated", "open", "past"]
SECTIONS: Final[tuple[Section, ...]] = ("running", "dated", "open", "past")
DIGITS: Final = 9
FULL: Final = 4
"""Rows of an incident under way in full: what it is, two of its limits, its last record."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with the number of rows it takes, and the digit that enters it (0: none is left)."""

    entry: Entry
    rows: int
    digit: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One screenful, section by section; `first` has the headings of all sections, `more` the row that turns it.

    `grouped`: what falls due has a heading for each group: past its due, today, this week, later. Only large windows
    have rows for that; in small ones the heading of the section counts the groups, and the rows begin with them.
    """

    first: bool
    more: bool
    parts: tuple[tuple[Section, tuple[Row, ...]], ...]
    grouped: bool = False

    def rows(self) -> list[Row]:
        """Every entry on it, from top to bottom."""
        return [row for _, rows in self.parts for row in rows]

    def at(self, key: EntryKey) -> Row | None:
        """Where an entry stands on it."""
        return next((row for row in self.rows() if row.entry.key == key), None)

    def digit(self, digit: int) -> Row | None:
        """What a digit enters."""
        return next((row for row in self.rows() if row.digit == digit), None)


def section_of(entry: Entry) -> Section:
    """The section in which an entry stands."""
    match entry:
        case Running():
            return "running"
        case Dated():
            return "dated"
        case Plan():
            return "open"
        case Past():
            return "past"


@dataclass
class _Room:
    """What is left of a sheet while it is being filled."""

    left: int
    every: dict[Section, list[Entry]]
    shown: dict[Section, int] = field(default_factory=lambda: dict.fromkeys(SECTIONS, 0))
    rows: dict[EntryKey, int] = field(default_factory=dict)
    headed: set[Section] = field(default_factory=set)
    grouped: bool = False

    def group(self) -> None:
        """A heading for each group of what falls due, where there are several and all of them have room."""
        dated = self.every["dated"][: self.shown["dated"]]
        groups = len({entry.when for entry in dated if isinstance(entry, Dated)})
        if groups > 1 and self.left >= groups:
            self.grouped = True
            self.left -= groups

    def head(self, section: Section, rows: int) -> bool:
        """The heading of a section, with what stands under it whatever is listed."""
        if section in self.headed:
            return True
        if self.left < rows:
            return False
        self.left -= rows
        self.headed.add(section)
        return True

    def show(self, section: Section, most: int) -> None:
        """Up to so many entries of a section, a row each."""
        while self.shown[section] < min(most, len(self.every[section])):
            cost = 1 if section in self.headed else 2
            if self.left < cost:
                return
            self.headed.add(section)
            self.left -= cost
            entry = self.every[section][self.shown[section]]
            self.rows[entry.key] = 1
            self.shown[section] += 1

    def grow(self, entries: list[Entry], to: int) -> None:
        """Incidents under way get more rows, one after the other."""
        for entry in entries:
            more = min(to - self.rows.get(entry.key, to), self.left)
            if more > 0:
                self.rows[entry.key] += more
                self.left -= more


def sheets(entries: list[Entry], room: int, full: int = FULL) -> list[Sheet]:
    """All sheets for a list of `room` rows; `full` is how many rows an incident under way takes at most."""
    every: dict[Section, list[Entry]] = {section: [] for section in SECTIONS}
    for entry in entries:
        every[section_of(entry)].append(entry)
    first = _first(every, room, full)
    if sum(first.shown.values()) < len(entries):
        first = _first(every, room - 1, full)
    rest = [entry for section in SECTIONS for entry in every[section][first.shown[section] :]]
    made = [_sheet(first, first=True, more=bool(rest))]
    while rest:
        made.append(_later(rest, max(room - 1, 2)))
        rest = rest[len(made[-1].rows()) :]
    return made


def _first(every: dict[Section, list[Entry]], size: int, full: int) -> _Room:
    room = _Room(size, every)
    room.head("running", 1)
    room.show("running", 3)
    room.head("open", 2)
    room.show("open", 1)
    room.show("running", DIGITS - 3)
    room.show("dated", 1)
    room.grow(every["running"][:1], FULL)
    room.show("dated", 3)
    room.show("open", 2)
    room.show("past", 1)
    room.grow(every["running"], 2)
    room.show("past", 2)
    room.grow(every["running"], full)
    room.show("dated", DIGITS)
    if full > FULL:
        room.group()
    room.show("open", DIGITS)
    for section in SECTIONS:
        room.show(section, len(every[section]))
    return room


def _sheet(room: _Room, *, first: bool, more: bool) -> Sheet:
    parts: list[tuple[Section, tuple[Row, ...]]] = []
    digit = 0
    for section in SECTIONS:
        if section not in room.headed:
            continue
        rows = []
        for entry in room.every[section][: room.shown[section]]:
            digit += 1
            rows.append(Row(entry, room.rows[entry.key], digit if digit <= DIGITS else 0))
        parts.append((section, tuple(rows)))
    return Sheet(first, more, tuple(parts), room.grouped)


def _later(rest: list[Entry], size: int) -> Sheet:
    """What comes next, as much as has room, a row each."""
    every: dict[Section, list[Entry]] = {section: [] for section in SECTIONS}
    for entry in rest[: min(size, DIGITS)]:
        every[section_of(entry)].append(entry)
    room = _Room(size, every)
    for section in SECTIONS:
        room.show(section, len(every[section]))
        if room.shown[section] < len(every[section]):
            break
    return _sheet(room, first=False, more=True)


def sheet_of(made: list[Sheet], key: EntryKey) -> int:
    """Which sheet an entry stands on; the first one where it stands on none."""
    return next((n for n, sheet in enumerate(made) if sheet.at(key) is not None), 0)
