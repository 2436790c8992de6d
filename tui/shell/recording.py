"""Putting commands on disk without ever holding up the screen.

Another program may hold the journal: then a command waits, is tried again at every tick and key, and is given up after
ten seconds. While it waits nothing else is recorded, because what a key would record depends on a screen that is still
to change; only danger goes behind it. What was perhaps stored is asked for until it is known. What was not stored is
kept as trouble, to be offered again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from incidents import commands as c
from incidents.decide import decide
from incidents.events import Event
from incidents.journal.database import BUSY_MS
from incidents.journal.errors import Damaged, JournalError, NotDurable, held
from incidents.refusals import Refusal
from incidents.session import Session
from reports.telling import tell
from reports.words import Words
from reports.words.journal import journal_error
from tui.board import Board
from tui.common.paper import recovered
from tui.common.unstored import Trouble, Unstored
from tui.desk import asked
from tui.desk.after import kept_in_place, refused, stored
from tui.desk.banners import with_banner, without
from tui.desk.effects import Effect, Record
from tui.desk.panel import Paper
from tui.desk.scene import Out
from tui.desk.ui import Ui
from tui.shell.trouble import banner_of, lock_banner, not_written, paper_banner, trouble_banner

PATIENCE_MS: Final = 40
"""So long the screen stands still for another program, at most once for every key and tick."""
WAIT_MS: Final = 10_000
"""So long a command waits for another program before it counts as not stored."""
LONG_MS: Final = 1_000
"""Waiting that lasts longer has a banner; most is over before anybody could read one."""
_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command on its way to the disk, the screen on which it was given, and (where it has to wait) what it says."""

    effect: Record
    place: Ui
    said: str = ""


def trying_again(waited: int, words: Words) -> str:
    """What is said until an incident can be opened: the journal is not free yet."""
    return words.sense(
        "home",
        "Another program holds the journal: trying again, {n} s of {most}. Nothing is on disk yet.",
        n=waited // 1000,
        most=WAIT_MS // 1000,
    )


