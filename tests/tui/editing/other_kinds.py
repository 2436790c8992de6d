"""Files that are no runbook, as somebody edits them: an overlay, a scenario, a site's file."""

from __future__ import annotations

from pathlib import Path

from reports.words import Lang
from tests.tui.editing.writer import PLAN, Writer

NIGHT = """\
overlay: night
title: {zh: 夜间, en: At night}
version: 1.0.0
for: [gate, yard]
sources:
  N: {title: {zh: 夜间规定, en: Night rules}, kind: plan}
roles:
  guard: {zh: 夜班门卫, en: Night guard}
facts:
  dark: {type: yes-no, ask: {zh: 是否停电, en: Is it dark}, source: N-1}
steps:
  - id: light-up
    stage: on-site
    title: {zh: 开灯, en: Light up}
    role: guard
    after: [log-sign]
    source: N-2
    work: {median: 1 min, p90: 3 min}
change:
  - step: report-leading-group
    limits:
      - {within: 15 min, from: began, basis: plan, source: N-3}
  - step: keep-order
    role: guard
"""

DRILL = """\
scenario: gate-drill
title: {zh: 北门演练, en: Drill at the gate}
runbook: gate
start: 2026-03-09T08:40+08:00
horizon: 2 h
staff:
  duty_officer: {count: 2, reaction: 1 min}
  department_head: {count: 1, reaction: {median: 3 min, p90: 8 min}}
  leading_group_head: {count: 1}
answers:
  danger: {yes: 0.3, no: 0.7}
injects:
  - id: bottle
    at: 20 min
    says: {zh: 有人扔瓶子, en: A bottle is thrown}
    expects: [keep-order]
objectives:
  - {id: told, title: {zh: 报告及时, en: Told in time}, of: [report-leading-group]}
"""

SITE = """\
site: {zh: 示例厂, en: Example works}
default-plan: gate
overlays: [night]
numbers: {SOON: 8 min}
people:
  duty_officer: [{name: 王岚, tel: "8000"}]
  department_head: [{name: 孙伟}]
"""


def beside(folder: Path) -> Path:
    """The plan of the gate, and another one with the same first step."""
    (folder / "gate.yaml").write_text(PLAN, encoding="utf-8")
    yard = PLAN.replace("runbook: gate", "runbook: yard").replace("北门聚集", "院内聚集")
    (folder / "yard.yaml").write_text(yard, encoding="utf-8")
    return folder


def overlay(folder: Path, lang: Lang = "zh", text: str = NIGHT, size: tuple[int, int] = (80, 24)) -> Writer:
    """Before the overlay for the night."""
    return Writer(beside(folder), lang, text, name="night.yaml", size=size)


def scenario(folder: Path, lang: Lang = "zh", text: str = DRILL, size: tuple[int, int] = (80, 24)) -> Writer:
    """Before the scenario of the gate."""
    return Writer(beside(folder), lang, text, name="drill.yaml", size=size)


def site(folder: Path, lang: Lang = "zh", text: str = SITE, size: tuple[int, int] = (80, 24)) -> Writer:
    """Before the site's file."""
    (beside(folder) / "night.yaml").write_text(NIGHT, encoding="utf-8")
    return Writer(folder, lang, text, name="site.yaml", size=size)
