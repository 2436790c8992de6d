"""docs/sources.md lists every clause of the four documents, and the plans and the list agree, both ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from runbooks.library import shipped_folder

SOURCES = Path(__file__).parents[2] / "docs" / "sources.md"

# The documents' own numbering: `2.2.2a-e` is five clauses, `4.2.3.1-3` three.
NUMBERING = {
    "A": (
        "1.1 1.2 1.3.1-4 2.1.1 2.1.2a-c 2.2.1 2.2.2a-e 2.3.1a-d 2.3.2a-d 2.3.3a-c 2.3.4a-c 3.1.1-4 3.2.1-3 3.3.1-3 "
        "3.4.1-4 3.5.1-2 4.1 4.2.1a-c 4.2.2a-b 4.2.3a-d 4.2.4a-c 4.2.5a-b 4.2.6a-c 5.1.1-2 5.2.1-2 5.3.1-2 "
        "6.1.1-2 6.2.1"
    ),
    "B": (
        "0 1.1-2 2.1-4 2.4a 2.5a-b 3.1-2 3.2.1-6 4.1.1-6 4.2.1-3 4.2.3.1-3 4.2.4-6 4.2.7a-b 5.1a-b 5.2a-b 5.3 5.4a-b 6"
    ),
    "C": (
        "0 1.1a-g 1.2a-e 2.1a-d 2.2a-c 2.3a-b 3.1.0 3.1.1a-c 3.1.2a-b 3.1.3a-b 3.2.1a-c 3.2.2a-b 3.2.3a-f 3.3.1a-g "
        "3.3.2a-c 3.3.3a-b"
    ),
    "D": ("0 0b 1.0 1.a-e 1.s 2.0 2.0b 2.a-f 3.0 3.1.a 3.1.a2 3.1.b 3.1.b2 3.1.c 3.2.a-d 3.3.a-d 3.4.a-c 3.5.a-d 4"),
}
CITED = re.compile(r"done|changed, F-\d+")
UNCITED = re.compile(r"left out, F-\d+|principle|definition|diagnosis|cut off")


class Clause(NamedTuple):
    """A row of the list."""

    heading: str
    says: str
    state: str
    where: str

    @property
    def named(self) -> set[str]:
        """The steps or facts in which the clause is to be found."""
        return set(re.findall(r"`([^`]+/[^`]+)`", self.where))


@cache
def text() -> str:
    return SOURCES.read_text(encoding="utf-8")


@cache
def listed() -> Mapping[str, Clause]:
    rows = re.findall(r"^\| ([A-D]-\S+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", text(), re.MULTILINE)
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: Clause(*row[1:]) for row in rows}


def expanded(numbering: str) -> Iterator[str]:
    for part in numbering.split():
        first, _, last = part.partition("-")
        stem, start = first[:-1], first[-1]
        yield from (f"{stem}{chr(c)}" for c in range(ord(start), ord(last or start) + 1))


# -- what the plans cite


@cache
def files() -> Mapping[str, dict[str, Any]]:
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(shipped_folder().glob("*.yaml")))
    return {plan.get("runbook") or plan["overlay"]: plan for plan in read}


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def sources(of: dict[str, Any]) -> set[str]:
    """The citations of a step or a change, those of its limits among them."""
    cited = several(of.get("source", []))
    return {*cited, *(one for limit in of.get("limits", []) for one in several(limit["source"]))}


@cache
def steps_citing() -> Mapping[str, set[str]]:
    """Citation → `plan/step` for every step that has it, in itself, in a limit, or in what a plan adds to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, plan in files().items():
        for step in plan.get("steps", []):
            for citation in sources(step):
                found[citation].add(f"{name}/{step['id']}")
        for change in plan.get("change", []):
            for citation in sources(change):
                found[citation] |= {f"{name}/{step}" for step in several(change["step"])}
    return found


