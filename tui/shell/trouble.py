"""What went wrong with the journal, as banners: what happened, what is kept, what to do."""

from __future__ import annotations

from typing import Final

from incidents.journal.errors import Damaged, JournalError, NotDurable
from reports.format_span import span
from reports.format_time import hhmm, hhmmss, local, moment
from reports.words import Words
from reports.words.journal import damage, journal_error
from tui.board import Board
from tui.common.meanwhile import fell_due
from tui.common.unstored import Trouble
from tui.desk.ui import Banner
from tui.lines import wrap
from tui.pages.trouble import cause_said

SLEPT_MS: Final = 60_000
"""A longer time without a tick was not lived through: the machine slept."""
_WIDTH: Final = 69
"""So many cells of a banner's row are left for words at 80 columns."""


def banner_of(error: NotDurable | Damaged, words: Words, stored: int) -> Banner:
    """The banner for an error of the journal. `stored` is the last record that is known to be on disk."""
    if isinstance(error, Damaged):
        return Banner("chain", _damaged(error, words))
    if error.unknown:
        said = words.sense("banner", "Checking whether #{n} was stored (disk error). Do not repeat it.", n=stored + 1)
        return Banner("unknown", (said,))
    if error.kind in {"full", "io", "locked"}:
        return trouble_banner(Trouble(stored + 1, error.kind), words)
    return Banner("disk", _rows(journal_error(words, error)))


def _damaged(error: Damaged, words: Words) -> tuple[str, ...]:
    """A broken chain in a row; any other damage in two."""
    if error.what != "chain":
        return _rows(damage(words, error))
    if not error.version or error.version < 2:
        return (words.sense("banner", "Chain breaks at #1: none of it is sound, it is only to read. Export."),)
    said = words.sense(
        "banner",
        "Chain breaks at #{n}: #1-#{good} are sound, rest only to read. Export.",
        n=error.version,
        good=error.version - 1,
    )
    return (said,)


def _rows(said: str) -> tuple[str, ...]:
    return tuple(wrap(said, _WIDTH)[:2])


def trouble_banner(trouble: Trouble, words: Words) -> Banner:
    """The journal takes nothing: from which number on to write on paper, what is safe, what it takes to go on."""
    stored, first = trouble.since - 1, trouble.since
    match trouble.kind:
        case "full":
            what = words.sense(
                "banner",
                "DISK FULL: nothing after #{n} is stored. Write on paper from #{next} on.",
                n=stored,
                next=first,
            )
            way = words.sense(
                "banner",
                "#1-#{n} are safe. {free} MB free; free 64 MB and it goes on by itself.",
                n=stored,
                free=trouble.free,
            )
        case "locked":
            what = words.sense("banner", "NOT STORED: another program holds the journal. #1-#{n} are safe.", n=stored)
            way = words.sense("banner", "Close it (if stopped: type fg in its window); it goes on by itself.")
        case _:
            what = words.sense(
                "banner",
                "DISK ERROR: nothing after #{n} is stored. Use paper from #{next} on.",
                n=stored,
                next=first,
            )
            way = words.sense(
                "banner", "#1-#{n} are safe. Copy the journal elsewhere; every key tries again.", n=stored
            )
    return Banner("disk", (what, way))


def lock_banner(what: str, seconds: int, most: int, words: Words) -> Banner:
    """Something waits for another program to let go."""
    said = words.sense(
        "banner", "Waiting for another program to release the journal, {n} s of {most}.", n=seconds, most=most
    )
    kept = words.sense("banner", "NOT YET ON DISK: {what}. Record nothing more until then.", what=what)
    return Banner("lock", (said, kept))


def paper_banner(trouble: Trouble, words: Words) -> Banner:
    """The journal takes things again, and what is missing is not yet entered."""
    n = len(trouble.lost)
    if n:
        said = words.sense(
            "banner",
            "Storing works. To be entered: {n} not stored, paper from #{first}: Esc 4 8",
            n=n,
            first=trouble.since,
        )
    else:
        said = words.sense(
            "banner", "Storing works. To be entered: what is on paper from #{n}: Esc 4 8", n=trouble.since
        )
    return Banner("paper", (said,))


def not_written(what: str, error: JournalError, words: Words) -> str:
    """Where nothing can be recorded at all: what was not, and why."""
    if isinstance(error, Damaged):
        return words.sense("desk", "{what} was not recorded: the record is broken, it is only to read.", what=what)
    if not isinstance(error, NotDurable):
        return journal_error(words, error)
    if error.kind == "readonly":
        return words.sense("desk", "{what} was not recorded: the data folder is read-only.", what=what)
    return words.sense("desk", "{what} was not recorded. {why}", what=what, why=journal_error(words, error))


def clock_banner(back: int, words: Words) -> Banner:
    """The computer's clock was set back; limits go on by the time that has passed."""
    said = words.sense(
        "banner",
        "Computer clock went back {span}: order by number, limits unmoved.",
        span=span(back, words),
    )
    return Banner("clock", (said,))


def slept_banner(board: Board, since: int, now: int) -> Banner:
    """The machine stood still; limits did not. Which of those that bind fell due meanwhile."""
    words = board.words
    slept, start, end = span(now - since, words), hhmmss(since, board.zone), hhmmss(now, board.zone)
    said = words.sense(
        "banner", "Computer stood still {span} ({since} to {now}). Limits ran on.", span=slept, since=start, now=end
    )
    if local(since, board.zone).date() != local(now, board.zone).date():
        start, end = moment(since, board.zone, words, now), hhmm(now, board.zone)
        said = words.sense(
            "banner", "Stood still {span} ({since} to {now}). Limits ran on.", span=slept, since=start, now=end
        )
    found = fell_due(board.exceeded(now), since, now)
    if not found:
        return Banner("slept", (said, words.sense("banner", "No binding limit fell due meanwhile.")))
    fell = [f"{board.plan.step[view.step].number} {moment(view.due_at or 0, board.zone, words, now)}" for view in found]
    return Banner("slept", (said, words.sense("banner", "Fell due meanwhile: {limits}", limits=words.listed(fell))))


def cause(error: JournalError, words: Words) -> str:
    """Why something is not stored, in a word."""
    return cause_said(error.kind if isinstance(error, NotDurable) else "", words)
