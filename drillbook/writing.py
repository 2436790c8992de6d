"""An export as a file: whole or not at all, and never in the place of a record."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from drillbook.console import warn
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from incidents.journal.opening import journal_path
from reports.cells import printable
from tui.common.writing import write_whole

_SQLITE = b"SQLite format 3\0"
_BESIDE = ("", "-journal", "-wal", "-shm", ".anchors", ".reserve", ".drafts")


def write_export(settings: Settings, name: str, data: bytes, *, kept: str = "") -> None:
    """Write a file and say so; what cannot be written ends the call and leaves an earlier file as it was.

    `kept`: what is not lost then, besides that.
    """
    words, path = settings.words, Path(name)
    try:
        if _is_record(path, journal_path(settings.db)):
            said = words.say("{path} belongs to a journal. Nothing was written: give another name.", path=path)
            raise Stop(BAD_INPUT, printable(said))
        write_whole(path, data)
    except (OSError, ValueError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        said = words.say("Cannot write {path}: {error}.", path=path, error=why)
        said += kept or words.say(" A file of that name, if there is one, is as it was.")
        raise Stop(BAD_INPUT, printable(said)) from None
    warn(printable(words.say("Written: {path}", path=path)))


def format_of(name: str, formats: Collection[str], otherwise: str) -> str:
    """The format that a file's name ends with (`due.ics`), where no other was asked for."""
    ending = Path(name).suffix.lower().removeprefix(".")
    return ending if ending in formats else otherwise


def refuse_unwritable(settings: Settings, name: str) -> None:
    """End the call before any work is done for a file that cannot be written; no name: nothing is asked for."""
    why = hindrance(settings, name) if name else ""
    if why:
        said = settings.words.say("Cannot write {path}: ", path=name) + why
        raise Stop(BAD_INPUT, printable(said + settings.words.say(" Nothing was done.")))


def hindrance(settings: Settings, name: str) -> str:
    """Why a file cannot be put where it is wanted; "" if nothing is known against it beforehand."""
    words = settings.words
    try:
        path = Path(name)
        folder = path.resolve().parent
        if _is_record(path, journal_path(settings.db)):
            return words.say("it belongs to a journal; give another name.")
        if path.is_dir():
            return words.say("it is a folder; give the name of a file.")
        if not folder.is_dir():
            return words.say("there is no folder {folder}.", folder=folder)
        if not os.access(folder, os.W_OK | os.X_OK) and not _is_device(path):
            return words.say("you may not write in {folder}.", folder=folder)
    except (OSError, ValueError, RuntimeError) as error:
        return words.say("{error}.", error=(error.strerror or error) if isinstance(error, OSError) else error)
    return ""


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _is_record(path: Path, journal: Path) -> bool:
    """Whether this is the journal in use, a file beside it, or any other SQLite file, under whatever name."""
    target = path.resolve()
    if target in {at.with_name(at.name + end) for at in (journal.absolute(), journal.resolve()) for end in _BESIDE}:
        return True
    if not target.is_file():
        return False
    with target.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
