"""The story of the north gate brought to its ends: with things to explain, clean, opened by mistake, switched."""

from __future__ import annotations

from dataclasses import replace

from incidents import commands as c
from tests.reports.gate import gate_plan
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
    gate.tell("03-13 17:25", c.AgreeAction, what="北门加装对讲机", owner="李强", due="2026-03-31", by="何平")
    return gate


def closed_clean() -> NorthGate:
    """A small visit under a small plan: everything done in time, nothing owed, nothing left."""
    gate = NorthGate(plan_=gate_plan())
    gate.fact("08:44", "headcount", 3)
    gate.fact("08:44:10", "entrance", "free")
    gate.fact("08:44:20", "course", "三人来问工资, 已答复")
    gate.tell("08:44:30", c.Done, step="log-sign")
    gate.call("08:46", "group", "刘建国", "reported", "report")
    gate.tell("08:50", c.Done, step="on-site", facts={"danger": False})
    values = {"claim": "补发2月份工资差额", "owner": "head", "reply-by": "2026-03-10"}
    gate.tell("09:05", c.ChangeRow, fact="claims", values=values)
    gate.tell("09:06", c.Done, step="hear")
    gate.tell("09:10", c.Done, step="release")
    gate.tell("09:20", c.Done, step="answer", turn=1)
    gate.tell("09:25", c.Done, step="notice")
    gate.tell("09:30", c.Close, outcome="handled")
    return gate


def opened_by_mistake() -> NorthGate:
    """F2 was pressed for nothing; security had been told already; two minutes later it is void."""
    gate = NorthGate()
    gate.call("08:44:12", "security", "李强", "reached")
    gate.tell("08:45:20", c.Close, at="08:45:20", outcome="mistake", reason="门口是来送货的, 按错了")
    return gate


def false_alarm() -> NorthGate:
    """Somebody reported a gathering that was a queue for the bus."""
    gate = NorthGate()
    gate.call("08:44:12", "leading_group", "刘建国", "reported", "report-leading-group")
    gate.tell("08:58", c.Close, outcome="false-alarm", reason="到现场看了, 是等班车的")
    return gate


def switched() -> NorthGate:
    """It went on under the company's own plan, which is a new incident."""
    gate = NorthGate()
    gate.call("08:44:12", "security", "李强", "reached")
    reason = "来的是外单位人员, 按公司预案办"
    gate.tell("08:47", c.Close, outcome="switched", reason=reason, plan="company-six-stage")
    gate.tell("08:47", c.FollowUp, plan="company-six-stage", incident="2026-0309-02")
    return gate


def broken() -> NorthGate:
    """The record of the first story, after somebody wrote another text into one of its rows."""
    gate = closed_with_much()
    rows = gate.store._streams[gate.session.id]
    rows[39] = replace(rows[39], body=rows[39].body.replace(b'"by"', b'"By"'))
    return gate
