"""Reads gettext catalogues (`.po`) as they stand: message → translation.

The subset that our own files use: `msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[0]`, continued strings and
comments. Chinese has one plural form, so a plural message has one translation. The tests read the same files with Babel
and demand the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

Key = tuple[str, str]
"""Context (empty for none) and source string."""

LOCALE = Path(__file__).parent / "locale"
FOLDERS = {"zh": "zh_CN"}

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@cache
def catalogue(lang: str) -> dict[Key, str]:
    """All messages of a language, from all its files; empty for the language of the source."""
    messages: dict[Key, str] = {}
    if lang in FOLDERS:
        for path in sorted((LOCALE / FOLDERS[lang] / "LC_MESSAGES").glob("*.po")):
            messages.update(read_po(path.read_text(encoding="utf-8")))
    return messages


def read_po(text: str) -> dict[Key, str]:
    """The messages of one file; untranslated ones and the header are left out."""
    messages: dict[Key, str] = {}
    for entry in _entries(text):
        msgid, translation = entry.get("msgid", ""), entry.get("msgstr", "")
        if msgid and translation:
            messages[entry.get("msgctxt", ""), msgid] = translation
    return messages


def _entries(text: str) -> Iterator[dict[str, str]]:
    entry: dict[str, str] = {}
    field = ""
    for line in text.splitlines():
        if line.startswith('"'):
            entry[field] += _string(line)
        elif line.startswith("msg"):
            keyword, _, rest = line.partition(" ")
            field = "msgstr" if keyword == "msgstr[0]" else keyword
            if field in entry or (field == "msgctxt" and entry):
                yield entry
                entry = {}
            entry[field] = _string(rest)
        elif not line and entry:
            yield entry
            entry = {}
    if entry:
        yield entry


def _string(quoted: str) -> str:
    inside = quoted.strip()[1:-1]
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[0]), inside) if "\\" in inside else inside
