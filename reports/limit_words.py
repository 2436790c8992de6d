"""Limits in words: what a document sets, on whose authority, counted from when."""

from __future__ import annotations

from incidents.views import LimitView
from reports.conditions import condition, moment_name
from reports.format_span import duration
from reports.words import Words
from reports.words.names import BASES, name
from runbooks.plan import Limit, Plan


def limit_rule(limit: Limit, plan: Plan, words: Words) -> str:
    """A limit as the plan has it: `预案 30分, 自起点 (C-3.3.2b)`."""
    parts = [f"{name(words, BASES, limit.basis)} {period(limit, plan, words)}"]
    if limit.to == "start":
        parts.append(words.say("to be started by then"))
    if limit.when is not None:
        parts.append(words.say("when {condition}", condition=condition(limit.when, plan, words)))
    return ", ".join(parts) + f" ({', '.join(str(c) for c in limit.source)})"


def period(limit: Limit, plan: Plan, words: Words) -> str:
    """How long, and counted from what."""
    if limit.by is not None:
        return words.say("by {date}", date=moment_name(limit.by, plan, words))
    start = moment_name(limit.from_ or "began", plan, words)
    if limit.every is None:
        return words.say(
            "{within} from {start}", within=duration(limit.within.text if limit.within else "", words), start=start
        )
    every = duration(limit.every.text, words)
    first = duration(limit.first.text, words) if limit.first else every
    until = moment_name(limit.until or "closing", plan, words)
    return words.say(
        "first {first}, then every {every}, from {start} to {until}", first=first, every=every, start=start, until=until
    )


def short_period(view: LimitView, words: Words) -> str:
    """`30分`, `每1小时` (the first turn of a repeat: `首次30分`); empty where the limit is a date."""
    if not view.within:
        return ""
    text = duration(view.within, words)
    if not view.repeat:
        return text
    return words.say("first {period}", period=text) if view.turn == 1 else words.say("every {period}", period=text)


def basis_period(view: LimitView, words: Words) -> str:
    """Authority and length, as rows of the screens have it: `预案30分`, `plan 30 min`."""
    basis, length = name(words, BASES, view.basis), short_period(view, words)
    return f"{basis}{length}" if words.chinese else f"{basis} {length}".strip()
