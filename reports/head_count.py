"""A head count that has no upper end: recorded by its lower end, and the reason of the statement says so."""

from __future__ import annotations

from incidents.views import Statement
from reports.format_value import plain, value
from reports.words import LANGUAGES, Words
from runbooks.plan import Plan


def open_ended(stated: Statement) -> bool:
    """Whether a statement says `so many or more`, whatever the language in which it was said."""
    return bool(stated.reason) and stated.reason in {
        Words(lang).say("{n} people or more", n=plain(stated.value)) for lang in LANGUAGES
    }


def head_count(stated: Statement, words: Words) -> str:
    """`42`, `30-50`, `30以上`."""
    count = plain(stated.value)
    return words.sense("band", "{n} and more", n=count) if open_ended(stated) else count


def answer(stated: Statement, fact: str, plan: Plan, words: Words, now: int) -> str:
    """What was stated, as everywhere; a head count without an upper end with what it means."""
    if fact == "headcount" and open_ended(stated):
        return head_count(stated, words)
    return value(stated.value, fact, plan, words, now, unknown=stated.unknown)
