"""The timeline as a table, one row an event, for a spreadsheet.

It begins with a byte order mark, without which Excel takes Chinese for another encoding. Free text that a spreadsheet
would take for a formula gets an apostrophe in front; what would steer a terminal is taken out.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from incidents.timeline import Entry, Timeline
from reports.cells import printable
from reports.format_time import local
from reports.format_value import record_no, role
from reports.telling import tell_entry
from reports.words import Words
from reports.words.names import KINDS, columns, name
from runbooks.plan import Plan

_HEADINGS = (
    *("no.", "happened", "recorded", "entered later", "kind", "step", "title", "turn", "role", "by"),
    *("what", "reason", "void", "corrected by"),
)
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
BOM = b"\xef\xbb\xbf"


def timeline_csv(told: Timeline, words: Words) -> bytes:
    """The whole log; headings in the reader's language, times in the site's zone."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns(words, *_HEADINGS))
    for entry in told.entries:
        writer.writerow(_cell(value) for value in _row(entry, told, words))
    return BOM + out.getvalue().encode("utf-8", "replace")


def _row(entry: Entry, told: Timeline, words: Words) -> list[Any]:
    plan = told.plan
    event, step = entry.event, plan.step.get(entry.event.step)
    role_id = event.role or entry.data.get("role", "")
    return [
        event.seq,
        _time(entry.at, plan),
        _time(event.recorded, plan),
        words.say("entered later") if event.entered_later else "",
        name(words, KINDS, event.kind),
        step.number if step else "",
        words.text(step.title) if step else "",
        event.turn or "",
        role(role_id, plan, words) if role_id else "",
        event.by,
        tell_entry(entry, told, words),
        entry.data.get("reason", ""),
        words.say("void") if entry.void else "",
        " ".join(record_no(seq) for seq in entry.corrected_by),
    ]


def _time(ms: int, plan: Plan) -> str:
    return local(ms, plan.timezone).strftime("%Y-%m-%d %H:%M:%S")


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA and text.strip() else text
