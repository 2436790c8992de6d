"""One station: an incident, the board and the interface over it, and the world that answers.

Everything between the keys and the disk that needs no terminal: effects are carried out, other stations' records are
taken in, what goes wrong becomes a banner. What is being written is kept as a draft within a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from incidents.journal.errors import Damaged, NotDurable
from incidents.session import DRILL, Session
from reports.words import Words
from runbooks.site import Site
from tui.actions import Registry
from tui.board import Board
from tui.desk import asked, paper
from tui.desk import bell as bells
from tui.desk.after import first_look, kept_in_place, turned_over
from tui.desk.banners import with_banner, without
from tui.desk.effects import DropDraft, Effect, Export, Leave, Record, Ring, SaveDraft, Sit, Switch, Verify
from tui.desk.keys import Key
from tui.desk.opening import asked_at_opening
from tui.desk.panel import Handover
from tui.desk.press import REGISTRY, press, tick
from tui.desk.resuming import resumed
from tui.desk.scene import Scene
from tui.desk.ui import Ui
from tui.pages.view import View
from tui.shell.after_closing import AfterClosing
from tui.shell.keeping import Keeping
from tui.shell.recording import Recording
from tui.shell.trouble import SLEPT_MS, banner_of, clock_banner, slept_banner

REORDER_MS: Final = 2_000
"""Rows change their order only when no key has come for so long."""
TURNED_MS: Final = 1_000
"""So long after another station changed the handover nobody signs: the hand was moving already."""
_TURNS: Final = frozenset({"handover-offered", "handover-accepted", "handover-cancelled", "taken-over"})
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
        said: str = "",
        exports: Path | None = None,
    ) -> None:
        self.session = session
        self.words = words
        self.registry = registry
        self.board = Board(session, words=words, site=site, by=by)
        self.ui: Ui = replace(first_look(self.board), muted=not bell, said=said)
        self.fresh = fresh
        """Whether the incident was opened just now, at this station."""
        self.switching: Switch | None = None
        """Another plan under which the officer wants to go on."""
        self.leaving = False
        self._unkept_said = False
        """Whether it was said that leaving loses what is being written."""
        self.rings = 0
        """How many times the terminal's bell is still to be rung."""
        self._bell = bell
        self._heard = session.now()
        self._folder = drafts
        self._recording = Recording(session, self.board)
        self._keeping = Keeping(drafts, session.id, by)
        self._closed = AfterClosing(session, words, exports)
        self._asked = 0
        self._lived = session.now()
        self._slept_at: int | None = None
        self._polled = -(10**9)
        self._turned_at = -(10**9)
        """When another station last changed who is on duty, or who is to sign."""
        self.ui = self._keeping.take_up(self.ui)
        if fresh:
            self.ui = asked_at_opening(self.ui, self.board)
        elif session.state.closed is None:
            kept = [draft for _, draft in self._keeping.drafts.all()]
            self.ui = replace(self.ui, resumed=resumed(self.board, session.now(), kept))
        self._look_for_trouble()

    @property
    def by(self) -> str:
        """Who sits here."""
        return self.board.by

    @property
    def failed(self) -> bool:
        """Whether something that was to be recorded is not on disk."""
        return self._recording.failed

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
        if isinstance(self.ui.panel, Handover) and self._turned_just_now(key):
            said = self.words.sense("desk", "The handover has just changed: look first, then press again. Not signed.")
            self.ui = replace(self.ui, said=said)
            return
        self._go_on()
        before, waited = self.ui, self._recording.waiting
        self.ui, effects = press(before, key, now, self.board, self.registry)
        self._carry_out(effects, along=not waited)
        self.ui = self._keeping.look(asked.follow(before, self.ui), self.at(), now)

    def _turned_just_now(self, key: Key) -> bool:
        """Whether Space would sign something else than what was on the screen when the hand moved. Whoever is about to
        sign hears of everything first.
        """
        if self.session.state.handover is not None:
            self.poll()
        return key.name == "space" and self.at() - self._turned_at < TURNED_MS

    def _go_on(self) -> None:
        """Try again what waits for the journal."""
        before = self.ui
        self.ui, effects = self._recording.go_on(before, self.at())
        self._carry_out(effects)
        self.ui = asked.follow(before, self.ui)

    def tick(self) -> bool:
        """What time alone does; True if anything but the clock may look otherwise."""
        at, now = self.at(), self.session.now()
        before = self.ui
        self._wake(at, now)
        self._go_on()
        self.ui, effects = tick(self.ui, at, now, self.board, self.registry)
        self._carry_out(effects)
        moved = self.board.pass_time(now)
        self.board.prepare(now)
        self._listen(at, now)
        self.ui = self._closed.tick(self.ui, self.board)
        if at - self.ui.pressed_at >= REORDER_MS:
            moved |= self.board.reorder()
        self._offer_paper(at)
        self.ui = self._keeping.look(self.ui, at, now)
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
        """Take in what other stations recorded; True if there was anything. A journal that is held is asked less."""
        if self._recording.waiting or self.at() < self._polled:
            return False
        try:
            with self._recording.shortly():
                if not self.session.store.changed():
                    return self._readable()
                news = self.session.refresh()
        except NotDurable as error:
            self._polled = self.at() + SETTLE_MS
            if error.kind == "locked" or self.ui.trouble is not None:
                return False
            self._trouble(error)
            return True
        except Damaged as error:
            self._trouble(error)
            return True
        if any(event.kind in _TURNS for event in news):
            self._turned_at = self.at()
        new = self.board.take(self.session.now())
        self.ui = turned_over(kept_in_place(self.ui, self.board), news)
        self._look_for_trouble()
        return bool(new) | self._readable()

    def _readable(self) -> bool:
        """The journal can be read again: what said that it cannot goes; True if there was anything."""
        stands = self.ui.trouble is not None or self.session.store.refusal() is not None
        if stands or all(banner.kind != "disk" for banner in self.ui.banners):
            return False
        self.ui = without(self.ui, "disk")
        return True

    # -- effects ------------------------------------------------------------------------------------

    def _carry_out(self, effects: Iterable[Effect], *, along: bool = True) -> None:
        """Effects in order. `along`: what they record may wait behind what waits already."""
        for effect in effects:
            match effect:
                case Record():
                    self.ui, more = self._recording.record(self.ui, effect, self.at(), along=along)
                    self._carry_out(more)
                case Export() | Verify():
                    self.ui = self._closed.carry_out(self.ui, effect)
                case Ring():
                    self.rings = effect.times
                case SaveDraft():
                    self._keeping.changed(self.at())
                case DropDraft():
                    self._keeping.drop(effect.kind)
                case Leave():
                    self.ui = self._recording.given_up(self.ui)
                    self._write_drafts()
                    self._leave()
                case Sit():
                    self._sit(effect.by)
                case Switch():
                    self._write_drafts()
                    self.switching = effect

    def _leave(self) -> None:
        """Nothing is asked, unless what is being written is nowhere but here: then once."""
        self.leaving = not self.ui.undrafted or self._unkept_said
        if not self.leaving:
            self._unkept_said = True
            said = self.words.sense("desk", "This disk cannot keep what you wrote: copy it to paper. Again = leave.")
            self.ui = replace(self.ui, said=said)

    def _sit(self, by: str) -> None:
        """Somebody else sits here: what is being written goes along."""
        self._write_drafts()
        self.board.sit(by)
        self.ui = replace(self.ui, muted=not self._bell, handover=None)
        before, self._keeping = self._keeping, Keeping(self._folder, self.session.id, by)
        self._write_drafts()
        if by != before.by:
            before.handed_on(self.ui)

    # -- trouble ------------------------------------------------------------------------------------

    def _trouble(self, error: NotDurable | Damaged) -> None:
        self.ui = with_banner(self.ui, banner_of(error, self.words, self.session.state.version))

    def _look_for_trouble(self) -> None:
        """What stands in the way whatever is pressed: a folder that cannot be written, a record that is broken."""
        if self.session.damage is not None:
            self._trouble(self.session.damage)
            return
        refusal = self.session.store.refusal()
        if isinstance(refusal, NotDurable | Damaged):
            self._trouble(refusal)

    def _settle(self) -> None:
        """Ask again what was not known, whether there is room again, and whether the clock goes right."""
        self.ui, effects = self._recording.settle(self.ui, self.at())
        self._carry_out(effects)
        back = self.session.clock_back
        if back:
            self.ui = with_banner(self.ui, clock_banner(back, self.words))
        else:
            self.ui = without(self.ui, "clock")

    def _wake(self, at: int, now: int) -> None:
        """Say for how long the machine stood still; it stands for a minute, and until a key was pressed since."""
        if now - self._lived > SLEPT_MS and self.session.state.mode != DRILL:
            self.ui = with_banner(self.ui, slept_banner(self.board, self._lived, now))
            self._slept_at = at
        elif self._slept_at is not None and self.ui.pressed_at > self._slept_at and at - self._slept_at > SLEPT_MS:
            self.ui, self._slept_at = without(self.ui, "slept"), None
        self._lived = max(self._lived, now)

    def _offer_paper(self, at: int) -> None:
        """Storing works again: ask for what is missing, once nobody has pressed a key for a while."""
        trouble = self.ui.trouble
        quiet = at - self.ui.pressed_at >= REORDER_MS and not self.ui.panels and not self.ui.find.text
        if trouble is not None and trouble.over and not trouble.asked and quiet:
            before = self.ui
            opened, _ = paper.begin(self.ui, Scene(self.board, self.session.now(), self.registry))
            self.ui = asked.follow(before, opened)

    def put_away(self) -> None:
        """What is being written is on disk: nobody may come back to this screen."""
        self._write_drafts()

    def _write_drafts(self) -> None:
        self.ui = self._keeping.write(self.ui, self.at(), self.session.now())
