"""Lines from paper: what was written down by hand while the journal took nothing, typed in afterwards."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from incidents.session import Session
from reports.typed.times import read_time
from runbooks.plan import Plan

_NUMBER: Final = re.compile(r"[#＃]\s*\d+\s+")
_DATE: Final = re.compile(r"(\d{4}[-/])?\d{1,2}[-/]\d{1,2}")
_TIME: Final = re.compile(r"\d{4}|\d{1,2}:\d{2}(:\d{2})?")
_STEP: Final = re.compile(r".*\s[(（]?(\d{2,3})[)）]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """When it was, what stands there, and the id of the step whose number stands at its end (or none)."""

    at: int
    text: str
    step: str = ""


def plain_digits(typed: str) -> str:
    """Full-width digits as digits, without space around."""
    return unicodedata.normalize("NFKC", typed).strip()


def is_time(word: str) -> bool:
    """Whether a word is a time of day such as `0848`; `8001` is a telephone number."""
    typed = plain_digits(word)
    if not _TIME.fullmatch(typed):
        return False
    hour, minute = (typed[:2], typed[2:]) if ":" not in typed else typed.split(":")[:2]
    return int(hour) < 24 and int(minute) < 60


def paper_line(typed: str, now: int, plan: Plan) -> PaperLine | None:
    """`[#129] [03-09] 12:06 何平 派出所回电 94`; None where the time or the text is missing.

    A time that is later than now raises NotUnderstood. The text stays whole: its step is only where it is kept.
    """
    typed = typed.strip()
    number = _NUMBER.match(typed)
    first, *rest = typed[number.end() if number else 0 :].split(None, 1)[:2] or [""]
    time, text = first, "".join(rest)
    if _DATE.fullmatch(plain_digits(first)):
        second, *rest = text.split(None, 1) or [""]
        time, text = f"{first} {second}", "".join(rest)
        first = second
    if not is_time(first) or not text.strip():
        return None
    at = read_time(time, now, plan.timezone)
    found = _STEP.fullmatch(plain_digits(text))
    step = plan.by_number.get(found[1]) if found else None
    return PaperLine(at, text.strip(), step.id if step else "")


def recovered(kind: str, since: int, session: Session) -> bool:
    """Whether a journal that took nothing from number `since` on takes things again.

    A full disk has room again; after any other fault something was stored since.
    """
    if kind == "full":
        return not session.store.space().low
    return session.state.version >= since
