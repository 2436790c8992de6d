"""That a closed incident went on as another one: whoever reopens it has two under way."""

from __future__ import annotations

from incidents.apply import standing
from incidents.session import Session
from reports.words import Words


def went_on(session: Session, words: Words) -> str:
    """What has to be known before and after reopening an incident that another plan took over; nothing otherwise."""
    if session.state.closed is None:
        return ""
    kept = [(event.kind, stands[1]) for event in session.events if (stands := standing(session.state, event))]
    closed = next((data for kind, data in reversed(kept) if kind == "incident-closed"), None)
    if closed is None or closed["outcome"] != "switched":
        return ""
    others = (data for kind, data in reversed(kept) if kind == "follow-up-opened" and data["plan"] == closed["plan"])
    other = next((str(data["incident"]) for data in others), str(closed["plan"]))
    return words.say("It went on as {other}: once reopened, both may be under way. Close one of them.", other=other)
