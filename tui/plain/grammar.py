"""The grammar of lines: `[TIME] WORD …` or `[TIME] STEP [DIGIT …]`. Words of both languages always work.

A step is its two-digit number (three from 100 on), as it is spoken on the telephone, so that a single digit can only be
the answer to a question. A time is four digits or has a colon (`0848`, `8:48`); no step number looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reports.typed.names import nearest
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from tui.actions import ACTIONS, LINES
from tui.common.paper import is_time as is_time
from tui.common.paper import plain_digits as plain_digits

VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    action.verb: action.typed for action in (*ACTIONS, *LINES) if action.typed
}
"""What a line is about, as the table of actions has it: its names, Chinese and English."""

NAMES: Final[Mapping[str, str]] = {name: verb for verb, names in VERBS.items() for name in names}
CANCEL: Final = frozenset({".", "。", "取消", "cancel"})
"""What ends a question without an answer."""

_STEP: Final = re.compile(
    r"(?P<step>\d{2,3})(?:@(?P<turn>\d{1,4}))?(?:/(?P<limit>\d{1,3}))?(?:\s+(?P<rest>.*))?", re.DOTALL
)
_ACT: Final = re.compile(r"\d{2,3}(@\d{1,4})?\s+[0-6](\s.*)?", re.DOTALL)
_TIME: Final = re.compile(r"\d{4}|\d{1,2}:\d{2}(:\d{2})?")
_GLUED: Final = re.compile(
    "(人数|起点)(?=\\d)|(" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + r")\s*[:：=＝]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line understood: the verb or the step it is about, what follows, and the time that stood first."""

    verb: str = ""
    step: str = ""
    turn: int = 0
    limit: int = 0
    rest: str = ""
    at: int | None = None


def read_line(typed: str, now: int, zone: str) -> Line:
    """What a line means; `NotUnderstood` where it means nothing. `now` and `zone` are for times."""
    first, rest = split(typed)
    at = None
    if rest and _TIME.fullmatch(plain_digits(first)) and is_time(first):
        at = read_time(first, now, zone)
        typed = rest
        first, rest = split(typed)
    found = _STEP.fullmatch(_narrow_head(typed))
    if found:
        after = found["rest"] or ""
        return Line(
            step=found["step"], turn=int(found["turn"] or 0), limit=int(found["limit"] or 0), rest=after.strip(), at=at
        )
    verb = NAMES.get(plain_digits(first).casefold(), "")
    if not verb:
        raise NotUnderstood("unknown-word", text=first, near=nearest(first, NAMES))
    return Line(verb=verb, rest=rest, at=at)


def split(typed: str) -> tuple[str, str]:
    """The first word and the rest; `人数42` and `记：…` count as two words."""
    typed = typed.strip()
    glued = _GLUED.match(typed)
    if glued:
        return glued[1] or glued[2], typed[glued.end() :].strip()
    first, rest = [*typed.split(None, 1), "", ""][:2]
    return first, rest.strip()


def is_act(typed: str) -> bool:
    """Whether a line is a step and a digit (`02 3`): it means that even where a text is asked for."""
    return bool(_ACT.fullmatch(_narrow_head(typed)))


def is_command(typed: str) -> bool:
    """Whether a line can hardly be a text: a word by itself or with a step, or a Chinese word set off by a space."""
    first, rest = split(typed)
    name = plain_digits(first).casefold()
    if name not in NAMES:
        return False
    return not rest or not name.isascii() or rest.casefold() == "all" or bool(_STEP.fullmatch(_narrow_head(rest)))


def is_danger(typed: str) -> bool:
    """Whether a line is nothing but the word for danger, which works in the middle of everything."""
    return NAMES.get(plain_digits(typed).casefold()) == "danger"


def take_time(rest: str, now: int, zone: str) -> tuple[int | None, str]:
    """The time at the beginning of what follows a step or a word, and what is left."""
    first, after = split(rest)
    if first and is_time(first):
        return read_time(first, now, zone), after
    return None, rest


def _narrow_head(typed: str) -> str:
    """Full-width digits of the first two words as digits; text further on stays as it was typed."""
    words = typed.split(None, 2)
    return " ".join([*(plain_digits(word) for word in words[:2] if word), *words[2:]])
