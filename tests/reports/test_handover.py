"""What a handover puts into the record: the scene, the danger, and the calls that came to nothing yet."""

from __future__ import annotations

from typing import Any

from incidents import commands as c
from reports.handover import handover_summary
from tests.tui.north_gate import NorthGate, in_danger, mid_incident, ms


def summary(gate: NorthGate) -> dict[str, Any]:
    return handover_summary(gate.session.snapshot(), gate.session.state)


def test_who_did_not_answer_is_named_until_somebody_of_the_role_was_told():
    gate = mid_incident()
    assert summary(gate)["unanswered"] == [["leading_group", "刘建国", 2, ms("08:51:58")]]
    gate.call("08:53", "leading_group", "陈敏", "busy", "report-leading-group")
    assert [person for _, person, _, _ in summary(gate)["unanswered"]] == ["刘建国", "陈敏"]
    gate.call("08:54", "leading_group", "高远", "reported", "report-leading-group")
    assert summary(gate)["unanswered"] == []


def test_a_call_that_was_taken_back_does_not_count():
    gate = mid_incident()
    gate.tell("08:53", c.Correct, seq=gate.session.state.calls[-1], void=True, reason="误按")
    assert [(person, tries) for _, person, tries, _ in summary(gate)["unanswered"]] == [("刘建国", 1)]


def test_a_message_left_and_a_call_not_brought_to_its_end_are_to_be_called_back():
    gate = mid_incident()
    gate.call("08:53", "police", "辖区派出所", "message")
    gate.call("08:54", "leading_group", "刘建国", "reached", "report-leading-group")
    assert [(person, at) for _, person, at in summary(gate)["call_back"]] == [
        ("辖区派出所", ms("08:53")),
        ("刘建国", ms("08:54")),
    ]
    gate.tell("08:56", c.Done, step="report-leading-group")
    assert [person for _, person, _ in summary(gate)["call_back"]] == ["辖区派出所"]


def test_a_step_that_somebody_has_taken_on_waits_for_no_call():
    assert [person for _, person, _ in summary(mid_incident())["call_back"]] == []


def test_danger_is_told_with_its_beginning_and_its_first_end():
    assert summary(mid_incident())["danger"] == []
    gate = in_danger()
    assert summary(gate)["danger"] == [ms("10:21:52"), None]
    gate.fact("10:41", "danger", False)
    gate.fact("10:50", "danger", None, unknown=True, reason="看不清")
    assert summary(gate)["danger"] == [ms("10:21:52"), ms("10:41")]


def test_the_scene_is_counts_and_choices_and_nobodys_name():
    found = summary(mid_incident())["scene"]
    assert found == [
        ["headcount", 42, ms("08:47:30")],
        ["entrance", "partly", ms("08:48:55")],
        ["danger", False, ms("08:48:50")],
    ]
