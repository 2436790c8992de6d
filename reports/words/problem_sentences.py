"""What each code of a problem says. Values are filled in by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "from-later-version": "{what} comes with a later version; this one does not know it",
    "opens-unknown": "there is no runbook '{runbook}' to open here yet",
    "text-missing-language": "this text has no {languages}",
    "unknown-key": "unknown key '{key}'",
    "unknown-placeholder": "'{placeholder}' is no fact of this plan",
}
