"""Numbers of ours and of the site; and the fixed numbers of steps."""

from __future__ import annotations

from runbooks.numbering import number_steps, written
from runbooks.plan import Compare
from tests.runbooks.stories import Told, plan_of


def test_numbers_of_the_site_reach_limits_and_conditions(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      crowd: {type: count, ask: How many}
    steps:
      - id: look
        title: Look
        stage: report
        role: boss
        record: [crowd]
        when: {crowd: ">= many"}
        limits: [{within: soon, from: began, basis: assumed, source: P-1}]
        source: P-1
    == site.yaml
    site: S
    timezone: Asia/Urumqi
    numbers: {soon: 8 min, many: 40, elsewhere: 1 h}
    == elsewhere.yaml
    runbook: elsewhere
    title: Elsewhere
    numbers:
      elsewhere: {is: 2 h, replaces: x, why: y}
    """
    here, there = plan_of(told), plan_of(told, site="site.yaml")
    assert (here.steps[0].when, there.steps[0].when) == (Compare("crowd", ">=", 30), Compare("crowd", ">=", 40))
    within = there.steps[0].limits[0].within
    assert within is not None
    assert within.text == "8 min"
    assert (there.numbers["soon"].by_site, there.numbers["slow"].by_site) == (True, False)
    assert (here.timezone, there.timezone) == ("Asia/Shanghai", "Asia/Urumqi")
    assert told("site.yaml") == []


def test_numbers_of_the_site_that_are_wrong(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == site.yaml
    site: S
    numbers:
      sooon: 8 min
      many: 8 min
      soon: 40
      daily: "1:30"
      slow: 1.5
    """
    wrong = [
        "3:3 unknown-number given=sooon ?soon",
        "4:9 number-of-other-kind given=8 min number=many kind=count",
        "5:9 number-of-other-kind given=40 number=soon kind=duration",
        "6:10 bad-duration given=1:30 ?1 h 30 min",
        "7:9 bad-number given=1.5",
    ]
    assert told("site.yaml") == wrong
    loaded = told.load(site="site.yaml")
    assert loaded.plan is None
    assert sorted(p.code for p in loaded.problems) == sorted(line.split()[1] for line in wrong)


def test_numbers_that_are_no_values(told: Told) -> None:
    """
    runbook: p
    title: T
    numbers:
      a: {is: -1, replaces: x, why: y}
      b: {is: 10000000000, replaces: x, why: y}
      c: {is: true, replaces: x, why: y}
      d: {is: [1], replaces: x, why: y}
      e: {is: 2 weeks, replaces: x, why: y}
      f: {is: 40000 days, replaces: x, why: y}
    """
    assert told() == [
        "4:11 bad-count given=-1 most=1000000000",
        "5:11 bad-count given=10000000000 most=1000000000",
        "6:11 bad-number given=true",
        "7:11 bad-number given=[…]",
        "8:11 bad-duration given=2 weeks ?14 days",
        "9:11 duration-too-long given=40000 days most=36500 days",
    ]


def test_the_plans_own_steps_count_from_one_and_parts_have_their_ranges() -> None:
    steps = [("a", "p"), ("x", "plain"), ("b", "p"), ("y", "late"), ("z", "plain"), ("o", "over")]
    numbers = number_steps("p", steps, {"p": 50, "late": 91}, ["over"])
    assert numbers == {"a": 1, "b": 2, "y": 91, "x": 3, "z": 4, "o": 5}
    assert [written(n) for n in (1, 91, 104)] == ["01", "91", "104"]


def test_numbers_that_are_taken_are_passed_over_and_may_have_three_digits() -> None:
    own = [(f"s{i}", "p") for i in range(97)]
    numbers = number_steps("p", [*own, ("x", "one"), ("y", "two"), ("z", "two")], {"one": 91, "two": 91}, [])
    assert (numbers["s96"], numbers["x"], numbers["y"], numbers["z"]) == (97, 98, 99, 100)
    assert len(set(numbers.values())) == 100


def test_steps_stand_in_the_order_of_their_numbers(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, late]
    steps:
      - {id: a, title: A, stage: report, role: boss, source: P-1}
      - {id: b, title: B, stage: report, role: boss, source: P-1}
    == late.yaml
    runbook: late
    title: Late
    number-from: 91
    steps:
      - {id: z, title: Z, stage: report, role: boss, source: P-1}
    == over.yaml
    overlay: over
    title: Over
    number-from: 71
    for: p
    steps:
      - {id: m, title: M, stage: report, role: boss, source: P-1}
    """
    plan = plan_of(told, overlays=["over"])
    assert [(s.number, s.id) for s in plan.steps] == [("01", "a"), ("02", "b"), ("71", "m"), ("91", "z")]
    assert plan.by_number["71"].id == "m"
    assert plan_of(told).by_number["91"].id == "z"
