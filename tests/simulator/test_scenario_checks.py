"""A scenario against its plan: unknown names, what is missing for what can be reached, what can never come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runbooks.site import read_site
from simulator.scenario_loading import load_scenario
from tests.simulator.telling import HEAD, PLAN, REST, lines, told


def found(folder: Path, scenario: str, plan: str = PLAN) -> list[str]:
    return lines(told(folder, scenario, plan).problems)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("work: {tel: 1 min}", ["11:8 unknown-step given=tel -> tell"]),
        ("measures: {tel: {tension: 0.1}}", ["11:12 unknown-step given=tel -> tell"]),
        ("measures: {tell: {}}", ["11:18 measure-does-nothing given=tell"]),
        ("measures: {tell: {leaving: 0}}", ["11:28 people-may-leave"]),
        ("needs: {tel: [room]}", ["11:9 unknown-step given=tel -> tell"]),
        ("needs: {reports: [room]}", []),
        ("needs: {tell: [radio]}", ["11:16 thing-not-in-staff given=radio -> radio: {count: 1}"]),
        ("needs: {tell: [rom], order: [room]}", ["11:16 unknown-staff given=rom -> room"]),
        ("needs: {tell: [guard]}", ["11:16 needs-a-person given=guard"]),
        ("needs: {tell: [room, room]}", ["11:22 named-twice given=room"]),
        ("overlays: [nowhere]", ["11:12 unknown-overlay given=nowhere"]),
        ("overlays: [graded-response]", ["11:12 overlay-does-not-fit given=graded-response plan=gate"]),
        ("injects: [{id: a, at: 1 min, set: {wy: free}}]", ["11:36 unknown-fact given=wy -> way"]),
        ("injects: [{id: a, at: 1 min, expects: [tel], people: 3}]", ["11:40 unknown-step given=tel -> tell"]),
        ("injects: [{id: a, at: 1 min, away: {clrk: 5 min}}]", ["11:37 unknown-staff given=clrk -> clerk"]),
        ("injects: [{id: a, at: 1 min, away: {police: 5 min}}]", ["11:37 unknown-staff given=police"]),
        ("injects: [{id: a, when: {way: shut}, people: 3}]", ["11:31 unknown-choice given=shut fact=way"]),
        ("injects: [{id: a, people: 3}]", ["11:11 at-or-when given="]),
        ("injects: [{id: a, at: 121 min, people: 3}]", ["11:23 after-the-horizon given=121 min horizon=2 h"]),
        ("injects: [{id: a, at: 120 min, people: 3}]", []),
        ("injects: [{id: a, at: 1 min}]", ["11:11 inject-does-nothing given=a"]),
        (
            "objectives: [{id: a}, {id: b, of: tel}]",
            ["11:14 missing-key key=of", "11:35 unknown-step given=tel -> tell"],
        ),
        ("objectives: [{id: a, of: tel}]", ["11:26 unknown-step given=tel -> tell"]),
        ("objectives: [{id: a, of: days-later}]", ["11:26 never-reached given=days-later"]),
    ],
)
def test_one_more_line(tmp_path: Path, more: str, expected: list[str]) -> None:
    assert found(tmp_path, HEAD + REST + more + "\n") == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("guard: {count: 2}", "gaurd: {}", ["8:1 missing-staff given=guard steps=order -> guard: {count: 1}", "8:30 unknown-role given=gaurd -> guard"]),
        ("room: {}", "room: {travel: 1 min}", ["8:56 thing-does-not-move given=room key=travel"]),
        ("room: {}", "room: {title: {zh: 会议室, en: Room}}", ["8:56 title-is-the-plans given=room"]),
        ("guard: {count: 2}", "guard: {count: 2}, radio: {title: Radio}", ["8:49 unknown-role given=radio", "8:64 text-without-language languages=zh/en"]),
        ("room: {}", "room: {}, radio: {}", ["8:59 unknown-role given=radio"]),
        ("room: {}", "room: {}, speaker: {}", ["8:59 staff-is-a-choice given=speaker"]),
        ("room: {}", "room: {}, command: {}", ["8:59 staff-is-a-choice given=command"]),
        ("room: {}", "room: {}, police: {}", ["8:59 staff-from-outside given=police"]),
        ("police: 12 min", "police: 12 min, guard: 1 min", ["9:27 not-from-outside given=guard"]),
        ("police: 12 min", "police: 12 min, polise: 1 min", ["9:27 unknown-role given=polise -> police"]),
        ("crowd: {size: 40}\n", "", ["6:1 no-crowd given=reports"]),
    ],
)  # fmt: skip
def test_one_change(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in REST
    assert found(tmp_path, HEAD + REST.replace(old, new)) == expected


def test_the_problems_of_one_entry_are_told_in_one_round(tmp_path: Path) -> None:
    rest = REST.replace("{size: 40}", "{size: 0, stay: 0 min, base: 3, gather: {p: 0, q: 99}}").replace(
        "clerk: {}", "clerk: {count: 0, reaction: -3 min, travel: 2 days, away: {for: 0 min}}"
    )
    more = """\
