"""A refusal: the command changed nothing, and this says why and what would be allowed.

No prose: `code` chooses the sentence at the edge, `values` fill it. Codes are listed in `CODES`, so that
the catalogues can be checked to know them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

CODES: Final = (
    "unknown-step",  # values: step, near
    "unknown-turn",  # step, turn
    "unknown-fact",  # fact, near
    "unknown-role",  # role, near
    "unknown-level",  # level, near
    "unknown-limit",  # step, limit, count
    "unknown-row",  # fact, row
    "unknown-record",  # seq, last
    "step-waits",  # step, waits: what it waits for
    "step-started",  # step, by, at
    "step-done",  # step, by, at
    "step-skipped",  # step, by, at
    "step-not-applicable",  # step
    "not-done",  # step: nothing to reopen
    "nothing-to-skip",  # step
    "needs-reason",  # command
    "needs-approver",  # command
    "needs-text",  # command
    "future",  # at, now
    "before-began",  # at, began
    "before-start",  # at, start
    "began-after-act",  # at, act, seq
    "bad-value",  # fact, type, allowed
    "out-of-range",  # fact, min, max
    "not-a-list",  # fact
    "is-a-list",  # fact
    "already-level",  # level
    "no-proposal",
    "unknown-result",  # result
    "unknown-outcome",  # outcome
    "already-waived",  # step, limit
    "cannot-waive",  # step, limit, state
    "no-extension",  # step, limit: the plan allows none
    "already-extended",  # step, limit, at, by: when, and by whom
    "extended-after-due",  # step, limit, at, due
    "cannot-extend",  # step, limit, state
    "not-the-role",  # name, role: who does not hold it
    "cannot-correct",  # seq, kind
    "already-void",  # seq
    "no-handover",
    "handover-open",  # giver, taker
    "not-the-taker",  # taker, name
    "not-on-duty",  # name, duty
    "closed",  # at, by
    "not-closed",
    "close-open",  # steps, owed
    "changed-meanwhile",  # by, at, seq, kind
    "follow-up-known",  # incident
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was not recorded: the command's name, its subject, the subject's state, what is allowed."""

    code: str
    command: str
    subject: str = ""
    state: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
