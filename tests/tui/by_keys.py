"""A walk through a plan, pressed at the full screen: digits, Space, Enter, arrows, and what is typed in plain ASCII.

It looks only at what an officer sees and knows: the number of a step, the digit in front of an answer.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports.words import Lang
from runbooks.library import load
from runbooks.plan import Column, Fact, Plan
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, ms
from tui.board.spots import Spot
from tui.common.answers import options, stock
from tui.desk.forms import stateable
from tui.desk.panel import Form, Level, Strip

WALKS = Path(__file__).parents[1] / "walks"
_PER_PAGE = 9


@cache
def _plan(name: str, overlays: tuple[str, ...]) -> Plan:
    """The plan with the shipped numbers: the walks were written for those."""
    loaded = load(name, overlays=overlays)
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


class ByKeys:
    """An officer who walks through a plan with the keys alone."""

    def __init__(self, name: str, lang: Lang) -> None:
        self.walk: dict[str, Any] = yaml.safe_load((WALKS / f"{name}.yaml").read_text(encoding="utf-8"))
        self.gate = NorthGate(self.walk["opened"], plan_=_plan(self.walk["plan"], tuple(self.walk["overlays"])))
        self.hands = Hands(self.gate, lang=lang)
        self.typed = ""
        """Everything that was typed into fields."""
        if self.walk["began"] != self.walk["opened"]:
            self._state("began", self.walk["began"])

    def to_the_end(self) -> Hands:
        """Every act of the walk in its order, then the closing."""
        for act in self.walk["acts"]:
            self.hands.wait(max(ms(act["at"]) - self.gate.clock.time, 1_000))
            self.act(act)
        self.close()
        return self.hands

    def act(self, act: dict[str, Any]) -> None:
        """One act: the level, the step with its form, facts and rows."""
        if "level" in act:
            self._level(act["level"])
        if "do" in act:
            self._step(act["do"], act.get("turn", 0), act.get("facts", {}))
        for fact, value in act.get("set", {}).items():
            self._state(fact, value)
        for fact, rows in act.get("add", {}).items():
            self._rows(fact, rows)

    def close(self) -> None:
        """Esc 4, close, handled; what is still owed cannot be had, or the leader decides."""
        self.hands.keys("esc 4 2 1")
        if self.hands.board.state.closed is None:
            self.hands.keys(self._digit("领导决定结束", "the leader in charge decided to close"))

    # -- steps ------------------------------------------------------------------------------------------

    def _step(self, step: str, turn: int, facts: dict[str, Any]) -> None:
        board, hands = self.hands.board, self.hands
        hands.keys(" ".join(board.plan.step[step].number))
        if turn:
            self._to_turn(step, turn)
        hands.keys("enter")
        if facts:
            self._form(facts)
        hands.keys("space")
        self._answer_what_is_proposed()
        self._leave()

    def _to_turn(self, step: str, turn: int) -> None:
        wanted = Spot(self.hands.board.plan.steps.index(self.hands.board.plan.step[step]), turn)
        for key in ("down", "up"):
            for _ in range(12):
                if self.hands.ui.cursor == wanted:
                    return
                self.hands.keys(key)
        assert self.hands.ui.cursor == wanted

    def _form(self, facts: dict[str, Any]) -> None:
        """Enter opens the form; every question that is asked is answered, or left open with Enter."""
        self.hands.keys("enter")
        left = dict(facts)
        for _ in range(40):
            panel = self.hands.ui.panel
            if isinstance(panel, Level):
                self._answer_what_is_proposed()
                continue
            if not isinstance(panel, Form):
                break
            name = panel.facts[0]
            if name in left:
                self._answer(self.hands.board.plan.facts[name], left.pop(name))
            else:
                self.hands.keys("tab")
        for name, value in left.items():
            self._state(name, value)

    # -- answers ----------------------------------------------------------------------------------------

    def _answer(self, asked: Fact | Column, value: Any) -> None:
        """One question: a digit where digits stand, a stock phrase for a text, else what an ASCII keyboard types."""
        board, hands = self.hands.board, self.hands
        known = options(asked, board.plan, board.site, board.words)
        if asked.type == "rows":
            hands.keys("2")
            return
        for n, (_, given) in enumerate(known):
            if given.value == value and not given.unknown:
                hands.keys(" ".join(["0"] * (n // _PER_PAGE) + [str(n % _PER_PAGE + 1)]))
                return
        if known and asked.type == "text":
            hands.keys("1")
            return
        if stock(asked, board.site, board.words):
            hands.keys("down enter")
            return
        self._type(asked, value)

    def _type(self, asked: Fact | Column, value: Any) -> None:
        text = f"{value['id']} {value['delete_by']}" if isinstance(value, dict) else str(value)
        if not text.isascii():
            text = "Zheng Yan"
        text = text.replace(":", "") if asked.type == "moment" else text
        self.typed += text
        self.hands.type(text, gap=120).wait(500)
        self.hands.keys("enter")

    def _state(self, fact: str, value: Any) -> None:
        """F3, the digit of the fact, the answer."""
        names = stateable(self.hands.board.plan)
        at = names.index(fact)
        self.hands.keys(" ".join(["f3", *["0"] * (at // _PER_PAGE), str(at % _PER_PAGE + 1)]))
        if fact == "began":
            self.hands.type(value.replace(":", ""), gap=120).keys("enter")
        else:
            self._answer(self.hands.board.plan.facts[fact], value)
        self._answer_what_is_proposed()
        self._leave()

    def _rows(self, fact: str, rows: list[dict[str, Any]]) -> None:
        """F3, the list, 1 for every row, its columns one after another, 2 for the end."""
        names = stateable(self.hands.board.plan)
        at = names.index(fact)
        self.hands.keys(" ".join(["f3", *["0"] * (at // _PER_PAGE), str(at % _PER_PAGE + 1)]))
        for row in rows:
            self.hands.keys("1")
            for column in self.hands.board.plan.facts[fact].columns:
                if column.id in row:
                    self._answer(column, row[column.id])
                else:
                    self.hands.keys("enter")
        self.hands.keys("2")
        self._leave()

    def _level(self, level: str) -> None:
        names = stateable(self.hands.board.plan)
        at = names.index("level")
        self.hands.keys(" ".join(["f3", *["0"] * (at // _PER_PAGE), str(at % _PER_PAGE + 1)]))
        panel = self.hands.ui.panel
        assert isinstance(panel, Level)
        if panel.proposed and self.hands.board.proposed == level:
            self.hands.keys("1")
        else:
            ids = [known.id for known in self.hands.board.plan.levels]
            self.hands.keys(str(ids.index(level) + 1))
        self._leave()

    def _answer_what_is_proposed(self) -> None:
        """A level that the answers propose is put off: the walk says when it is set."""
        if isinstance(self.hands.ui.panel, Level | Strip):
            self.hands.keys("left")

    def _leave(self) -> None:
        """Back to the list."""
        for _ in range(6):
            if not self.hands.ui.panels:
                return
            self.hands.keys("left")
        raise AssertionError(self.hands.screen())

    def _digit(self, zh: str, en: str) -> str:
        """The digit in front of an option on the screen."""
        for row in self.hands.screen().splitlines():
            for text in (zh, en):
                if text in row:
                    return row.partition(text)[0].split()[-1]
        raise AssertionError(self.hands.screen())
