"""Five stories of somebody under stress, key by key, and how many keys each thing may cost at most.

The hands are one; the other one holds the telephone. Numbers of keys are upper bounds that were agreed on.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from incidents import commands as c
from incidents.session import Session
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, late_morning, mid_incident, ms


def count(keys: str) -> int:
    """How many keys that is."""
    return len(keys.split())


# -- the stories ----------------------------------------------------------------------------------------


def test_seen_ten_minutes_ago_and_reported_within_five_minutes() -> None:
    """Given F2 was pressed at 08:43:10 (one key), when the four questions are answered while the first number rings,
    nobody answers, and the deputy does, then 02 is done with both calls on record, in 8 keys altogether.
    """
    keys = "3 4 2 1 enter 3 1"
    hands = Hands(NorthGate(), fresh=True).keys(keys)
    assert 1 + count(keys) <= 8
    calls = [(e.data["person"], e.data["result"]) for e in hands.recorded if e.kind == "call-logged"]
    assert calls == [("刘建国", "no-answer"), ("陈敏", "reported")]
    assert "step-done" in hands.kinds
    assert hands.board.state.level == "major"
    assert hands.board.state.began == ms("08:33:10")


def test_three_things_at_once_on_two_telephones() -> None:
    """Given 02 rings on the mobile, when the landline brings news of the department, then the guard reports that the
    gate is blocked, then 02 answers, then everything is on record in 13 keys and neither call closed the other.
    """
    hands = Hands(mid_incident())
    hands.keys("0 2 enter")
    keys = "left 0 4 f6 down enter f3 3 3 0 2 enter 1"
    hands.keys(keys)
    assert count(keys) <= 13
    assert hands.kinds == ["note-added", "fact-stated", "call-logged", "step-done"]
    note, entrance, call, done = hands.recorded
    assert note.data["text"] == "现场平稳"
    assert (entrance.data["fact"], entrance.data["value"]) == ("entrance", "blocked")
    assert call.step == done.step == "report-leading-group"


def test_danger_in_the_middle_of_a_note() -> None:
    """Given a note is half written, when somebody is pushed, then 110 is dialled after 2 keys, logged with the third,
    and the note is finished afterwards.
    """
    hands = Hands(late_morning())
    hands.keys("f6").type("北门有人推搡, 保安正", gap=100)
    hands.wait(5_000).keys("f9 space")
    assert hands.number == "92"
    assert "照着念" in hands.screen()
    assert "110" in hands.row(9) + hands.row(10) + hands.row(11)
    hands.keys("1")
    assert hands.kinds == ["fact-stated", "call-logged", "step-done"]
    hands.keys("f6").type("拉开", gap=100).keys("enter")
    assert hands.recorded[-1].data["text"] == "北门有人推搡, 保安正拉开"


def test_the_duty_is_handed_over_in_the_middle() -> None:
    """Given an incident under way, when the words are said and both sign, then the incoming officer is on duty."""
    hands = Hands(late_morning())
    hands.keys("esc 4 1").type("赵立12:30回厂", gap=100).keys("enter space").wait(60_000).keys("space")
    assert hands.kinds == ["handover-offered", "handover-accepted"]
    assert count("esc 4 1 enter space space") <= 6
    assert hands.station.by == hands.board.state.duty == "何平"


def test_the_laptop_died(tmp_path: Path) -> None:
    """Given the machine was dead for eight minutes with a note half written, when the officer comes back, then the gap
    and the draft are said, and a step done three minutes ago is entered with its time in 6 keys.
    """
    gate = late_morning()
    before = Hands(gate, drafts=tmp_path)
    before.keys("f6").type("代表提出", gap=100).wait(2_000)
    gate.clock.time += 8 * 60_000
    hands = Hands(gate, drafts=tmp_path)
    assert "断了8分" in hands.screen()
    assert "草稿" in hands.screen()
    keys = "7 2 space left left left"
    hands.keys(keys).wait(2_000)
    assert count(keys) <= 6
    assert hands.kinds[0] == "step-done"
    assert hands.recorded[0].step == hands.board.plan.by_number["72"].id
    moved = next(e for e in hands.recorded if e.kind == "corrected")
    assert hands.recorded[0].at - moved.data["at"] == 3 * 60_000


# -- what each thing may cost ---------------------------------------------------------------------------

TARGETS = [
    ("a step is done", "space", 1, ["step-done"]),
    ("a step is done with its call", "enter 1", 2, ["call-logged", "step-done"]),
    ("a call is logged, the telephones open", "enter 3", 2, ["call-logged"]),
    ("a fact is changed", "f3 2 2", 3, ["fact-stated"]),
    ("the head count is changed", "f3 1 5 0 enter", 5, ["fact-stated"]),
    ("danger is confirmed", "f9 space", 2, ["fact-stated"]),
    ("110 is logged", "f9 space 1", 3, ["fact-stated", "call-logged", "step-done"]),
    ("a step is skipped", "right 4 3 1", 4, ["step-skipped"]),
    ("an act is undone", "bksp bksp", 2, ["corrected"]),
    ("a stock note", "f6 down enter", 3, ["note-added"]),
    ("a task is handed over", "right 1 1", 3, ["step-assigned"]),
]


@pytest.mark.parametrize(("what", "keys", "most", "kinds"), TARGETS, ids=[t[0] for t in TARGETS])
def test_it_costs_no_more_keys_than_agreed(what: str, keys: str, most: int, kinds: list[str]) -> None:
    hands = Hands(mid_incident()).keys(keys)
    assert count(keys) <= most, what
    assert hands.kinds[: len(kinds)] == kinds


def test_any_step_is_found_within_three_keys() -> None:
    hands = Hands(mid_incident())
    for step in hands.board.plan.steps:
        hands.keys(" ".join(step.number))
        assert len(step.number) <= 3
        assert hands.number == step.number


def test_one_station_sees_what_another_recorded_with_its_next_look() -> None:
    gate = mid_incident()
    hands = Hands(gate)
    gate.clock.time += 60_000
    other = Session.resume(gate.store.peer(), gate.session.id, clock=gate.clock)
    other.do(c.AddNote(at=gate.clock.time, text="派出所回电"), "李强")
    assert hands.station.poll()
    assert "派出所回电" in hands.screen()
