"""Rules for what concerns the incident as a whole: notes, evidence, roles, corrections, the duty, its end."""

from __future__ import annotations

from incidents import commands as c
from incidents.events import OUTCOMES, STANDING_KINDS, Event, NewEvent
from incidents.ruling import Context, near
from incidents.state import State
from incidents.steps import owed, step_state
from incidents.tracks import NO
from incidents.values import fault
from runbooks.plan import Column

_DATE = Column("due", "date")
_AFTER_CLOSING = frozenset({"note-added", "call-logged", "evidence-filed", "action-agreed", "follow-up-opened"})


def note(context: Context, command: c.AddNote) -> list[NewEvent]:
    """A note, of a step where one is named."""
    text = context.needs(command.text, "needs-text")
    step = context.state.compiled.steps[context.step(command.step)].id if command.step else ""
    return [NewEvent("note-added", command.at, step, data={"text": text})]


def evidence(context: Context, command: c.FileEvidence) -> list[NewEvent]:
    """An evidence file that exists elsewhere; only its id and the date by which it goes are kept here."""
    context.needs(command.id, "needs-text")
    step = context.state.compiled.steps[context.step(command.step)].id if command.step else ""
    value = {"id": command.id.strip(), "delete_by": command.delete_by}
    if command.sha256:
        value["sha256"] = command.sha256
    if found := fault(context.state.plan, Column("evidence", "file"), value):
        raise context.refused(found[0], **found[1])
    data = {
        "id": command.id.strip(),
        "sha256": command.sha256,
        "delete_by": command.delete_by,
        "about": command.about.strip(),
    }
    return [NewEvent("evidence-filed", command.at, step, data=data)]


def assign_role(context: Context, command: c.AssignRole) -> list[NewEvent]:
    """Who holds a role from now on."""
    roles = context.state.plan.roles
    if command.role not in roles:
        raise context.refused("unknown-role", role=command.role, near=near(command.role, roles))
    data = {"role": command.role, "person": context.needs(command.person, "needs-text")}
    return [NewEvent("role-assigned", command.at, role=command.role, data=data)]


def correct(context: Context, command: c.Correct) -> list[NewEvent]:
    """Void a record with all that its command recorded, or give it another time, text or value."""
    state = context.state
    reason = context.needs(command.reason)
    if not 1 <= command.seq <= state.version:
        raise context.refused("unknown-record", seq=command.seq, last=state.version)
    target = state.events[command.seq - 1]
    group = [e for e in _group(state, command.seq) if e.kind in STANDING_KINDS]
    if target.kind not in STANDING_KINDS or (state.closed and target.kind not in _AFTER_CLOSING):
        raise context.refused("cannot-correct", seq=target.seq, kind=target.kind)
    if state.overrides.get(target.seq, {}).get("void"):
        raise context.refused("already-void", seq=target.seq)
    if command.void:
        return [
            NewEvent(
                "corrected",
                command.at,
                event.step,
                event.turn,
                data={"seq": event.seq, "void": True, "at": None, "data": {}, "reason": reason},
            )
            for event in reversed(group)
            if not state.overrides.get(event.seq, {}).get("void")
        ]
    return [_changed(context, command, reason)]


def _group(state: State, seq: int) -> list[Event]:
    """The events of the command that recorded `seq`; they stand together."""
    events = state.events
    group, low, high = events[seq - 1].group, seq - 1, seq
    while group and low > 0 and events[low - 1].group == group:
        low -= 1
    while group and high < len(events) and events[high].group == group:
        high += 1
    return events[low:high]


def _changed(context: Context, command: c.Correct, reason: str) -> NewEvent:
    state = context.state
    target = state.events[command.seq - 1]
    if command.new_at is None and not command.data:
        raise context.refused("needs-text", allowed=("void", "at", "text", "value"))
    if command.new_at is not None:
        if command.new_at > context.now:
            raise context.refused("future", at=command.new_at, now=context.now)
        if target.kind.startswith("step-"):
            _new_time_fits(context, target, command.new_at)
    unknown = set(command.data) - set(target.data)
    if unknown:
        name = min(unknown)
        raise context.refused("unknown-fact", fact=name, near=near(name, target.data), allowed=tuple(target.data))
    if target.kind == "fact-stated" and "value" in command.data:
        fact = state.plan.facts[target.data["fact"]]
        if found := fault(state.plan, fact, command.data["value"]):
            raise context.refused(found[0], **found[1])
    data = {
        "seq": command.seq,
        "void": False,
        "at": command.new_at,
        "data": dict(command.data),
        "reason": reason,
    }
    return NewEvent("corrected", command.at, target.step, target.turn, data=data)


def _new_time_fits(context: Context, target: Event, at: int) -> None:
    """A step's record keeps its order in time: not before the beginning, start not after end."""
    state = context.state
    if at < state.began:
        raise context.refused("before-began", at=at, began=state.began)
    turn = state.records[state.compiled.index[target.step]].turns.get(target.turn)
    if turn is None:
        return
    ends = turn.end
    if target.kind == "step-started" and ends and at > ends.at:
        raise context.refused("before-start", at=ends.at, start=at)
    if target.kind in {"step-done", "step-skipped"} and turn.started and not turn.auto and at < turn.started.at:
        raise context.refused("before-start", at=at, start=turn.started.at)


