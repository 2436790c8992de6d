"""The story of the north gate brought to its ends: closed with things to explain, clean, opened by mistake, switched."""

from __future__ import annotations

from dataclasses import replace

from incidents import commands as c
from tests.tui.north_gate import NorthGate, in_danger, ms


def _step(gate: NorthGate, number: str) -> str:
    return gate.session.plan.by_number[number].id


def _done(gate: NorthGate, *times: tuple[str, str], by: str = "") -> None:
    for number, time in times:
        gate.tell(time, c.Done, step=_step(gate, number), by=by)


def _answered(gate: NorthGate, time: str, *, leave: str = "") -> None:
    """Every field that is owed is answered, or cannot be had; but one."""
    gate.clock.time = ms(time)
    for fact in dict.fromkeys(fact for _, fact in gate.session.snapshot().owed):
        if fact != leave:
            reason = "当时没有记"
            gate.tell(time, c.StateFact, fact=fact, value=None, unknown=True, reason=reason, by="何平")


def closed_with_much() -> NorthGate:
    """As the page after closing shows it: two acts done late, one step skipped, the review still to come; 17:20:31."""
    gate = in_danger()
    gate.call("10:23", "police", "", "reported", "call-police")
    _done(gate, ("91", "10:25"), ("93", "10:26"), ("94", "10:34"), ("95", "10:38"))
    gate.tell("10:41", c.Done, step=_step(gate, "97"), facts={"danger": False})
    mistaken = gate.tell("10:44", c.Done, step=_step(gate, "06"))
    gate.tell("10:44:10", c.Correct, seq=mistaken[0].seq, void=True, reason="误按")
    gate.tell("10:50", c.ChangeRow, fact="claims", values={"claim": "补发2月份工资差额"})
    facts = {"elected": True, "representatives": 4}
    gate.tell("10:53", c.Done, at="10:50", step=_step(gate, "06"), facts=facts)
    gate.tell("11:06", c.Skip, step=_step(gate, "09"), reason="经领导同意暂不办", approver="陈敏")
    gate.tell("11:57:40", c.OfferHandover, giver="王岚", taker="何平")
    gate.tell("11:58", c.AcceptHandover, taker="何平", by="何平")
    gate.fact("12:30", "scene-over", True, by="何平")
    gate.tell("12:31", c.Done, step=_step(gate, "72"), by="何平")
    gate.fact("03-12 15:00", "owner-department", "人力资源部", by="何平")
    gate.fact("03-12 15:00", "handling-by", "2026-03-31", by="何平")
    moved = gate.tell("03-12 15:02", c.Done, step=_step(gate, "08"), by="何平")
    gate.tell("03-12 15:04", c.Correct, seq=moved[0].seq, new_at=ms("03-12 14:58"), reason="时间改早", by="何平")
    _done(gate, ("10", "03-12 15:10"), ("11", "03-12 15:30"), ("81", "03-12 16:00"), by="何平")
    _answered(gate, "03-13 17:10", leave="police-receipt")
    reason = "现场处置完毕, 办理和总结按期限继续"
    gate.tell("03-13 17:20:31", c.Close, at="03-13 17:20", outcome="handled", reason=reason, by="何平")
    gate.tell(
        "03-13 17:25", c.AgreeAction, what="北门加装对讲机", owner="李强", due="2026-03-31", by="何平"
    )
    return gate
