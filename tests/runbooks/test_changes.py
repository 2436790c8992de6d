"""What differs in meaning between two plans, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbooks.changes import Change, changes
from runbooks.library import load, shipped_folder
from runbooks.plan import Plan
from tests.runbooks.stories import BASE

TEXT = """\
runbook: p
title: {zh: 题, en: T}
include: [base]
facts:
  danger: {type: yes-no, ask: {zh: 危险, en: Danger}}
  seen: {type: choice, ask: {zh: 看到, en: Seen}, of: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}}
steps:
  - {id: a, title: {zh: 甲, en: A}, stage: report, role: boss, source: P-1, record: [danger, seen]}
  - {id: b, title: {zh: 乙, en: B}, stage: report, role: [boss, clerk], after: a, source: [P-2, P-3],
     limits: [{within: 60 min, from: began, basis: plan, source: P-2},
       {within: soon, from: a, basis: assumed, source: P-2}]}
  - {id: c, title: {zh: 丙, en: C}, stage: report, role: boss, after: [a, {any: [b]}], source: P-4,
     when: {danger: yes, seen: a}}
  - {id: d, title: {zh: 丁, en: D}, stage: report, role: guard, source: P-5}
"""


@pytest.fixture
def read(tmp_path: Path) -> object:
    def plan(text: str, base: str = BASE) -> Plan:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "base.yaml").write_text(base, encoding="utf-8")
        (folder / "p.yaml").write_text(text, encoding="utf-8")
        loaded = load(str(folder / "p.yaml"))
        assert loaded.plan is not None, loaded.problems
        return loaded.plan

    return plan


def told(found: tuple[Change, ...]) -> list[str]:
    return [
        " ".join(f"{c.kind} {c.id} {c.what} {c.key} {c.nth[0]}-{c.nth[1]}".split()).removesuffix(" 0-0") for c in found
    ]


LAYOUT = [
    ("within: 60 min", "within: 1 h"),
    ("title: {zh: 题, en: T}", "title:\n  en: T   # a remark\n  zh: 题"),
    ("of: {a: {zh: 甲, en: A}", "of: {a: {en: A, zh: 甲}"),
    ("when: {danger: yes, seen: a}", "when: {all: [{seen: a}, {danger: yes}]}"),
    ("when: {danger: yes, seen: a}", "when: {all: [{seen: a}, {all: [{danger: yes}]}, {danger: yes}]}"),
    ("when: {danger: yes, seen: a}", "when: {not: {not: {seen: a, danger: yes}}}"),
    ("role: [boss, clerk]", "role: [clerk, boss]"),
    ("source: [P-2, P-3]", "source: [P 3, P-2]"),
    ("after: [a, {any: [b]}]", "after: [b, a]"),
    ("record: [danger, seen]", "record: [{id: danger, type: yes-no, ask: {zh: 危险, en: Danger}}, seen]"),
]


@pytest.mark.parametrize(("before", "after"), LAYOUT)
def test_how_it_is_written_does_not_matter(read, before: str, after: str) -> None:  # type: ignore[no-untyped-def]
    assert before in TEXT
    text = TEXT.replace(before, after)
    if "{id: danger" in after:
        text = text.replace("  danger: {type: yes-no, ask: {zh: 危险, en: Danger}}\n", "")
    assert changes(read(TEXT), read(text)) == ()


MEANING = [
    ("within: 60 min", "within: 30 min", ["limit b changed within 1-1"]),
    (
        "basis: plan, source: P-2}",
        "basis: statute, source: S-2}",
        ["limit b changed basis 1-1", "limit b changed source 1-1"],
    ),
    ("from: began", "from: danger", ["limit b changed from_ 1-1"]),
    ("within: soon", "within: daily", ["limit b changed within 2-2", "limit b changed number 2-2"]),
    ("{within: 60 min, from: began, basis: plan, source: P-2},\n", "\n", ["limit b removed 1-0"]),
    ("limits: [", "limits: [{every: daily, from: a, basis: assumed, source: P-2}, ", ["limit b added 0-1"]),
    ("role: guard", "role: clerk", ["step d changed role"]),
    ("danger: yes", "danger: no", ["step c changed when"]),
    ("when: {danger: yes, seen: a}", "when: {any: [{danger: yes}, {seen: a}]}", ["step c changed when"]),
    ("{any: [b]}", "{any: [b, d]}", ["step c changed after"]),
    ("after: [a, {any: [b]}]", "after: [{any: [a, b]}]", ["step c changed after"]),
    ("record: [danger, seen]", "record: [seen, danger]", ["step a changed record"]),
    (
        "of: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}",
        "of: {b: {zh: 乙, en: B}, a: {zh: 甲, en: A}}",
        ["fact seen changed of"],
    ),
    ("ask: {zh: 危险, en: Danger}", "ask: {zh: 危险吗, en: Danger}", ["fact danger changed ask"]),
    ("runbook: p", "runbook: q", ["plan q changed id"]),
    ("facts:", "version: v2\nfacts:", ["plan p changed version"]),
    ("facts:", "facts:\n  more: {type: text, ask: {zh: 多, en: More}}", ["fact more added"]),
    ("  - {id: d, title: {zh: 丁, en: D}, stage: report, role: guard, source: P-5}\n", "", ["step d removed"]),
]


@pytest.mark.parametrize(("before", "after", "found"), MEANING)
def test_what_it_means_does(read, before: str, after: str, found: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert before in TEXT
    old, new = read(TEXT), read(TEXT.replace(before, after, 1))
    assert told(changes(old, new)) == found
    assert len(changes(new, old)) == len(found)


def test_a_number_is_told_once_and_not_of_every_limit(read) -> None:  # type: ignore[no-untyped-def]
    other = BASE.replace("soon: {is: 10 min", "soon: {is: 5 min")
    assert told(changes(read(TEXT), read(TEXT, other))) == ["number soon changed value"]


def test_as_few_steps_as_possible_have_moved(read) -> None:  # type: ignore[no-untyped-def]
    lines = TEXT.splitlines(keepends=True)
    last = lines.pop()
    found = changes(read(TEXT), read("".join([*lines[:7], last, *lines[7:]])))
    assert [c.id for c in found if c.what == "moved"] == ["d"]
    assert {c.key for c in found if c.what == "changed"} == {"number"}


@pytest.mark.parametrize("name", sorted(path.stem for path in shipped_folder().glob("*.yaml")))
def test_a_plan_means_what_it_means(name: str) -> None:
    plan, again = load(name, overlays=[]).plan, load(name, overlays=[]).plan
    if plan is not None and again is not None:
        assert changes(plan, again) == ()


def test_there_and_back_tell_of_the_same_things() -> None:
    one, other = load("soe-rapid-response", overlays=[]).plan, load("company-six-stage", overlays=[]).plan
    assert one is not None
    assert other is not None
    there, back = changes(one, other), changes(other, one)
    swapped = {"added": "removed", "removed": "added"}
    names = {
        (c.kind, c.id, swapped.get(c.what, c.what))
        for c in there
        if c.kind not in {"plan", "limit"} and c.what != "moved"
    }
    assert names == {(c.kind, c.id, c.what) for c in back if c.kind not in {"plan", "limit"} and c.what != "moved"}
