"""`drillbook diff`: exit code, words in both languages, data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reports.new_file import new_file
from runbooks.shelf import shipped_folder
from tests.drillbook.terminal import Terminal


@pytest.fixture(params=["zh", "en"])
def terminal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(tmp_path, monkeypatch, capsys, request.param)
    text = new_file("runbook", "gate", request.param).decode()
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    new = text.replace("within: 30 min", "within: 20 min").replace("{danger: yes}", '{headcount: ">= 5"}')
    (tmp_path / "new.yaml").write_text(new.replace("role: leader", "role: head"), encoding="utf-8")
    laid = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    (tmp_path / "laid-out.yaml").write_text(laid + "\n", encoding="utf-8")
    return terminal


SAID = {
    "zh": [
        "02 报告部门负责人 (tell-head)",
        "  时限1的时间: 30分, 自起点 -> 20分, 自起点",
        "03 报警 (call-police)",
        "  条件: 有没有人身危险 = 是 -> 现场人数 >= 5",
        "05 决定怎么办 (decide)",
        "  责任: 带班领导 -> 部门负责人",
    ],
    "en": [
        "02 Tell the department head (tell-head)",
        "  limit 1: time: 30 min from start (first seen) -> 20 min from start (first seen)",
        "03 Call the police (call-police)",
        "  condition: Is anybody in danger = yes -> How many people >= 5",
        "05 Decide what is done (decide)",
        "  who: Leader on duty -> Department head",
    ],
}


def test_in_words(terminal: Terminal, request: pytest.FixtureRequest) -> None:
    code, printed = terminal.run("diff", "old.yaml", "new.yaml")
    assert (code, printed.splitlines()) == (1, SAID[request.node.callspec.params["terminal"]])


def test_as_data(terminal: Terminal) -> None:
    code, printed = terminal.run("diff", "old.yaml", "new.yaml", "--format", "json")
    first, *others = json.loads(printed)
    assert code == 1
    assert first == {
        "of": "limit",
        "id": "tell-head",
        "change": "changed",
        "key": "within",
        "limit_before": 1,
        "limit_after": 1,
        "before": "30 min",
        "after": "20 min",
        "plans": None,
    }
    assert [(o["of"], o["id"], o["key"]) for o in others] == [
        ("step", "call-police", "when"),
        ("step", "decide", "role"),
    ]


def test_as_data_what_no_other_data_show(terminal: Terminal) -> None:
    text = (terminal.folder / "old.yaml").read_text(encoding="utf-8")
    new = text.replace("where: site, ", "work: {median: 2 min, p90: 5 min}, ")
    (terminal.folder / "new.yaml").write_text(new, encoding="utf-8")
    told = json.loads(terminal.run("diff", "old.yaml", "new.yaml", "--format", "json")[1])
    assert [(one["key"], one["before"], one["after"]) for one in told] == [
        ("where", "site", None),
        ("work", None, {"median": "2 min", "p90": "5 min"}),
    ]


def test_steps_and_limits_that_come_and_go(terminal: Terminal) -> None:
    text = (terminal.folder / "old.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "id: write-down" not in line]
    new = "\n".join(lines).replace(
        ", source: P-5}", ", source: P-5, limits: [{within: 3 days, from: go-there, basis: plan, source: P-5}]}"
    )
    (terminal.folder / "new.yaml").write_text(new + "\n", encoding="utf-8")
    there = json.loads(terminal.run("diff", "old.yaml", "new.yaml", "--format", "json")[1])
    back = json.loads(terminal.run("diff", "new.yaml", "old.yaml", "--format", "json")[1])
    assert [(one["of"], one["id"], one["change"]) for one in there] == [
        ("limit", "decide", "added"),
        ("step", "write-down", "removed"),
    ]
    assert {(one["of"], one["change"]) for one in back} == {("limit", "removed"), ("step", "added")}
    assert there[0]["after"] == next(one["before"] for one in back if one["of"] == "limit")
    assert there[1]["before"]["id"] == "write-down"


def test_layout_is_no_difference(terminal: Terminal) -> None:
    assert terminal.run("diff", "old.yaml", "laid-out.yaml")[0] == 0
    assert terminal.run("diff", "old.yaml", "laid-out.yaml", "--format", "json") == (0, "[]\n")


def test_every_change_of_two_shipped_plans_can_be_told(terminal: Terminal) -> None:
    for pair in (("soe-rapid-response", "company-six-stage"), ("company-six-stage", "old.yaml")):
        code, printed = terminal.run("diff", *pair)
        assert code == 1
        assert "Duration(" not in printed
        assert terminal.run("diff", *pair, "--format", "json")[0] == 1


def test_a_number_of_the_site_hides_nothing(terminal: Terminal) -> None:
    (terminal.folder / "site.yaml").write_text("site: Ours\nnumbers: {at-once: 7 min}\n", encoding="utf-8")
    text = (terminal.folder / "old.yaml").read_text(encoding="utf-8").replace("is: 10 min", "is: 9 min")
    (terminal.folder / "new.yaml").write_text(text, encoding="utf-8")
    code, printed = terminal.run("diff", "old.yaml", "new.yaml")
    assert (code, "at-once" in printed) == (1, True)


def test_parts_without_steps(terminal: Terminal) -> None:
    text = (shipped_folder() / "common.yaml").read_text(encoding="utf-8")
    older = text.replace("  ASM-01:\n    is: 5 min", "  ASM-01:\n    is: 6 min")
    (terminal.folder / "common.yaml").write_text(older, encoding="utf-8")
    code, printed = terminal.run("diff", "common.yaml", "common")
    assert (code, len(printed.splitlines()), "ASM-01" in printed) == (1, 2, True)
    assert terminal.run("diff", "common", "common")[0] == 0


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml", "broken.yaml"])
def test_what_is_no_plan(terminal: Terminal, name: str) -> None:
    (terminal.folder / "broken.yaml").write_text("runbook: broken\ntitle: B\nrolls: {}\n", encoding="utf-8")
    code, printed = terminal.run("diff", "old.yaml", name)
    assert (code, printed[:2]) == (2, "! ")
