"""The lines of a file as YAML counts them, cut only when a problem wants to show one."""

from __future__ import annotations

from bisect import bisect_left

from runbooks.characters import made_visible

LONGEST_SHOWN = 2_000
_STRETCH = 8_192


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Where a character stands, both counted from 1.

    Only CR, LF and CRLF end a line: `str.splitlines` would also cut at form feeds and U+2028 and so number
    the lines differently from every editor.
    """
    breaks = text.count("\n", 0, index) + text.count("\r", 0, index) - text.count("\r\n", 0, index)
    return breaks + 1, index - line_start(text, index) + 1


def line_start(text: str, index: int) -> int:
    """Where the line of a character begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_end(text: str, index: int) -> int:
    """Where the line of a character ends, before its break."""
    ends = [i for i in (text.find("\n", index), text.find("\r", index)) if i >= 0]
    return min(ends, default=len(text))


class Lines:
    """Calling it with a line number, counted from 1, gives that line without its break.

    A line past 2,000 characters is no excerpt for anybody: "". What must not reach a terminal is shown as
    U+FFFD. Lines are counted by stretches: a list of all lines of a hostile file would be larger than the file.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks: list[int] = []
        """How many breaks stand before each stretch, and in all."""

    def __call__(self, line: int) -> str:
        if not self._breaks:
            self._count()
        if not 1 <= line <= self._breaks[-1] + 1:
            return ""
        start = 0
        if line > 1:
            stretch = bisect_left(self._breaks, line - 1) - 1
            start = stretch * _STRETCH
            for _ in range(line - 1 - self._breaks[stretch]):
                start = self._text.index("\n", start) + 1
        end = self._text.find("\n", start)
        end = end if end >= 0 else len(self._text)
        return made_visible(self._text[start:end]) if end - start <= LONGEST_SHOWN else ""

    def _count(self) -> None:
        if "\r" in self._text:
            self._text = self._text.replace("\r\n", "\n").replace("\r", "\n")
        self._breaks.append(0)
        for start in range(0, len(self._text), _STRETCH):
            self._breaks.append(self._breaks[-1] + self._text.count("\n", start, start + _STRETCH))


def lines_of(data: bytes) -> Lines:
    """The lines of a file's bytes, for excerpts; what is no UTF-8 is shown as U+FFFD."""
    return Lines(data.decode("utf-8", errors="replace").removeprefix("\ufeff"))
