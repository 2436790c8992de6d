"""A scenario's file becomes a scenario, or problems at their places, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbooks.plan import AnyOf, Compare
from simulator.distributions import Exponential, Fixed, Lognormal, Triangular, Uniform
from simulator.scenario_loading import load_scenario
from simulator.scenario_model import (
    Answer,
    Away,
    Crowd,
    Inject,
    Measure,
    Objective,
    Report,
    Scenario,
    Staff,
)
from tests.runbooks.hostile import KINDS
from tests.simulator.telling import HEAD, PLAN, REST, lines, told

MIN = 60_000
FULL = """\
scenario: try
title: {zh: 试, en: Try}
about: {zh: 试一试, en: A try}
runbook: gate
overlays: []
start: 2026-03-09T08:40+08:00
horizon: 1 h 30 min
set: {headcount: 5, place: north gate, by: 2026-03-20}
crowd:
  size: 40
  gather: {p: 0.01, q: 0.1}
  stay: 60 min
  base: 0.2
  crowding: 0.3
  half: 100
  relax: 15 min
  threshold: 0.2
  violence: 0.002
  gate: 0.4
reports: {headcount: present, danger: violence, disorder: {active: 5}}
notice: {low: 1 min, high: 3 min}
staff:
  clerk: {count: 2, reaction: {mean: 2 min}, travel: {low: 1 min, likely: 2 min, high: 6 min}}
  boss: {reaction: {median: 5 min, p90: 15 min}, away: {from: 15 min, for: 30 min}}
  guard: {count: 4, away: [{from: 0 min, for: 5 min}, {from: 1 h}]}
  room: {count: 1}
  radio: {count: 2}
outside: {police: {median: 12 min, p90: 25 min}}
needs: {speak: [radio], tell: radio, reports: [radio]}
work: {tell: {low: 1 min, high: 3 min}, days-later: 20 min}
answers: {way: {free: 0.75, blocked: 0.25}, claims: 2, by: 2026-03-20}
measures: {hear: {tension: -0.1, leaving: 2, for: 60 min}, speak: {leaving: 1.5}}
injects:
  - {id: talk, when: {any: [{headcount: ">= 30"}, {danger: yes}]}, says: {zh: 传言, en: Talk}, tension: 0.1, people: 20}
  - {id: fault, at: 20 min, away: {radio: 20 min, boss: 10 min}, hidden: yes}
  - {id: said, at: 0 min, set: {way: blocked, danger: no}, expects: [speak]}
objectives:
  - {id: told, title: {zh: 报告, en: Told}, of: [tell, speak]}
  - {id: heard, of: hear}
