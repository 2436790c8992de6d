"""Working days counted in a year whose arrangement is not announced: the timeline names the year."""

from __future__ import annotations

import pytest

from incidents.timeline import timeline
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story


def years(limit: str, *lines: str, began: str = "2026-12-21 09:00") -> tuple[int, ...]:
    limits = f"limits: [{{{limit}, basis: plan, source: C-1}}]"
    story = Story(tiny("event: {type: date, ask: e}", step("a", "record: [event]"), step("b", limits)), began=began)
    return timeline(story.when(*lines).session).weekday_years


@pytest.mark.parametrize(
    ("limit", "unannounced"),
    [
        ("within: 5 working days, from: began", ()),
        ("within: 10 working days, from: began", (2027,)),
        ("within: 30 days, from: began", ()),
        ("within: 2 months, from: began", ()),
    ],
)
def test_counted_forwards(limit: str, unannounced: tuple[int, ...]) -> None:
    assert years(limit) == unannounced


@pytest.mark.parametrize(
    ("date", "ahead", "unannounced"),
    [
        ("2026-12-31", "5 working days", ()),
        ("2027-01-01", "5 working days", ()),
        ("2027-01-04", "1 working day", (2027,)),
        ("2027-01-05", "5 working days", (2027,)),
        ("2027-01-05", "5 days", ()),
    ],
)
def test_counted_back(date: str, ahead: str, unannounced: tuple[int, ...]) -> None:
    """What counts is in which years the days lay that were counted, not where the due came to lie."""
    assert years(f"by: event, ahead: {ahead}", f"12-21 09:01 set event={date}") == unannounced


def test_counted_on_by_an_extension() -> None:
    limit = "within: 10 days, from: began, extend: {by: 5 working days, role: head}"
    assert years(limit) == ()
    assert years(limit, "12-22 09:00 extend b/1 Li head : more") == (2027,)
