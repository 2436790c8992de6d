"""The level of the event: proposed from the facts, set by people; up by anybody, down on the word of the commander."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.conditions import evaluate
from incidents.tracks import YES
from incidents.views import Snapshot
from reports.format_value import level as level_title
from reports.format_value import role as role_title
from reports.format_value import value
from reports.typed.names import read_level
from reports.typed.understood import NotUnderstood
from runbooks.plan import AnyOf, Compare, Condition, Level
from tui.plain.asks import Ask, Flow, digits, pick, text
from tui.plain.explain import word
from tui.plain.grammar import Line, plain_digits, split
from tui.plain.labels import label
from tui.plain.persons import pick_approver
from tui.plain.recorded import Recorded

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def newly_proposed(recorded: Recorded) -> bool:
    """Whether what was just recorded proposes another level."""
    return bool(recorded.after.proposed) and recorded.after.proposed != recorded.before.proposed


def proposal(desk: Desk, seen: Snapshot) -> str:
    """`建议级别 重大(暂定标准: 30人以上)。同意按1, 不同意按2`."""
    words = desk.words
    title = level_title(seen.proposed, desk.plan, words)
    found = next(level for level in desk.plan.levels if level.id == seen.proposed)
    why = ", ".join(_holding(desk, found.when)) if found.when is not None else ""
    return words.say("proposed level {level} (assumed measure: {why}). Agree 1, do not agree 2", level=title, why=why)


def _holding(desk: Desk, condition: Condition) -> Iterator[str]:
    """The parts of a level's condition that hold, which are why it is proposed."""
    state, words = desk.session.state, desk.words
    if evaluate(condition, state.value, state.compiled.ranks) != YES:
        return
    if isinstance(condition, AnyOf):
        for part in condition.of:
            yield from _holding(desk, part)
    elif isinstance(condition, Compare):
        if condition.fact == "headcount" and condition.op == ">=":
            yield words.say("{n} people or more", n=condition.value)
        else:
            said = value(condition.value, condition.fact, desk.plan, words)
            op = condition.op if condition.op != "=" else "="
            yield f"{label(condition.fact, desk.plan, words)}{op}{said}"


def offer(desk: Desk, *, said: bool = False) -> Flow:
    """Agree to the proposed level, or say why not; it can also be left open."""
    words, seen = desk.words, desk.look()
    if not seen.proposed:
        return
    dropped = words.say("The level is left open; it stays proposed: {word}", word=word(words, "level"))
    answer = yield Ask((proposal(desk, seen),), digits(2), dropped=dropped, said=said)
    agreed = int(plain_digits(answer)) - 1
    if agreed == 0:
        desk.record(c.SetLevel, level=seen.proposed)
        return
    reason = yield from text(words.say("Why not?"), dropped=dropped)
    desk.record(c.KeepLevel, reason=reason)


def level(desk: Desk, line: Line) -> Flow:
    """`级别`: which it is, and which there are; `级别 重大 [REASON]` sets it."""
    words, levels = desk.words, desk.plan.levels
    if not levels:
        desk.say(words.say("This plan has no levels."))
        return
    if not line.rest:
        yield from ask_level(desk)
        return
    first, reason = split(line.rest)
    digit = plain_digits(first)
    if digit.isdecimal() and 1 <= int(digit) <= len(levels):
        chosen = levels[int(digit) - 1].id
    else:
        try:
            chosen = read_level(first, desk.plan)
        except NotUnderstood as error:
            error.values["allowed"] = tuple(level_title(level.id, desk.plan, words) for level in levels)
            raise
    yield from _set(desk, chosen, reason)


def ask_level(desk: Desk) -> Flow:
    """Say the level, and take another one by its digit."""
    words, seen = desk.words, desk.look()
    head = said(desk, seen)
    if seen.proposed:
        head += ", " + words.say("proposed {level}", level=level_title(seen.proposed, desk.plan, words))
    chosen = yield from pick(
        f"{head}。" if words.chinese else f"{head}.", [_option(desk, level) for level in desk.plan.levels]
    )
    yield from _set(desk, desk.plan.levels[chosen].id, "")


def _option(desk: Desk, level: Level) -> str:
    title = level_title(level.id, desk.plan, desk.words)
    if not level.command:
        return title
    return desk.words.say(
        "{level} (in command: {role})", level=title, role=role_title(level.command, desk.plan, desk.words)
    )


def _set(desk: Desk, chosen: str, reason: str) -> Flow:
    words, seen = desk.words, desk.look()
    ranks = desk.session.state.compiled.ranks
    approver = ""
    if ranks[chosen] < ranks.get(seen.level, 0):
        dropped = words.say("The level stays as it is; nothing recorded.")
        if not reason:
            reason = yield from text(words.say("The level goes down: why?"), dropped=dropped)
        command = next((level.command for level in desk.plan.levels if level.id == seen.level), "")
        head = words.say("Who of {role} ordered it?", role=role_title(command, desk.plan, words))
        approver = yield from pick_approver(desk, head, dropped=dropped)
    desk.record(c.SetLevel, level=chosen, reason=reason, approver=approver)


def said(desk: Desk, seen: Snapshot) -> str:
    """`级别 重大`, or that there is none yet."""
    if desk.session.state.facts["level"].current is None:
        return desk.words.say("no level yet")
    return desk.words.say("level {level}", level=level_title(seen.level, desk.plan, desk.words))
