"""The formats of a timeline, in one table: what `drillbook timeline --format` offers.

Each is imported when it is asked for: who only wants to know which there are, as the help does, needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from incidents.journal.rows import Row
    from incidents.timeline import Timeline
    from reports.words import Words

Export = Callable[["Timeline", "Sequence[Row]", "Words"], bytes]


def _markdown(told: Timeline, rows: Sequence[Row], words: Words) -> bytes:
    del rows
    from reports.timeline_md import timeline_md

    return timeline_md(told, words)


def _json(told: Timeline, rows: Sequence[Row], words: Words) -> bytes:
    del words
    from reports.timeline_json import timeline_bytes

    return timeline_bytes(told, rows, compare=False)


def _csv(told: Timeline, rows: Sequence[Row], words: Words) -> bytes:
    del rows
    from reports.timeline_csv import timeline_csv

    return timeline_csv(told, words)


TIMELINE_FORMATS: Final[Mapping[str, Export]] = {"md": _markdown, "json": _json, "csv": _csv}
"""Each takes the timeline, the journal's rows as far as they are sound, and the language."""
