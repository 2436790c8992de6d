"""The lines of a file as YAML counts them, cut only when a problem wants to show one."""

from __future__ import annotations

import re
from array import array

from runbooks.characters import made_visible

BREAK = re.compile(r"\r\n|\r|\n")
LONGEST_SHOWN = 2_000


class Lines:
    """Calling it with a line number, counted from 1, gives that line without its break.

    Only CR, LF and CRLF end a line: `str.splitlines` would also cut at form feeds and U+2028 and so number
    the lines differently from every editor. A line past 2,000 characters is no excerpt for anybody: "".
    What must not reach a terminal is shown as U+FFFD.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: array[int] | None = None

    def __call__(self, line: int) -> str:
        starts = self._starts
        if starts is None:
            starts = array("I", [0])
            starts.extend(m.end() for m in BREAK.finditer(self._text))
            self._starts = starts
        if not 1 <= line <= len(starts):
            return ""
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self._text)
        if end - start > LONGEST_SHOWN:
            return ""
        return made_visible(self._text[start:end].rstrip("\r\n"))


def lines_of(data: bytes) -> Lines:
    """The lines of a file's bytes, for excerpts; what is no UTF-8 is shown as U+FFFD."""
    return Lines(data.decode("utf-8", errors="replace").removeprefix("\ufeff"))
