"""The world's side of the page after closing: files are written, the record is verified once it is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from incidents.session import Session
from reports.words import Words
from tui.board import Board
from tui.desk.effects import Export, Verify
from tui.desk.ui import Ui
from tui.desk.where import shown_page
from tui.pages.closed_record import verified
from tui.shell.exports import exported
from tui.shell.verification import Verification


def _here() -> Path:
    """Where the program was started; as it stands where that folder is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


class AfterClosing:
    """One station's. Files go to `folder`: where the program was started."""

    def __init__(self, session: Session, words: Words, folder: Path | None) -> None:
        self.verification = Verification(session, words)
        self._session = session
        self._words = words
        self._folder = folder if folder is not None else _here()
        self._aloud = False

    def carry_out(self, ui: Ui, effect: Export | Verify) -> Ui:
        """Write the file that was asked for, or begin to verify."""
        if isinstance(effect, Verify):
            self._aloud = True
            self.verification.poll()  # what was found before it was asked for is stale
            self.verification.start()
            return ui
        path, said = exported(self._session, effect.kind, self._words, self._folder)
        return replace(ui, written=path or ui.written, said=said)

    def tick(self, ui: Ui, board: Board) -> Ui:
        """Take in what was found; begin where the page is shown and nobody has looked since the last record."""
        if board.state.closed is None:
            return ui if ui.checked is None and not ui.written else replace(ui, checked=None, written="")
        found = self.verification.poll()
        if found is not None:
            ui = replace(ui, checked=found)
            if self._aloud:
                self._aloud = False
                ui = replace(ui, said=verified(found, self._words))
        fresh = ui.checked is not None and ui.checked.version == board.state.version
        if not fresh and shown_page(ui, board) == "closed":
            self.verification.start()
        return ui
