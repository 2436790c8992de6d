"""Rules for what concerns the incident as a whole: notes, evidence, roles, the duty, its end."""

from __future__ import annotations

from incidents import commands as c
from incidents.apply import standing
from incidents.events import OUTCOMES, NewEvent
from incidents.ruling import Context, near
from incidents.steps import owed
from incidents.tracks import NO
from incidents.values import fault
from runbooks.plan import Column

_DATE = Column("due", "date")


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
        if state.applies[i].last != NO:
            if not state.settled[i] or _goes_on(context, i):
                open_steps.append(step.id)
            open_fields += [(step.id, fact) for fact in owed(state, i)]
    return tuple(open_steps), tuple(open_fields)


def _goes_on(context: Context, i: int) -> bool:
    """Whether a step that is settled has a turn to finish: one in progress, or asked for once more. The next turn of a
    repeat holds nothing back.
    """
    record = context.state.records[i]
    repeat = context.state.compiled.repeats[i]
    return any(record.turns[n].begun or record.turns[n].again or not repeat for n in record.open)


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
    linked = (e for e in context.state.events if e.kind == "follow-up-opened" and standing(context.state, e))
    known = {event.data["incident"] for event in linked}
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
