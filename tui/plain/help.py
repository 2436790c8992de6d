"""The words that can be typed, and for each of them how a line with it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from reports.typed.names import nearest
from reports.typed.understood import NotUnderstood
from reports.words import Words
from tui.plain.explain import word
from tui.plain.grammar import NAMES, Line, plain_digits, split

if TYPE_CHECKING:
    from tui.plain.desk import Desk

FORMS: Final[Mapping[str, str]] = {
    # {w} is the word in the officer's language; lines are separated by " | "
    "now": "{w}, or Enter alone: what to do now, the most urgent first",
    "danger": "{w} or !!: asks, then 1 | {w} yes: at once | {w} no: it is over",
    "note": "{w} TEXT | {w}: line by line, a full stop ends it | 02 {w} TEXT: a note of step 02",
    "count": "{w} 42 | {w} 30-50 | 0848 {w} 42: so many at 08:48",
    "began": "{w} 0840: when it all began",
    "undo": "{w}: your last act | {w} 15: record #015",
    "start": "{w} 04 | {w} 04 0848 | {w} 05 REASON: ahead of its turn",
    "done": "04 0 | {w} 04 | 04 0 0848: at 08:48 | 05 0 REASON: ahead of its turn",
    "skip": "{w} 09: asks why and who agreed | {w} 09 REASON",
    "reopen": "{w} 04: asks why | {w} 04 REASON | {w}: a closed incident goes on",
    "assign": "{w} 04 NAME: a step | {w} ROLE NAME: who holds a role",
    "remind": "{w} 04 | {w} 04 NAME",
    "waive": "{w} 09: asks which limit, who approves, why | {w} 09/2 REASON",
    "extend": "{w} 15: asks who approves and why; once, before it is due | {w} 15/1 REASON",
    "fill": "{w} 01: asks field by field; filled in already: goes through it again",
    "call": "02 3 | 02 1 NAME 0848 | {w}: whom to call now | {w} ROLE 3: a call about no step",
    "incoming": "{w} 02 1 NAME | {w} ROLE 1: they called here",
    "facts": "{w}: what is known | {w} NAME VALUE | {w} 3: asks number 3 of the list | {w} 3 2: its second answer",
    "level": "{w}: asks | {w} NAME: sets it; down needs a reason",
    "row": "{w}: the lists | {w} LIST A; B; C: one more row | {w} LIST 2: change row 2",
    "withdraw": "{w} LIST 2 REASON: take row 2 out",
    "evidence": "{w} ID DATE WHAT | 95 {w} ID DATE: of step 95",
    "steps": "{w}: every step and its state",
    "told": "{w}: who was told, and who was not",
    "limits": "{w}: plan, statute and assumed limits, each by itself",
    "log": "{w}: the last records | {w} 50 | {w} all | {w} TEXT: those with that text",
    "owed": "{w}: the fields still to be filled in",
    "correct": "{w} 15 0845: the time of #015 | {w} 15 TEXT: the text of a note",
    "draft": "{w}: what was written and not recorded",
    "handover": "{w} NAME | {w} cancel",
    "accept": "{w}: the incoming officer signs",
    "take-over": "{w} NAME REASON: alone, because the other cannot sign",
    "switch": "{w}: asks which plan | {w} PLAN REASON: start, facts and calls go along",
    "follow-up": "{w} 10: the plan that step 10 opens | {w}: any plan",
    "action": "{w} WHAT: asks who and by when",
    "close": "{w}: asks how it ended",
    "help": "{w}: all words | {w} WORD: how it is written",
    "leave": "{w}: nothing is lost, the clock runs on",
}


def show(desk: Desk, line: Line) -> None:
    """`帮助`: all words, most needed first; `帮助 情况`: how that one is written."""
    asked, _ = split(line.rest)
    if not asked:
        desk.say(*_all(desk))
        return
    verb = NAMES.get(plain_digits(asked).casefold(), "")
    if not verb:
        raise NotUnderstood("unknown-word", text=asked, near=nearest(asked, NAMES))
    desk.say(*(f"  {form}" for form in forms(desk.words, verb)))


def forms(words: Words, verb: str) -> list[str]:
    """How a line with a word is written, one way a line."""
    return words.sense("form", FORMS[verb], w=word(words, verb)).split(" | ")


def _all(desk: Desk) -> Iterator[str]:
    words = desk.words

    def names(*verbs: str) -> str:
        return words.listed(word(words, verb) for verb in verbs)

    yield words.say("Enter alone: what now. {danger} (or !!): danger, at any time.", danger=word(words, "danger"))
    yield words.say("02: all about step 02.  02 0: it is done.  02 1 to 02 6: the result of a call.")
    yield words.say("A time may stand first or after the digit: 0848 02 1, 02 1 0848; then a name: 02 1 NAME.")
    yield words.say(
        "Write: {words}", words=names("note", "fill", "facts", "count", "began", "row", "evidence", "level")
    )
    steps = names("start", "done", "skip", "reopen", "assign", "remind", "waive", "extend", "follow-up")
    yield words.say("Steps (and a number): {words}", words=steps)
    yield words.say("Telephone: {words}", words=names("call", "incoming"))
    yield words.say("Look: {words}", words=names("now", "steps", "told", "limits", "log", "owed", "draft"))
    yield words.say("Put right: {words}", words=names("undo", "correct", "withdraw"))
    yield words.say("Duty: {words}", words=names("handover", "accept", "take-over"))
    yield words.say("The incident: {words}", words=names("switch", "close", "action", "leave"))
    yield words.say("How a word is written: {help} and the word.", help=word(words, "help"))
    yield words.say("A question may be left by going on with something else; a full stop leaves it too.")
