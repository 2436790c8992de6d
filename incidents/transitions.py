"""What each command does to a step in each state: one literal table, from which the documentation is generated.

`yes` records it; `ahead` records it only with a reason, marked *ahead of its turn*; any other word is the code of
the refusal. What a step becomes is never stored: it follows from what was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from incidents.views import StepState

TRANSITIONS: Final[Mapping[str, Mapping[StepState, str]]] = MappingProxyType(
    {
        "start": {
            "waiting": "ahead",
            "ready": "yes",
            "in-progress": "step-started",
            "done": "step-done",
            "skipped": "step-skipped",
            "not-applicable": "ahead",
        },
        "done": {
            "waiting": "ahead",
            "ready": "yes",
            "in-progress": "yes",
            "done": "step-done",
            "skipped": "step-skipped",
            "not-applicable": "ahead",
        },
        "skip": {
            "waiting": "yes",
            "ready": "yes",
            "in-progress": "yes",
            "done": "step-done",
            "skipped": "step-skipped",
            "not-applicable": "nothing-to-skip",
        },
        "reopen --wrong": {
            "waiting": "not-done",
            "ready": "not-done",
            "in-progress": "not-done",
            "done": "yes",
            "skipped": "yes",
            "not-applicable": "not-done",
        },
        "reopen --again": {
            "waiting": "not-done",
            "ready": "not-done",
            "in-progress": "not-done",
            "done": "yes",
            "skipped": "yes",
            "not-applicable": "not-done",
        },
        "assign-step": {
            "waiting": "yes",
            "ready": "yes",
            "in-progress": "yes",
            "done": "step-done",
            "skipped": "step-skipped",
            "not-applicable": "step-not-applicable",
        },
    }
)


def allowed_in(state: StepState) -> tuple[str, ...]:
    """The commands that a step in this state accepts (those that need a reason included)."""
    return tuple(name for name, row in TRANSITIONS.items() if row[state] in {"yes", "ahead"})
