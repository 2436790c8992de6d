"""Finding plans by path or id, loading them, and checking any file by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbooks.heads import head_of
from runbooks.library import Library, check_file, load, search_path, shipped_folder
from tests.runbooks.stories import BASE, Told

PLAN = """\
runbook: {id}
title: {title}
include: [base]
steps:
  - {{id: look, title: Look, stage: report, role: boss, source: P-1}}
"""


def put(folder: Path, name: str, plan_id: str = "", title: str = "T") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    path = folder / name
    path.write_text(PLAN.format(id=plan_id or path.stem, title=title), encoding="utf-8")
    return path


def test_by_path_and_by_id(tmp_path: Path) -> None:
    path = put(tmp_path / "runbooks", "fire.yaml", "big-fire")
    by_path, by_id = load(str(path)), load("big-fire", search=search_path(tmp_path))
    assert by_path.plan is not None
    assert by_path.plan == by_id.plan
    assert [p.name for p in by_path.files] == ["fire.yaml", "base.yaml"]
    assert by_path.files == by_id.files


def test_shipped_plans_are_found_last(tmp_path: Path) -> None:
    shipped = load("soe-rapid-response")
    assert shipped.plan is not None
    put(tmp_path / "runbooks" / "plans", "mine.yaml", "soe-rapid-response")
    own = load("soe-rapid-response", search=search_path(tmp_path))
    assert own.plan is not None
    assert len(own.plan.steps) == 1
    assert own.problems == ()


def test_the_folders_that_are_searched(tmp_path: Path) -> None:
    assert search_path(tmp_path) == (tmp_path / "runbooks", tmp_path / "runbooks" / "plans")
    assert search_path(tmp_path, tmp_path / "x" / "site.yaml")[-1] == tmp_path / "x"


def test_the_shipped_folder_is_searched_once() -> None:
    here = shipped_folder().parent.parent
    found = Library(search_path(here)).listed()
    assert len({item.id for item in found}) == len(found)
    assert all(item.shipped for item in found)
    assert load("soe-rapid-response", search=search_path(here)).plan is not None


@pytest.mark.parametrize("name", ["../fire", "/etc/passwd", "fire\0", "a/b", "a\\b", "", "~", "fire/../fire"])
def test_a_name_that_could_leave_its_folder_finds_nothing(tmp_path: Path, name: str) -> None:
    put(tmp_path, "fire.yaml")
    loaded = load(name, search=[tmp_path / "runbooks", tmp_path])
    assert loaded.plan is None
    assert [(p.code, p.values) for p in loaded.problems] == [("plan-not-found", {"given": name})]


def test_a_file_that_cannot_be_read_has_no_head(tmp_path: Path) -> None:
    assert head_of(tmp_path) is None
    assert head_of(tmp_path / "gone.yaml") is None


def test_a_name_that_is_nearly_right(tmp_path: Path) -> None:
    put(tmp_path, "fire.yaml")
    (problem,) = load("fira", search=[tmp_path]).problems
    assert (problem.code, problem.hint) == ("plan-not-found", "fire")
    assert "fire" in problem.allowed


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = load(str(tmp_path / "gone.yaml")).problems
    assert problem.code == "file-missing"
    assert [p.code for p in check_file(tmp_path / "gone.yaml")] == ["file-missing"]


def test_two_files_of_one_id(tmp_path: Path) -> None:
    first = put(tmp_path, "a.yaml", "fire")
    second = put(tmp_path, "b.yaml", "fire")
    (problem,) = load("fire", search=[tmp_path]).problems
    assert (problem.code, problem.place.file, problem.place.line, problem.place.column) == (
        "doubled-runbook",
        str(second),
        1,
        10,
    )
    assert (problem.values, problem.excerpt) == ({"given": "fire", "first": str(first)}, "runbook: fire")
    assert load("fire", search=[tmp_path]).plan is None
    for one, other in ((first, second), (second, first)):
        (problem,) = check_file(one)
        assert (problem.code, problem.place.file, problem.values["first"]) == ("doubled-runbook", str(one), str(other))


def test_what_can_be_had_is_listed_with_titles(tmp_path: Path) -> None:
    put(tmp_path, "fire.yaml", title="{zh: 火, en: Fire}")
    put(tmp_path, "flood.yaml", title="Flood")
    (tmp_path / "over.yaml").write_text("overlay: over\ntitle: Over\nfor: fire\n", encoding="utf-8")
    (tmp_path / "drill.yaml").write_text("scenario: drill\nrunbook: fire\n", encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("x: y\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("runbook: broken\ntitle: [\n", encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(b"runbook: \xe9t\xe9\ntitle: T\n")
    (tmp_path / "untitled.yml").write_bytes(b"\xef\xbb\xbf# first\r\nrunbook: 'untitled' # id\r\n")
    listed = {item.id: item for item in Library([tmp_path]).listed() if not item.shipped}
    assert {name: (item.title, item.kind) for name, item in listed.items()} == {
        "base": ({"": "Base"}, "runbook"),
        "fire": ({"zh": "火", "en": "Fire"}, "runbook"),
        "flood": ({"": "Flood"}, "runbook"),
        "over": ({"": "Over"}, "overlay"),
        "untitled": ({}, "runbook"),
    }
    assert Library([tmp_path]).ids("overlay")[:1] == ["over"]


def test_a_runbook_without_steps_is_only_for_including(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    == over.yaml
    overlay: over
    title: Over
    for: p
    """
    assert told() == []
    assert [p.code for p in told.load().problems] == ["not-a-plan"]
    assert [p.code for p in told.load("base").problems] == ["not-a-plan"]
    assert [p.code for p in told.load(str(told.folder / "over.yaml")).problems] == ["overlay-as-plan"]


