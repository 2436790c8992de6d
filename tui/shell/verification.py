"""Whether the record of an incident is what was written: asked of the journal itself, not of what is in memory.

A short record is verified between two keys, a long one beside them, through a connection of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Final

from incidents.journal.anchors import Anchor, anchors_path, read_anchors
from incidents.journal.errors import JournalError, NotDurable
from incidents.journal.opening import open_store
from incidents.journal.sqlite import SqliteStore
from incidents.journal.store import Store
from incidents.session import Session
from reports.verifying import verify_incident
from reports.words import Words
from reports.words.journal import journal_error
from tui.desk.checked import Checked

AT_ONCE: Final = 1_000
"""So many records are verified between two keys."""


class Verification:
    """Verifies one incident's record whenever it is asked to; `poll` gives what came of it, once."""

    def __init__(self, session: Session, words: Words, *, at_once: int = AT_ONCE) -> None:
        self._session = session
        self._words = words
        self._at_once = at_once
        self._thread: Thread | None = None
        self._found: Checked | None = None

    def start(self) -> None:
        """Begin, unless it goes on already."""
        if self._thread is not None or self._found is not None:
            return
        store, version, now = self._session.store, self._session.state.version, self._session.now()
        if version <= self._at_once or not isinstance(store, SqliteStore):
            self._found = self._checked(store, version, now)
        else:
            self._thread = Thread(target=self._beside, args=(store.path, version, now), name="verify", daemon=True)
            self._thread.start()

    def poll(self) -> Checked | None:
        """What was found since it was last asked; None while it goes on."""
        if self._thread is not None:
            if self._thread.is_alive():
                return None
            self._thread = None
        found, self._found = self._found, None
        return found

    def _beside(self, path: Path, version: int, now: int) -> None:
        try:
            with closing(open_store(path, writing=False)) as own:
                self._found = self._checked(own, version, now)
        except JournalError as error:
            self._found = Checked(version, now, error=journal_error(self._words, error))

    def _checked(self, store: Store, version: int, now: int) -> Checked:
        try:
            verified = verify_incident(store, self._session.id, _anchors(store, self._session.id), None)
        except JournalError as error:
            return Checked(version, now, error=journal_error(self._words, error))
        fault = verified.verdict.fault
        if fault is None:
            return Checked(version, now, anchors=verified.anchors)
        return Checked(version, now, fault.version, fault.what, verified.anchors)


def _anchors(store: Store, incident: str) -> Sequence[Anchor]:
    """The heads kept beside the journal; where they cannot be read, none is compared."""
    if not isinstance(store, SqliteStore):
        return ()
    try:
        return read_anchors(anchors_path(store.path)).of(incident)
    except NotDurable:
        return ()
