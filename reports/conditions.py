"""Conditions and moments of a plan in words."""

from __future__ import annotations

from reports.format_value import ask, column_title, level, number, value
from reports.words import Words
from runbooks.plan import All, AnyOf, Compare, Condition, Not, Plan


def condition(of: Condition, plan: Plan, words: Words) -> str:
    """`现场人数 >= 30`, `Danger? = yes or Persuasion = failed`."""
    match of:
        case Compare():
            return _compare(of, plan, words)
        case All(of=parts):
            return _joined(parts, words.say(" and "), words.say("always"), plan, words)
        case AnyOf(of=parts):
            return _joined(parts, words.say(" or "), words.say("never"), plan, words)
        case Not(of=part):
            return words.say("not ({condition})", condition=condition(part, plan, words))


def moment_name(moment: str, plan: Plan, words: Words) -> str:
    """What a limit is counted from: a step's number, a question, the start, the closing."""
    if moment == "closing":
        return words.say("the closing")
    if moment in plan.step:
        return number(moment, plan)
    if moment == "began":
        return ask(moment, plan, words)
    fact, dot, column = moment.partition(".")
    return words.quoted(ask(fact, plan, words)) + (f" ({column_title(column, words)})" if dot else "")


def _compare(of: Compare, plan: Plan, words: Words) -> str:
    name = words.say("site's profile") if of.fact == "profile" else ask(of.fact, plan, words)
    if of.fact == "level":
        said = level(str(of.value), plan, words)
    elif of.fact == "profile":
        said = words.say("state-owned") if of.value == "state-owned" else words.say("private")
    else:
        said = value(of.value, of.fact, plan, words)
    return f"{name} {of.op} {said}"


def _joined(parts: tuple[Condition, ...], word: str, empty: str, plan: Plan, words: Words) -> str:
    said = [condition(p, plan, words) for p in parts]
    if len(said) > 1:
        said = [f"({text})" if isinstance(p, All | AnyOf) else text for p, text in zip(parts, said, strict=True)]
    return word.join(said) or empty