def offer_handover(context: Context, command: c.OfferHandover) -> list[NewEvent]:
    """Whoever is on duty offers it to somebody else."""
    state = context.state
    taker = context.needs(command.taker, "needs-text")
    giver = command.giver.strip() or state.duty
    if state.handover is not None:
        raise context.refused("handover-open", giver=state.handover[0], taker=state.handover[1])
    if giver != state.duty:
        raise context.refused("not-on-duty", name=giver, duty=state.duty)
    if taker == giver:
        raise context.refused("needs-text")
    data = {"from": giver, "to": taker, "words": command.words.strip(), "summary": dict(command.summary)}
    return [NewEvent("handover-offered", command.at, data=data)]


def accept_handover(context: Context, command: c.AcceptHandover) -> list[NewEvent]:
    """The one to whom it was offered signs."""
    offered = context.state.handover
    if offered is None:
        raise context.refused("no-handover")
    if command.taker.strip() != offered[1]:
        raise context.refused("not-the-taker", taker=offered[1], name=command.taker)
    return [NewEvent("handover-accepted", command.at, data={"from": offered[0], "to": offered[1]})]


def cancel_handover(context: Context, command: c.CancelHandover) -> list[NewEvent]:
    """The offer is withdrawn."""
    if context.state.handover is None:
        raise context.refused("no-handover")
    return [NewEvent("handover-cancelled", command.at, data={"reason": command.reason.strip()})]


def take_over(context: Context, command: c.TakeOver) -> list[NewEvent]:
    """Somebody takes the duty alone."""
    taker = context.needs(command.taker, "needs-text")
    reason = context.needs(command.reason)
    if taker == context.state.duty:
        raise context.refused("not-on-duty", name=taker, duty=context.state.duty)
    return [NewEvent("taken-over", command.at, data={"from": context.state.duty, "to": taker, "reason": reason})]


def still_open(context: Context) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What keeps an incident from closing: applicable steps that are open, and (step, fact) still owed."""
    state, steps = context.state, context.state.compiled.steps
    open_steps, open_fields = [], []
    for i, step in enumerate(steps):
        if state.applies[i].last == NO:
            continue
        unfinished = any(not turn.settled for turn in state.records[i].turns.values() if turn.begun)
        again = step_state(state, context.book, i, context.now) == "ready" and not state.compiled.repeats[i]
        if not state.settled[i] or unfinished or again:
            open_steps.append(step.id)
        open_fields += [(step.id, fact) for fact in owed(state, i)]
    return tuple(open_steps), tuple(open_fields)


def close(context: Context, command: c.Close) -> list[NewEvent]:
    """End the incident; what is open or owed asks for a reason, and so does every outcome but `handled`."""
    if command.outcome not in OUTCOMES:
        raise context.refused("unknown-outcome", outcome=command.outcome, allowed=OUTCOMES)
    if command.at < context.state.began:
        raise context.refused("before-began", at=command.at, began=context.state.began)
    open_steps, open_fields = still_open(context)
    if not command.reason.strip():
        if command.outcome != "handled":
            raise context.refused("needs-reason")
        if open_steps or open_fields:
            raise context.refused("close-open", steps=open_steps, owed=open_fields)
    data = {
        "outcome": command.outcome,
        "reason": command.reason.strip(),
        "open": list(open_steps),
        "owed": [list(pair) for pair in open_fields],
        "plan": command.plan,
    }
    return [NewEvent("incident-closed", command.at, data=data)]


def reopen_incident(context: Context, command: c.ReopenIncident) -> list[NewEvent]:
    """A closed incident goes on."""
    if context.state.closed is None:
        raise context.refused("not-closed")
    return [NewEvent("incident-reopened", command.at, data={"reason": context.needs(command.reason)})]


def follow_up(context: Context, command: c.FollowUp) -> list[NewEvent]:
    """Another incident was opened because of this one."""
    step = context.state.compiled.steps[context.step(command.step)].id if command.step else ""
    known = {e.data["incident"] for e in context.state.events if e.kind == "follow-up-opened"}
    if command.incident in known:
        raise context.refused("follow-up-known", incident=command.incident)
    data = {
        "plan": context.needs(command.plan, "needs-text"),
        "incident": context.needs(command.incident, "needs-text"),
    }
    return [NewEvent("follow-up-opened", command.at, step, data=data)]


def agree_action(context: Context, command: c.AgreeAction) -> list[NewEvent]:
    """An improvement with an owner and a date."""
    what, owner = context.needs(command.what, "needs-text"), context.needs(command.owner, "needs-text")
    if found := fault(context.state.plan, _DATE, command.due):
        raise context.refused(found[0], **found[1])
    return [NewEvent("action-agreed", command.at, data={"what": what, "owner": owner, "due": command.due})]
