"""The pages on scenarios: every key is on them, and what they show is true, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runbooks.allowed import keys_of
from simulator import scenario_form as form
from simulator.distributions import distribution_of
from simulator.scenario_data import takes
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shelved
from tests.drillbook.terminal import Terminal

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": "scenarios.md", "zh": "scenarios.zh-CN.md"}
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def page(lang: str) -> str:
    return (DOCS / PAGES[lang]).read_text(encoding="utf-8")


def whole(text: str) -> str:
    return re.search(r"<!-- example: whole -->\n\n```yaml\n(.*?)```", text, re.DOTALL)[1]  # type: ignore[index]


def parts(text: str) -> dict[str, str]:
    """The keys of a scenario, each with all of its lines."""
    found: dict[str, str] = {}
    key = ""
    for line in text.splitlines(keepends=True):
        if match := re.match(r"([a-z]+):", line):
            key = match[1]
        found[key] = found.get(key, "") + line
    return found


@pytest.mark.parametrize("lang", PAGES)
def test_every_key_is_on_the_page(lang: str) -> None:
    rows = set(re.findall(r"`([a-z-]+)`", " ".join(re.findall(r"^\| (.*?) \|", page(lang), re.MULTILINE))))
    models = [form.ScenarioForm, form.StaffForm, form.MeasureForm, form.InjectForm]
    assert {key for model in models for key in keys_of(model)} - rows == set()
    examples = " ".join(BLOCK.findall(page(lang)))
    for model in (form.CrowdForm, form.GatherForm, form.AwayForm, form.ObjectiveForm):
        assert [key for key in keys_of(model) if not re.search(rf"\b{key}:", examples)] == []


@pytest.mark.parametrize("lang", PAGES)
def test_the_examples_have_no_problem(tmp_path: Path, lang: str) -> None:
    base = parts(whole(page(lang)))
    for block in BLOCK.findall(page(lang)):
        path = tmp_path / "our-gate.yaml"
        path.write_text("".join({**base, **parts(block)}.values()), encoding="utf-8")
        assert load_scenario(path).problems == (), block


@pytest.mark.parametrize("lang", PAGES)
def test_what_check_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    text = page(lang)
    shown = re.search(r"<!-- example: check -->\n\n```text\n(.*?)```", text, re.DOTALL)[1]  # type: ignore[index]
    terminal = Terminal(tmp_path, monkeypatch, capsys, lang)
    lines = whole(text).splitlines(keepends=True)
    (tmp_path / "our-gate.yaml").write_text("".join(line for line in lines if "security" not in line), encoding="utf-8")
    assert terminal.run("check", "our-gate.yaml") == (1, shown)


def test_both_languages_show_the_same() -> None:
    said = [re.sub(r" +#.*", "", block) for lang in PAGES for block in BLOCK.findall(page(lang))]
    assert said[: len(said) // 2] == said[len(said) // 2 :]


@pytest.mark.parametrize("lang", PAGES)
def test_those_that_are_shipped(lang: str) -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| `(soe-rapid-response|company-six-stage)`", page(lang), re.MULTILINE)
    plans = {name: load_scenario(file.path).scenario for name, file in shelved().items()}
    assert dict(rows) == {name: scenario.runbook for name, scenario in plans.items() if scenario is not None}


@pytest.mark.parametrize("lang", PAGES)
def test_the_mean_that_is_shown(lang: str) -> None:
    given = takes(distribution_of({"median": "6 min", "p90": "15 min"}))
    assert str(given).replace("'", '"') in page(lang)


def test_the_values_of_the_crowd_are_those_that_it_has_by_itself(tmp_path: Path) -> None:
    base = parts(whole(page("en")))
    shown = next(block for block in BLOCK.findall(page("en")) if block.startswith("crowd:\n"))
    crowds = []
    for crowd in (base["crowd"], parts(shown)["crowd"]):
        path = tmp_path / "a.yaml"
        path.write_text("".join({**base, "crowd": crowd}.values()), encoding="utf-8")
        scenario = load_scenario(path).scenario
        assert scenario is not None
        crowds.append(scenario.crowd)
    assert crowds[0] == crowds[1]
