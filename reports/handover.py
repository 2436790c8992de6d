"""What the incoming officer is told, computed from the record: the outgoing one adds only words."""

from __future__ import annotations

from typing import Any

from incidents.views import Snapshot


def handover_summary(seen: Snapshot) -> dict[str, Any]:
    """Ids and counts, as they stood when the handover was offered."""
    return {
        "version": seen.version,
        "level": seen.level,
        "doing": [step.id for step in seen.steps if step.state == "in-progress"],
        "ready": [step.id for step in seen.steps if step.state == "ready"],
        "skipped": [step.id for step in seen.steps if step.state == "skipped"],
        "overdue": [[v.step, v.turn, v.limit] for v in seen.limits if v.state == "overdue"],
        "running": [[v.step, v.turn, v.limit] for v in seen.limits if v.state == "running"],
        "told": [told.role for told in seen.told if told.at is not None],
        "not_told": [told.role for told in seen.told if told.at is None],
        "owed": [list(pair) for pair in seen.owed],
    }
