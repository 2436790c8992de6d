"""What the editor says of a text is what `check` says of the file with that text, whatever kind it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbooks.library import check_file, shipped_folder
from runbooks.problems import Problem
from simulator.scenario_loading import load_scenario
from tests.tui.editing.other_kinds import NIGHT, overlay
from tui.shell.studying import Workshop

ROOT = Path(__file__).parents[3]
FILES = (
    shipped_folder() / "soe-rapid-response.yaml",
    shipped_folder() / "company-six-stage.yaml",
    shipped_folder() / "graded-response.yaml",
    ROOT / "scenarios" / "turns-dangerous.yaml",
    ROOT / "docs" / "examples" / "site.yaml",
)
WRONG = (
    ("", ""),
    ("stage: report", "stage: reports"),
    ("role: ", "rule: "),
    ("step: [", "step: [nowhere, "),
    ("count: 1", "count: one"),
    ("profile: state-owned", "profile: owned"),
    ("overlays: [", "overlays: [nowhere, "),
    ("after: [", "after: [nowhere, "),
    ("horizon: ", "horizons: "),
    ("title: {zh: ", "title: {zh: {"),
    ("people:\n", "people:\n  nobody: [{name: 王岚}]\n"),
)


def told(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[object, ...]]:
    """Problems without the order in which files are named."""
    return sorted((p.place.file, p.place.line, p.place.column, p.code, p.severity, str(p.values)) for p in problems)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_the_editor_says_what_check_says(tmp_path: Path, file: Path) -> None:
    path = tmp_path / file.name
    text = file.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    workshop = Workshop(path)
    for right, wrong in WRONG:
        if right not in text:
            continue
        given = text.replace(right, wrong, 1) if right else text
        path.write_text(given, encoding="utf-8")
        scenario = "\nscenario:" in given
        said = load_scenario(path).problems if scenario else check_file(path)
        assert told(list(workshop.study(given.encode()).problems)) == told(said), wrong


def test_a_plan_that_changes_on_disk_is_composed_anew_under_an_overlay(tmp_path: Path) -> None:
    writer = overlay(tmp_path, text=NIGHT.replace("[gate, yard]", "[gate]"))
    assert writer.codes == ["overlay-changes-role"]
    plan = tmp_path / "gate.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("- id: keep-order", "- id: keep-quiet"), encoding="utf-8")
    writer.at("version: 1.0.0").press("end").type(" # ").check()
    assert writer.codes == ["unknown-step"]
    plan.write_text(plan.read_text(encoding="utf-8").replace("keep-quiet", "keep-order"), encoding="utf-8")
    writer.type("x").check()
    assert writer.codes == ["overlay-changes-role"]
