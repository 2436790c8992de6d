"""The first thing about a file, without parsing it: whether it is a runbook or an overlay, and its id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from runbooks.decoding import MAX_BYTES
from runbooks.problems import Place

_HEAD = re.compile(rb"^(runbook|overlay)[ \t]*:[ \t]*([\"']?)([^\s\"'#]+)\2[ \t]*(?:#.*)?\r?$", re.MULTILINE)

_SCENARIO = re.compile(rb"^scenario[ \t]*:", re.MULTILINE)
"""A scenario names its runbook under the same key, but is none."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says it is, and where it says so."""

    id: str
    kind: Literal["runbook", "overlay"]
    path: Path
    place: Place
    line: str


def head_of(path: Path) -> Head | None:
    """The head of a file, or None for one that is no plan or cannot be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES)
    except OSError:
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    match = _HEAD.search(data)
    if match is None or _SCENARIO.search(data):
        return None
    try:
        plan_id, line = match[3].decode(), match[0].decode()
    except UnicodeDecodeError:
        return None
    place = Place(str(path), data.count(b"\n", 0, match.start()) + 1, match.start(3) - match.start() + 1, len(plan_id))
    return Head(plan_id, "overlay" if match[1] == b"overlay" else "runbook", path, place, line.rstrip("\r"))
