"""`drillbook diff` of overlays, of a plan and an overlay, of sites, of scenarios; and what cannot be compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from runbooks.shelf import shipped_folder
from simulator import scenario_shelf
from tests.drillbook.terminal import Terminal

OLD_SITE = """\
site: {zh: 示例机械公司, en: Example Machinery}
people:
  department_head: [{name: 王主任, tel: "8201"}, {name: 李四, tel: "8202"}]
  duty_officer: [{name: 王岚}]
numbers: {ASM-02: 60 min, major-headcount: 40}
duty: [王岚]
"""
NEW_SITE = """\
# laid out otherwise
duty: [王岚, 李四]
default-plan: soe-rapid-response
profile: private
site: {en: Example Machinery, zh: 示例机械公司}
overlays: [graded-response]
numbers: {major-headcount: 50, ASM-02: 1 h, key-report: 9 min}
people:
  department_head: [{name: 李四, tel: ["8202", "8120"], title: {zh: 副主任, en: Deputy}}, {name: 王主任, tel: "8201"}]
  security: [{name: 周强, tel: "8110"}]
"""


@pytest.fixture(params=["zh", "en"])
def terminal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(tmp_path, monkeypatch, capsys, request.param)
    graded = (shipped_folder() / "graded-response.yaml").read_text(encoding="utf-8")
    (tmp_path / "old.yaml").write_text(graded, encoding="utf-8")
    new = graded.replace("key-report:\n    is: 15 min", "key-report:\n    is: 12 min")
    new = new.replace("soe-rapid-response, visit-without-notice]", "soe-rapid-response]")
    new = new.replace("{step: close-on-site, role: command}", "{step: close-on-site, role: leading_group}")
    new = new.replace("work: {median: 3 min, p90: 6 min}", "work: {median: 4 min, p90: 6 min}")
    (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
    (tmp_path / "laid-out.yaml").write_text(
        graded.replace(
            "for: [company-six-stage, soe-rapid-response, visit", "for: [soe-rapid-response, company-six-stage, visit"
        ),
        encoding="utf-8",
    )
    (tmp_path / "site-old.yaml").write_text(OLD_SITE, encoding="utf-8")
    (tmp_path / "site-new.yaml").write_text(NEW_SITE, encoding="utf-8")
    gate = (scenario_shelf.shipped_folder() / "forty-at-the-gate.yaml").read_text(encoding="utf-8")
    other = gate.replace("reception_officer: {count: 2", "reception_officer: {count: 3").replace("size: 40", "size: 60")
    other = other.replace('when: {headcount: ">= 30"}', 'when: {headcount: ">= 50"}').replace(
        "  injury: {yes: 0.1, no: 0.9}", "  injury: no"
    )
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "more-staff.yaml").write_text(other, encoding="utf-8")
    return terminal


PAIRS = {
    "overlays": ("old.yaml", "new.yaml"),
    "overlay": ("soe-rapid-response", "graded-response"),
    "sites": ("site-old.yaml", "site-new.yaml"),
    "scenarios": ("forty-at-the-gate", "drills/more-staff.yaml"),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_in_words(
    terminal: Terminal, pair: str, golden: Callable[[str, str], None], request: pytest.FixtureRequest
) -> None:
    code, printed = terminal.run("diff", *PAIRS[pair])
    assert code == 1
    golden(f"diff/{pair}-{request.node.callspec.params['terminal']}.txt", printed)


@pytest.mark.parametrize("pair", PAIRS)
def test_as_data_there_and_back(terminal: Terminal, pair: str) -> None:
    old, new = PAIRS[pair]
    there = json.loads(terminal.run("diff", old, new, "--format", "json")[1])
    back = json.loads(terminal.run("diff", new, old, "--format", "json")[1])
    keys = {"of", "id", "change", "key", "limit_before", "limit_after", "before", "after", "plans"}
    assert there
    assert all(set(one) == keys for one in [*there, *back])

    def things(told: list[dict[str, object]], before: str, after: str) -> list[str]:
        return sorted(repr((o["of"], o["key"], o[before], o[after])) for o in told if o["change"] != "moved")

    assert things(there, "before", "after") == things(back, "after", "before")


def test_of_overlays_data_name_the_plans(terminal: Terminal) -> None:
    told = json.loads(terminal.run("diff", "old.yaml", "new.yaml", "--format", "json")[1])
    plans = {(one["of"], one["id"], one["change"]): one["plans"] for one in told}
    assert plans[("overlay", "graded-response", "changed")] is None
    assert plans[("number", "key-report", "changed")] == ["company-six-stage", "soe-rapid-response"]
    assert plans[("number", "key-report", "removed")] == ["visit-without-notice"]
    assert plans[("step", "close-on-site", "changed")] == ["company-six-stage"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old.yaml", "graded-response"),
        ("old.yaml", "laid-out.yaml"),
        ("site-old.yaml", "site-old.yaml"),
        ("quiet-four", "quiet-four"),
    ],
)
def test_layout_is_no_difference(terminal: Terminal, old: str, new: str) -> None:
    assert terminal.run("diff", old, new)[0] == 0
    assert terminal.run("diff", old, new, "--format", "json") == (0, "[]\n")


def test_every_change_between_shipped_scenarios_can_be_told(terminal: Terminal) -> None:
    names = sorted(scenario_shelf.shelved())
    for one, other in zip(names, [*names[1:], names[0]], strict=True):
        code, printed = terminal.run("diff", one, other)
        assert code == 1
        assert "{" not in printed
        assert terminal.run("diff", one, other, "--format", "json")[0] == 1


def test_two_states_of_one_folder_are_compared_each_with_what_stands_beside_it(terminal: Terminal) -> None:
    for state, minutes in (("before", "5 min"), ("runbooks", "6 min")):
        folder = terminal.folder / state
        folder.mkdir()
        for name in ("common", "grading", "graded-response", "soe-rapid-response", "after-action", "danger-branch"):
            text = (shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
            text = text.replace("  ASM-01:\n    is: 5 min", f"  ASM-01:\n    is: {minutes}")
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    code, printed = terminal.run("diff", "before/soe-rapid-response.yaml", "runbooks/soe-rapid-response.yaml")
    assert (code, len(printed.splitlines()), "ASM-01" in printed) == (1, 2, True)
    assert terminal.run("diff", "before/graded-response.yaml", "runbooks/graded-response.yaml")[0] == 0


def test_a_plan_that_is_not_here_is_left_out_and_said(terminal: Terminal) -> None:
    text = (terminal.folder / "new.yaml").read_text(encoding="utf-8")
    (terminal.folder / "new.yaml").write_text(text.replace("soe-rapid-response]", "soe-rapid-response, gone]"), "utf-8")
    code, printed = terminal.run("diff", "old.yaml", "new.yaml")
    assert code == 1
    assert "gone" in next(line for line in printed.splitlines() if line.startswith("! "))
    assert "key-report" in printed


REFUSED = [
    ("soe-rapid-response", "site-old.yaml"),
    ("site-old.yaml", "graded-response"),
    ("quiet-four", "soe-rapid-response"),
    ("routine-case", "graded-response"),
    ("graded-response", "routine-case"),
    ("old.yaml", "nowhere"),
    ("old.yaml", "nowhere.yaml"),
    ("site-old.yaml", "broken.yaml"),
    ("quiet-four", "quiet-for"),
]


@pytest.mark.parametrize("pair", REFUSED, ids="-".join)
def test_what_cannot_be_compared_is_refused_with_the_reason(terminal: Terminal, pair: tuple[str, str]) -> None:
    (terminal.folder / "broken.yaml").write_text("site: B\npeople: 3\n", encoding="utf-8")
    code, printed = terminal.run("diff", *pair)
    assert code == 2
    assert printed.startswith("! ")
    assert "Traceback" not in printed
    for typed in pair if pair[0] != "old.yaml" and "broken" not in pair[1] else ():
        assert typed.split(".")[0] in printed or typed == "quiet-four"


def test_where_no_plan_is_here_nothing_is_said_to_be_the_same(terminal: Terminal) -> None:
    for name, minutes in (("one", 5), ("other", 6)):
        text = f"overlay: o\ntitle: O\nfor: [gone]\nnumbers: {{n: {{is: {minutes} min, replaces: x, why: y}}}}\n"
        (terminal.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    code, printed = terminal.run("diff", "one.yaml", "other.yaml")
    assert (code, "gone" in printed, len(printed.splitlines())) == (2, True, 2)


def test_two_people_of_one_name_are_two(terminal: Terminal) -> None:
    people = 'site: X\npeople: {{a: [{{name: 王, tel: "1"}}, {{name: 王, tel: "{}"}}]}}\n'
    for name, tel in (("one", 2), ("other", 3)):
        (terminal.folder / f"{name}.yaml").write_text(people.format(tel), encoding="utf-8")
    code, printed = terminal.run("diff", "one.yaml", "other.yaml")
    assert (code, next(line for line in printed.splitlines() if "->" in line).endswith("2 -> 3")) == (1, True)
    assert printed.count("->") == 1


def test_a_number_that_is_none_is_told_as_it_stands(terminal: Terminal) -> None:
    for name, number in (("one", "²"), ("other", "③")):  # digits to Python, no number
        text = f'site: X\nnumbers: {{major-headcount: "{number}"}}\n'
        (terminal.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    code, printed = terminal.run("diff", "one.yaml", "other.yaml")
    assert (code, "²" in printed, "③" in printed) == (1, True, True)
