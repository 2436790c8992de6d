"""A drill where overlays are in force: laid over the plan when asked for, named when not."""

from __future__ import annotations

import json

import pytest

from drillbook.drill_lives import Lives
from tests.drillbook.drills.small import SMALL, good, here
from tests.drillbook.terminal import Terminal

SITE = "site: {zh: 单位, en: Site}\ntimezone: Asia/Shanghai\noverlays: [twice, elsewhere]\n"
TWICE = """\
overlay: twice
title: {zh: 再说一遍, en: Tell it twice}
for: [gate]
steps:
  - {id: again, title: Tell it again, stage: report, role: ROLE, after: tell, source: P-3, work: 2 min,
     limits: [{within: 40 min, from: began, basis: plan, source: P-3}]}
"""
LEFT_OFF = (
    "In force here, but not laid over the plan, for the scenario does not name it: twice. --site-overlays lays it."
)


def at_a_site(terminal: Terminal, role: str) -> None:
    elsewhere = TWICE.replace("twice", "elsewhere").replace("[gate]", "[soe-rapid-response]")
    for name, text in (("site", SITE), ("runbooks/twice", TWICE), ("runbooks/elsewhere", elsewhere)):
        (terminal.folder / f"{name}.yaml").write_text(text.replace("ROLE", role), encoding="utf-8")


def test_the_overlays_of_the_site_are_laid_when_asked_for_and_named_when_not(terminal):
    at_a_site(terminal, "clerk")
    said = good(terminal, "drill", "try", "--runs", "20")
    assert f"! {LEFT_OFF}" in said
    assert "Tell it again" not in said
    here = good(terminal, "drill", "try", "--runs", "20", "--site-overlays", "-o", "page.html")
    page = (terminal.folder / "page.html").read_text(encoding="utf-8")
    assert "drillbook drill try --runs 20 --seed 1 --site-overlays<" in page
    assert "see one with --seed 1 --site-overlays --timeline" in here
    assert here.startswith("DRILL: Try\n  scenario try, plan gate with twice\n")
    assert "Tell it again" in here
    assert LEFT_OFF not in here
    told = json.loads(good(terminal, "drill", "try", "--runs", "20", "--site-overlays", "--json"))
    assert told["overlays"] == ["twice"]
    assert "Tell it again" in good(terminal, "drill", "try", "--timeline", "1", "--site-overlays")
    assert "overlays in force: twice" in good(terminal, "show", "try", "--site-overlays")
    compared = good(terminal, "compare", "try", "--staff", "guard=3", "--runs", "20", "--site-overlays")
    assert "scenario try, plan gate with twice; 20 runs" in compared


def test_a_scenario_that_names_the_overlay_of_the_site_is_told_nothing(terminal):
    at_a_site(terminal, "clerk")
    here(terminal, SMALL + "overlays: [twice]\n")
    alone = good(terminal, "drill", "try", "--runs", "20")
    assert LEFT_OFF not in alone
    both = good(terminal, "drill", "try", "--runs", "20", "--site-overlays")
    assert alone.splitlines()[:-1] == both.splitlines()[:-1]


def test_what_a_scenario_lacks_under_the_overlays_of_the_site_is_told_before_the_runs(terminal, monkeypatch):
    at_a_site(terminal, "deputy")
    good(terminal, "drill", "try", "--runs", "5")
    monkeypatch.setattr(Lives, "__call__", lambda *_: pytest.fail("a run was lived"))
    code, said = terminal.run("drill", "try", "--site-overlays")
    assert code == 2
    assert "nobody is there for 'deputy', who does again in staff" in said
    assert "That is so under the overlays in force here (twice); without --site-overlays nothing is wrong." in said
