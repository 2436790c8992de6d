"""Coming back after the machine died, or to an incident of somebody else."""

from __future__ import annotations

from pathlib import Path

from incidents import commands as c
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident, ms
from tui.common.drafts import Draft, Drafts


def late_by(minutes: int) -> NorthGate:
    gate = mid_incident()
    gate.clock.time = ms("08:51:58") + minutes * 60_000
    return gate


def test_coming_back_a_step_done_three_minutes_ago_is_six_keys(tmp_path: Path) -> None:
    Hands(mid_incident(), drafts=tmp_path).keys("f6").type("代表4人").wait(600)
    hands = Hands(late_by(8), drafts=tmp_path)
    assert "草稿1条: 代表4人" in hands.screen()
    keys = "0 4 space left left left"
    assert len(keys.split()) == 6
    hands.keys(keys)
    hands.wait(2_000)
    assert hands.kinds == ["step-done", "corrected"]
    done = hands.recorded[0]
    assert done.step == "department-on-site"
    assert hands.recorded[1].data["at"] == done.at - 3 * 60_000
    assert "断了" not in hands.screen()


def test_the_gap_and_what_fell_due_in_it_are_said() -> None:
    hands = Hands(late_by(8))
    assert "断了8分 (末次存盘 08:51:58)" in hands.screen()
    assert "其间没有预案或法规时限到期。" in hands.screen()
    assert "其间已到期: 02 预案30分 09:10到" in Hands(late_by(20)).screen()


def test_a_recording_key_acts_as_if_nothing_were_said() -> None:
    hands = Hands(late_by(8))
    hands.keys("space")
    assert hands.kinds == ["step-done"]
    assert "断了" not in hands.screen()


def test_nothing_is_said_after_a_moment() -> None:
    assert "断了" not in Hands(mid_incident()).screen()


def test_who_is_on_duty_and_how_to_take_over_is_said_to_somebody_else() -> None:
    gate = late_by(8)
    gate.by = "何平"
    said = Hands(gate).screen()
    assert "值班人是王岚, 你是何平。要单方接班: Esc 4 7" in said


def test_a_handover_that_was_not_signed_is_said() -> None:
    gate = mid_incident()
    gate.tell("08:53", c.OfferHandover, giver="王岚", taker="何平")
    gate.clock.time = ms("08:53:20")
    assert "王岚正在交班给何平, 还没有签收" in Hands(gate).screen()


def test_a_handover_of_twenty_seconds_ago_is_no_gap() -> None:
    gate = mid_incident()
    gate.tell("08:53", c.OfferHandover, giver="王岚", taker="何平")
    gate.clock.time = ms("08:53:20")
    said = Hands(gate).screen()
    assert "接着处置 (末次存盘 08:53:00)" in said
    assert "断了" not in said
    assert "其间" not in said


def test_ones_own_draft_is_the_one_that_is_shown(tmp_path: Path) -> None:
    for by, text in (("李强", "门岗来电"), ("王岚", "代表4人")):
        Drafts(tmp_path, mid_incident().session.id, by).keep(Draft("note", by, ms("08:52"), "", (text,)))
    said = Hands(late_by(8), drafts=tmp_path).screen()
    assert "草稿2条: 代表4人   F6=接着写" in said
    assert "断了7分" in said


def test_a_closed_incident_has_no_gap() -> None:
    gate = mid_incident()
    gate.tell("08:53", c.Close, outcome="mistake", reason="误按")
    gate.clock.time = ms("09:53")
    assert Hands(gate).ui.resumed is None
