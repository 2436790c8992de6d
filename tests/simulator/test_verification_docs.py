"""`docs/drills.md` claims only what tests hold, and says the constants that are in force; both languages the same."""

from __future__ import annotations

import ast
import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from simulator.scenario_model import Crowd

ROOT = Path(__file__).parents[2]
PAGES = ["docs/drills.md", "docs/drills.zh-CN.md"]
MINUTE = 60_000


def names_of_tests(folder: str) -> set[str]:
    return {
        node.name
        for path in (ROOT / folder).glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def rows(page: str) -> list[list[str]]:
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_claimed_is_held_by_a_test(page: str) -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / page).read_text(encoding="utf-8")))
    assert len(named) > 30
    assert named - names_of_tests("tests/simulator") == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_constants_are_those_in_force(page: str) -> None:
    said = {row[0].strip("`"): row[2] for row in rows(page) if len(row) == 4 and row[0].startswith("`")}
    in_force = {
        field.name: ""
        if field.default is MISSING
        else f"{field.default // MINUTE} min"
        if field.name in {"stay", "relax"}
        else str(field.default)
        for field in fields(Crowd)
    }
    assert {key: value.replace("0.10", "0.1") for key, value in said.items()} == in_force


def test_both_languages_say_as_much() -> None:
    first, second = (rows(page) for page in PAGES)
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert len(one) == len(other)
        assert re.findall(r"`test_\w+`", one[-1]) == re.findall(r"`test_\w+`", other[-1])
        if len(one) == 3 and "test_" in one[-1]:
            numbers = [re.findall(r"\d*\.\d+", cell) for cell in (one[0] + one[1], other[0] + other[1])]
            assert numbers[0] == numbers[1]


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / "docs" / target).exists()
