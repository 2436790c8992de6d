"""What went wrong with the journal, as banners: what happened, what is kept, what to do."""

from __future__ import annotations

from incidents.journal.errors import Damaged, JournalError, NotDurable
from reports.format_span import span
from reports.words import Words
from reports.words.journal import damage, journal_error
from tui.desk.ui import Banner


def banner_of(error: JournalError, words: Words, stored: int) -> Banner:
    """The banner for an error of the journal. `stored` is the last record that is known to be on disk."""
    if isinstance(error, Damaged):
        return Banner("chain", (damage(words, error),))
    if isinstance(error, NotDurable):
        if error.unknown:
            said = words.sense(
                "banner", "Checking whether #{n} was stored (disk error). Do not repeat it meanwhile.", n=stored + 1
            )
            return Banner("unknown", (said,))
        return Banner("disk", _not_stored(error, words, stored))
    return Banner("disk", (journal_error(words, error),))


def _not_stored(error: NotDurable, words: Words, stored: int) -> tuple[str, ...]:
    if error.kind != "full":
        return (journal_error(words, error),)
    return (
        words.sense(
            "banner",
            "DISK FULL: nothing after #{n} is stored. Write on paper from #{next} on.",
            n=stored,
            next=stored + 1,
        ),
        words.sense("banner", "#1-#{n} are safe. Free 64 MB and it goes on by itself; no restart.", n=stored),
    )


def cause(error: JournalError, words: Words) -> str:
    """Why something is not stored, in a word."""
    kind = error.kind if isinstance(error, NotDurable) else ""
    match kind:
        case "full":
            return words.sense("cause", "disk full")
        case "readonly":
            return words.sense("cause", "folder is read-only")
        case "locked":
            return words.sense("cause", "another program holds the journal")
    return words.sense("cause", "disk error")


def clock_banner(back: int, words: Words) -> Banner:
    """The computer's clock was set back; limits go on by the time that has passed."""
    said = words.sense(
        "banner",
        "Computer clock went back {span}: order by number, limits by the time that passed.",
        span=span(back, words),
    )
    return Banner("clock", (said,))
