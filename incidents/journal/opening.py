"""From what `--db` says to a journal."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .database import BUSY_MS
from .errors import UnsupportedUrl
from .sqlite import SqliteStore

ALLOWED = ("sqlite",)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # two letters at least: `C:` is a drive


def open_store(url: str | Path, *, writing: bool = True, busy_ms: int = BUSY_MS) -> SqliteStore:
    """Open the journal at a path or `sqlite:///path`; with `writing=False` nothing is made and nothing changed.

    As in other programs `sqlite:///plans.db` is relative and `sqlite:////srv/plans.db` absolute.
    """
    return SqliteStore(journal_path(url), writing=writing, busy_ms=busy_ms)


def journal_path(url: str | Path) -> Path:
    """The file that `url` means; UnsupportedUrl for other schemes."""
    text = str(url)
    scheme = _SCHEME.match(text)
    if scheme is None:
        return Path(_home(text))
    if scheme[1].lower() != "sqlite" or not text[scheme.end() :].startswith("/") or text.endswith(":///"):
        raise UnsupportedUrl(scheme[1], ALLOWED)
    return Path(_home(text[scheme.end() + 1 :]))


def _home(text: str) -> str:
    """With the user's folder for `~`; as it stands where there is no such user."""
    return os.path.expanduser(text)  # noqa: PTH111 - that of pathlib raises there
