"""What could not be understood, and what would be right."""

from __future__ import annotations

from reports.cells import printable
from reports.typed.understood import NotUnderstood
from reports.words import Words
from reports.words.understood import not_understood
from tui.plain.grammar import VERBS
from tui.plain.seat import Seat


def explained(desk: Seat, error: NotUnderstood) -> str:
    """The sentence for a line that means nothing here. Nothing was recorded."""
    words, given = desk.words, error.values
    if error.code == "unknown-word":
        said = words.say("No word {word}; nothing recorded.", word=words.quoted(printable(str(given["text"]))))
        if given.get("near"):
            return said + words.say(" Did you mean {near}?", near=given["near"])
        return said + words.say(
            " To note something: {note} and the text. All words: {help}",
            note=word(words, "note"),
            help=word(words, "help"),
        )
    if error.code == "no-digit":
        return words.say(
            "After the step {step} a digit is needed; {step} alone shows them. Nothing was recorded.", **given
        )
    if error.code == "no-step":
        return words.say("Which step? {word} and its number, such as {word} 02. Nothing was recorded.", **given)
    if error.code == "one-digit":
        return words.say(
            "No question is open. Steps have two digits: {step}. Nothing was recorded.",
            step=_some_step(desk, str(given["text"])),
        )
    if error.code == "nobody-to-call":
        return words.say("{step} has nobody to call; when it is done: {step} 0. Nothing was recorded.", **given)
    if error.code == "no-turn":
        return words.say("{step} has no turn {turn}.", **given)
    if error.code == "no-row":
        return words.say("Which row? Such as {word} 2. Nothing was recorded.", **given)
    if error.code == "no-record":
        return words.say("Which record? {word} and its number, such as {word} 15. Nothing was recorded.", **given)
    if error.code == "no-plan":
        near = words.say(" Did you mean {near}?", near=given["near"]) if given.get("near") else ""
        return words.say("No plan {plan}.{near} Nothing was recorded.", plan=given["plan"], near=near)
    return not_understood(words, error, desk.plan, desk.session.now())


def _some_step(desk: Seat, digit: str) -> str:
    """The step that a single digit may have meant, else the first one."""
    number = digit.zfill(2)
    return number if number in desk.plan.by_number else desk.plan.steps[0].number


def word(words: Words, verb: str) -> str:
    """The name of a word in the officer's language, as it is typed."""
    chinese, *rest = VERBS[verb]
    return chinese if words.chinese else next(name for name in rest if name.isascii() and name.strip("!?"))
