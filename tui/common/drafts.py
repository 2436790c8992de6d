"""What is being written and is not yet recorded: kept in a small file beside the journal, line by line.

One file for each incident, officer and kind, replaced as a whole, so that a power failure leaves the old one or the new
one. A note and a row of a list share one: they are the one thing that is being written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

_FORMAT: Final = 1
WRITTEN: Final = frozenset({"note", "row"})
"""What somebody else may go on with, or record as it is."""
_KINDS: Final = WRITTEN | {"fields", "handover", "unstored"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A note (`about`: its step, or empty) with its lines so far; a row of a list (`about`) with its values; answers
    that were typed and not given, by question; the words of a handover; what the journal did not take.
    """

    kind: str
    by: str
    at: int
    about: str = ""
    lines: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


class Drafts:
    """The drafts of one incident. Without a folder nothing is kept, and nothing is offered."""

    def __init__(self, folder: Path | None, incident: str, by: str) -> None:
        self._folder = folder
        self._incident = incident
        self._name = f"{incident}.{sha256(by.encode()).hexdigest()[:8]}"

    def _path(self, folder: Path, kind: str) -> Path:
        return folder / (f"{self._name}.json" if kind in WRITTEN else f"{self._name}.{kind}.json")

    def keep(self, draft: Draft) -> bool:
        """Put the draft on disk; False if the disk does not take it."""
        if self._folder is None:
            return True
        path = self._path(self._folder, draft.kind)
        fresh = path.with_suffix(".new")
        text = json.dumps({"format": _FORMAT, **asdict(draft)}, ensure_ascii=False)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            return False
        return True

    def clear(self, kind: str = "note") -> None:
        """What was being written is recorded, or given up."""
        if self._folder is not None:
            _remove(self._path(self._folder, kind))

    def all(self, kinds: Collection[str] = WRITTEN) -> list[tuple[Path, Draft]]:
        """The drafts of this incident, whoever wrote them; files that are not ours to read are left alone."""
        if self._folder is None or not self._folder.is_dir():
            return []
        found = [(path, _read(path)) for path in sorted(self._folder.glob(f"{self._incident}.*.json"))]
        return [(path, draft) for path, draft in found if draft is not None and draft.kind in kinds]

    def adopt(self, path: Path, draft: Draft) -> None:
        """Go on with a draft that somebody left: it becomes one's own before the other is let go of."""
        if self.keep(draft) and self._folder is not None and path != self._path(self._folder, draft.kind):
            _remove(path)

    @staticmethod
    def discard(path: Path) -> None:
        """Give one up that somebody left."""
        _remove(path)


def _read(path: Path) -> Draft | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.pop("format") != _FORMAT or data["kind"] not in _KINDS:
            return None
        return Draft(**{**data, "lines": tuple(str(line) for line in data["lines"]), "values": dict(data["values"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
