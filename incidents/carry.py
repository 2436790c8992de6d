"""Going on under another plan: the beginning, the facts and the calls of one incident go along to the next."""

from __future__ import annotations

from incidents import commands as c
from incidents.apply import standing
from incidents.decide import decide
from incidents.refusals import Refusal
from incidents.session import Session


def unclosable(old: Session, close: c.Close, by: str) -> Refusal | None:
    """Why `old` could not be closed as it stands now: asked before another incident is opened in its place, so that a
    refusal never leaves two open.
    """
    old.refresh()
    decided = decide(old.state, old.book, close, now=old.now(), by=by)
    return decided if isinstance(decided, Refusal) else None


def carry(old: Session, new: Session, by: str) -> int:
    """State in `new` what `old` knew of the facts that both plans have, and log its calls; how many records that made.

    Each keeps the time at which it happened. What the new plan cannot hold (another type, another choice) stays
    in the old incident, which the new one names.
    """
    carried = 0
    for name, history in old.state.facts.items():
        if name == "level" or name not in new.plan.facts or old.plan.facts[name].type == "rows":
            continue
        for said in history.statements:
            command = c.StateFact(at=said.at, fact=name, value=said.value, unknown=said.unknown, reason=said.reason)
            carried += not isinstance(new.do(command, by), Refusal)
    for event in old.events:
        stands = standing(old.state, event)
        if event.kind != "call-logged" or stands is None:
            continue
        at, data = stands
        if data["role"] in new.plan.roles:
            call = c.LogCall(
                at=at, role=data["role"], person=data["person"], result=data["result"], direction=data["direction"]
            )
            carried += not isinstance(new.do(call, by), Refusal)
    return carried
