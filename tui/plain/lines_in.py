"""Lines from the officer: read as bytes, so that no encoding error can end the program, and without a lock at its end.

UTF-8, else what Chinese Windows consoles send (GB 18030). A line that is neither is not guessed at: it comes as `None`,
and the officer types it again.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator
from typing import IO, Any, Final, Protocol

_CHUNK: Final = 4096
END: Final = object()
"""The input has ended."""
IDLE: Final = object()
"""Nothing came for a while."""


class Lines(Protocol):
    """Where lines come from; `wait` in seconds, or None for as long as it takes."""

    def next(self, wait: float | None) -> Any:
        """The next line, None for one that cannot be read, END, or IDLE when the wait is over."""


def decode(data: bytes) -> str | None:
    """The text of a line of bytes."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def lines_of(stream: IO[str]) -> Lines:
    """Lines of a stream: of its file where it has one, so that waiting can be interrupted; else of its text."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return _Read(_Chunks(raw) if raw is not None else map(_clean, stream))


class _Chunks:
    """Lines of a file. No generator: that would be over after the first interrupt, and the input with it."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._whole: deque[bytes] = deque()
        self._kept = b""

    def __iter__(self) -> Iterator[str | None]:
        return self

    def __next__(self) -> str | None:
        while not self._whole:
            chunk = self._raw.read(_CHUNK)
            if not chunk:
                last, self._kept = self._kept, b""
                if last:
                    return decode(last)
                raise StopIteration
            *whole, self._kept = (self._kept + chunk).split(b"\n")
            self._whole.extend(whole)
        return decode(self._whole.popleft().rstrip(b"\r"))


def _clean(line: str) -> str:
    return line.encode("utf-8", "replace").decode("utf-8")


class _Read:
    """Reads in this thread while nobody is in a hurry; from the first wait with an end on, in one of its own."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._lines = lines
        self._queue: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._pumping = False

    def next(self, wait: float | None) -> Any:
        if wait is None and not self._pumping:
            return next(self._lines, END)
        if not self._pumping:
            self._pumping = True
            threading.Thread(target=self._pump, name="lines", daemon=True).start()
        try:
            return self._queue.get(timeout=wait)
        except queue.Empty:
            return IDLE

    def _pump(self) -> None:
        for line in self._lines:
            self._queue.put(line)
        self._queue.put(END)
