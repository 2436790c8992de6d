"""What cannot be understood, as a value: a code and what fills its sentence."""

from __future__ import annotations

from typing import Final

CODES: Final = (
    "time-unreadable",  # text
    "date-unreadable",  # text
    "time-gap",  # text: the clocks skip it that day
    "future",  # text, now
    "value-unreadable",  # text, fact, type, allowed
    "out-of-range",  # text, fact, min, max
    "rows-by-row",  # fact
    "unknown-name",  # text, kind, near, allowed
    "not-an-assignment",  # text
    "waived-for-good",  # text, limit: a turn of a repeat was named
)


class NotUnderstood(ValueError):  # noqa: N818 - the name says what happened
    """What somebody typed has no meaning here. Nothing was recorded."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
