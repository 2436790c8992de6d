"""Drafts of one station: within a second after the last key, everything typed and not recorded is on disk.

The note being written, the words of a handover, the answers typed and not given, what the journal did not take: a file
for each. Where the
disk takes none, it is said, and tried again every second.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from tui.common import unstored
from tui.common.drafts import Draft, Drafts
from tui.common.unstored import Trouble
from tui.desk import asked
from tui.desk.ui import Typed, Ui

DRAFT_MS: Final = 500
"""So long after it was changed a draft is on disk at the latest."""
AGAIN_MS: Final = 1_000
"""How often a disk is tried again that took no draft."""

_Text = tuple[str, str] | None
"""What a text is about, and the text."""


class Keeping:
    """What is on disk of a station's drafts, compared with what is on its screen."""

    def __init__(self, folder: Path | None, incident: str, by: str) -> None:
        self.drafts = Drafts(folder, incident, by)
        self.by = by
        self._note: _Text = None
        self._handover: _Text = None
        self._typed: tuple[Typed, ...] = ()
        self._trouble: Trouble | None = None
        self._since: int | None = None
        self._theirs: Path | None = None
        """The note of somebody else that is being gone on with here: it goes once it is recorded."""

    def take_up(self, ui: Ui) -> Ui:
        """What was being written when the incident was last left.

        A note and what was not stored are anybody's to go on with: this officer's own, else the first there is.
        A handover and answers half typed are only their author's.
        """
        note, handover = self._find("note"), self._find("handover", own=True)
        fields, lost = self._find("fields", own=True), self._find("unstored")
        self._note, self._handover = _text(note), _text(handover)
        if fields is not None:
            self._typed = asked.from_data(fields.values)
        trouble = unstored.from_data(lost.values) if lost is not None else None
        if trouble is not None:
            self._trouble = trouble
        return replace(ui, draft=self._note, handover=self._handover, typed=self._typed, trouble=trouble)

    def _find(self, kind: str, *, own: bool = False) -> Draft | None:
        """A draft of a kind; somebody else's becomes one's own where it is taken up."""
        found = self.drafts.all({kind})
        mine = next((draft for _, draft in found if draft.by == self.by), None)
        if mine is not None or own or not found:
            return mine
        path, theirs = found[0]
        if kind == "unstored":
            self.drafts.adopt(path, replace(theirs, by=self.by))
        else:
            self._theirs = path
        return theirs

    def look(self, ui: Ui, at: int, now: int) -> Ui:
        """Once in a while: write what is not on disk and has been waiting long enough."""
        if self._same(ui):
            self._since = None
            return replace(ui, undrafted=False) if ui.undrafted else ui
        self.changed(at)
        return self.write(ui, at, now) if self._since is not None and at - self._since >= DRAFT_MS else ui

    def changed(self, at: int) -> None:
        """Something is being written: it is on disk in time, counted from its first letter."""
        if self._since is None:
            self._since = at

    def write(self, ui: Ui, at: int, now: int) -> Ui:
        """Write what is not on disk; whether the disk took it stands on the screen."""
        if ui.draft != self._note and self._put_text("note", ui.draft, now):
            self._note = ui.draft
        if ui.handover != self._handover and self._put_text("handover", ui.handover, now):
            self._handover = ui.handover
        if ui.typed != self._typed and self._put("fields", asked.to_data(ui.typed), now):
            self._typed = ui.typed
        trouble = _lasting(ui.trouble)
        if trouble != self._trouble and self._put("unstored", unstored.to_data(trouble) if trouble else {}, now):
            self._trouble = trouble
        kept = self._same(ui)
        self._since = None if kept else at + AGAIN_MS - DRAFT_MS
        return replace(ui, undrafted=not kept) if ui.undrafted == kept else ui

    def drop(self, kind: Literal["note", "handover"]) -> None:
        """It is recorded or given up: its draft goes at once, so that it is never offered again."""
        self.drafts.clear(kind)
        if kind == "handover":
            self._handover = None
            return
        self._note = None
        if self._theirs is not None:
            self.drafts.discard(self._theirs)
            self._theirs = None

    def handed_on(self, ui: Ui) -> None:
        """Everything goes along with somebody else who sits here now, and is on disk: nothing of it stays behind."""
        if not ui.undrafted:
            for kind in ("note", "fields", "unstored"):
                self.drafts.clear(kind)

    def _same(self, ui: Ui) -> bool:
        shown = (ui.draft, ui.handover, ui.typed, _lasting(ui.trouble))
        return shown == (self._note, self._handover, self._typed, self._trouble)

    def _put_text(self, kind: str, text: _Text, now: int) -> bool:
        if text is None:
            self.drafts.clear(kind)
            return True
        return self.drafts.keep(Draft(kind, self.by, now, text[0], (text[1],)))

    def _put(self, kind: str, values: dict[str, object], now: int) -> bool:
        if not values:
            self.drafts.clear(kind)
            return True
        return self.drafts.keep(Draft(kind, self.by, now, values=values))


def _lasting(trouble: Trouble | None) -> Trouble | None:
    """What of it outlasts this start."""
    return Trouble(trouble.since, trouble.kind, trouble.lost) if trouble is not None else None


def _text(draft: Draft | None) -> _Text:
    return (draft.about, " ".join(draft.lines)) if draft is not None else None
