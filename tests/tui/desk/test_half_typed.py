"""What is half typed in any field: it is on disk, and comes up again wherever it is asked."""

from __future__ import annotations

from pathlib import Path

from incidents.journal.errors import NotDurable
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident
from tui.desk.forms import stateable
from tui.desk.panel import Form, Handover, Level, Paper

FULL = NotDurable("full", stored=19)


def again(tmp_path: Path) -> Hands:
    """The program was killed; the same officer comes back."""
    return Hands(mid_incident(), drafts=tmp_path)


def test_a_fact_half_typed_is_there_after_a_crash_and_gone_once_recorded(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("f3 1").type("约5").wait(900)
    after = again(tmp_path)
    after.keys("f3 1")
    assert isinstance(after.ui.panel, Form)
    assert after.ui.panel.field.text == "约5"
    after.type("0").keys("bksp bksp bksp").type("50").keys("enter").wait(1_000)
    assert after.recorded[0].data["value"] == 50
    last = again(tmp_path)
    last.keys("f3 1")
    assert isinstance(last.ui.panel, Form)
    assert last.ui.panel.field.text == ""


def test_a_fact_left_with_esc_comes_up_filled_in(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("f3 1").type("约5").keys("esc")
    hands.keys("f3 1" if not hands.ui.panels else "1")
    assert isinstance(hands.ui.panel, Form)
    assert hands.ui.panel.field.text == "约5"


def test_a_reason_for_a_lower_level_is_kept(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("f3 4 1").type("人散了").wait(900)
    after = again(tmp_path)
    after.keys("f3 4 1")
    assert isinstance(after.ui.panel, Level)
    assert after.ui.panel.field.text == "人散了"
    after.keys("enter 1").wait(1_000)
    assert after.kinds == ["level-set"]
    assert after.ui.typed == ()


def test_a_dialogue_keeps_what_was_typed(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("right 4").type("人手不够").wait(900)
    typed = hands.ui.typed
    assert [t.text for t in typed] == ["人手不够"]
    after = again(tmp_path)
    assert after.ui.typed == typed
    after.keys("right 4")
    assert "人手不够" in after.screen()


def test_a_line_from_paper_half_typed_is_kept(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("esc 4 8", gap=700).type("08:45 何平").wait(900)
    after = again(tmp_path)
    after.keys("esc 4 8", gap=700)
    assert isinstance(after.ui.panel, Paper)
    assert after.ui.panel.field.text == "08:45 何平"


def test_a_row_of_a_list_goes_on_at_its_column(tmp_path: Path) -> None:
    hands = again(tmp_path)
    place = stateable(hands.board.plan).index("measures")
    way = "f3 " + "0 " * (place // 9) + f"{place % 9 + 1} 1"
    hands.keys(way).type("加一名门岗").keys("enter").type("保卫").wait(900)
    panel = hands.ui.panel
    assert isinstance(panel, Form)
    assert (panel.column, panel.values) == (1, (("what", "加一名门岗"),))
    after = again(tmp_path)
    after.keys(way)
    assert isinstance(after.ui.panel, Form)
    assert (after.ui.panel.column, after.ui.panel.values, after.ui.panel.field) == (
        panel.column,
        panel.values,
        panel.field,
    )


def test_answers_half_typed_are_only_their_authors(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("f3 1").type("约5").wait(900)
    gate = mid_incident()
    gate.by = "何平"
    hers = Hands(gate, drafts=tmp_path)
    assert hers.ui.typed == ()
    hers.wait(2_000)
    assert again(tmp_path).ui.typed != ()


def test_the_start_half_typed_as_the_incident_opens_comes_up_wherever_it_is_asked(tmp_path: Path) -> None:
    hands = Hands(NorthGate(), drafts=tmp_path, fresh=True)
    hands.keys("5").type("083").wait(900)
    after = Hands(NorthGate(), drafts=tmp_path)
    after.keys(f"f3 {stateable(after.board.plan).index('began') + 1}")
    assert isinstance(after.ui.panel, Form)
    assert after.ui.panel.field.text == "083"


def test_to_whom_half_typed_is_kept_until_somebody_is_named(tmp_path: Path) -> None:
    hands = again(tmp_path)
    hands.keys("esc 4 1 enter right", gap=700).type("老").wait(900)
    assert [(typed.question, typed.text) for typed in hands.ui.typed] == [("handover:to", "老")]
    after = again(tmp_path)
    after.keys("esc 4 1 enter right", gap=700)
    assert isinstance(after.ui.panel, Handover)
    assert after.ui.panel.name.text == "老"
    after.type("陈").keys("enter").wait(900)
    assert after.ui.panel.taker == "老陈"
    assert after.ui.typed == ()


def test_somebody_elses_note_is_gone_for_good_once_it_is_recorded(tmp_path: Path) -> None:
    again(tmp_path).keys("f6").type("门岗换人").wait(900)
    gate = mid_incident()
    gate.by = "何平"
    hers = Hands(gate, drafts=tmp_path)
    hers.keys("f6 enter").wait(900)
    assert [event.data["text"] for event in hers.recorded] == ["门岗换人"]
    assert again(tmp_path).ui.draft is None
