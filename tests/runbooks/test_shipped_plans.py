"""The plans that ship with the program: sound, in both languages, bound to their clauses, safe to open in a hurry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from runbooks.conditions import compares
from runbooks.library import Library, check_file, load, shipped_folder
from runbooks.plan import Plan, Text
from runbooks.site import SiteFile, read_site, roles_without_holder

PROJECT = Path(__file__).parents[2]
SITE = PROJECT / "docs" / "examples" / "site.yaml"
MAIN = ("soe-rapid-response", "company-six-stage")
MINE = ("visit-without-notice", "visit-with-notice")
INCIDENT = (*MAIN, *MINE)
GRADED = (*MAIN, "visit-without-notice")
DAILY = (
    *("routine-case", "backlog-case", "hazard-ledger", "ledger-issue"),
    *("leaders-reception", "reception-year", "readiness"),
)
PARTS = ("danger-branch", "after-action")
FILES = sorted(shipped_folder().glob("*.yaml"))
LANGUAGES = {"zh", "en"}


@cache
def sample_site() -> SiteFile:
    site, problems = read_site(SITE)
    assert not problems, problems
    assert site is not None
    return site


@cache
def plan(name: str, graded: bool = False) -> Plan:
    loaded = load(name, overlays=["graded-response"] if graded else [])
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


ALL = [(name, False) for name in (*INCIDENT, *DAILY)] + [(name, True) for name in GRADED]
every_plan = pytest.mark.parametrize(("name", "graded"), ALL)
every_incident = pytest.mark.parametrize(("name", "graded"), [one for one in ALL if one[0] in INCIDENT])


# -- they load, and nothing is wrong with them


@pytest.mark.parametrize("path", [*FILES, SITE], ids=lambda p: p.stem)
def test_every_file_checks_without_error_or_warning(path: Path) -> None:
    assert [p for p in check_file(path) if p.severity != "note"] == []


@pytest.mark.parametrize("name", [*INCIDENT, *DAILY, *PARTS])
@pytest.mark.parametrize("site", [None, "sample"])
def test_every_plan_loads_at_any_site(name: str, site: str | None) -> None:
    loaded = load(name, site=sample_site() if site else None)
    assert [p for p in loaded.problems if p.severity != "note"] == []
    assert loaded.plan is not None


def test_what_ships_is_what_is_named_here() -> None:
    shared = {*PARTS, "common", "grading", "coal-mine", "handling-opinion", "graded-response"}
    assert {p.stem for p in FILES} == {*INCIDENT, *DAILY, *shared}
    assert {found.id for found in Library().listed()} == {p.stem for p in FILES}


# -- both languages


def texts(plan: Plan) -> Iterator[tuple[str, Text]]:
    """Every text of a plan with where it stands; those that are empty are left out."""
    yield "title", plan.title
    yield "about", plan.about
    yield from ((f"source {s.id}", s.title) for s in plan.sources.values())
    yield from ((f"role {r.id}", r.title) for r in plan.roles.values())
    for number in plan.numbers.values():
        yield f"number {number.id} replaces", number.replaces
        yield f"number {number.id} why", number.why
    for fact in plan.facts.values():
        yield f"fact {fact.id}", fact.ask
        yield from ((f"fact {fact.id} {name}", title) for name, title in fact.of.items())
    for level in plan.levels:
        yield f"level {level.id}", level.title
        yield f"level {level.id} how", level.how
    for step in plan.steps:
        for key in ("title", "how", "say", "form"):
            yield f"step {step.id} {key}", getattr(step, key)


def good_everywhere(text: Text) -> bool:
    """Said in both languages; or said without one, and then without letters or as the name of a Chinese form."""
    if set(text) == {""}:
        return bool(re.fullmatch(r"《.+》", text[""])) or not any(c.isalpha() for c in text[""])
    return set(text) == LANGUAGES and all(value.strip() for value in text.values())


@every_plan
def test_every_text_stands_in_both_languages(name: str, graded: bool) -> None:
    assert {where: text for where, text in texts(plan(name, graded)) if text and not good_everywhere(text)} == {}


@every_plan
def test_both_languages_say_the_same_facts(name: str, graded: bool) -> None:
    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"\{([^{}]+)\}", text))

    for step in plan(name, graded).steps:
        if step.say:
            assert placeholders(step.say["zh"]) == placeholders(step.say["en"]), step.id


@every_plan
def test_english_is_english_and_chinese_is_chinese(name: str, graded: bool) -> None:
    for where, text in texts(plan(name, graded)):
        if set(text) == LANGUAGES:
            assert not re.search("[\u4e00-\u9fff]", text["en"]), where
            assert re.search("[\u4e00-\u9fff]", text["zh"]) or text["zh"] == text["en"], where


# -- titles fit the lists that they are shown in


def cells(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


@every_plan
def test_titles_fit_a_row_and_have_one_width_on_every_terminal(name: str, graded: bool) -> None:
    found = plan(name, graded)
    for text in [found.title, *(s.title for s in found.steps), *(r.title for r in found.roles.values())]:
        assert cells(text["zh"]) <= 52, text
        assert len(text["en"]) <= 48, text
        assert [c for c in text["zh"] + text["en"] if east_asian_width(c) == "A"] == [], text


# -- steps can be followed


@every_plan
def test_every_step_has_a_source_and_says_what_to_do(name: str, graded: bool) -> None:
    found = plan(name, graded)
    for step in found.steps:
        assert step.source, step.id
        assert step.how, step.id
        assert {c.source for c in step.source} <= set(found.sources), step.id


@every_plan
def test_every_call_has_words_to_read_out(name: str, graded: bool) -> None:
    quiet = {"persuade", "report-to-superior"}  # the first tells on the spot, the second sends a paper
    for step in plan(name, graded).steps:
        if step.tells and step.id not in quiet:
            assert step.say, step.id


@every_plan
def test_numbers_have_their_fixed_ranges(name: str, graded: bool) -> None:
    ranges = {name: 1}
    if name in INCIDENT:
        ranges |= {"after-action": 81, "danger-branch": 91} | ({"graded-response": 71} if graded else {})
    found = plan(name, graded)
    by_part: dict[str, list[str]] = {}
    for step in found.steps:
        by_part.setdefault(step.part, []).append(step.number)
    assert set(by_part) == set(ranges)
    for part, numbers in by_part.items():
        first = ranges[part]
        assert numbers == [f"{n:02}" for n in range(first, first + len(numbers))]


def test_the_rapid_response_is_spoken_of_by_these_numbers() -> None:
    assert [step.id for step in plan("soe-rapid-response").steps] == [
        *("log-sign", "report-leading-group", "choose-speaker", "department-on-site", "speaker-in-front"),
        *("hear-representatives", "persuade", "fix-department", "release", "put-in-ledger"),
        *("written-notice", "handled"),
        *("freeze-timeline", "review-meeting", "find-causes", "check-limits", "plan-changes", "review-report"),
        *("commend-or-hold-liable", "archive", "keep-measures"),
        *("protect-people", "call-police", "tell-leading-group-danger", "receive-police", "keep-evidence"),
        *("report-accident", "back-to-dialogue"),
    ]


def test_the_two_screens_that_people_know_keep_their_words() -> None:
    titles = {step.number: step.title for step in plan("soe-rapid-response").steps}
    assert titles["02"] == {"zh": "向领导小组报告", "en": "Report to leading group"}
    assert titles["04"] == {"zh": "责任部门到达现场", "en": "Department on site"}
    assert titles["06"]["zh"] == "推选代表(至多5人), 听取诉求"
    assert titles["92"]["zh"] == "拨打110, 有人受伤同时拨120"


# -- opened in a hurry: nothing urgent waits for a form


URGENT = {
    "soe-rapid-response": ("log-sign", "report-leading-group", "department-on-site"),
    "company-six-stage": ("open-incident", "tell-department-head", "greet"),
    "visit-without-notice": ("log-visit", "report-leaders", "notify-vehicles-security"),
    "visit-with-notice": ("log-notice", "report-leaders"),
}


@pytest.mark.parametrize("name", INCIDENT)
def test_what_is_urgent_is_ready_at_the_opening(name: str) -> None:
    free = {s.id for s in plan(name).steps if not s.after and s.when is None}
    assert free == set(URGENT[name])


@every_incident
def test_nothing_waits_for_the_first_form(name: str, graded: bool) -> None:
    found = plan(name, graded)
    first = found.steps[0].id
    assert [s.id for s in found.steps for entry in s.after if first in entry] == []


@every_incident
def test_danger_waits_for_nothing_but_itself(name: str, graded: bool) -> None:
    found = plan(name, graded)
    for head in ("protect-people", "call-police", "tell-leading-group-danger"):
        assert found.step[head].after == ()
    asked_early = {f for s in found.steps[:5] for f in s.record}
    assert "danger" in asked_early or name == "visit-with-notice"  # where it can only be seen once they are there


def test_the_first_form_of_the_rapid_response_is_its_five_fields() -> None:
    assert plan("soe-rapid-response").step["log-sign"].record == ("sign", "place", "headcount", "course", "state-now")


def test_no_alarm_depends_on_whether_it_is_an_incident() -> None:
    asking = {s.id for s in plan("company-six-stage").steps if any(x.fact == "is-incident" for x in compares(s.when))}
    assert asking == {"hand-to-routine"}


# -- limits carry their authority


@every_plan
def test_limits_cite_a_source_of_their_kind(name: str, graded: bool) -> None:
    found = plan(name, graded)
    for step in found.steps:
        for limit in step.limits:
            kinds = {found.sources[c.source].kind for c in limit.source}
            if limit.basis == "assumed":
                assert limit.number in found.numbers, step.id
                assert (limit.first is None) == (limit.first_number == ""), step.id
            else:
                assert kinds == {limit.basis}, step.id
                assert not limit.number, step.id


def test_the_two_minute_limits_of_the_corpus_are_plan_limits() -> None:
    step = plan("soe-rapid-response").step
    found = {
        (name, str(limit.source[0]), limit.within.text if limit.within else "", limit.from_)
        for name in step
        for limit in step[name].limits
        if limit.basis == "plan" and limit.within and limit.within.ms is not None
    }
    assert found == {
        ("report-leading-group", "C-3.3.2b", "30 min", "began"),
        ("department-on-site", "C-3.3.2c", "1 h", "began"),
        ("speaker-in-front", "C-3.3.2c", "1 h", "began"),
    }


def test_the_overlay_only_adds() -> None:
    for name in GRADED:
        before, after = plan(name).step, plan(name, graded=True).step
        for step in before.values():
            now = after[step.id]
            assert now.limits[: len(step.limits)] == step.limits
            assert (now.after, now.when, now.record) == (step.after, step.when, step.record)
            assert now.role == (("command",) if step.id == "close-on-site" else step.role)


def test_a_private_site_adopts_what_binds_only_state_owned_ones(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text("site: a\nprofile: private\n", encoding="utf-8")
    site, _ = read_site(path)
    bases: dict[str, str] = {}
    for name in (*INCIDENT, *DAILY):
        found = load(name, site=site).plan
        assert found is not None
        for step in found.steps:
            bases |= {str(c): limit.basis for limit in step.limits for c in limit.source if limit.basis != "assumed"}
    assert {c: b for c, b in bases.items() if c[0] not in "ABCD"} == {
        "条例-23": "adopted",
        "条例-34": "adopted",
        "条例-35": "adopted",
        "事故条例-9": "statute",
    }


# -- people who came are no records


ABOUT_PERSONS = r"身份证|手机|照片|住址|家庭|家属|情绪|思想|稳控|重点人员|包保|劝返|缠访|闹访"
ASKED_OF_PERSONS = re.compile(
    rf"姓名|{ABOUT_PERSONS}|\b(names?|identity|telephone|photo|address|family|mood|passport)\b", re.IGNORECASE
)


@every_plan
def test_no_fact_asks_who_the_petitioners_are(name: str, graded: bool) -> None:
    asked = [f for f in plan(name, graded).facts.values() if f.type not in {"person", "role"}]
    words = [w for f in asked for w in [f.id, *f.ask.values(), *(c.id for c in f.columns)]]
    assert [w for w in words if ASKED_OF_PERSONS.search(w)] == []


@every_plan
def test_no_heading_speaks_of_watching_or_grading_people(name: str, graded: bool) -> None:
    words = [w for s in plan(name, graded).steps for w in [*s.title.values(), *s.form.values()]]
    assert [w for w in words if re.search(ABOUT_PERSONS, w)] == []


def test_at_most_five_representatives_and_the_number_has_its_article() -> None:
    for name in INCIDENT:
        fact = plan(name).facts["representatives"]
        assert fact.max == 5
        assert [str(c) for c in fact.source] == ["条例-20"]


# -- the sample site


def test_the_sample_site_holds_every_role_and_is_used() -> None:
    site = sample_site().site
    for name in (*INCIDENT, *DAILY):
        loaded = load(name, site=sample_site())
        assert loaded.plan is not None
        assert roles_without_holder(loaded.plan, site) == ()
        assert loaded.plan.overlays == (("graded-response",) if name in GRADED else ())
        outside = {r for s in loaded.plan.steps for r in s.tells if loaded.plan.roles[r].kind == "outside"}
        assert outside <= set(site.people)
    assert site.default_plan in MAIN
    assert site.people["leading_group"][0].tel[0] == "8001"


def test_the_sample_site_invents_its_numbers() -> None:
    numbers = [n for people in sample_site().site.people.values() for p in people for n in p.tel]
    assert [n for n in numbers if not re.fullmatch(r"110|8\d{3}|139-0000-\d{4}|010-0000-\d{4}", n)] == []
