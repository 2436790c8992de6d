"""What falls due in all incidents: past, today, within a week, later; limits that run and improvements agreed on."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar

from incidents import commands as c
from reports.due_ics import due_ics
from reports.due_list import FORGOTTEN_MS, due_list, when_of
from reports.due_text import due_text
from reports.words import Words
from tests.tui.north_gate import NorthGate, late_morning, ms

EN, ZH = Words("en"), Words("zh")
DAY = 86_400_000


def closed_with_an_improvement(due: str) -> NorthGate:
    """An incident that has ended, with one thing agreed on."""
    gate = late_morning()
    gate.tell("10:00", c.Close, outcome="false-alarm", reason="checked")
    gate.tell("10:01", c.AgreeAction, what="北门加装对讲机", owner="李强", due=due)
    return gate


def test_every_limit_that_runs_is_listed_the_earliest_first() -> None:
    gate = late_morning()
    found = due_list([gate.session], gate.clock.time)
    assert [due.at for due in found] == sorted(due.at for due in found)
    assert {due.limit.step for due in found if due.limit} >= {"speaker-in-front", "written-notice"}
    assert all(due.limit is not None and due.limit.state in {"running", "overdue"} for due in found)


def test_of_a_closed_incident_only_what_was_agreed_on_is_left() -> None:
    gate = closed_with_an_improvement("2026-03-31")
    (due,) = due_list([gate.session], gate.clock.time)
    assert due.limit is None
    assert due.last_day.isoformat() == "2026-03-31"
    assert due.days


def test_what_was_agreed_on_is_forgotten_a_month_after_its_day() -> None:
    gate = closed_with_an_improvement("2026-03-31")
    (due,) = due_list([gate.session], gate.clock.time)
    assert len(due_list([gate.session], due.at + FORGOTTEN_MS)) == 1
    assert due_list([gate.session], due.at + FORGOTTEN_MS + 1) == []


def test_what_was_agreed_on_and_voided_is_not_listed() -> None:
    gate = closed_with_an_improvement("2026-03-31")
    gate.tell("10:02", c.Correct, seq=gate.session.events[-1].seq, void=True, reason="mistake")
    assert due_list([gate.session], gate.clock.time) == []


def test_a_day_lasts_until_its_midnight() -> None:
    gate = closed_with_an_improvement("2026-03-31")
    (due,) = due_list([gate.session], gate.clock.time)
    last = ms("03-31 12:00")
    assert when_of(due, last) == "today"
    assert when_of(due, ms("03-31 23:59:59")) == "today"
    assert when_of(due, due.at) == "over"
    assert when_of(due, last - DAY) == "week"
    assert when_of(due, last - 7 * DAY) == "week"
    assert when_of(due, last - 8 * DAY) == "later"


def test_the_list_in_both_languages() -> None:
    gate = late_morning()
    found = due_list([gate.session, closed_with_an_improvement("2026-03-12").session], gate.clock.time)
    chinese = due_text(found, ZH, gate.clock.time)
    assert "已过期限" in chinese
    assert "05 领导出面与群众沟通" in chinese
    assert "北门加装对讲机 (李强)" in chinese
    english = due_text(found, EN, gate.clock.time)
    assert english.index("Past its due") < english.index("Today") < english.index("Within seven days")
    assert due_text([], ZH, 0) == "没有要到期的。\n"


def test_the_calendar_can_be_read_by_others_and_keeps_its_names() -> None:
    gate = late_morning()
    sessions = [gate.session, closed_with_an_improvement("2026-03-12").session]
    now = gate.clock.time
    made = due_ics(due_list(sessions, now), ZH, now)
    entries = Calendar.from_ical(made).walk("VEVENT")
    assert len(entries) == len(due_list(sessions, now))
    names = [str(entry["UID"]) for entry in entries]
    assert len(set(names)) == len(names)
    later = due_ics(due_list(sessions, now + 60_000), ZH, now + 60_000)
    assert [str(entry["UID"]) for entry in Calendar.from_ical(later).walk("VEVENT")] == names
    improvement = next(entry for entry in entries if "对讲机" in str(entry["SUMMARY"]))
    assert improvement["DTSTART"].dt.isoformat() == "2026-03-12"
    hour = next(entry for entry in entries if "05 " in str(entry["SUMMARY"]) and "预案" in str(entry["SUMMARY"]))
    assert int(hour["DTSTART"].dt.timestamp()) * 1000 == ms("09:40")
    assert len(entries[0].walk("VALARM")) == 1
    alarms = [entry.walk("VALARM")[0]["TRIGGER"].dt for entry in (improvement, hour)]
    assert alarms == [timedelta(hours=-15), timedelta(minutes=-5)]  # nobody is woken at midnight