@cache
def facts_citing() -> Mapping[str, set[str]]:
    """The same for facts, whether they stand by themselves or in the record of a step."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, plan in files().items():
        facts = [*plan.get("facts", {}).items()]
        for step in plan.get("steps", []):
            facts += [(fact["id"], fact) for fact in step.get("record", []) if isinstance(fact, dict)]
        for fact, asked in facts:
            for citation in several(asked.get("source", [])):
                found[citation].add(f"{name}/{fact}")
    return found


def clauses_cited() -> set[str]:
    return {c for c in [*steps_citing(), *facts_citing()] if c[0] in NUMBERING and c[1] == "-"}


# -- the list is whole


@pytest.mark.parametrize("document", NUMBERING)
def test_every_clause_of_the_document_is_in_the_list_and_no_other(document: str) -> None:
    assert [c[2:] for c in listed() if c[0] == document] == list(expanded(NUMBERING[document]))


def test_the_numbers_of_clauses_are_those_of_the_documents() -> None:
    assert {d: sum(1 for _ in expanded(n)) for d, n in NUMBERING.items()} == {"A": 73, "B": 43, "C": 53, "D": 39}


def test_every_row_says_something_and_has_a_state() -> None:
    for clause, row in listed().items():
        assert len(row.says.split()) >= 2, clause
        assert CITED.fullmatch(row.state) or UNCITED.fullmatch(row.state), (clause, row.state)


# -- the list and the plans agree


def test_every_clause_that_a_plan_cites_is_in_the_list() -> None:
    assert clauses_cited() - set(listed()) == set()


def test_every_clause_is_cited_by_a_plan_or_has_its_reason() -> None:
    missing = [c for c, row in listed().items() if CITED.fullmatch(row.state) and c not in clauses_cited()]
    silent = [c for c, row in listed().items() if UNCITED.fullmatch(row.state) and len(row.where.split()) < 3]
    assert (missing, silent) == ([], [])


def test_what_was_left_out_is_cited_nowhere() -> None:
    assert [c for c, row in listed().items() if UNCITED.fullmatch(row.state) and c in clauses_cited()] == []


def test_each_row_names_exactly_the_steps_that_cite_it_else_the_facts() -> None:
    wrong = {
        clause: (row.named, cited)
        for clause, row in listed().items()
        if CITED.fullmatch(row.state)
        if row.named != (cited := steps_citing()[clause] or facts_citing()[clause])
    }
    assert wrong == {}


def test_what_a_reason_points_to_is_there() -> None:
    steps = {f"{name}/{step['id']}" for name, plan in files().items() for step in plan.get("steps", [])}
    pointed = {name for row in listed().values() if UNCITED.fullmatch(row.state) for name in row.named}
    assert pointed <= steps


def test_every_clause_that_was_changed_or_left_out_has_its_row_of_reasons() -> None:
    reasons = set(re.findall(r"^\| (F-\d+) \|", text(), re.MULTILINE))
    meant = {flag for row in listed().values() for flag in re.findall(r"F-\d+", row.state)}
    assert meant == reasons


def test_the_row_of_reasons_names_each_clause_that_it_is_about() -> None:
    """By itself, by its heading (`D-1`), or in a range (`C-3.3.1a to g`)."""
    for clause, row in listed().items():
        for flag in re.findall(r"F-\d+", row.state):
            reason = re.search(rf"^\| {flag} \|.+$", text(), re.MULTILINE)
            assert reason
            ranges = re.findall(r"([A-D]-[\d.]+)([a-z]) to ([a-z])", reason[0])
            named = re.findall(r"[A-D]-[\d.]+\w*(?:\.[a-z]\d?)?", reason[0])
            inside = any(clause[:-1] == stem and a <= clause[-1] <= z for stem, a, z in ranges)
            assert inside or any(clause == n or clause.startswith((f"{n}.", n)) for n in named), (clause, flag)


# -- the law


def test_every_article_that_a_plan_cites_stands_in_the_table_of_the_law() -> None:
    cited = {c for c in {*steps_citing(), *facts_citing()} if c not in clauses_cited() and not c.startswith("产品")}
    for citation in sorted(cited):
        law, article = citation.split("-")
        row = re.search(rf"^\| {law} \|.+$", text(), re.MULTILINE)
        assert row, citation
        assert re.search(rf"(\| |· ){article} ", row[0]), citation


def test_our_own_practice_is_told_in_full() -> None:
    told = set(re.findall(r"^\| (产品-\d+) \|", text(), re.MULTILINE))
    assert {c for c in {*steps_citing(), *facts_citing()} if c.startswith("产品")} == told
