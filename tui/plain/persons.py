"""Our own people by name: who may be asked to approve, who may take something over, who may be on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.format_value import role as role_title
from tui.plain.asks import Asking, pick_or_type

if TYPE_CHECKING:
    from tui.plain.desk import Desk

FEW = 6


def approvers(desk: Desk) -> list[tuple[str, str]]:
    """Names and titles of those who command at some level, and of the leader in charge."""
    roles = [level.command for level in reversed(desk.plan.levels) if level.command]
    roles = [role for role in dict.fromkeys([*roles, "responsible_leader"]) if role in desk.plan.roles]
    found: dict[str, str] = {}
    for role in roles:
        for person in desk.people(role):
            title = desk.words.text(person.title) or role_title(role, desk.plan, desk.words)
            found.setdefault(person.name, title)
    return list(found.items())[:FEW]


def pick_approver(desk: Desk, head: str, *, blank: bool = False, dropped: str = "") -> Asking[str]:
    """The name of whoever agreed: by digit, or typed."""
    known = approvers(desk)
    options = [f"{name} {title}" for name, title in known]
    chosen = yield from pick_or_type(head, options, blank=blank, dropped=dropped)
    return known[options.index(chosen)][0] if chosen in options else chosen