injects:
  - {id: one, at: -3 min, tension: 7, says: {zh: 一}, away: {clrk: 0 min}, expects: tel}
  - {at: 1 min, tension: -7, oops: 3}
  - id: two
    at: [3]
    people: 0
measures: {tel: {tension: 3, for: 0 min}}
"""
    assert found(tmp_path, HEAD + rest + more) == [
        "6:15 nobody-comes least=1 given=0",
        "6:24 no-time-at-all given=0 min",
        "6:37 too-large most=1 given=3",
        "6:52 nobody-gathers",
        "6:58 too-large most=10 given=99",
        "8:24 nobody-of-a-role least=1 given=0 -> count: 1, away: {from: 0 min}",
        "8:37 bad-clock-time given=-3 min",
        "8:53 work-in-days given=2 days -> 48 h",
        "8:67 missing-key key=from",
        "8:73 no-time-at-all given=0 min",
        "12:19 bad-clock-time given=-3 min",
        "12:36 too-large most=1 given=7",
        "12:45 text-missing-language languages=en",
        "12:61 unknown-staff given=clrk -> clerk",
        "12:67 no-time-at-all given=0 min",
        "12:84 unknown-step given=tel -> tell",
        "13:5 missing-key key=id",
        "13:26 too-small least=-1 given=-7",
        "13:30 unknown-key key=oops",
        "15:9 bad-clock-time given=[…]",
        "16:13 too-small least=1 given=0",
        "17:12 unknown-step given=tel -> tell",
        "17:27 too-large most=1 given=3",
        "17:35 no-time-at-all given=0 min",
    ]


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("horizon: 2 h", "horizon: [2 h]", "5:10 bad-clock-time given=[…]"),
        ("horizon: 2 h\n", "", "1:1 missing-key key=horizon"),
        ("title: {zh: 试, en: Try}", "title: []", "2:8 not-a-text given=[…]"),
        ("scenario: try", "scenario: a b", "1:11 bad-id given=a b -> a-b"),
    ],
)
def test_what_a_scenario_cannot_be_without_does_not_hide_the_rest(
    tmp_path: Path, old: str, new: str, first: str
) -> None:
    assert old in HEAD
    text = HEAD.replace(old, new) + REST.replace("size: 40", "size: 40, stay: 0 min")
    assert [line.partition(" ")[2] for line in found(tmp_path, text)] == [
        first.partition(" ")[2],
        "no-time-at-all given=0 min",
    ]


def test_a_misspelt_key_hides_nothing_of_its_entry(tmp_path: Path) -> None:
    rest = REST.replace("clerk: {}", "clerk: {cont: none, travel: 2 days}")
    more = "injcts: [{idd: a, at: -3 min, tension: 0.1}]\nobjectives: [{id: a, off: tel}]\n"
    assert found(tmp_path, HEAD.replace("horizon", "horizn") + rest + more) == [
        "5:1 unknown-key key=horizn -> horizon",
        "8:17 unknown-key key=cont -> count",
        "8:23 expected-count given=none",
        "8:37 work-in-days given=2 days -> 48 h",
        "11:1 unknown-key key=injcts -> injects",
        "11:11 unknown-key key=idd -> id",
        "11:23 bad-clock-time given=-3 min",
        "12:22 unknown-key key=off -> of",
        "12:27 unknown-step given=tel -> tell",
    ]


def test_what_is_left_out_leaves_no_second_problem(tmp_path: Path) -> None:
    more = "injects: [{id: a, at: 1 min, sayz: {zh: 一, en: one}}]\nmeasures: {hear: {tension: much}}\n"
    assert found(tmp_path, HEAD + REST.replace("clerk: {}", "clerk: 2") + more) == [
        "8:16 expected-map given=2 -> {count: 2}",
        "11:30 unknown-key key=sayz -> says",
        "12:28 expected-number given=much",
    ]


def test_without_its_plan_nothing_is_said_of_what_fits_it(tmp_path: Path) -> None:
    text = HEAD.replace("runbook: gate", "runbook: gaet") + REST
    assert found(tmp_path, text + "overlays: [graded-response]\n") == ["3:10 unknown-runbook given=gaet -> gate"]
    assert found(tmp_path, text + "overlays: [graded]\n") == [
        "3:10 unknown-runbook given=gaet -> gate",
        "11:12 unknown-overlay given=graded",
    ]


def test_ids_stand_once(tmp_path: Path) -> None:
    text = HEAD + REST + "injects:\n  - {id: a, at: 1 min, people: 1}\n  - {id: a, at: 2 min, people: 1}\n"
    assert found(tmp_path, text) == [f"13:10 doubled-id given=a first={tmp_path / 'try.yaml'}:12"]


def test_a_scenario_stands_once_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(HEAD + REST, encoding="utf-8")
    assert found(tmp_path, HEAD + REST) == [f"1:11 doubled-scenario given=try first={tmp_path / 'other.yaml'}"]


# -- what is missing for what can be reached


def test_steps_that_nobody_does_though_their_limits_fall_due(tmp_path: Path) -> None:
    """A plan as `new` writes it has no working times: in its drill nobody would do anything, without a word."""
    plan = PLAN.replace(", work: {median: 3 min, p90: 6 min}", "")
    assert plan != PLAN
    told = [line for line in found(tmp_path, HEAD + REST, plan) if "no-working-time" in line]
    assert told == ["3:1 no-working-time steps=tell -> work: {tell: 5 min}"]
    assert not [line for line in found(tmp_path, HEAD + REST + "work: {tell: 1 min}\n", plan) if "no-working" in line]
    short = (HEAD + REST).replace("horizon: 2 h", "horizon: 20 min")
    assert not [line for line in found(tmp_path, short, plan) if "no-working-time" in line]
    bare = re.sub(r", work: (\{[^}]*\}|[^,}\n]*)", "", PLAN)
    (line,) = [line for line in found(tmp_path, HEAD + REST, bare) if "no-working-time" in line]
    assert line.endswith("/… -> work: {note: 5 min}")


def test_an_empty_scenario_lacks_everybody_who_can_be_reached(tmp_path: Path) -> None:
    """The danger is never stated, so nobody calls the police; the disorder is asked, so order may have to be kept."""
    assert found(tmp_path, HEAD) == [
        "3:1 missing-staff given=clerk steps=note/tell/each-claim -> staff: {clerk: {count: 1}}",
        "3:1 missing-staff given=speaker steps=speak -> staff: {boss: {count: 1}}",
        "3:1 missing-staff given=guard steps=order -> staff: {guard: {count: 1}}",
        "3:1 missing-staff given=room steps=order -> staff: {room: {count: 1}}",
        "3:1 missing-staff given=boss steps=hear -> staff: {boss: {count: 1}}",
        "3:1 missing-answer given=disorder step=speak of=order",
        "3:1 missing-answer given=claims step=hear of=each-claim",
    ]


def test_what_is_missing_is_told_where_it_would_stand(tmp_path: Path) -> None:
    text = HEAD + REST.replace("guard: {count: 2}, ", "").replace("police", "# police").replace(", claims: 2", "")
    assert found(tmp_path, text.replace("outside: {# police: 12 min}", "outside: {}")) == [
        "8:1 missing-staff given=guard steps=order -> guard: {count: 1}",
        "9:1 missing-delay given=police steps=receive -> police: {median: 12 min, p90: 25 min}",
        "10:1 missing-answer given=claims step=hear of=each-claim",
    ]


def test_an_answer_that_closes_a_branch_spares_its_people(tmp_path: Path) -> None:
    rest = REST.replace("guard: {count: 2}, room: {}", "deputy: {}").replace(", disorder: {active: 5}", "")
    assert found(tmp_path, HEAD + rest.replace("claims: 2", "claims: 2, disorder: no")) == []
    assert [
        line.split()[1] for line in found(tmp_path, HEAD + rest.replace("claims: 2", "claims: 2, disorder: yes"))
    ] == [
        "missing-staff",
        "missing-staff",
    ]


def test_one_chance_opens_a_branch(tmp_path: Path) -> None:
    rest = REST.replace("guard: {count: 2}, room: {}", "deputy: {}").replace(", disorder: {active: 5}", "")
    rest = rest.replace("claims: 2", "claims: 2, disorder: {yes: 0.01, no: 0.99}")
    assert [line.split()[2] for line in found(tmp_path, HEAD + rest)] == ["given=guard", "given=room"]


def test_an_inject_opens_a_branch(tmp_path: Path) -> None:
    rest = REST.replace("danger: violence, ", "").replace("outside: {police: 12 min}\n", "")
    assert found(tmp_path, HEAD + rest) == []
    inject = "injects: [{id: a, at: 5 min, set: {danger: yes}}]\n"
    assert [line.split()[1] for line in found(tmp_path, HEAD + rest + inject)] == ["missing-delay"]


def test_either_of_two_roles_will_do(tmp_path: Path) -> None:
    plan = PLAN.replace("stage: on-site, role: boss,", "stage: on-site, role: clerk,")
    assert found(tmp_path, HEAD + REST.replace("boss: {}", "deputy: {}"), plan) == []


def test_a_scenario_gives_a_step_its_time(tmp_path: Path) -> None:
    """Days later is outside the drill, unless the scenario says how long it takes."""
    plan = PLAN.replace(
        "title: Days later, stage: review, role: boss", "title: Days later, stage: review, role: deputy"
    )
    assert found(tmp_path, HEAD + REST, plan) == []
    lacking = found(tmp_path, HEAD + REST + "work: {days-later: 10 min}\n", plan)
    assert lacking == ["8:1 missing-staff given=deputy steps=days-later -> deputy: {count: 1}"]


def test_a_step_that_waits_for_something_outside_the_drill(tmp_path: Path) -> None:
    plan = (
        PLAN + "  - {id: last, title: Last, stage: review, role: boss, after: days-later, source: P-9, work: 5 min}\n"
    )
    expected = ["3:1 waits-outside-the-drill step=last given=days-later -> work: {days-later: 10 min}"]
    assert found(tmp_path, HEAD + REST, plan) == expected
    either = plan.replace("after: days-later", "after: [{any: [days-later, hear]}]")
    assert found(tmp_path, HEAD + REST, either) == []


def test_the_place_of_a_time_that_is_in_vain(tmp_path: Path) -> None:
    plan = PLAN + "  - {id: last, title: Last, stage: review, role: boss, after: days-later, source: P-9}\n"
    text = HEAD + REST + "work: {last: 5 min}\n"
    assert found(tmp_path, text, plan) == [
        "11:8 waits-outside-the-drill step=last given=days-later -> days-later: 10 min"
    ]


def test_a_plan_with_errors_is_told_once(tmp_path: Path) -> None:
    plan = PLAN.replace("role: clerk, record", "role: clrk, record")
    assert found(tmp_path, HEAD + REST, plan) == ["3:10 plan-has-errors given=gate errors=1 files=gate"]


def test_without_a_plan_the_rest_is_read_all_the_same(tmp_path: Path) -> None:
    text = HEAD.replace("runbook: gate", "runbook: gat") + REST.replace("12 min", "12")
    assert found(tmp_path, text) == ["3:10 unknown-runbook given=gat -> gate", "9:19 bad-clock-time given=12 -> 12 min"]


# -- levels and the site


LEVELS = """
levels:
  - {id: low, title: Low, command: clerk}
  - {id: high, title: High, command: deputy, when: {headcount: ">= many"}}
