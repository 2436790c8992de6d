"""Composing: what include, change, overlays and the site do to a plan, and the numbers of steps."""

from __future__ import annotations

from runbooks.numbering import number_steps, written
from runbooks.plan import Compare, Plan
from tests.runbooks.stories import Told


def plan_of(told: Told, site: str = "", overlays: list[str] | None = None) -> Plan:
    loaded = told.load(site=site, overlays=overlays)
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


def test_after_and_when_of_an_include_fall_on_the_heads(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, {part: branch, after: [look], when: {danger: yes}}]
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
    == branch.yaml
    runbook: branch
    title: Branch
    include: [base, inner]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: head, title: Head, stage: on-site, role: boss, when: {danger: no}, source: P-1}
      - {id: next, title: Next, stage: on-site, role: boss, after: [head], source: P-1}
    == inner.yaml
    runbook: inner
    title: Inner
    steps:
      - {id: deep, title: Deep, stage: on-site, role: boss, source: P-1}
    """
    plan = plan_of(told)
    danger = Compare("danger", "=", True)
    assert [(s.id, s.after, s.when, s.part) for s in plan.steps] == [
        ("look", (), None, "p"),
        ("head", (("look",),), danger, "branch"),
        ("next", (("head",),), None, "branch"),
        ("deep", (("look",),), danger, "inner"),
    ]
    assert plan.parts == ("base", "branch", "inner")


def test_each_part_comes_in_once(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, a, {part: b, after: [look]}, a]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == a.yaml
    runbook: a
    title: A
    include: [base, b]
    == b.yaml
    runbook: b
    title: B
    include: [base]
    steps:
      - {id: last, title: Last, stage: report, role: boss, source: P-1}
    """
    assert told() == [
        "3:27 included-otherwise given=b",
        "3:46 doubled-include given=a",
    ]


