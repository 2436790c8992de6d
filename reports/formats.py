"""The formats of a timeline, in one table: what `drillbook timeline --format` offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from incidents.journal.rows import Row
from incidents.timeline import Timeline
from reports.timeline_csv import timeline_csv
from reports.timeline_json import timeline_bytes
from reports.timeline_md import timeline_md
from reports.words import Words

Export = Callable[[Timeline, Sequence[Row], Words], bytes]

TIMELINE_FORMATS: Final[Mapping[str, Export]] = {
    "md": lambda told, _rows, words: timeline_md(told, words),
    "json": lambda told, rows, _words: timeline_bytes(told, rows, compare=False),
    "csv": lambda told, _rows, words: timeline_csv(told, words),
}
"""Each takes the timeline, the journal's rows as far as they are sound, and the language."""
