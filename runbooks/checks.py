"""The checks of meaning on a composed plan."""

from __future__ import annotations

from collections.abc import Sequence

from runbooks.compose import Composed
from runbooks.problems import Problem


def check(composed: Composed, ids: Sequence[str]) -> list[Problem]:
    """Every problem of a composed plan, those of its composing included. `ids` are those that `opens` may name."""
    return [*composed.problems, *_opens(composed, ids)]


def _opens(composed: Composed, ids: Sequence[str]) -> list[Problem]:
    """Plans that are offered and cannot be found: a site may well have them elsewhere, so it is only noted."""
    return [
        draft.spot["opens"].unknown("opens-unknown", draft.model.opens, ids, severity="note")
        for draft in composed.drafts.values()
        if draft.model.opens and draft.model.opens not in ids
    ]
