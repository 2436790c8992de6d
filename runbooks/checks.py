"""The checks of meaning on a composed plan, all of them in one call.

Reading found what is no plan at all; composing found names that nothing has. Here the whole is looked at: names,
order, languages, what is read out, and what must not be asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from runbooks.check_names import check_names
from runbooks.check_order import check_order
from runbooks.compose import Composed
from runbooks.languages import missing_languages
from runbooks.personal import personal_data
from runbooks.placeholders import unknown_placeholders
from runbooks.problems import Problem


def check(composed: Composed, ids: Sequence[str]) -> list[Problem]:
    """Every problem of a composed plan, those of its composing included. `ids` are those that `opens` may name."""
    files = [part.file for part in composed.parts]
    return [
        *composed.problems,
        *check_names(composed),
        *check_order(composed),
        *missing_languages(files, composed.plan.languages),
        *personal_data(files),
        *_said(composed),
        *_opened(composed, ids),
    ]


def _said(composed: Composed) -> list[Problem]:
    if not composed.whole:
        return []
    says = [draft.spot.key("say") for draft in composed.drafts.values() if draft.spot.has("say")]
    return [problem for say in says for problem in unknown_placeholders(say, composed.plan.facts)]


def _opened(composed: Composed, ids: Sequence[str]) -> list[Problem]:
    """Plans that are offered and cannot be found: a site may well have them elsewhere, so it is only noted."""
    return [
        draft.spot.key("opens").unknown("opens-unknown", draft.model.opens, ids, severity="note")
        for draft in composed.drafts.values()
        if draft.model.opens and draft.model.opens not in ids
    ]
