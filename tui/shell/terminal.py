"""Whether a terminal can show the full screen: asked before anything is opened, so that nobody meets garbage."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Final, TextIO

from reports.words import Words

_SETS: Final = ("LC_ALL", "LC_CTYPE", "LANG")
"""What tells the characters of a terminal; the first that is set counts."""


def terminal_trouble(
    env: Mapping[str, str],
    stdin: TextIO,
    stdout: TextIO,
    words: Words | None = None,
    *,
    stderr: TextIO | None = None,
) -> str | None:
    """Why the full screen cannot be shown here, in a sentence that names `--plain`; None where it can.

    `stderr` is what the screen is drawn on. Where Chinese cannot be shown, the sentence is English.
    """
    words = words or Words("en")
    if not all(stream.isatty() for stream in (stdin, stdout, stderr) if stream is not None):
        return words.sense("terminal", "The full screen needs a terminal. By numbered lines (--plain)")
    if env.get("TERM", "") == "dumb":
        return words.sense("terminal", "TERM=dumb: no full screen can be shown here. By numbered lines (--plain)")
    if lacking := _not_utf8(env, stdout):
        return Words("en").sense(
            "terminal", "This terminal is not set to UTF-8 ({found}). By numbered lines (--plain)", found=lacking
        )
    return None


def _not_utf8(env: Mapping[str, str], stdout: TextIO) -> str:
    """What says that the terminal does not take UTF-8; empty for nothing. What was said to this program counts most."""
    if _name(stdout.encoding) != "utf-8":
        return str(stdout.encoding)
    if _name(env.get("PYTHONIOENCODING", "").partition(":")[0]) == "utf-8" or env.get("PYTHONUTF8") == "1":
        return ""
    name = next((name for name in _SETS if env.get(name)), "")
    if not name:
        return ""
    characters = env[name].partition(".")[2].partition("@")[0]
    if _name(characters) == "utf-8" or (not characters and env[name] not in {"C", "POSIX"}):
        return ""
    return f"{name}={env[name]}"


def _name(encoding: str | None) -> str:
    """The one name of an encoding, whichever it was called by; empty for one that nobody knows."""
    try:
        return codecs.lookup(encoding or "").name
    except LookupError:
        return ""
