"""Limits: kinds, authority, numbers, moments, dates of rows, repeats; and the profile of the site."""

from __future__ import annotations

from runbooks.plan import Duration
from tests.runbooks.stories import Told


def test_limits_as_they_should_be(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      due: {type: date, ask: Due}
      rows: {type: rows, ask: Rows, of: {what: text, by: date}}
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        each: rows
        record: [due, rows]
        limits:
          - {within: 30 min, from: began, basis: plan, source: P-1}
          - {within: 15 days, from: began, to: start, basis: statute, source: [S-1, O 2]}
          - {within: soon, from: due, basis: assumed, source: S-1}
          - {by: due, basis: plan, source: P-1}
          - {by: rows.by, basis: plan, source: P-1}
        source: P-1
      - id: b
        title: B
        stage: report
        role: boss
        limits: [{first: soon, every: daily, from: began, basis: assumed, source: X-1}]
        source: P-1
    """
    assert told(notes=True) == []
    plan = told.load().plan
    assert plan is not None
    exact, days, assumed, date, row = plan.steps[0].limits
    (repeat,) = plan.steps[1].limits
    assert (exact.within, exact.from_, exact.basis) == (Duration("30 min", 1_800_000), "began", "plan")
    assert (exact.to, days.to) == ("done", "start")
    assert (days.within, [str(c) for c in days.source]) == (Duration("15 days", days=15), ["S-1", "O-2"])
    assert (assumed.within, assumed.number) == (Duration("10 min", 600_000), "soon")
    assert (date.by, row.by) == ("due", "rows.by")
    assert (repeat.every, repeat.first) == (Duration("24 h", 86_400_000), Duration("10 min", 600_000))
    assert (repeat.number, repeat.first_number, repeat.until) == ("daily", "soon", "closing")


def test_kinds_of_limits(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      due: {type: date, ask: Due}
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        record: [due]
        limits:
          - {basis: plan, source: P-1}
          - {within: 1 h, by: due, from: began, basis: plan, source: P-1}
          - {within: 1 h, basis: plan, source: P-1}
          - {within: 1 h, from: began, until: closing, first: 1 h, basis: plan, source: P-1}
          - {by: due, from: began, basis: plan, source: P-1}
          - {every: 1 h, basis: plan, source: P-1}
          - {by: due, ahead: 3 days, basis: plan, source: P-1}
          - {every: month, day: 25, from: began, basis: plan, source: P-1}
          - {within: 60 days, from: began, extend: {by: 30 days, role: boss}, basis: statute, source: S-1}
        source: P-1
    """
    assert told() == [
        "13:9 one-of-within-by-every given=[]",
        "14:9 one-of-within-by-every given=[within, by]",
        "15:9 limit-without-from kind=within",
        "16:43 key-of-other-limit key=until kind=every",
        "16:59 key-of-other-limit key=first kind=every",
        "17:25 key-of-other-limit key=from kind=within",
        "18:9 limit-without-from kind=every",
        "19:26 from-later-version given=ahead",
        "20:17 from-later-version given=month",
        "20:29 from-later-version given=day",
        "21:48 from-later-version given=extend",
    ]


def test_who_says_so(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      due: {type: date, ask: Due}
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        record: [due]
        limits:
          - {within: 1 h, from: began, basis: plan, source: S-1}
          - {within: 1 h, from: began, basis: statute, source: [S-1, P-1]}
          - {within: 1 h, from: began, basis: plan, source: X-1}
          - {within: 1 h, from: began, basis: assumed, source: P-1}
          - {within: sooon, from: began, basis: assumed, source: P-1}
          - {within: many, from: began, basis: assumed, source: P-1}
          - {within: soon, from: began, basis: plan, source: P-1}
          - {within: many, from: began, basis: plan, source: P-1}
          - {by: due, basis: assumed, source: P-1}
          - {within: [1 h], from: began, basis: plan, source: P-1}
          - {within: "1:30", from: began, basis: plan, source: P-1}
          - {within: 30, from: began, basis: plan, source: P-1}
          - {within: week, from: began, basis: assumed, source: P-1}
        source: P-1
    """
    assert told() == [
        "13:43 basis-unlike-source basis=plan source=S kind=statute",
        "14:43 basis-unlike-source basis=statute source=P kind=plan",
        "15:43 basis-unlike-source basis=plan source=X kind=practice",
        "16:18 assumed-without-number given=1 h",
        "17:18 unknown-number given=sooon ?soon",
        "18:18 number-is-a-count given=many value=30",
        "19:18 number-under-basis given=soon basis=plan ?10 min",
        "20:18 number-under-basis given=many basis=plan",
        "21:14 assumed-without-number given=due",
        "22:18 bad-duration given=[…]",
        "23:18 bad-duration given=1:30 ?1 h 30 min",
        "24:18 bad-duration given=30 ?30 min",
        "25:18 assumed-without-number given=week",
    ]


def test_moments_and_dates(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      due: {type: date, ask: Due}
      seen: {type: moment, ask: Seen}
      danger: {type: yes-no, ask: Danger}
      place: {type: text, ask: Place}
      rows: {type: rows, ask: Rows, of: {what: text, by: date}}
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        record: [due, seen, danger, place, rows]
        limits:
          - {within: 1 h, from: seen, basis: plan, source: P-1}
          - {within: 1 h, from: danger, basis: plan, source: P-1}
          - {within: 1 h, from: place, basis: plan, source: P-1}
          - {within: 1 h, from: dangr, basis: plan, source: P-1}
          - {every: 1 h, from: began, until: plce, basis: plan, source: P-1}
          - {by: seen, basis: plan, source: P-1}
          - {by: dew, basis: plan, source: P-1}
          - {by: rows, basis: plan, source: P-1}
          - {by: rows.by, basis: plan, source: P-1}
          - {by: rows.what, basis: plan, source: P-1}
          - {by: rows.who, basis: plan, source: P-1}
        source: P-1
    """
    assert told() == [
        "19:29 not-a-moment given=place type=text",
        "20:29 unknown-moment given=dangr ?danger",
        "21:42 unknown-moment given=plce",
        "22:14 not-a-date given=seen type=moment",
        "23:14 unknown-fact given=dew ?due",
        "24:14 not-a-date given=rows type=rows",
        "25:14 row-date-without-each given=rows",
        "26:14 not-a-date given=rows.what type=rows",
        "27:14 unknown-column given=rows.who type=rows",
    ]


def test_repeats_run_by_the_clock_and_pause(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    numbers:
      nothing: {is: 0 min, replaces: x, why: y}
    facts:
      red: {type: yes-no, ask: Red}
    steps:
      - {id: a, title: A, stage: report, role: boss, limits: [{every: 7 days, from: began, basis: plan, source: P-1}], source: P-1}
      - {id: b, title: B, stage: report, role: boss, limits: [{every: slow, from: began, basis: assumed, source: P-1}], source: P-1}
      - {id: c, title: C, stage: report, role: boss, limits: [{every: 0 min, from: began, basis: plan, source: P-1}], source: P-1}
      - {id: d, title: D, stage: report, role: boss, limits: [{every: daily, first: nothing, from: began, basis: assumed, source: P-1}], source: P-1}
      - {id: e, title: E, stage: report, role: boss, limits: [{every: daily, first: slow, from: began, basis: assumed, source: P-1}], source: P-1}
    """  # noqa: E501
    assert told() == [
        "9:67 repeat-in-days given=7 days ?168 h",
        "10:67 repeat-in-days given=3 working days",
        "11:67 repeat-without-pause given=0 min",
        "13:81 repeat-in-days given=3 working days",
    ]


def test_at_a_private_site_what_binds_others_is_adopted(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        limits:
          - {within: 1 h, from: began, basis: statute, source: O-1}
          - {within: 1 h, from: began, basis: statute, source: S-1}
          - {within: soon, from: began, basis: assumed, source: O-1}
        source: P-1
    == site.yaml
    site: S
    profile: private
    == state.yaml
    site: S
    """
    private, owned = told.load(site="site.yaml").plan, told.load(site="state.yaml").plan
    assert private is not None
    assert owned is not None
    assert [limit.basis for limit in private.steps[0].limits] == ["adopted", "statute", "assumed"]
    assert [limit.basis for limit in owned.steps[0].limits] == ["statute", "statute", "assumed"]
    assert (private.profile, owned.profile) == ("private", "state-owned")
