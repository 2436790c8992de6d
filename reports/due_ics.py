"""What falls due, as an iCalendar file (RFC 5545): one entry for each, with an alarm before it.

A limit that is counted in days is an entry of its last day; one that is counted in minutes stands at its moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from reports.cells import printable
from reports.due_list import Due
from reports.due_text import what
from reports.limit_words import basis_period
from reports.words import Words

_BEFORE_DAY: Final = timedelta(hours=-15)
"""A day begins at midnight, when nobody wants to be woken: the alarm is at nine in the morning of the day before."""
_BEFORE_MOMENT: Final = timedelta(minutes=-5)


def due_ics(found: Sequence[Due], words: Words, now: int) -> bytes:
    """The calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Drillbook//due//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for due in found:
        calendar.add_component(_entry(due, words, now))
    return bytes(calendar.to_ical())


def _entry(due: Due, words: Words, now: int) -> Event:
    entry = Event()
    entry.add("uid", f"{_key(due)}@{due.incident}.drillbook")
    entry.add("dtstamp", datetime.fromtimestamp(now // 1000, UTC))
    if due.days:
        entry.add("dtstart", due.last_day)
    else:
        entry.add("dtstart", datetime.fromtimestamp(due.at // 1000, UTC))
    authority = words.sense("due", "agreed") if due.limit is None else basis_period(due.limit, words)
    exercise = "" if due.mode == "live" else "EXERCISE "
    summary = f"{exercise}[{authority}] {printable(what(due, words))}"
    entry.add("summary", summary)
    entry.add("description", f"{due.incident} {words.text(due.plan.title)}")
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _BEFORE_DAY if due.days else _BEFORE_MOMENT)
    entry.add_component(alarm)
    return entry


def _key(due: Due) -> str:
    """The same thing keeps its name, so that a calendar that reads the file again replaces its entry."""
    if due.limit is not None:
        return f"{due.limit.step}-{due.limit.turn}-{due.limit.limit}"
    return f"action-{due.agreed.seq if due.agreed else 0}"