class Recording:
    """The way of one station's commands to the disk."""

    def __init__(self, session: Session, board: Board) -> None:
        self.session = session
        self.board = board
        self.failed = False
        """Whether something that was to be recorded is not on disk."""
        self._queue: list[_Waiting] = []
        self._since = 0
        self._doubtful: _Waiting | None = None

    @property
    def words(self) -> Words:
        """The language."""
        return self.board.words

    @property
    def waiting(self) -> bool:
        """Whether something is on its way to the disk."""
        return bool(self._queue) or self._doubtful is not None

    @contextmanager
    def shortly(self) -> Iterator[None]:
        """Wait only shortly for another program; whoever uses the journal after that waits as always."""
        self.session.store.patience(PATIENCE_MS)
        try:
            yield
        finally:
            self.session.store.patience(BUSY_MS)

    # -- one command ------------------------------------------------------------------------------------

    def record(self, ui: Ui, effect: Record, at: int, *, along: bool) -> Out:
        """Record a command, or have it wait. `along`: it belongs to the same key as one that waits already."""
        if ui.trouble is not None and ui.trouble.paused:
            return self._paused(ui, effect), ()
        if self.waiting and not along and effect.then != "danger":
            return self._refused(ui, effect), ()
        if not (effect.then == "danger" and any(one.effect.then == "danger" for one in self._queue)):
            self._queue.append(_Waiting(effect, ui))
        if self._doubtful is not None or len(self._queue) > 1:
            return ui, ()
        self._since = at
        return self.go_on(ui, at)

    def go_on(self, ui: Ui, at: int) -> Out:
        """Try again what waits."""
        effects: tuple[Effect, ...] = ()
        while self._queue and self._doubtful is None:
            one = self._queue[0]
            try:
                with self.shortly():
                    done = self.session.do(one.effect.command, one.effect.by or self.board.by)
            except JournalError as error:
                ui = self._taken_in(ui)
                if not one.said:
                    one = self._queue[0] = replace(one, said=self._what(one.effect.command))
                if held(error) and at - self._since < WAIT_MS:
                    return self._waits(ui, one, at), effects
                ui = self._not_stored(replace(ui, waiting=None), error)
                continue
            del self._queue[0]
            self._since = at
            ui = replace(without(ui, "lock"), waiting=None)
            if isinstance(done, Refusal):
                ui = refused(self._taken_in(ui), done, self.session.now(), self.board)
                continue
            ui, more = self._stored(ui, one, done, at)
            effects = (*effects, *more)
        return ui, effects

    def _stored(self, ui: Ui, one: _Waiting, done: tuple[Event, ...], at: int) -> Out:
        """It is on disk. Where the officer has gone elsewhere meanwhile, the screen stays; danger comes anyway."""
        place, now = one.place, self.session.now()
        moved = (place.page, place.cursor, place.panels) != (ui.page, ui.cursor, ui.panels)
        ui = asked.recorded(self._taken_in(ui), place.panel)
        if one.effect.then == "danger":
            self.board.reorder()
        if moved and one.effect.then not in {"danger", "stay", "earlier"}:
            there = replace(ui, page=place.page, cursor=place.cursor, panels=place.panels)
            after, effects = stored(there, one.effect, done, at, now, self.board)
            ui = replace(after, page=ui.page, cursor=ui.cursor, panels=ui.panels, find=ui.find, digit=ui.digit)
        else:
            ui, effects = stored(ui, one.effect, done, at, now, self.board)
        self.failed = self._missing(ui)
        return kept_in_place(self._looked(ui), self.board), effects

    def _taken_in(self, ui: Ui) -> Ui:
        self.board.take(self.session.now())
        return kept_in_place(ui, self.board)

    def _what(self, command: c.Command) -> str:
        """What the command would record, in words."""
        now = self.session.now()
        decided = decide(self.session.state, self.session.book, command, now=now, by=self.board.by)
        if isinstance(decided, Refusal) or not decided:
            return ""
        new = decided[0]
        event = Event(0, new.kind, new.at, now, self.board.by, "", new.step, new.turn, new.role, new.data)
        return tell(event, self.board.plan, self.words, now)

    # -- what does not come onto the disk ---------------------------------------------------------------

    def _waits(self, ui: Ui, one: _Waiting, at: int) -> Ui:
        seconds = (at - self._since) // 1000
        ui = replace(ui, waiting=(one.said, seconds))
        if at - self._since < LONG_MS:
            return ui
        return with_banner(ui, lock_banner(one.said, seconds, WAIT_MS // 1000, self.words))

    def _refused(self, ui: Ui, effect: Record) -> Ui:
        """The screen is still to change: what was pressed on it would be a guess."""
        waits = self._doubtful or self._queue[0]
        what = self._what(effect.command)
        text = self.words.sense(
            "desk",
            "{what} was not recorded: {before} is not on disk yet. Press it again then.",
            what=what,
            before=waits.said,
        )
        return replace(ui, said=text)

    def _paused(self, ui: Ui, effect: Record) -> Ui:
        words = self.words
        match effect.command:
            case c.AddNote() if effect.then == "note" and ui.undrafted:
                text = words.sense("desk", "Disk full: the note is not recorded, and not kept as a draft. Use paper.")
            case c.AddNote() if effect.then == "note":
                text = words.sense("desk", "Disk full: the note is not recorded. It stays as a draft.")
            case c.StateFact(fact="danger", value=True):
                text = words.sense("desk", "Disk full: danger is not recorded. Call 110 first, then write it on paper.")
            case _:
                what = self._what(effect.command)
                text = words.sense(
                    "desk", "Disk full, recording is off: {what} was not recorded. Use paper.", what=what
                )
        return replace(ui, said=text)

    def _not_stored(self, ui: Ui, error: JournalError) -> Ui:
        """The first of what waits is not on disk, or nobody knows; what was to come after it does not either."""
        one = self._queue.pop(0)
        ui = without(ui, "lock")
        if isinstance(error, NotDurable) and error.unknown:
            self._doubtful = one
            return with_banner(ui, banner_of(error, self.words, self.session.state.version))
        self.failed |= not isinstance(error, Damaged)
        rest, self._queue = self._queue, []
        if isinstance(error, NotDurable | Damaged):
            ui = with_banner(ui, banner_of(error, self.words, self.session.state.version))
        if not isinstance(error, NotDurable) or self.session.store.refusal() is not None:
            return replace(ui, said=not_written(one.said, error, self.words))
        for lost in (one, *rest):
            ui = self._lost(ui, lost, error)
        return ui

    def _lost(self, ui: Ui, one: _Waiting, error: NotDurable) -> Ui:
        """Keep what is not on disk; what was being offered again is there already."""
        trouble = ui.trouble or Trouble(self.session.state.version + 1, error.kind)
        kept = trouble.lost
        if one.effect.then != "paper" or not isinstance(one.place.panel, Paper) or not kept:
            by = one.effect.by or self.board.by
            kept = (*kept, Unstored(one.effect.command, by, one.said))
        trouble = replace(trouble, kind=error.kind, lost=kept, over=False, asked=False, free=self._free())
        ui = without(replace(ui, trouble=trouble), "paper")
        if one.effect.then == "paper":
            ui = asked.recorded(replace(ui, panels=tuple(p for p in ui.panels if not isinstance(p, Paper))), Paper())
        return with_banner(ui, trouble_banner(trouble, self.words))

    def _free(self) -> int:
        return self.session.store.space().free // _MIB

    def _missing(self, ui: Ui) -> bool:
        return ui.trouble is not None and bool(ui.trouble.lost)

    # -- whether it is over -----------------------------------------------------------------------------

    def settle(self, ui: Ui, at: int) -> Out:
        """Ask again what is not known: whether it was stored, whether there is room, whether the journal is free."""
        effects: tuple[Effect, ...] = ()
        if self._doubtful is not None:
            ui, effects = self._verified(ui, at)
        return self._looked(ui), effects

    def _looked(self, ui: Ui) -> Ui:
        """Whether the journal takes things again: then what is missing is to be entered, and a row says so."""
        trouble = ui.trouble
        if trouble is None:
            return ui
        if not trouble.over and self._recovered(trouble):
            trouble = replace(trouble, over=True)
            ui = without(ui, "disk")
        if trouble.over:
            return with_banner(replace(ui, trouble=trouble), paper_banner(trouble, self.words))
        if trouble.kind == "full":
            trouble = replace(trouble, free=self._free())
        return with_banner(replace(ui, trouble=trouble), trouble_banner(trouble, self.words))

    def _recovered(self, trouble: Trouble) -> bool:
        if self.session.store.refusal() is not None:
            return False
        if trouble.kind == "locked":
            with self.shortly():
                return not self.session.store.held()
        return recovered(trouble.kind, trouble.since, self.session)

    def _verified(self, ui: Ui, at: int) -> Out:
        """Whether the doubtful one was stored."""
        one = self._doubtful
        if one is None:
            return ui, ()
        try:
            with self.shortly():
                done = self.session.settle()
        except NotDurable:
            return ui, ()
        except JournalError as error:
            self._doubtful = None
            if isinstance(error, Damaged):
                ui = with_banner(ui, banner_of(error, self.words, self.session.state.version))
            return replace(without(ui, "unknown"), said=journal_error(self.words, error)), ()
        self._doubtful = None
        ui = without(ui, "unknown")
        self._since = at
        if not done:
            text = self.words.sense(
                "desk", "{what} was not stored: another station was first. Look, then press it again.", what=one.said
            )
            ui = replace(self._taken_in(ui), said=text)
            effects: tuple[Effect, ...] = ()
        else:
            ui, effects = self._stored(ui, one, done, at)
        ui, more = self.go_on(ui, at)
        return ui, (*effects, *more)

    def given_up(self, ui: Ui) -> Ui:
        """The station is left: what still waits is kept with what was not stored."""
        rest, self._queue = self._queue, []
        for one in rest:
            ui = self._lost(ui, one, NotDurable("locked"))
        if self._doubtful is not None and ui.trouble is None:
            ui = replace(ui, trouble=Trouble(self.session.state.version + 1, "io"))
        if self._doubtful is not None and ui.trouble is not None:
            lost = Unstored(self._doubtful.effect.command, self.board.by, self._doubtful.said, doubtful=True)
            ui = replace(ui, trouble=replace(ui.trouble, lost=(*ui.trouble.lost, lost)))
        self.failed |= self._missing(ui)
        return ui