def test_parts_that_include_each_other(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [a]
    == a.yaml
    runbook: a
    title: A
    include: [b]
    == b.yaml
    runbook: b
    title: B
    include: [a, p, over]
    == over.yaml
    overlay: over
    title: Over
    for: p
    """
    assert told() == [
        "b.yaml 3:11 include-cycle cycle=a → b → a",
        "b.yaml 3:14 include-cycle cycle=p → a → b → p",
        "b.yaml 3:17 include-is-overlay given=over",
    ]


def test_change_adds_limits_and_record_and_replaces_the_rest(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
    change:
      - step: [meet, write]
        limits: [{within: soon, from: look, basis: assumed, source: P-2}]
        record: [danger, {id: place, type: text, ask: Place}]
      - {step: write, role: [boss, clerk], after: [look], when: {danger: yes}, work: 5 min}
    == part.yaml
    runbook: part
    title: Part
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - id: meet
        title: Meet
        stage: review
        role: boss
        record: [danger]
        limits: [{within: 1 h, from: began, basis: plan, source: P-1}]
        source: P-1
      - {id: write, title: Write, stage: review, role: clerk, after: [meet], work: {mean: 1 h}, source: P-1}
    """
    plan = plan_of(told)
    meet, write = plan.step["meet"], plan.step["write"]
    assert [(k.basis, k.number, k.from_) for k in meet.limits] == [("plan", "", "began"), ("assumed", "soon", "look")]
    assert (meet.record, write.record) == (("danger", "place"), ("danger", "place"))
    assert (write.role, write.after, write.when) == (("boss", "clerk"), (("look",),), Compare("danger", "=", True))
    assert (write.work, len(write.limits)) == ("5 min", 1)
    assert plan.facts["place"].ask == {"": "Place"}


def test_change_names_steps_of_parts(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    change:
      - {step: [met, look], role: clerk}
    == part.yaml
    runbook: part
    title: Part
    include: [base]
    steps:
      - {id: meet, title: Meet, stage: review, role: boss, source: P-1}
    """
    assert told() == ["7:13 unknown-step given=met ?meet", "7:18 change-of-own-step given=look"]


def test_an_overlay_adds_and_changes_and_what_it_changes_is_noted(told: Told) -> None:
    """
    overlay: over
    title: Over
    for: [one, two]
    include: [base, {part: extra, after: [look]}]
    numbers:
      quick: {is: 5 min, replaces: x, why: y}
    steps:
      - {id: grade, title: Grade, stage: respond, role: boss, after: [look, only-two], source: P-1}
    change:
      - {step: [look, only-two], limits: [{within: quick, from: began, basis: assumed, source: P-1}]}
      - {step: look, role: [boss, clerk], when: {danger: yes}}
      - {step: call, role: boss, when: {danger: yes}, after: [look]}
      - {step: nowhere, role: boss}
      - {step: call, after: [look, gone]}
    == one.yaml
    runbook: one
    title: One
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
      - {id: call, title: Call, stage: report, role: boss, after: [look], when: {danger: no}, source: P-1}
    == two.yaml
    runbook: two
    title: Two
    include: [base]
    facts:
      danger: {type: yes-no, ask: Danger}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [danger], source: P-1}
      - {id: only-two, title: Only, stage: report, role: boss, source: P-1}
    == extra.yaml
    runbook: extra
    title: Extra
    number-from: 61
    steps:
      - {id: more, title: More, stage: review, role: boss, source: P-1}
    """
    assert told(notes=True) == [
        "11:24 .overlay-changes-role step=look before=[boss] now=[boss, clerk]",
        "11:45 .overlay-narrows-step step=look",
        "12:36 .overlay-changes-when step=call",
        "12:58 .overlay-changes-order step=call before=[look]",
        "13:12 unknown-step given=nowhere",
        "14:25 .overlay-changes-order step=call before=[look]",
        "14:32 unknown-step given=gone",
    ]
    loaded = told.load("one", overlays=["over"])
    assert loaded.plan is not None
    look, grade = loaded.plan.step["look"], loaded.plan.step["grade"]
    assert ([k.number for k in look.limits], look.role) == (["quick"], ("boss", "clerk"))
    assert (grade.after, grade.part) == ((("look",),), "over")
    assert [(s.number, s.id) for s in loaded.plan.steps] == [
        ("01", "look"),
        ("02", "call"),
        ("03", "grade"),
        ("61", "more"),
    ]
    assert loaded.plan.overlays == ("over",)


def test_an_overlay_brings_in_no_part_twice(told: Told) -> None:
    """
    runbook: one
    title: One
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == over.yaml
    overlay: over
    title: Over
    for: one
    include: [base]
    steps:
      - {id: more, title: More, stage: report, role: command, source: P-1}
    levels:
      - {id: low, title: Low, command: boss}
    """
    plan = plan_of(told, overlays=["over"])
    assert plan.parts == ("base",)
    assert told("over.yaml") == []


def test_overlays_of_the_site_are_laid_where_they_fit(told: Told) -> None:
    """
    runbook: one
    title: One
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == over.yaml
    overlay: over
    title: Over
    for: one
    change:
      - {step: look, role: clerk}
    == other.yaml
    overlay: other
    title: Other
    for: two
    == site.yaml
    site: S
    overlays: [over, other]
    """
    assert plan_of(told, site="site.yaml").overlays == ("over",)
    assert plan_of(told, site="site.yaml").steps[0].role == ("clerk",)
    assert plan_of(told, site="site.yaml", overlays=[]).overlays == ()
    loaded = told.load(overlays=["over", "over", "other", "base", "ower"])
    assert loaded.plan is None
    assert [(p.code, p.values, p.hint) for p in loaded.problems if p.severity == "error"] == [
        ("overlay-does-not-fit", {"given": "other", "plan": "one"}, ""),
        ("not-an-overlay", {"given": "base"}, ""),
        ("unknown-overlay", {"given": "ower"}, "over"),
    ]


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
        "8:11 from-later-version given=2 weeks ?14 days",
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


def test_the_questions_of_the_including_plan_win(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    facts:
      place: {type: text, ask: Where do we stand, source: P-1}
    steps:
      - {id: look, title: Look, stage: report, role: boss, record: [place], source: P-1}
    == part.yaml
    runbook: part
    title: Part
    facts:
      place: {type: text, ask: Where}
    """
    fact = plan_of(told).facts["place"]
    assert (fact.ask, [str(c) for c in fact.source]) == ({"": "Where do we stand"}, ["P-1"])


def test_facts_written_in_place_and_their_keys(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - id: look
        title: Look
        stage: report
        role: boss
        record:
          - {id: kind, type: choice, ask: Kind}
          - {id: rows, type: rows, ask: Rows, of: {what: txt, 9x: text, mark: {a: A, b: ""}}}
          - {id: text, type: text, ask: Text, of: {a: A}, min: 3}
          - {id: many, type: count, ask: Many, min: 5, max: 3}
          - {id: more, type: choice, ask: More, of: {a: [1]}}
          - {id: list, type: rows, ask: List}
          - {id: last, type: choice, ask: Last, of: {a: {zh: 甲, en: 5}}}
        source: P-1
    """
    assert told() == [
        "10:9 choice-without-of type=choice",
        "11:54 unknown-column-type given=txt ?text",
        "11:59 bad-typed-id given=9x",
        "11:85 empty-text",
        "12:47 of-without-choices type=text",
        "12:60 range-without-count type=text key=min",
        "13:57 empty-range min=5 max=3",
        "14:53 not-a-text given=[…]",
        "15:9 choice-without-of type=rows",
        "16:65 not-a-text given=5",
    ]


def test_work_times(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: a, title: A, stage: report, role: boss, work: 0 min, source: P-1}
      - {id: b, title: B, stage: report, role: boss, work: {median: 6 min, p90: 15 min}, source: P-1}
      - {id: c, title: C, stage: report, role: boss, work: {low: 6 min, likely: 5 min, high: 15 min}, source: P-1}
      - {id: d, title: D, stage: report, role: boss, work: {median: 6 min}, source: P-1}
      - {id: e, title: E, stage: report, role: boss, work: {mean: 2 days}, source: P-1}
      - {id: f, title: F, stage: report, role: boss, work: soon, source: P-1}
      - {id: g, title: G, stage: report, role: boss, work: {mean: [1]}, source: P-1}
      - {id: h, title: H, stage: report, role: boss, work: [1], source: P-1}
    """
    assert told() == [
        "7:56 work-not-rising given=[low, likely, high]",
        "8:56 bad-work given=[median]",
        "9:63 work-in-days given=2 days",
        "10:56 bad-duration given=soon",
        "11:63 bad-duration given=[…]",
        "12:56 bad-work given=[]",
    ]
