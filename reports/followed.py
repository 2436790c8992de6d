"""What followed from a record: steps that can be done now, with their clocks, and the level that the facts propose."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.views import Snapshot
from reports.format_time import due
from reports.format_value import level
from reports.limit_words import basis_period
from reports.nearest import nearest_by_step
from reports.words import Words
from runbooks.plan import Plan

_OPEN = frozenset({"ready", "in-progress"})


def followed(words: Words, plan: Plan, before: Snapshot, after: Snapshot) -> Iterator[str]:
    """A line for each step that became ready, the most urgent first, and one for a new proposal."""
    was = {step.id: step.state for step in before.steps}
    nearest = nearest_by_step(after.limits)
    opened = [step for step in after.steps if step.state == "ready" and was[step.id] not in _OPEN]
    opened.sort(key=lambda step: nearest[step.id].due_at or 0 if step.id in nearest else 2**62)
    for step in opened:
        limit = nearest.get(step.id)
        clock = ""
        if limit is not None and limit.due_at is not None:
            until = words.say("due {time}", time=due(limit.due_at, plan.timezone, words, after.now))
            clock = f", {basis_period(limit, words)}, {until}"
        title = words.text(plan.step[step.id].title)
        yield "  " + words.say("now: {number} {title}{clock}", number=step.number, title=title, clock=clock)
    if after.proposed and after.proposed != before.proposed:
        yield words.say(
            "Proposed level: {level} (agree: level {id}; not: keep-level --reason ...)",
            level=level(after.proposed, plan, words),
            id=after.proposed,
        )
