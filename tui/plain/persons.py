"""Our own people by name: who may be asked to approve, who may take something over, who may be on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.common.answers import approvers
from tui.plain.asks import Asking, pick_or_type

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_FEW: Final = 6


def pick_approver(desk: Desk, head: str, *, blank: bool = False, dropped: str = "") -> Asking[str]:
    """The name of whoever agreed: by digit, or typed."""
    known = list(approvers(desk.plan, desk.site, desk.words))[:_FEW]
    options = [f"{name} {title}" for name, title in known]
    chosen = yield from pick_or_type(head, options, blank=blank, dropped=dropped, strict=True)
    return known[options.index(chosen)][0] if chosen in options else chosen
