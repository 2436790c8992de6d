"""One station: an incident, the board and the interface over it, and the world that answers.

Everything between the keys and the disk that needs no terminal: effects are carried out, other stations' records are
taken in, what goes wrong becomes a banner. What is being written is kept as a draft within a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from incidents.commands import Command
from incidents.decide import decide
from incidents.events import Event
from incidents.journal.errors import Damaged, JournalError, NotDurable
from incidents.refusals import Refusal
from incidents.session import Session
from reports.telling import tell
from reports.words import Words
from reports.words.journal import journal_error
from runbooks.site import Site
from tui.actions import Registry
from tui.board import Board
from tui.common.drafts import Draft, Drafts
from tui.desk import bell as bells
from tui.desk.after import first_look, kept_in_place, refused, stored
from tui.desk.banners import with_banner, without
from tui.desk.effects import DropDraft, Effect, Leave, Record, Ring, SaveDraft, Sit, Switch
from tui.desk.keys import Key
from tui.desk.press import REGISTRY, press, tick
from tui.desk.ui import Ui
from tui.pages.view import View
from tui.shell.trouble import banner_of, cause, clock_banner

REORDER_MS: Final = 2_000
"""Rows change their order only when no key has come for so long."""
DRAFT_MS: Final = 500
"""So long after it was changed a draft is on disk at the latest."""
SETTLE_MS: Final = 1_000
"""How often it is asked whether what was perhaps stored was stored, and whether there is room again."""


class Station:
    """What one officer has before them. Times are milliseconds: `at` monotonic, `now` UTC."""

    def __init__(
        self,
        session: Session,
        *,
        words: Words,
        by: str,
        site: Site | None = None,
        drafts: Path | None = None,
        registry: Registry = REGISTRY,
        fresh: bool = False,
        bell: bool = True,
    ) -> None:
        self.session = session
        self.words = words
        self.registry = registry
        self.board = Board(session, words=words, site=site, by=by)
        self.ui: Ui = replace(first_look(self.board), muted=not bell)
        self.fresh = fresh
        """Whether the incident was opened just now, at this station."""
        self.switching: Switch | None = None
        """Another plan under which the officer wants to go on."""
        self.leaving = False
        self.failed = False
        """Whether something that was to be recorded is not on disk."""
        self.rings = 0
        """How many times the terminal's bell is still to be rung."""
        self._bell = bell
        self._heard = session.now()
        self._folder = drafts
        self._drafts = Drafts(drafts, session.id, by)
        self._draft_since: int | None = None
        self._asked = 0
        self._take_up_draft()
        self._look_for_trouble()

    @property
    def by(self) -> str:
        """Who sits here."""
        return self.board.by

    def at(self) -> int:
        """The monotonic time."""
        return self.session.clock.monotonic()

    def view(self) -> View:
        """What is to be drawn now."""
        return View(self.board, self.session.now(), self.registry, self.ui)

    def resize(self, width: int, height: int) -> None:
        """The window has another size."""
        self.ui = replace(self.ui, width=width, height=height)

    # -- keys and time ------------------------------------------------------------------------------

    def key(self, key: Key) -> None:
        """One key; what it records happened when it was pressed, not when it was heard."""
        now = self.session.now() - max(self.at() - key.at, 0)
        self.ui, effects = press(self.ui, key, now, self.board, self.registry)
        self._carry_out(effects)

    def tick(self) -> bool:
        """What time alone does; True if anything but the clock may look otherwise."""
        at, now = self.at(), self.session.now()
        before = self.ui
        self.ui, effects = tick(self.ui, at, now, self.board, self.registry)
        self._carry_out(effects)
        moved = self.board.pass_time(now)
        self.board.prepare(now)
        self._listen(at, now)
        if at - self.ui.pressed_at >= REORDER_MS:
            moved |= self.board.reorder()
        if self._draft_since is not None and at - self._draft_since >= DRAFT_MS:
            self._write_draft()
        if at - self._asked >= SETTLE_MS:
            self._asked = at
            self._settle()
        return moved or self.ui != before

    def _listen(self, at: int, now: int) -> None:
        """Ring for what came near since the last tick. A clock that was set back rings nothing twice."""
        self.ui, effects = bells.tick(self.ui, at, self.board.dues, self._heard, now)
        self._heard = max(self._heard, now)
        self._carry_out(effects)

    def poll(self) -> bool:
        """Take in what other stations recorded; True if there was anything."""
        try:
            if not self.session.store.changed():
                return False
            self.session.refresh()
        except JournalError as error:
            self._trouble(error)
            return True
        new = self.board.take(self.session.now())
        self.ui = kept_in_place(self.ui, self.board)
        self._look_for_trouble()
        return bool(new)

    # -- effects ------------------------------------------------------------------------------------

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Record():
                    self._record(effect)
                case Ring():
                    self.rings = effect.times
                case SaveDraft():
                    if self._draft_since is None:
                        self._draft_since = self.at()
                case DropDraft():
                    self._draft_since = None
                    self._drafts.clear()
                case Leave():
                    self._write_draft()
                    self.leaving = True
                case Sit():
                    self._sit(effect.by)
                case Switch():
                    self._write_draft()
                    self.switching = effect

    def _record(self, effect: Record) -> None:
        try:
            done = self.session.do(effect.command, effect.by or self.by)
        except JournalError as error:
            self._take_in()
            self._not_stored(effect.command, error)
            return
        self._take_in()
        now = self.session.now()
        if isinstance(done, Refusal):
            self.ui = refused(self.ui, done, now, self.board)
            return
        self.failed = False
        self.ui = without(without(self.ui, "disk"), "unknown")
        if effect.then == "danger":
            self.board.reorder()
        self.ui, more = stored(self.ui, effect, done, self.at(), now, self.board)
        self._carry_out(more)
        self.ui = kept_in_place(self.ui, self.board)

    def _take_in(self) -> None:
        self.board.take(self.session.now())
        self.ui = kept_in_place(self.ui, self.board)

    def _sit(self, by: str) -> None:
        """Somebody else sits here: what is being written goes along."""
        self._write_draft()
        self.board.sit(by)
        self.ui = replace(self.ui, muted=not self._bell)
        self._drafts = Drafts(self._folder, self.session.id, by)
        if self.ui.draft is not None:
            self._draft_since = self.at()

    # -- trouble ------------------------------------------------------------------------------------

    def _not_stored(self, command: Command, error: JournalError) -> None:
        """Nothing of the command is on disk (or nobody knows): the screen says so where the eye is, and on top."""
        self._trouble(error)
        if isinstance(error, Damaged):
            self.ui = replace(self.ui, said=journal_error(self.words, error))
            return
        self.failed = True
        said = self.words.sense(
            "screen", "NOT STORED  {what} ({cause})", what=self._what(command), cause=cause(error, self.words)
        )
        self.ui = replace(self.ui, unstored=said)

    def _what(self, command: Command) -> str:
        """What the command would have recorded, in words."""
        now = self.session.now()
        decided = decide(self.session.state, self.session.book, command, now=now, by=self.by)
        if isinstance(decided, Refusal) or not decided:
            return ""
        new = decided[0]
        event = Event(0, new.kind, new.at, now, self.by, "", new.step, new.turn, new.role, new.data)
        return tell(event, self.board.plan, self.words, now)

    def _trouble(self, error: JournalError) -> None:
        self.ui = with_banner(self.ui, banner_of(error, self.words, self.session.state.version))

    def _look_for_trouble(self) -> None:
        """What stands in the way whatever is pressed: a folder that cannot be written, a record that is broken."""
        if self.session.damage is not None:
            self._trouble(self.session.damage)
        elif (refusal := self.session.store.refusal()) is not None:
            self._trouble(refusal)

    def _settle(self) -> None:
        """Ask again what was not known, whether there is room again, and whether the clock goes right."""
        kinds = {banner.kind for banner in self.ui.banners}
        if "unknown" in kinds:
            try:
                self.session.settle()
            except NotDurable:
                return
            except JournalError as error:
                self._trouble(error)
                return
            self.failed = False
            self.ui = replace(without(self.ui, "unknown"), unstored="")
            self._take_in()
        if "disk" in kinds and self.session.store.refusal() is None and not self.session.store.space().low:
            self.ui = without(self.ui, "disk")
        back = self.session.clock_back
        if back:
            self.ui = with_banner(self.ui, clock_banner(back, self.words))
        elif "clock" in kinds:
            self.ui = without(self.ui, "clock")

    # -- drafts -------------------------------------------------------------------------------------

    def _take_up_draft(self) -> None:
        """What was being written when this incident was last left: this officer's own, else the first there is."""
        found = [draft for _, draft in self._drafts.all() if draft.kind == "note"]
        own = next((draft for draft in found if draft.by == self.by), found[0] if found else None)
        if own is not None:
            self.ui = replace(self.ui, draft=(own.about, " ".join(own.lines)))

    def _write_draft(self) -> None:
        self._draft_since = None
        if self.ui.draft is None:
            return
        step, text = self.ui.draft
        self._drafts.keep(Draft("note", self.by, self.session.now(), step, (text,)))
