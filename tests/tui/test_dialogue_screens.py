"""Every dialogue as plain text at 80x24, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reports.cells import cell_width
from reports.words import Lang
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, in_danger, late_morning, mid_incident

Golden = Callable[[str, str], None]
_HEAD = re.compile(r"(#\d{3,} )[0-9A-F]{4}-[0-9A-F]{4}\b")

DIALOGUES: dict[str, tuple[Callable[[], NorthGate], str]] = {
    "right": (mid_incident, "0 2 right"),
    "assign": (mid_incident, "0 4 right 1"),
    "skip-why": (late_morning, "0 9 right 4"),
    "skip-who": (late_morning, "0 9 right 4 3"),
    "reopen": (late_morning, "0 4 right 5"),
    "evidence": (in_danger, "0 2 right 6 1"),
    "retime": (late_morning, "0 4 right 7"),
    "retime-when": (late_morning, "0 4 right 7 1"),
    "waive": (mid_incident, "0 2 right 8"),
    "waive-why": (mid_incident, "0 2 right 8 1 1"),
    "record": (late_morning, "f8 right"),
    "more": (mid_incident, "esc 4"),
    "close": (late_morning, "esc 4 2"),
    "close-open": (late_morning, "esc 4 2 1"),
    "switch": (mid_incident, "esc 4 3"),
    "duty": (mid_incident, "esc 4 6"),
    "take-over": (mid_incident, "esc 4 7 1 2"),
}


def shown(name: str, lang: Lang) -> str:
    """The screen, its record's head blanked."""
    make, keys = DIALOGUES[name]
    hands = Hands(make(), lang=lang)
    hands.board.plans = {
        "soe-rapid-response": {"zh": "国企聚集上访快速响应", "en": "SOE gathering response"},
        "company-six-stage": {"zh": "公司六阶段应急处置", "en": "Company six-stage plan"},
    }
    return _HEAD.sub(r"\1____-____", hands.keys(keys).screen())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue_is_as_it_was_agreed(name: str, lang: Lang, golden: Golden) -> None:
    text = shown(name, lang)
    assert {cell_width(line) for line in text.splitlines() if line} == {80}
    golden(f"screens/dialogue-{name}-{lang}.txt", text)
