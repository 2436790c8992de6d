"""docs/sources.md keeps up with the plans: a step for every row, a row for every step, a reason for each gap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from runbooks.library import load
from runbooks.plan import Plan

SOURCES = Path(__file__).parents[2] / "docs" / "sources.md"
MAIN = ("soe-rapid-response", "company-six-stage")


@cache
def plan(name: str, graded: bool = False) -> Plan:
    loaded = load(name, overlays=["graded-response"] if graded else [])
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


LAST = {"R1": 26, "R4": 10, "R5": 5, "R10": 8, "R12": 8}
ROWS = [f"{name}.{n:02}" for name, last in LAST.items() for n in range(1, last + 1)]
PLAN_OF = {"R1": "company-six-stage", "R4": "soe-rapid-response", "R5": "soe-rapid-response"}


def mapped() -> Mapping[str, list[str]]:
    """Row of the decomposition → what stands in backquotes in its second column."""
    found = {}
    for line in SOURCES.read_text(encoding="utf-8").splitlines():
        columns = [part.strip() for part in line.strip("|").split("|")]
        row = re.match(r"R\d+\.\d\d\b", columns[0])
        if row and len(columns) > 1:
            assert row[0] not in found, row[0]
            found[row[0]] = re.findall(r"`([^`]+)`", columns[1])
    return found


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_step(row: str) -> None:
    names = mapped()[row]
    assert names, row
    found = plan(PLAN_OF.get(row.split(".")[0], "company-six-stage"), graded=True)
    known = set(found.facts) if row == "R12.01" else set(found.step)
    assert set(names) <= known


@pytest.mark.parametrize("graded", [False, True])
@pytest.mark.parametrize("name", MAIN)
def test_every_step_has_its_row(name: str, graded: bool) -> None:
    own = {"company-six-stage": "R1", "soe-rapid-response": "R4"}[name]
    wanted = {"R5", "R10", "R12", own}
    rows = {step for row, steps in mapped().items() if row.split(".")[0] in wanted for step in steps}
    assert {s.id for s in plan(name, graded).steps} - rows == set()


def test_every_source_and_every_replaced_clause_is_told() -> None:
    text = SOURCES.read_text(encoding="utf-8")
    assert re.findall(r"^\| (F-\d+) \|", text, re.MULTILINE) == [f"F-{n}" for n in range(1, 21)]
    for source in plan("soe-rapid-response").sources:
        assert f"| {source} |" in text or f"`{source}`" in text, source
    cited = {str(c) for name in MAIN for s in plan(name, graded=True).steps for c in s.source if c.source == "产品"}
    assert cited == set(re.findall(r"^\| (产品-\d+) \|", text, re.MULTILINE))


def test_links_to_plans_that_are_not_shipped_yet_are_told() -> None:
    links = {step.opens for name in MAIN for step in plan(name).steps if step.opens}
    assert links == {"ledger-issue", "routine-case"}
    for link in links:
        assert f"`{link}`" in SOURCES.read_text(encoding="utf-8")
