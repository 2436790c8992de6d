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
PLANS = {  # row of the decomposition → the plans in which its steps stand
    "R1": ("company-six-stage",),
    "R2": ("visit-with-notice",),
    "R3": ("visit-without-notice",),
    "R4": ("soe-rapid-response",),
    "R5": ("soe-rapid-response",),
    "R6": ("routine-case",),
    "R7": ("hazard-ledger", "ledger-issue"),
    "R8": ("reception-year", "leaders-reception"),
    "R9": ("backlog-case",),
    "R10": ("company-six-stage",),
    "R11": ("readiness",),
    "R12": ("company-six-stage",),
}
LAST = zip(PLANS, (26, 10, 14, 10, 5, 16, 7, 5, 8, 8, 14, 8), strict=True)
ROWS = [f"{name}.{n:02}" for name, last in LAST for n in range(1, last + 1)]
GRADED = {"company-six-stage", "soe-rapid-response", "visit-without-notice"}
INCIDENT = {*GRADED, "visit-with-notice"}
OWN = [(name, row) for row, names in PLANS.items() if row not in {"R5", "R10", "R12"} for name in names]


@cache
def plan(name: str, graded: bool = False) -> Plan:
    loaded = load(name, overlays=["graded-response"] if graded else [])
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


@cache
def table() -> Mapping[str, list[str]]:
    """Row of the decomposition → its columns."""
    found = {}
    for line in SOURCES.read_text(encoding="utf-8").splitlines():
        columns = [part.strip() for part in line.strip("|").split("|")]
        row = re.match(r"R\d+\.\d\d\b", columns[0])
        if row and len(columns) > 1:
            assert row[0] not in found, row[0]
            found[row[0]] = columns
    return found


def mapped() -> Mapping[str, list[str]]:
    """Row of the decomposition → what stands in backquotes in its second column."""
    return {row: re.findall(r"`([^`]+)`", columns[1]) for row, columns in table().items()}


def plans_of(row: str) -> list[Plan]:
    return [plan(name, graded=name in GRADED) for name in PLANS[row.split(".")[0]]]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_step(row: str) -> None:
    names = mapped()[row]
    assert names, row
    known = {name for one in plans_of(row) for name in (one.facts if row == "R12.01" else one.step)}
    assert set(names) <= known


@pytest.mark.parametrize("row", ROWS)
def test_the_clauses_of_a_row_are_cited_by_its_steps(row: str) -> None:
    cited: set[str] = set()
    for one in plans_of(row):
        if row == "R12.01":
            cited |= {str(c) for c in one.facts["danger"].source}
        for step in (one.step[name] for name in mapped()[row] if name in one.step):
            cited |= {str(c) for c in step.source}
            cited |= {str(c) for limit in step.limits for c in limit.source}
            cited |= {str(c) for fact in step.record if fact in one.facts for c in one.facts[fact].source}
    told = re.sub(r"\(.*?\)", "", table()[row][2])
    assert [clause for clause in re.findall(r"[^\s,]+-[\w.]+", told) if clause not in cited] == []


def test_the_page_has_no_other_rows() -> None:
    assert set(mapped()) == set(ROWS)


@pytest.mark.parametrize(("name", "own"), OWN)
def test_every_step_has_its_row(name: str, own: str) -> None:
    wanted = {own} | ({"R10", "R12"} if name in INCIDENT else set()) | ({"R5"} if name in GRADED else set())
    rows = {step for row, steps in mapped().items() if row.split(".")[0] in wanted for step in steps}
    assert {s.id for s in plan(name, name in GRADED).steps} - rows == set()


def test_every_source_and_every_replaced_clause_is_told() -> None:
    text = SOURCES.read_text(encoding="utf-8")
    assert re.findall(r"^\| (F-\d+) \|", text, re.MULTILINE) == [f"F-{n}" for n in range(1, 21)]
    for source in plan("soe-rapid-response").sources:
        assert f"| {source} |" in text or f"`{source}`" in text, source


def test_every_plan_that_a_step_opens_is_shipped() -> None:
    links = {(name, step.opens) for name, _ in OWN for step in plan(name).steps if step.opens}
    assert links == {
        ("company-six-stage", "routine-case"),
        ("soe-rapid-response", "ledger-issue"),
        ("ledger-issue", "soe-rapid-response"),
        ("hazard-ledger", "ledger-issue"),
        ("routine-case", "backlog-case"),
        ("reception-year", "leaders-reception"),
        ("leaders-reception", "routine-case"),
    }
    assert {link for _, link in links} <= {name for name, _ in OWN}
