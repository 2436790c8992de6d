"""What is expected at the caret, said under the text: what the key means, as the schema says it, and its words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.words import Lang
from tests.tui.editing.other_kinds import overlay, scenario, site
from tests.tui.editing.writer import Writer
from tui.editing.explaining import expected

ROOT = Path(__file__).parents[3]
WIDE = (120, 40)
SCHEMAS = {"runbook": "runbook", "overlay": "runbook", "scenario": "scenario", "site": "site"}
BEGIN: dict[str, Callable[..., Writer]] = {"runbook": Writer, "overlay": overlay, "scenario": scenario, "site": site}


def told(writer: Writer) -> str:
    """The rows under the text, run together."""
    return " ".join(" ".join(writer.screen.splitlines()[-3:-1]).split())


def description(kind: str, model: str, key: str, lang: Lang) -> str:
    """What the schema in the documentation says of a key."""
    schema = json.loads((ROOT / "docs" / "schema" / f"{SCHEMAS[kind]}.schema.json").read_text(encoding="utf-8"))
    chinese, english = schema["$defs"][model]["properties"][key]["description"].split("\n")
    return str(chinese if lang == "zh" else english)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "on", "behind", "model", "key"),
    [
        ("runbook", "stage: on-site", "stage: ", "Step", "stage"),
        ("runbook", "stage: on-site", "sta", "Step", "stage"),
        ("runbook", "basis: assumed", "basis: ", "Limit", "basis"),
        ("runbook", "basis: assumed", "with", "Limit", "within"),
        ("runbook", "duty_officer: {zh", "", "Runbook", "roles"),
        ("overlay", "- step: keep-order", "step: ke", "Change", "step"),
        ("overlay", "for: [gate", "[ga", "Overlay", "for"),
        ("scenario", "says: {zh", "sa", "Inject", "says"),
        ("scenario", "department_head: {count", "reac", "Staff", "reaction"),
        ("scenario", "danger: {yes", "", "Scenario", "answers"),
        ("site", "overlays: [night]", "[ni", "Site", "overlays"),
        ("site", "tel:", "te", "Person", "tel"),
    ],
)
def test_the_meaning_of_the_key_at_the_caret_is_that_of_the_schema(
    tmp_path: Path, kind: str, on: str, behind: str, model: str, key: str, lang: Lang
) -> None:
    writer = BEGIN[kind](tmp_path, lang, size=WIDE).at(on, behind)
    meant = description(kind, model, key, lang)
    assert " ".join(meant[:40].split()) in told(writer)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "可写: plan 预案 / statute 法规 / assumed 暂定"), ("en", "Words: plan / statute / assumed.")],
)
def test_the_words_that_a_key_may_have_are_named(tmp_path: Path, lang: Lang, said: str) -> None:
    writer = Writer(tmp_path, lang, size=WIDE).at("basis: assumed", "basis: ")
    assert said in told(writer)
    writer.at("stage: on-site", "stage: ")
    assert "on-site" in told(writer)
    assert "readiness" in told(writer)


def test_where_a_key_is_to_be_written_those_of_its_map_are_named(tmp_path: Path) -> None:
    writer = Writer(tmp_path, "zh", size=WIDE).at("source: C-3.3").press("end", "enter")
    assert "可用的键: id title stage role" in told(writer)


def test_nothing_is_expected_in_a_comment(tmp_path: Path) -> None:
    writer = Writer(tmp_path, size=WIDE).at("# C 三")
    writer.press("end")
    assert expected(writer.room.editor.lines, writer.room.editor.caret, "runbook") is None
    assert told(writer).split() == ["24行", "停手后自动检查", "Tab=补全", "F3=跳到定义"]


def test_what_the_key_of_definitions_would_go_to_is_named(tmp_path: Path) -> None:
    writer = Writer(tmp_path, size=WIDE).at("after: [log-sign]", "[log")
    assert "F3=跳到 log-sign 的定义" in told(writer)


def test_a_key_is_found_by_what_it_means_in_chinese(tmp_path: Path) -> None:
    writer = Writer(tmp_path).at("record: [place").press("end", "enter").type("时限")
    assert "limits" in writer.offered
    assert "limits: " in writer.press(*["down"] * writer.offered.index("limits"), "tab").room.editor.line


def test_keys_are_offered_with_what_they_mean(tmp_path: Path) -> None:
    writer = Writer(tmp_path).at("record: [place").press("end", "enter").type("op")
    assert writer.offered == ["opens"]
    assert description("runbook", "Step", "opens", "zh")[:10] in writer.screen
