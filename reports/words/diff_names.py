"""What the keys of a plan are called where two plans are compared."""

from __future__ import annotations

from typing import Final

from reports.words.names import Names

KINDS: Final[Names] = {
    "level": ("diff kind", "level"),
    "fact": ("diff kind", "fact"),
    "number": ("diff kind", "number"),
    "role": ("diff kind", "role"),
    "source": ("diff kind", "source"),
}

KEYS: Final[Names] = {
    "id": ("diff key", "id"),
    "title": ("diff key", "title"),
    "about": ("diff key", "about"),
    "version": ("diff key", "version"),
    "command": ("diff key", "in command"),
    "when": ("diff key", "condition"),
    "how": ("diff key", "how"),
    "number": ("diff key", "number"),
    "stage": ("diff key", "stage"),
    "role": ("diff key", "who"),
    "after": ("diff key", "after"),
    "each": ("diff key", "once for each row of"),
    "record": ("diff key", "asked"),
    "form": ("diff key", "form"),
    "say": ("diff key", "read out"),
    "tells": ("diff key", "then told"),
    "opens": ("diff key", "opens"),
    "where": ("diff key", "where"),
    "work": ("diff key", "working time in drills"),
    "source": ("diff key", "source"),
    "to": ("diff key", "by then"),
    "extend": ("diff key", "extension"),
    "basis": ("diff key", "basis"),
    "type": ("diff key", "kind of answer"),
    "ask": ("diff key", "question"),
    "of": ("diff key", "choices"),
    "columns": ("diff key", "columns"),
    "min": ("diff key", "least"),
    "max": ("diff key", "most"),
    "value": ("diff key", "value"),
    "replaces": ("diff key", "replaces"),
    "why": ("diff key", "why"),
    "kind": ("diff key", "kind"),
    "one_of": ("diff key", "one of"),
    "edition": ("diff key", "edition"),
    "binds": ("diff key", "binds only"),
}
