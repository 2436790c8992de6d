"""Whole incidents by keys alone, in both languages, without one Chinese character being typed: they end as the same
walks do on the bare engine.
"""

from __future__ import annotations

from typing import Any

import pytest

from incidents.views import LimitView
from reports.words import Lang
from tests.tui.by_keys import ByKeys
from tests.tui.north_gate import ms

PRESSING_MS = 120_000
"""The walk counts from whole minutes; pressing its keys takes some seconds of them."""
NAMES = (
    "soe-calm",
    "soe-danger",
    "company-full",
    "company-through-danger",
    "company-not-an-incident",
)


def chosen(expected: dict[str, Any], limits: tuple[LimitView, ...]) -> list[LimitView]:
    """The limits that an expectation of a walk means."""
    counted_from = expected.get("from") or expected.get("by")
    found = [v for v in limits if v.step == expected["step"] and v.basis == expected["basis"]]
    found = [v for v in found if counted_from in {None, v.from_} and v.turn == expected.get("turn", v.turn)]
    return [v for v in found if "level" not in expected or v.number.startswith(expected["level"])]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_whole_incident_is_driven_to_its_closing_by_keys_alone(name: str, lang: Lang) -> None:
    officer = ByKeys(name, lang)
    hands = officer.to_the_end()
    state = hands.board.state
    assert state.closed is not None, hands.screen()
    assert officer.typed.isascii()
    seen = hands.gate.session.snapshot()
    done = {step.id for step in seen.steps if step.state == "done"}
    assert {act["do"] for act in officer.walk["acts"] if "do" in act} <= done
    wrong = []
    for expected in officer.walk["limits"]:
        found = chosen(expected, seen.limits)
        stands = {"overdue": "missed"}.get(expected["verdict"], expected["verdict"])  # it has been closed meanwhile
        if [v.state for v in found] != [stands]:
            wrong.append((expected, [(v.state, v.due_at) for v in found]))
        elif "due" in expected and abs((found[0].due_at or 0) - due(expected["due"])) > PRESSING_MS:
            wrong.append((expected, [(found[0].state, found[0].due_at)]))
    assert wrong == []


def due(text: str) -> int:
    """A due as walks write it; `24:00` is the midnight that follows."""
    day, _, clock = text.rpartition(" ")
    if clock == "24:00":
        return ms(f"{day} 00:00".strip()) + 24 * 3_600_000
    return ms(text)
