"""Somebody who edits a plan, without a terminal: keys by name, texts as they are typed, a clock that stands still."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reports.words import Lang, Words
from tui.desk.keys import Key
from tui.desk.press import REGISTRY
from tui.editing.keys import editor_key
from tui.editing.state import Room
from tui.editing.text import Spot, joined
from tui.lines import plain_text
from tui.pages.editor import EditorDrawn, editor_screen
from tui.shell.workbench import Workbench

PLAN = """\
# 北门有人聚集时用
runbook: gate
title: {zh: 北门聚集, en: At the gate}
version: 1.0.0
sources:
  C: {title: {zh: 快速响应方案, en: Rapid response}, kind: plan}
numbers:
  SOON: {is: 10 min, replaces: {zh: 及时, en: promptly}, why: {zh: 本单位定, en: our own}}
roles:
  duty_officer: {zh: 值班员, en: Duty officer}
  department_head: {zh: 部门负责人, en: Department head}
  leading_group_head: {zh: 组长, en: Head of the group}
facts:
  place: {type: text, ask: {zh: 地点, en: Place}, source: C-1}
  danger: {type: yes-no, ask: {zh: 有没有危险, en: Any danger}, source: C-1}
steps:
  - id: log-sign
    stage: report
    title: {zh: 登记聚集迹象, en: Log the sign}
    role: duty_officer
    record: [place, danger]
    source: C-3.3
    work: {median: 2 min, p90: 4 min}
  # C 三(三) 当出现聚集上访迹象时, 30分钟内报告
  - id: report-leading-group
    stage: report
    title: {zh: 向领导小组报告, en: Report to leading group}
    role: department_head
    after: [log-sign]
    limits:
      - {within: 30 min, from: began, basis: plan, source: C-3.3}
      - {within: SOON, from: log-sign, basis: assumed, source: C-3.3}
    source: C-3.3
    work: {median: 6 min, p90: 15 min}
  - id: choose-speaker
    stage: respond
    title: {zh: 确定出面领导, en: Choose the speaker}
    role: leading_group_head
    after: [report-leading-group]
    source: C-3.3
    work: {median: 5 min, p90: 12 min}
  - id: speaker-in-front
    stage: on-site
    title: {zh: 领导出面, en: Leader in front}
    role: leading_group_head
    after: [choose-speaker]
    limits:
      - {within: 1 h, from: began, basis: plan, source: C-3.3}
    source: C-3.3
    work: {median: 10 min, p90: 20 min}
  - id: keep-order
    stage: on-site
    title: {zh: 维护秩序, en: Keep order}
    role: duty_officer
    when: {danger: yes}
    source: C-3.3
"""


class Writer:
    """The workbench over a file in a folder, with a clock that is told the time."""

    def __init__(
        self,
        folder: Path,
        lang: Lang = "zh",
        text: str = PLAN,
        *,
        size: tuple[int, int] = (80, 24),
        name: str = "gate.yaml",
        site: Path | None = None,
    ) -> None:
        self.path = folder / name
        if not self.path.exists():
            self.path.write_bytes(text.encode())
        self.drafts = folder / "drafts"
        self.time = 1_000_000
        self.words = Words(lang)
        self.bench = Workbench(
            self.path,
            words=self.words,
            site=site,
            drafts=self.drafts,
            at=lambda: self.time,
            now=lambda: 1_773_016_800_000 + self.time,
        )
        self.bench.resize(*size)
        self.bench.room = self._named(self.bench.room)
        self.check()

    @staticmethod
    def _named(room: Room) -> Room:
        return replace(room, name=f"runbooks/{Path(room.name).name}")

    @property
    def room(self) -> Room:
        """What lies before them."""
        return self.bench.room

    @property
    def text(self) -> str:
        """What they have written."""
        return joined(self.room.editor.lines)

    @property
    def codes(self) -> list[str]:
        """The problems that are known."""
        return [mark.problem.code for mark in self.room.marks]

    def press(self, *names: str) -> Writer:
        """Keys one after the other."""
        for name in names:
            self.time += 100
            character = name if len(name) == 1 else " " if name == "space" else None
            key = editor_key(name, character, self.time)
            assert key is not None, name
            self.bench.key(key)
            self.draw()
        return self

    def type(self, text: str) -> Writer:
        """A text letter by letter."""
        for char in text:
            self.press({" ": "space", "\n": "enter"}.get(char, char))
        return self

    def burst(self, text: str) -> Writer:
        """A text key by key, faster than any hand."""
        for char in text:
            self.time += 1
            name = {" ": "space", "\n": "enter"}.get(char, char)
            key = editor_key(name, char if char != "\n" else None, self.time)
            assert key is not None
            self.bench.key(key)
        return self

    def paste(self, text: str) -> Writer:
        """A text in one piece."""
        self.time += 100
        self.bench.key(Key("text", self.time, text))
        return self

    def check(self) -> Writer:
        """The keys rest, and the text is checked."""
        self.time += 1_000
        while (job := self.bench.job()) is not None:
            self.bench.checked(job, self.bench.check(job))
        return self

    @property
    def offered(self) -> list[str]:
        """What could be written where the caret stands."""
        return [option.text for option in self.room.completion.options] if self.room.completion is not None else []

    def rest(self, ms: int = 1_000) -> Writer:
        """Time goes by: what is not saved is put on disk."""
        self.time += ms
        left = self.bench.draft()
        if left is not None:
            self.bench.written(left, self.bench.write(left))
        return self

    def at(self, text: str, behind: str = "") -> Writer:
        """The caret on the first line that holds a text, behind a part of it."""
        row = next(n for n, line in enumerate(self.room.editor.lines) if text in line)
        line = self.room.editor.lines[row]
        column = line.index(behind) + len(behind) if behind else line.index(text)
        self.bench.room = replace(self.room, editor=self.room.editor.go(Spot(row, column)), completion=None)
        return self

    def draw(self) -> EditorDrawn:
        """The screen."""
        drawn = editor_screen(self.room, self.words, REGISTRY)
        self.bench.shown_from(drawn.first)
        return drawn

    @property
    def screen(self) -> str:
        """The screen as text."""
        return plain_text(self.draw().lines)
