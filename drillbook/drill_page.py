"""What is asked for besides the table of a drill, looked at before the runs: none of them is lived in vain."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Final

from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from drillbook.writing import is_record
from incidents.journal.opening import journal_path
from reports.cells import printable
from reports.words import Words

_ENDINGS: Final = (".html", ".htm")


def able_to_draw(words: Words, output: str) -> None:
    """The page is HTML under a name that says so, and needs what not everybody has installed."""
    if not output.lower().endswith(_ENDINGS):
        said = words.say("The page is HTML: give a name that ends in .html, not {path}.", path=output)
        raise Stop(BAD_INPUT, printable(said + words.say(" The figures as data: --json > FILE")))
    if any(importlib.util.find_spec(name) is None for name in ("altair", "vl_convert", "jinja2")):
        raise Stop(
            BAD_INPUT,
            words.say(
                "The page needs what is not installed. Beside pyproject.toml: pip install '.[report]'. "
                "Without -o nothing is missing."
            ),
        )


def able_to_write(settings: Settings, output: str) -> None:
    """The file can be put where it is wanted, as far as that can be known beforehand."""
    words = settings.words
    try:
        why = _hindrance(settings, Path(output))
    except (OSError, ValueError, RuntimeError) as error:
        why = words.say("{error}.", error=(error.strerror or error) if isinstance(error, OSError) else error)
    if why:
        said = words.say("Cannot write {path}: ", path=output) + why + words.say(" No run was begun.")
        raise Stop(BAD_INPUT, printable(said))


def _hindrance(settings: Settings, path: Path) -> str:
    """Why a file cannot be written; "" if nothing is known against it."""
    words, folder = settings.words, path.resolve().parent
    if is_record(path, journal_path(settings.db)):
        return words.say("it belongs to a journal; give another name.")
    if path.is_dir():
        return words.say("it is a folder; give the name of a file.")
    if not folder.is_dir():
        return words.say("there is no folder {folder}.", folder=folder)
    if not os.access(folder, os.W_OK | os.X_OK) and not _is_device(path):
        return words.say("you may not write in {folder}.", folder=folder)
    return ""


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()
