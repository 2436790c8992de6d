"""`check` and `show` take scenarios as they take plans: by path, by id, here before shipped."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from simulator.scenario_shelf import shipped_folder
from tests.drillbook.loading import loaded
from tests.drillbook.terminal import Terminal
from tests.simulator.telling import HEAD, PLAN, REST

SITE = Path(__file__).parents[2] / "docs" / "examples" / "site.yaml"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, "en")


def here(terminal: Terminal, scenario: str = HEAD + REST, name: str = "mine.yaml") -> Path:
    """A plan and a scenario in the folders of this place."""
    for folder in ("runbooks", "scenarios"):
        (terminal.folder / folder).mkdir(exist_ok=True)
    (terminal.folder / "runbooks" / "gate.yaml").write_text(PLAN, encoding="utf-8")
    path = terminal.folder / "scenarios" / name
    path.write_text(scenario, encoding="utf-8")
    return path


# -- check


def test_an_id_of_a_plan_and_of_a_scenario_is_that_of_both(terminal: Terminal) -> None:
    here(terminal, (HEAD + REST).replace("scenario: try", "scenario: gate"), "gate.yaml")
    assert terminal.run("check", "gate")[1].splitlines()[-1].startswith("2 files checked: 0 errors, ")
    here(terminal, HEAD.replace("scenario: try", "scenario: gate"), "gate.yaml")
    code, printed = terminal.run("check", "gate")
    assert (code, "scenarios/gate.yaml:3:1: under `staff` nobody is there for 'clerk'" in printed) == (1, True)


@pytest.mark.parametrize("site", [(), ("--site", str(SITE))], ids=["no site", "the example"])
def test_all_that_are_shipped(terminal: Terminal, site: tuple[str, ...]) -> None:
    code, printed = terminal.run("check", str(shipped_folder()), *site)
    assert (code, printed.strip()) == (0, "7 files checked: nothing found")


def test_one_by_its_id(terminal: Terminal) -> None:
    assert terminal.run("check", "night-with-two")[0] == 0


def test_one_of_this_place_by_its_id(terminal: Terminal) -> None:
    here(terminal, HEAD.replace("2 h", "0 min") + REST)
    code, printed = terminal.run("check", "try", "--format", "json")
    assert code == 1
    (problem,) = json.loads(printed)
    assert (problem["code"], problem["line"], problem["column"]) == ("no-time-at-all", 5, 10)
    assert problem["message"] == "'0 min' is no time at all: write 1 min or more"


def test_a_folder_of_both_kinds(terminal: Terminal) -> None:
    here(terminal, HEAD + REST.replace("guard:", "gaurd:"))
    code, printed = terminal.run("check", ".")
    assert code == 1
    assert "mine.yaml:8:30: no role is called 'gaurd'" in printed
    assert "did you mean 'guard'?" in printed
    assert printed.rstrip().splitlines()[-1].startswith("2 files checked: 2 errors")


def test_a_site_with_errors_does_not_hide_the_scenario(terminal: Terminal) -> None:
    path = here(terminal)
    (terminal.folder / "site.yaml").write_text("site: [", encoding="utf-8")
    assert terminal.run("check", str(path))[0] == 0


# -- standard input


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_file_on_standard_input_is_checked_whatever_it_is(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    here(terminal)
    for text in (HEAD + REST, PLAN, "site: Here\ntimezone: Asia/Shanghai\n"):
        piped(monkeypatch, text)
        code, printed = terminal.run("check", "-")
        assert (code, "1 file checked: " in printed, "error:" in printed) == (0, True, False)
    for text, said in (
        (HEAD + REST.replace("guard:", "gaurd:"), "-:8:30: no role is called 'gaurd'"),
        (PLAN.replace("after: note", "after: nite"), "-:20:"),
        ("site: Here\ntimezone: Mars\n", "-:2:11"),
        ("", "-:1:1"),
    ):
        piped(monkeypatch, text)
        code, printed = terminal.run("check", "-")
        assert (code, said in printed) == (1, True), printed


def test_a_scenario_on_standard_input_is_shown_drilled_and_compared(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    here(terminal, "# empty\n")
    (terminal.folder / "runbooks" / "other.yaml").write_text(PLAN.replace("runbook: gate", "runbook: other"))
    for arguments, said in (
        (("show", "-"), "Try  (try)"),
        (("drill", "-", "--runs", "5"), "scenario try, plan gate"),
        (("compare", "-", "--with", "other", "--runs", "5"), "under the plan other"),
    ):
        piped(monkeypatch, HEAD + REST)
        code, printed = terminal.run(*arguments)
        assert (code, said in printed) == (0, True), printed


@pytest.mark.parametrize("command", [("drill",), ("show",), ("compare", "--staff", "guard=1")])
def test_what_is_no_scenario_is_refused_and_what_is_wrong_in_one_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    here(terminal)
    piped(monkeypatch, PLAN)
    code, printed = terminal.run(*command, "-")
    assert (code, "What came on standard input is no scenario" in printed) == (2, True)
    piped(monkeypatch, (HEAD + REST).replace("2 h", "0 min"))
    code, printed = terminal.run(*command, "-")
    assert (code, "-:5:10: '0 min' is no time at all" in printed) == (2, True)


# -- show


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scenario_to_read(golden, terminal: Terminal, lang: str) -> None:
    code, printed = terminal.run("show", "forty-at-the-gate", "--lang", lang)
    assert code == 0
    golden(f"scenario-{lang}.txt", printed)


def test_a_scenario_as_data(terminal: Terminal) -> None:
    here(terminal, HEAD + REST + "injects: [{id: a, at: 5 min, set: {way: blocked}, away: {boss: 10 min}}]\n")
    code, printed = terminal.run("show", "try", "--format", "json")
    assert code == 0
    data = json.loads(printed)
    assert data["start_at"] == "2026-03-09T08:40:00+08:00"
    assert data["horizon_s"] == 7200
    assert data["crowd"]["stay_s"] == 5400
    assert data["staff"][2] == {
        "role": "guard",
        "title": {},
        "count": 2,
        "reaction": {"is_s": 0},
        "travel": {"is_s": 0},
        "away": [],
    }
    assert data["injects"][0]["away"] == [{"role": "boss", "for_s": 600}]
    assert data["answers"][0] == {"fact": "way", "chances": [{"value": "free", "chance": 1.0}]}


def test_every_form_of_time_is_said(terminal: Terminal) -> None:
    text = HEAD + REST.replace(
        "clerk: {}", "clerk: {reaction: {mean: 2 min}, travel: {low: 1 min, likely: 2 min, high: 9 min}}"
    )
    here(terminal, text + "notice: {low: 1 min, high: 3 min}\nset: {claims: 2, by: 2026-03-20}\n")
    code, printed = terminal.run("show", "try")
    assert code == 0
    assert "Clerk: 1; reacts in 2 min on average; on the way 1 min to 9 min, mostly 2 min" in printed
    assert "it hears so after 1 min to 3 min" in printed
    assert "Claims: 2 rows" in printed


def test_a_path_and_one_that_stands_before_the_shipped(terminal: Terminal) -> None:
    path = here(terminal, (HEAD + REST).replace("scenario: try", "scenario: quiet-four"))
    assert "Try  (quiet-four)" in terminal.run("show", "quiet-four")[1]
    assert "Try  (quiet-four)" in terminal.run("show", str(path))[1]


@pytest.mark.parametrize(
    "command",
    [("drill",), ("show",), ("compare", "--staff", "guard=3"), ("diff", "quiet-four"), ("edit", "--editor")],
    ids=" ".join,
)
def test_of_two_with_one_id_none_is_taken(terminal: Terminal, command: tuple[str, ...]) -> None:
    here(terminal)
    here(terminal, name="twin.yml")
    both = "scenarios/mine.yaml, scenarios/twin.yml"
    said = f"! Several scenarios are called try: {both}. Give the file instead of the name, or rename one.\n"
    assert terminal.run(*command, "try") == (2, said)
    assert terminal.run("show", "scenarios/twin.yml")[0] == 0
    assert terminal.run("diff", "scenarios/mine.yaml", "scenarios/twin.yml")[0] == 0
    code, printed = terminal.run("check", "try")
    assert (code, printed.splitlines()[-1]) == (0, "2 files checked: 0 errors, 2 warnings")


@pytest.mark.parametrize("command", [("drill", "--runs", "5"), ("show",), ("diff", "scenarios/mine.yaml")])
def test_the_one_here_stands_before_the_shipped_one_and_says_so(terminal: Terminal, command: tuple[str, ...]) -> None:
    here(terminal, (HEAD + REST).replace("scenario: try", "scenario: quiet-four"))
    code, printed = terminal.run(*command, "quiet-four")
    shipped = shipped_folder() / "quiet-four.yaml"
    said = f"! Taken: scenarios/mine.yaml. The scenario quiet-four that comes with the program is {shipped}."
    assert (code, said in printed.splitlines()) == (0, True)


def test_a_plan_stands_before_a_scenario_of_that_id(terminal: Terminal) -> None:
    here(terminal, (HEAD + REST).replace("scenario: try", "scenario: gate"))
    assert terminal.run("show", "gate", "--format", "mermaid")[0] == 0


def test_one_that_cannot_be_used(terminal: Terminal) -> None:
    path = here(terminal, HEAD.replace("2 h", "0 min") + REST)
    code, printed = terminal.run("show", str(path))
    assert code == 2
    assert "mine.yaml:5:10: '0 min' is no time at all" in printed


def test_no_drawing(terminal: Terminal) -> None:
    code, printed = terminal.run("show", "quiet-four", "--format", "mermaid")
    assert (code, printed) == (2, "! A scenario has no drawing; show its plan with --format mermaid.\n")


def test_which_one_was_perhaps_meant(terminal: Terminal) -> None:
    code, printed = terminal.run("show", "quiet-for")
    assert code == 2
    assert "Did you mean quiet-four?" in printed


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml", "../scenarios/x", "a\0b.yaml"])
def test_none_of_that_name(terminal: Terminal, name: str) -> None:
    assert terminal.run("show", name)[0] == 2


def test_all_of_them(terminal: Terminal) -> None:
    path = here(terminal)
    code, printed = terminal.run("show")
    assert code == 0
    listed = printed.split("Scenarios\n")[1].splitlines()
    assert listed[0].split() == ["try", "Try", str(path.relative_to(terminal.folder))]
    assert [line.split()[0] for line in listed[1:]] == sorted(p.stem for p in shipped_folder().glob("*.yaml"))


def test_in_a_checkout_the_shipped_scenarios_do_not_stand_before_themselves(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shipped_folder().parent)
    code, printed = terminal.run("show", "quiet-four")
    assert (code, "! " in printed) == (0, False), printed


@pytest.mark.parametrize(
    "call", [("--help",), ("check", "forty-at-the-gate"), ("show", "forty-at-the-gate"), ("show",)]
)
def test_none_of_these_loads_what_only_drills_need(call: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(tmp_path, *call) & {"numpy", "simpy", "textual"} == set()
