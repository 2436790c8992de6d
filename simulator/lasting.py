"""Which steps, once they apply in a drill, apply to its end, and which, once they do not, never will: the times of a
run do not say that this has changed.

It changes if an answer that a step hangs on is replaced. Forms never do that in a drill: they answer what nobody has
answered yet. Injects and the crowd may, and so may a form that sets the level. What the crowd reports of violence is
replaced once, by yes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum

from incidents.conditions import evaluate
from incidents.tracks import YES
from runbooks.plan import Compare, Condition, Not
from simulator.rules import LEVEL
from simulator.setup import Setup


class _Fact(Enum):
    """What becomes of an answer that is known."""

    STAYS = "stays"
    ENDS_AS_YES = "ends as yes"
    CHANGES = "changes"


def lasting(setup: Setup, held: int = YES) -> tuple[bool, ...]:
    """For each step whether it applies for good once it does; or, of `NO`, never again once it does not."""
    rules, facts = setup.rules, _facts(setup)
    found = [False] * rules.n
    for i in sorted(range(rules.n), key=rules.order.__getitem__):
        when = rules.plan.steps[i].when
        members = [m for _, entry in rules.entries[i] for m in entry]
        found[i] = (when is None or _stays(when, held, facts)) and all(found[m] for m in members)
    return tuple(found)


def _facts(setup: Setup) -> Mapping[str, _Fact]:
    answered = {LEVEL, *(fact for fact, _ in setup.stated)}
    answered |= {field.fact for fields in setup.fields.values() for field in fields}
    later = Counter(fact for inject in setup.injects for fact, _ in inject.states)
    for i, sets in enumerate(setup.sets_level):
        later[LEVEL] += sets + (sets and not setup.rules.plain[i])
    violence = {report.fact for report in setup.reports if report.what == "violence"}
    for report in setup.reports:
        later[report.fact] += 0 if report.fact in violence else 2  # as often as the crowd comes and goes
    found = {"profile": _Fact.STAYS}
    for fact, name in enumerate(setup.rules.facts):
        if fact in violence:
            found[name] = _Fact.CHANGES if later[fact] else _Fact.ENDS_AS_YES
        else:
            found[name] = _Fact.STAYS if later[fact] + (fact in answered) <= 1 else _Fact.CHANGES
    return found


def _stays(condition: Condition, held: int, facts: Mapping[str, _Fact]) -> bool:
    """Whether a condition that is yes (or no) now stays so."""
    if isinstance(condition, Not):
        return _stays(condition.of, YES - held, facts)
    if not isinstance(condition, Compare):
        return all(_stays(part, held, facts) for part in condition.of)
    fact = facts[condition.fact]
    return fact is _Fact.STAYS or (fact is _Fact.ENDS_AS_YES and evaluate(condition, lambda _: True, {}) == held)