"""


def test_every_key(tmp_path: Path) -> None:
    loaded = told(tmp_path, FULL)
    assert lines(loaded.problems) == []
    assert loaded.plan is not None
    assert loaded.scenario == Scenario(
        id="try",
        title={"zh": "试", "en": "Try"},
        about={"zh": "试一试", "en": "A try"},
        runbook="gate",
        start=1_773_016_800_000,
        horizon=90 * MIN,
        set={"headcount": 5, "place": "north gate", "by": "2026-03-20"},
        crowd=Crowd(40, 0.01, 0.1, 60 * MIN, 0.2, 0.3, 100, 15 * MIN, 0.2, 0.002, 0.4),
        reports=(Report("headcount", "present"), Report("danger", "violence"), Report("disorder", "active", 5)),
        notice=Uniform(MIN, 3 * MIN),
        staff={
            "clerk": Staff(2, Exponential(2 * MIN), Triangular(MIN, 2 * MIN, 6 * MIN)),
            "boss": Staff(1, Lognormal(5 * MIN, 15 * MIN), Fixed(0), (Away(15 * MIN, 30 * MIN),)),
            "guard": Staff(4, away=(Away(0, 5 * MIN), Away(60 * MIN))),
            "room": Staff(1),
            "radio": Staff(2),
        },
        outside={"police": Lognormal(12 * MIN, 25 * MIN)},
        needs={"speak": ("radio",), "tell": ("radio",), "reports": ("radio",)},
        work={"tell": Uniform(MIN, 3 * MIN), "days-later": Fixed(20 * MIN)},
        answers={
            "way": Answer((("free", 0.75), ("blocked", 0.25))),
            "claims": Answer(((2, 1.0),)),
            "by": Answer((("2026-03-20", 1.0),)),
        },
        measures={"hear": Measure(-0.1, 2, 60 * MIN), "speak": Measure(leaving=1.5)},
        injects=(
            Inject(
                "talk",
                when=AnyOf((Compare("headcount", ">=", 30), Compare("danger", "=", True))),
                says={"zh": "传言", "en": "Talk"},
                tension=0.1,
                people=20,
            ),
            Inject("fault", at=20 * MIN, away={"radio": 20 * MIN, "boss": 10 * MIN}, hidden=True),
            Inject("said", at=0, set={"way": "blocked", "danger": False}, expects=("speak",)),
        ),
        objectives=(Objective("told", ("tell", "speak"), {"zh": "报告", "en": "Told"}), Objective("heard", ("hear",))),
    )


def test_what_is_not_said_has_a_value(tmp_path: Path) -> None:
    scenario = told(tmp_path, HEAD + REST).scenario
    assert scenario is not None
    assert scenario.crowd == Crowd(40)
    assert scenario.staff["clerk"] == Staff(1, Fixed(0), Fixed(0), ())
    assert scenario.notice == Fixed(0)
    assert (scenario.overlays, scenario.injects, scenario.set, scenario.about) == ((), (), {}, {})


def test_chances_are_made_to_add_up(tmp_path: Path) -> None:
    scenario = told(tmp_path, HEAD + REST.replace("way: free", "way: {free: 0.3333333, blocked: 0.6666667}")).scenario
    assert scenario is not None
    assert sum(chance for _, chance in scenario.answers["way"].chances) == pytest.approx(1, abs=1e-15)
    certain = told(tmp_path, HEAD + REST.replace("way: free", "way: {free: 1, blocked: 0}")).scenario
    assert certain is not None
    assert certain.answers["way"].certain


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # keys and their kinds
        ("scenario: try\n", "", ["1:1 missing-key key=scenario"]),
        ("horizon: 2 h", "horizn: 2 h", ["5:1 unknown-key key=horizn -> horizon"]),
        ("crowd: {size: 40}", "人群: {size: 40}", ["6:1 unknown-key key=人群 -> crowd"]),
        ("crowd: {size: 40}", "crowd: {p: 3}", ["6:8 missing-key key=size", "6:9 unknown-key key=p"]),
        ("clerk: {}", "clerk: {cont: 2}", ["8:17 unknown-key key=cont -> count"]),
        ("{size: 40}", "40", ["6:8 expected-map given=40 -> {size: 40}"]),
        ("clerk: {}", "clerk: 2", ["8:16 expected-map given=2 -> {count: 2}"]),
        ("clerk: {}", "clerk: ０2", ["8:16 expected-map given=０2 -> {count: 2}"]),
        ("runbook: gate", "runbook: gate.yaml", ["3:10 bad-id given=gate.yaml -> gate-yaml"]),
        # the beginning
        ("2026-03-09T08:40+08:00", "2026-03-09T08:40", ["4:8 start-without-offset given=2026-03-09T08:40 -> 2026-03-09T08:40+08:00"]),
        ("2026-03-09T08:40+08:00", "tomorrow", ["4:8 bad-start given=tomorrow"]),
        ("2026-03-09T08:40+08:00", "0001-01-01T00:00+08:00", ["4:8 bad-start given=0001-01-01T00:00+08:00"]),
        ("2026-03-09T08:40+08:00", "9999-12-31T23:59-12:00", ["4:8 bad-start given=9999-12-31T23:59-12:00"]),
        # times: negative, nothing, days, too long
        ("2 h", "-2 h", ["5:10 bad-clock-time given=-2 h"]),
        ("2 h", "0 min", ["5:10 no-time-at-all given=0 min"]),
        ("2 h", "120", ["5:10 bad-clock-time given=120 -> 120 min"]),
        ("2 h", "1 day", ["5:10 time-in-days given=1 day -> 24 h"]),
        ("2 h", "3 working days", ["5:10 time-in-days given=3 working days"]),
        ("2 h", "2周", ["5:10 bad-clock-time given=2周 -> 336 h"]),
        ("2 h", "3个工作日", ["5:10 bad-clock-time given=3个工作日"]),
        ("2 h", "99999999 h", ["5:10 duration-too-long given=99999999 h most=876000 h"]),
        ("2 h", "800 h", ["5:10 duration-too-long given=800 h most=744 h"]),
        ("horizon: 2 h", "horizon:", ["5:9 empty-value key=horizon"]),
        ("{size: 40}", "{size: 40, stay: 0 min}", ["6:25 no-time-at-all given=0 min"]),
        ("police: 12 min", "police: -1 min", ["9:19 bad-clock-time given=-1 min"]),
        ("police: 12 min", "police: [1 min]", ["9:19 bad-work given=[…]"]),
        ("police: 12 min", "police: {median: 0 min, p90: 2 min}", ["9:28 median-of-nothing given=0 min"]),
        ("police: 12 min", "police: {median: 0 min, p90: soon}", ["9:28 median-of-nothing given=0 min", "9:40 bad-clock-time given=soon"]),
        ("police: 12 min", "police: {median: 9 min, p90: 2 min}", ["9:19 work-not-rising given=median/p90"]),
        ("police: 12 min", "police: {min: 9 min}", ["9:19 bad-work given=min"]),
        ("police: 12 min", "police: 2 days", ["9:19 work-in-days given=2 days -> 48 h"]),
        ("boss: {}", "boss: {away: {from: 1 min, for: 0 min}}", ["8:52 no-time-at-all given=0 min"]),
        ("boss: {}", "boss: {away: {from: 3 h}}", ["8:40 after-the-horizon given=3 h horizon=2 h"]),
        # numbers of people
        ("{size: 40}", "{size: 0}", ["6:15 nobody-comes least=1 given=0"]),
        ("{size: 40}", "{size: 1000000}", []),
        ("{size: 40}", "{size: 1000001}", ["6:15 too-large most=1000000 given=1000001"]),
        ("{size: 40}", "{size: 40.5}", ["6:15 expected-count given=40.5"]),
        ("clerk: {}", "clerk: {count: 0}", ["8:24 nobody-of-a-role least=1 given=0 -> count: 1, away: {from: 0 min}"]),
        ("clerk: {}", "clerk: {count: 5000}", ["8:24 too-large most=1000 given=5000"]),
        ("{size: 40}", "{size: 40, violence: .inf}", ["6:29 bad-value given=.inf"]),
        ("{size: 40}", "{size: 40, base: -0.1}", ["6:25 too-small least=0 given=-0.1"]),
        ("{size: 40}", "{size: 40, gather: {p: 0, q: 0.1}}", ["6:31 nobody-gathers"]),
        # answers
        ("way: free", "way: fre", ["10:16 unknown-choice given=fre fact=way -> free"]),
        ("way: free", "way: [free]", ["10:16 not-one-value fact=way"]),
        ("way: free", "way: {free: 0.5, blocked: 0.6}", ["10:16 chances-not-one sum=1.1"]),
        ("way: free", "way: {free: 1.5}", ["10:23 bad-chance given=1.5"]),
        ("way: free", "way: {fre: 1}", ["10:17 unknown-choice given=fre fact=way -> free"]),
        ("claims: 2", "claims: some", ["10:30 answer-not-rows given=some fact=claims"]),
        ("claims: 2", "claims: 900", ["10:30 too-large given=900 most=100"]),
        ("claims: 2", "claims: -1", ["10:30 too-small given=-1 least=0"]),
        ("claims: 2", "claims: 2, place: here", ["10:40 not-answerable fact=place type=text"]),
        ("claims: 2", "claims: 2, by: soon", ["10:37 not-a-date given=soon"]),
        ("claims: 2", "claims: 2, wy: free", ["10:33 unknown-fact given=wy -> way"]),
        ("claims: 2", "claims: ", ["10:30 empty-value key=claims"]),
        ("claims: 2", "claims: 2, danger: no", ["10:33 crowd-answers given=danger"]),
        # what the crowd makes
        ("danger: violence", "danger: violense", ["7:19 bad-report given=violense -> violence"]),
        ("danger: violence", "danger: present", ["7:19 report-of-other-type fact=danger type=yes-no given=present wanted=count"]),
        ("{active: 5}", "{active: 0}", ["7:48 too-small given=0 least=1"]),
        ("{active: 5}", "active", ["7:39 bad-report given=active -> {active: 5}"]),
        ("headcount: present", "headcount: violence", ["7:63 report-of-other-type fact=headcount type=count given=violence wanted=yes-no"]),
    ],
)  # fmt: skip
def test_what_is_wrong_and_where(tmp_path: Path, old: str, new: str, found: list[str]) -> None:
    text = HEAD + REST
    assert old in text
    loaded = told(tmp_path, text.replace(old, new))
    assert lines(loaded.problems) == found
    assert (loaded.scenario is None) == bool(found)


def test_a_level_is_not_stated(tmp_path: Path) -> None:
    plan = PLAN + "levels: [{id: low, title: Low}, {id: high, title: High, when: {danger: yes}}]\n"
    assert lines(told(tmp_path, HEAD + REST + "set: {level: high}\n", plan).problems) == ["11:7 level-not-stated"]


def test_all_at_once_and_in_file_order(tmp_path: Path) -> None:
    text = HEAD.replace("2 h", "0 min") + REST.replace("clerk: {}", "clerk: {count: 0}").replace(
        "way: free", "way: fre"
    )
    text += "injects:\n  - {id: one, at: 1 min}\n  - {id: two, at: 5 h, when: {dangr: yes}, says: {zh: 二, en: two}}\n"
    assert lines(told(tmp_path, text).problems) == [
        "5:10 no-time-at-all given=0 min",
        "8:24 nobody-of-a-role least=1 given=0 -> count: 1, away: {from: 0 min}",
        "10:16 unknown-choice given=fre fact=way -> free",
        "12:5 inject-does-nothing given=one",
        "13:5 at-or-when given=at/when",
        "13:31 unknown-fact given=dangr -> danger",
    ]


def test_a_hundred_problems_are_told(tmp_path: Path) -> None:
    text = HEAD + REST + "work: {" + ", ".join(f"step-{i}: 1 min" for i in range(100)) + "}\n"
    assert [p.code for p in told(tmp_path, text).problems] == ["unknown-step"] * 100


@pytest.mark.parametrize("key", ["work", "staff", "answers", "set", "needs"])
def test_more_entries_than_anybody_writes_are_not_looked_at(tmp_path: Path, key: str) -> None:
    rest = "".join(line for line in REST.splitlines(keepends=True) if not line.startswith(key + ":"))
    value = "{}" if key == "staff" else "[x]"
    text = HEAD + rest + key + ": {" + ", ".join(f"a{i}: {value}" for i in range(50_000)) + "}\n"
    assert [p.code for p in told(tmp_path, text).problems] == ["too-many"]


HOSTILE = ["open brackets", "a map without end", "a bomb of aliases", "GBK", "larger than four mebibytes", "zero bytes"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_meet_the_reader_of_plans(tmp_path: Path, kind: str) -> None:
    code, make = KINDS[kind]
    path = tmp_path / "try.yaml"
    path.write_bytes(make())
    loaded = load_scenario(path)
    assert loaded.scenario is None
    assert code in {problem.code for problem in loaded.problems}


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir()], ids=["nothing", "a folder"])
def test_no_file(tmp_path: Path, make: object) -> None:
    make(tmp_path / "try.yaml")  # type: ignore[operator]
    loaded = load_scenario(tmp_path / "try.yaml")
    assert loaded.scenario is None
    assert len(loaded.problems) == 1


def test_a_plan_beside_the_scenario_or_in_runbooks_next_to_its_folder(tmp_path: Path) -> None:
    for name in ("runbooks", "scenarios"):
        (tmp_path / name).mkdir()
    (tmp_path / "runbooks" / "gate.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenarios" / "try.yaml").write_text(HEAD + REST, encoding="utf-8")
    assert load_scenario(tmp_path / "scenarios" / "try.yaml").problems == ()