def test_files_that_are_something_else(told: Told) -> None:
    """
    scenario: drill
    runbook: p
    == site.yaml
    site: S
    == empty.yaml
    # nothing
    == list.yaml
    - a
    == both.yaml
    runbook: a
    overlay: b
    title: T
    """
    assert told() == ["1:1 not-a-plan-file given=scenario"]
    assert [p.values for p in told.load(str(told.folder / "site.yaml")).problems] == [{"given": "site"}]
    assert [line.split(" ", 1)[1] for line in told("both.yaml")] == ["unknown-key key=overlay"]
    assert told("list.yaml") != []
    assert told("empty.yaml") != []


def test_a_broken_part_is_told_and_its_names_are_not_called_unknown(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [broken, base]
    steps:
      - {id: look, title: Look, stage: report, role: hero, say: "{place}", source: Q-1}
    == broken.yaml
    runbook: broken
    titel: Broken
    roles:
      hero: Hero
    """
    assert told() == ["broken.yaml 2:1 unknown-key key=titel ?title"]
    assert told.load().plan is None


def test_a_plan_or_an_overlay_of_which_nothing_can_be_used(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    roles:
      either: {title: Either, one-of: [hero, boss]}
    steps:
      - {id: look, title: Look, stage: report, role: either, source: P-1}
    == broken.yaml
    runbook: broken
    == over.yaml
    overlay: over
    for: p
    == part.yaml
    runbook: part
    title: T
    include: [p, broken]
    """
    assert [p.code for p in told.load("broken").problems] == ["missing-key"]
    assert [p.code for p in told.load("p", overlays=["over"]).problems] == ["unknown-role", "missing-key"]
    assert told("part.yaml") == ["broken.yaml 1:1 missing-key key=title"]


def test_an_overlay_names_plans_that_can_be_had(told: Told) -> None:
    """
    overlay: over
    title: Over
    for: [one, too]
    steps:
      - {id: more, title: More, stage: report, role: boss, source: P-1}
    == one.yaml
    runbook: one
    title: One
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: bos, source: P-1}
    """
    assert told() == ["3:12 unknown-runbook given=too"]


def test_warnings_do_not_keep_a_plan_from_loading(told: Told) -> None:
    """
    runbook: p
    title: {zh: 题, en: T}
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    roles: {boss: {zh: 甲, en: A}}
    sources: {P: {title: P, kind: plan}}
    """
    loaded = told.load()
    assert loaded.plan is not None
    assert [(p.code, p.severity) for p in loaded.problems] == [("text-without-language", "warning")]


def test_a_large_plan_is_loaded_in_seconds(tmp_path: Path) -> None:
    """A guard against work that grows with the square of the plan."""
    put(tmp_path, "base-only.yaml")
    lines = ["runbook: large", "title: Large", "include: [base]", "facts:"]
    lines += [f"  f{i}: {{type: yes-no, ask: Is it so {i}}}" for i in range(1_500)]
    lines.append("steps:")
    for i in range(3_000):
        after = f"after: [s{i - 1}], " if i else ""
        limit = f"limits: [{{within: soon, from: s{max(i - 1, 0)}, basis: assumed, source: P-1}}], " if i else ""
        fact = f"f{i % 1_500}"
        record = f"record: [{fact}], " if i < 1_500 else f"when: {{{fact}: yes}}, "
        lines.append(f"  - {{id: s{i}, title: Step, stage: report, role: boss, {after}{limit}{record}source: P-1}}")
    (tmp_path / "large.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    loaded = load(str(tmp_path / "large.yaml"))
    assert loaded.problems == ()
    assert loaded.plan is not None
    assert len(loaded.plan.steps) == 3_000


def test_what_is_misspelt_does_not_hide_what_is_wrong_elsewhere(told: Told) -> None:
    """
    runbook: p
    title: T
    abuot: What it is for
    include: [base, {part: base, aftr: [x]}]
    facts:
      danger: {type: yesno, ask: Danger}
      crowd: {type: count, ask: How many, min: 9, max: 3}
    roles:
      hero: {}
    levels: 5
    steps:
      - {id: one, title: One, stage: report, role: hero, whn: {danger: yes}, source: P-1}
      - {id: two, title: Two, stage: report, role: boss, when: {danger: yes}, record: [level], source: P-1}
      - {id: one, title: One, stage: reports, role: boss, source: P-1}
      - id: three
        title: Three
        stage: report
        role: hero
        after: [two, three]
        source: P
    change:
      - {step: two, role: hero}
      - {role: hero}
    """
    assert told() == [
        "3:1 unknown-key key=abuot ?about",
        "4:30 unknown-key key=aftr ?after",
        "6:18 one-of given=yesno ?yes-no",
        "7:52 empty-range min=9 max=3",
        "9:9 empty-text",
        "10:9 expected-list given=5 ?[5]",
        "12:54 unknown-key key=whn ?when",
        "14:34 one-of given=reports ?report",
        "19:18 cycle cycle=three → three",
        "20:13 citation-without-clause given=P",
        "22:12 change-of-own-step given=two",
        "23:5 missing-key key=step",
    ]
    problem = next(p for p in told.problems() if p.code == "cycle")
    assert problem.where == "steps[3] (id: three).after[1]"


def test_a_misspelt_key_of_a_step_hides_no_unknown_role(told: Told) -> None:
    """
    runbook: p
    title: T
    sources: {P: {title: Plan, kind: plan}}
    roles: {boss: Boss}
    steps:
      - {id: one, title: One, stage: report, role: bos, after: two, source: Q-1}
      - {id: two, titel: Two, stage: report, role: boss, source: P-1}
    == cut.yaml
    runbook: cut
    title: T
    sources: {P: {title: Plan, kind: plan}}
    roles: {boss: Boss, head: {title: Head, knd: staff}}
    steps:
      - {id: one, title: One, stage: report, role: head, source: P-1}
    """
    assert told() == [
        "6:48 unknown-role given=bos ?boss",
        "6:73 unknown-source given=Q",
        "7:15 unknown-key key=titel ?title",
    ]
    assert [p.code for p in told.problems("cut.yaml")] == ["unknown-key"]


def test_what_a_file_cannot_be_without(told: Told) -> None:
    """
    runbook: p
    title: 5
    steps:
      - {id: one, title: One, stage: report, role: hero, source: P}
    == map.yaml
    runbook: {}
    title: T
    == scalar.yaml
    runbook
    """
    assert told() == ["2:8 not-a-text given=5"]
    assert [p.code for p in told.problems("map.yaml")] == ["expected-text"]
    assert [p.code for p in told.problems("scalar.yaml")] == ["expected-map"]