"""


def graded() -> str:
    """The plan with levels; whoever commands is told by the first step, which sets the level."""
    plan = PLAN.replace("record: [headcount, way", "record: [headcount, level, way") + LEVELS.lstrip("\n")
    plan = plan.replace("numbers: {", "numbers: {many: {is: 30, replaces: many, why: ours}, ")
    return plan.replace(
        "id: hear, title: Hear them, stage: on-site, role: boss",
        "id: hear, title: Hear them, stage: on-site, role: command",
    )


def test_whoever_may_come_to_command_must_be_there(tmp_path: Path) -> None:
    lacking = found(tmp_path, HEAD + REST, graded())
    assert lacking == ["8:1 missing-staff given=deputy steps=hear -> deputy: {count: 1}"]
    few = REST.replace(", headcount: present", "").replace("way: free", "way: free, headcount: 5")
    assert found(tmp_path, HEAD + few, graded()) == []


def test_the_numbers_of_the_site_decide(tmp_path: Path) -> None:
    few = REST.replace(", headcount: present", "").replace("way: free", "way: free, headcount: 5")
    told(tmp_path, HEAD + few, graded())
    (tmp_path / "site.yaml").write_text("site: S\nnumbers: {many: 5}\n", encoding="utf-8")
    site, problems = read_site(tmp_path / "site.yaml")
    assert problems == []
    loaded = load_scenario(tmp_path / "try.yaml", site=site)
    assert [line.split()[1:3] for line in lines(loaded.problems)] == [["missing-staff", "given=deputy"]]


# -- texts


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("{zh: 有人提出要见领导, en: Somebody asks for a leader}", ""),
        ("{zh: 由于某种原因没有来, en: For some reason nobody came}", ""),
        ("{zh: 张某某喊口号, en: Somebody shouts}", "names-a-person"),
        ("{zh: 王某说要上网, en: Somebody shouts}", "names-a-person"),
        ("{zh: 李师傅和王先生来了, en: Two people come}", "names-a-person"),
        ("{zh: 有人来了, en: Mr Zhang comes}", "names-a-person"),
        ("{zh: 带头人站到前面, en: Somebody steps forward}", "personal-data"),
        ("{zh: 有人来了, en: The ringleader comes}", "personal-data"),
        ("{zh: 请查身份证, en: Somebody comes}", "personal-data"),
        ("{zh: 只有中文}", "text-missing-language"),
    ],
)
def test_no_text_asks_for_or_names_anybody(tmp_path: Path, says: str, code: str) -> None:
    text = HEAD + REST + "injects: [{id: a, at: 1 min, says: " + says + "}]\n"
    assert [problem.code for problem in told(tmp_path, text).problems] == ([code] if code else [])


@pytest.mark.parametrize("change", [("id: a,", "id: key-persons,"), ("scenario: try", "scenario: watch-list")])
def test_nor_does_a_name(tmp_path: Path, change: tuple[str, str]) -> None:
    text = HEAD + REST + "injects: [{id: a, at: 1 min, people: 3}]\n"
    assert [problem.code for problem in told(tmp_path, text.replace(*change)).problems] == ["personal-data"]
