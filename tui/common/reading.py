"""What a step says on the telephone, with what is known filled in."""

from __future__ import annotations

import re
from typing import Final

from incidents.state import State
from reports.format_time import hhmm
from reports.format_value import value
from reports.head_count import open_ended
from reports.words import Words
from runbooks.plan import Step

_PLACE: Final = re.compile(r"\{([^{}]*)\}")


def read_out(step: Step, state: State, words: Words, now: int) -> str:
    """The text to be read aloud; what nobody answered is read as not clear."""

    def filled(found: re.Match[str]) -> str:
        fact, plan = found[1], state.plan
        if fact == "began":
            return hhmm(state.began, plan.timezone)
        if fact == "now":
            return hhmm(now, plan.timezone)
        history = state.facts.get(fact)
        stated = history.current if history is not None else None
        if stated is None or stated.unknown or stated.value is None:
            return words.say("unclear")
        if fact == "headcount" and open_ended(stated):
            return words.sense("read out", "{n} or more", n=stated.value)
        return value(stated.value, fact, plan, words, now)

    return _PLACE.sub(filled, words.text(step.say))
