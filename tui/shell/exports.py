"""What a closed incident leaves for others as files.

They go where the program was started, under a name that says the incident, whole or not at all, and never in the place
of another file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from incidents.journal.errors import Damaged, JournalError
from incidents.journal.rows import Row
from incidents.journal.system import of_system
from incidents.session import Session
from incidents.timeline import Timeline, timeline
from reports.cells import printable
from reports.formats import TIMELINE_FORMATS
from reports.forms_html import forms_html
from reports.one_page import one_page
from reports.words import Words
from reports.words.journal import journal_error
from tui.common.writing import write_anew
from tui.shell.trouble import cause

Kind = Literal["md", "csv", "json", "page", "forms"]
_NAMES: Final[Mapping[Kind, tuple[str, str]]] = {
    "md": ("timeline", "md"),
    "csv": ("table", "csv"),
    "json": ("data", "json"),
    "page": ("one-page", "md"),
    "forms": ("forms", "html"),
}
"""Names in ASCII go through every disk, mail and archive."""


def export(session: Session, kind: Kind, words: Words, folder: Path) -> Path:
    """Write a file and say where; raises OSError or JournalError, and leaves nothing half written."""
    told = timeline(session)
    stem, ending = _NAMES[kind]
    data = _written(session, kind, told, words)
    return write_anew(folder, f"{session.id}-{stem}", ending, data)


def _written(session: Session, kind: Kind, told: Timeline, words: Words) -> bytes:
    match kind:
        case "page":
            return one_page(told, words)
        case "forms":
            return forms_html(told, told.forms, words)
    return _formatted(session, kind, told, words)


def _formatted(session: Session, kind: str, told: Timeline, words: Words) -> bytes:
    rows: Sequence[Row]
    try:
        rows = session.store.read(session.id)
    except Damaged as damaged:
        rows = damaged.rows
    return TIMELINE_FORMATS[kind](told, rows[: session.state.version], words)


def exported(session: Session, kind: Kind, words: Words, folder: Path) -> tuple[str, str]:
    """The same for the screen: the path that was written (empty for none), and what is said."""
    if kind == "forms" and not timeline(session).forms:
        return "", words.say("No form of {incident} has been filled in.", incident=session.id)
    try:
        path = export(session, kind, words, folder).absolute()
    except JournalError as error:
        return "", journal_error(words, error)
    except OSError as error:
        why = cause(of_system(error), words) if folder.is_dir() else words.sense("cause", "the folder is gone")
        said = words.sense(
            "closed", "No file written: {cause}. The record is untouched. {path}", cause=why, path=folder
        )
        return "", printable(said)
    said = words.say("Written: {path}", path=path.name)
    return printable(str(path)), printable(said)
