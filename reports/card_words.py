"""The words of the card: as short as they can be and still be read by somebody who knows the plan.

A time by itself counts from the start, which the card says once. A condition is a question answered with yes. Where the
site's profile decides, it has decided already.
"""

from __future__ import annotations

from collections.abc import Iterable

from incidents.conditions import facts_of
from reports.conditions import condition
from reports.format_span import duration
from reports.format_value import ask, level, number
from reports.limit_words import by_calendar
from reports.words import Words
from runbooks.plan import All, AnyOf, Compare, Condition, Limit, Plan, Step


def card_limit(limit: Limit, step: Step, plan: Plan, words: Words) -> str:
    """`30 min`, `02后10分`, `15 min at KEY`, `every 60 min`; nothing where it does not count at this site."""
    when = _at_site(limit.when, plan)
    if when is False:
        return ""
    said = _length(limit, step, plan, words)
    if limit.to == "start":
        said = f"{said}, {words.say('to be started by then')}"
    if when is True:
        return said
    if isinstance(when, Compare) and when.fact == "level" and when.op == "=":
        return words.sense("card", "{time} at {level}", time=said, level=level(str(when.value), plan, words))
    return words.sense("card", "{time} if {condition}", time=said, condition=card_condition(when, plan, words))


def card_condition(of: Condition, plan: Plan, words: Words) -> str:
    """`Is anybody hurt?`, `重大级`, `有扰乱秩序的行为 且 劝导结果 = 无效`."""
    match of:
        case Compare(fact="level", op=op, value=value) if op in ("=", ">="):
            title = level(str(value), plan, words)
            if op == "=":
                return words.sense("card", "at {level}", level=title)
            return words.sense("card", "at {level} or above", level=title)
        case Compare(fact=fact, op="=", value=True) if fact in plan.facts and plan.facts[fact].type == "yes-no":
            asked = ask(fact, plan, words)
            return asked.replace("是否", "", 1) if words.chinese else f"{asked}?"
        case All(of=parts) | AnyOf(of=parts) if len(parts) > 1:
            said = [card_condition(part, plan, words) for part in parts]
            nested = [isinstance(part, All | AnyOf) for part in parts]
            joined = [f"({text})" if deep else text for text, deep in zip(said, nested, strict=True)]
            return (words.say(" and ") if isinstance(of, All) else words.say(" or ")).join(joined)
        case _:
            return condition(of, plan, words)


def ranges(numbers: Iterable[str], words: Words) -> str:
    """`75, 81-89`: numbers of steps, those that follow each other drawn together."""
    found: list[list[str]] = []
    for one in numbers:
        if found and one.isdecimal() and found[-1][-1].isdecimal() and int(one) == int(found[-1][-1]) + 1:
            found[-1].append(one)
        else:
            found.append([one])
    parts: list[str] = []
    for run in found:
        parts += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else run
    return words.listed(parts)


def _length(limit: Limit, step: Step, plan: Plan, words: Words) -> str:
    """How long, and counted from what, if not from the start."""
    if limit.by is not None:
        if limit.ahead is None:
            return words.sense("card", "by the day set")
        return words.sense("card", "{length} before the day set", length=duration(limit.ahead.text, words))
    if limit.within is not None:
        said = duration(limit.within.text, words)
    elif limit.every is not None and limit.every.period is not None:
        return by_calendar(limit.every.text, limit.day, words)
    else:
        every = duration(limit.every.text, words) if limit.every else ""
        first = duration(limit.first.text, words) if limit.first else every
        said = words.sense("card", "first {first}, then every {every}", first=first, every=every)
        if first == every:
            said = words.sense("card", "every {every}", every=every)
    start = limit.from_ or "began"
    if start == "began":
        return said
    if start in plan.step:
        return words.sense("card", "{time} after {step}", time=said, step=number(start, plan))
    if step.when is not None and start in facts_of(step.when):
        return words.sense("card", "{time} from then", time=said)
    return words.sense("card", "{time} after {step}", time=said, step=words.quoted(ask(start, plan, words)))


def _at_site(of: Condition | None, plan: Plan) -> Condition | bool:
    """A condition as far as the site has not decided it: True or False where it has."""
    if of is None:
        return True
    if isinstance(of, Compare) and of.fact == "profile" and of.op == "=":
        return plan.profile == of.value
    return of
