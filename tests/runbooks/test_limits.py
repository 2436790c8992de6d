"""Limits: kinds, authority, numbers, moments, dates of rows, repeats; and the profile of the site."""

from __future__ import annotations

from runbooks.plan import Duration, Extension
from tests.runbooks.stories import Told, plan_of


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
          - {within: 1 h, from: began, ahead: 3 days, day: 25, basis: plan, source: P-1}
          - {by: due, day: 25, basis: plan, source: P-1}
          - {every: 1 h, from: began, ahead: 1 day, extend: {by: 1 h, role: boss}, basis: plan, source: P-1}
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
        "19:43 key-of-other-limit key=ahead kind=by",
        "19:56 key-of-other-limit key=day kind=every",
        "20:24 key-of-other-limit key=day kind=every",
        "21:42 key-of-other-limit key=ahead kind=by",
        "21:57 key-of-other-limit key=extend kind=within",
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
      - {id: f, title: F, stage: report, role: boss, limits: [{every: often, from: began, basis: plan, source: P-1}], source: P-1}
      - {id: g, title: G, stage: report, role: boss, limits: [{every: 3 days, from: began, basis: plan, source: P-1}], source: P-1}
    """  # noqa: E501
    assert told() == [
        "9:67 repeat-in-days given=7 days ?week",
        "10:67 repeat-in-days given=3 working days",
        "11:67 repeat-without-pause given=0 min",
        "13:81 repeat-in-days given=3 working days",
        "14:67 bad-repeat given=often",
        "15:67 repeat-in-days given=3 days ?72 h",
    ]


def test_repeats_by_the_calendar_ahead_of_dates_and_longer(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    numbers:
      rounds: {is: quarter, replaces: often, why: y}
      early: {is: 3 working days, replaces: in time, why: y}
      more: {is: 5 days, replaces: some, why: y}
    facts:
      due: {type: date, ask: Due}
    steps:
      - {id: a, title: A, stage: report, role: boss, record: [due], limits: [{every: month, day: 25, basis: plan, source: P-1}], source: P-1}
      - {id: b, title: B, stage: report, role: boss, limits: [{every: rounds, from: a, until: c, basis: assumed, source: P-1}], source: P-1}
      - id: c
        title: C
        stage: report
        role: boss
        limits:
          - {by: due, ahead: 10 working days, to: start, basis: plan, source: P-1}
          - {by: due, ahead: early, extend: {by: more, role: clerk}, basis: assumed, source: P-1}
          - {within: 3 months, from: began, basis: plan, source: P-1}
          - {within: 60 days, from: began, extend: {by: 30 days, role: boss}, basis: statute, source: S-1}
        source: P-1
    """  # noqa: E501
    assert told(notes=True) == []
    a, b, c = plan_of(told).steps
    (monthly,), (rounds,) = a.limits, b.limits
    assert (monthly.every, monthly.day, monthly.from_) == (Duration("month", period="month"), 25, "began")
    assert (monthly.first, monthly.until, monthly.when) == (None, "closing", None)
    assert (rounds.every, rounds.number, rounds.day) == (Duration("quarter", period="quarter"), "rounds", None)
    assert (rounds.from_, rounds.until) == ("a", "c")
    ahead, assumed, months, longer = c.limits
    assert (ahead.by, ahead.ahead, ahead.to) == ("due", Duration("10 working days", working_days=10), "start")
    assert (assumed.ahead, assumed.number) == (Duration("3 working days", working_days=3), "early")
    assert assumed.extend == Extension(Duration("5 days", days=5), "clerk", "more")
    assert months.within == Duration("3 months", months=3)
    assert longer.extend == Extension(Duration("30 days", days=30), "boss")


def test_what_is_no_repeat_by_the_calendar_no_lead_and_no_extension(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    numbers:
      rounds: {is: quarter, replaces: often, why: y}
    facts:
      due: {type: date, ask: Due}
    steps:
      - id: a
        title: A
        stage: report
        role: boss
        record: [due]
        limits:
          - {within: month, from: began, basis: plan, source: P-1}
          - {within: rounds, from: began, basis: assumed, source: P-1}
          - {by: due, ahead: 2 h, basis: plan, source: P-1}
          - {by: due, ahead: week, basis: plan, source: P-1}
          - {by: due, ahead: soon, basis: assumed, source: P-1}
          - {by: due, ahead: 3 days, basis: assumed, source: P-1}
          - {by: due, extend: {by: year, role: nobody}, basis: plan, source: P-1}
          - {by: due, extend: {by: later, role: boss}, basis: plan, source: P-1}
        source: P-1
      - {id: b, title: B, stage: report, role: boss, limits: [{every: week, day: 8, basis: plan, source: P-1}], source: P-1}
      - {id: c, title: C, stage: report, role: boss, limits: [{every: week, first: 1 h, basis: plan, source: P-1}], source: P-1}
      - {id: d, title: D, stage: report, role: boss, limits: [{every: 1 h, day: 5, from: began, basis: plan, source: P-1}], source: P-1}
      - {id: e, title: E, stage: report, role: boss, limits: [{every: 3 months, from: closing, basis: plan, source: P-1}], source: P-1}
    """  # noqa: E501
    assert told() == [
        "15:18 period-as-length given=month ?1 month",
        "16:18 period-as-length given=quarter",
        "17:26 ahead-by-the-clock given=2 h",
        "18:26 period-as-length given=week ?7 days",
        "19:26 ahead-by-the-clock given=10 min",
        "20:26 assumed-without-number given=3 days",
        "21:32 period-as-length given=year ?12 months",
        "21:44 unknown-role given=nobody",
        "22:32 bad-duration given=later",
        "24:78 day-out-of-period given=8 period=week most=7",
        "25:80 first-with-period",
        "26:77 day-without-period",
        "27:67 repeat-in-days given=3 months ?quarter",
        "27:83 start-at-closing",
    ]


def test_a_site_sets_a_period_for_a_period_and_a_length_for_a_length(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    numbers:
      rounds: {is: quarter, replaces: often, why: y}
    steps:
      - {id: b, title: B, stage: report, role: boss, limits: [{every: rounds, basis: assumed, source: P-1}], source: P-1}
    == good.yaml
    site: S
    numbers: {rounds: month}
    == bad.yaml
    site: S
    numbers:
      rounds: 30 min
      soon: week
      many: week
    """  # noqa: E501
    assert plan_of(told, site="good.yaml").steps[0].limits[0].every == Duration("month", period="month")
    assert told("bad.yaml") == [
        "3:11 number-of-other-kind given=30 min number=rounds kind=period",
        "4:9 number-of-other-kind given=week number=soon kind=duration",
        "5:9 number-of-other-kind given=week number=many kind=count",
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


def test_days_of_a_period_count_from_one(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: f, title: F, stage: report, role: boss, limits: [{every: day, day: 0, basis: plan, source: P-1}], source: P-1}
    """  # noqa: E501
    assert told() == ["5:77 too-small least=1 given=0"]


def test_a_repeat_whose_number_is_unknown_may_run_by_the_calendar(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: a, title: A, stage: report, role: boss, limits: [{every: rounds, basis: assumed, source: P-1}], source: P-1}
      - {id: b, title: B, stage: report, role: boss, limits: [{within: rounds, basis: assumed, source: P-1}], source: P-1}
    """  # noqa: E501
    assert told() == [
        "5:67 unknown-number given=rounds",
        "6:59 limit-without-from kind=within",
        "6:68 unknown-number given=rounds",
    ]
