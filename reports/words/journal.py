"""Sentences for what may go wrong with the journal: what happened, what is kept, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incidents.journal.errors import Damaged, JournalError, NotDurable
from reports.words.words import Words

NOT_DURABLE: Final[Mapping[str, str]] = {
    "full": "Not stored: disk full. {kept} Write on paper from {next}; it goes on by itself once 64 MB are free.",
    "readonly": "The data folder is read-only: everything can be read, nothing recorded. Use --db for another folder.",
    "locked": "Not stored: another program has held the journal for 10 s. {kept} Close it (a stopped one: type fg in its window), then try again.",
    "io": "Not stored: the disk reports an error. {kept} Write on paper from {next}, and copy the journal to another disk.",
    "network": "The journal cannot be kept on a network drive ({detail}): two stations could overwrite each other. Nothing was changed. Use --db for a folder on this computer.",
    "settings": "This SQLite does not do what durability needs ({detail}). Nothing was changed. Use another SQLite or Python.",
}

UNKNOWN: Final = "The disk reports an error and nobody knows yet whether {next} was stored. {kept} Look with drillbook status before recording it again."

SENTENCES: Final[Mapping[str, str]] = {
    "conflict": "Another station recorded something first. Yours was not recorded: look first, then decide.",
    "stream-exists": "There is an incident {stream} already. Nothing was recorded. To go on with it: drillbook resume {stream}",
    "unknown-stream": "No incident {stream}.",
    "op-reused": "An error in Drillbook itself: record {op} came twice with different contents. The first stands, the second was not recorded.",
    "newer-journal": "The journal was written by a later version of Drillbook (form {version}; this one knows {known}). Nothing was changed: use the later version.",
    "unfit-sqlite": "The SQLite of this Python is too old ({version}); {needed} or later is needed. Nothing was changed.",
    "no-journal": "There is no journal at {path}. It is made when the first incident is opened; for another file: --db",
    "unsupported-url": "A journal at {scheme}:// is not supported. Give a file, or sqlite:///FILE.",
}

DAMAGED: Final[Mapping[str, str]] = {
    "folder": "This is a folder, not a journal. Nothing was changed. Use --db for a file in it.",
    "foreign": "This file is the database of another program. Nothing was changed. Use --db for another file.",
    "not-a-database": "This file is no journal, or its beginning is destroyed. Nothing was changed. Use --db for another file.",
    "pages": "The journal's file is damaged. What can be read is shown; nothing is recorded. Copy the file before anything else.",
    "schema": "The journal's tables are not what was written. What can be read is shown; nothing is recorded.",
    "chain": "The record of {stream} is broken at #{version}: {good} Later ones are for looking only. Nothing was recorded: make a copy and export.",
}


def journal_error(words: Words, error: JournalError) -> str:
    """What went wrong with the journal."""
    if isinstance(error, NotDurable):
        return _not_durable(words, error)
    if isinstance(error, Damaged):
        return damage(words, error)
    values = {key: value for key, value in vars(error).items() if isinstance(value, str | int)}
    sentence = SENTENCES.get(error.code)
    return words.say(sentence, **values) if sentence else str(error)


def damage(words: Words, error: Damaged) -> str:
    """What is broken, and up to where the record can be trusted."""
    version = error.version or 1
    good = (
        words.say("#1 to #{n} can be trusted.", n=version - 1)
        if version > 1
        else words.say("none of it can be trusted.")
    )
    return words.say(DAMAGED[error.what], stream=error.stream or "", version=version, good=good)


def _not_durable(words: Words, error: NotDurable) -> str:
    stored = error.stored
    kept = (
        words.say("Everything to #{n} is safe.", n=stored) if stored else words.say("What was stored before is safe.")
    )
    after = f"#{stored + 1}" if stored else words.say("the next number")
    sentence = UNKNOWN if error.unknown else NOT_DURABLE[error.kind]
    return words.say(sentence, kept=kept, next=after, detail=error.detail)
