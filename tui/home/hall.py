"""Home as a station is: keys and time come in, effects are carried out, what goes wrong becomes a banner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, Literal

from incidents.journal.database import BUSY_MS
from incidents.journal.errors import Damaged, JournalError, NotDurable, held
from incidents.session import Session
from reports.words.journal import journal_error
from tui.actions import Registry
from tui.desk.keys import Key
from tui.desk.ui import Banner
from tui.home.house import House
from tui.home.overview import Overview
from tui.home.press import REGISTRY, press
from tui.home.scene import Scene
from tui.home.ui import Effect, GoOn, HomeUi, OpenPlan, Quit, Read
from tui.shell.recording import LONG_MS, PATIENCE_MS, WAIT_MS, trying_again
from tui.shell.station import Station

SETTLE_MS: Final = 1_000
"""How often it is asked whether there is room on the disk again."""


class Hall:
    """What an officer has before them between incidents. Times: `at` monotonic, `now` UTC, in milliseconds."""

    def __init__(self, house: House, registry: Registry = REGISTRY, said: str = "", *, bell: bool = True) -> None:
        self.house = house
        self.registry = registry
        self.overview = Overview(house)
        self.ui = HomeUi(said=said)
        self.going: OpenPlan | GoOn | None = None
        """Where the officer wants to go; whoever shows the screen takes them there."""
        self.leaving = False
        self.failed = False
        """Whether an incident that was to be opened is not on disk."""
        self.rings = 0
        """How many times the terminal's bell is still to be rung."""
        self._bell = bell
        self._asked = 0
        self._polled = -(10**9)
        self._since: int | None = None
        """Since when another program holds the journal; None: it does not."""
        self._heard = self.now()

    def at(self) -> int:
        """The monotonic time."""
        return self.house.clock.monotonic()

    def now(self) -> int:
        """The time of day."""
        return self.house.clock.now()

    def scene(self) -> Scene:
        """What is to be drawn now."""
        return Scene(self.overview, self.now(), self.registry, self.ui)

    def resize(self, width: int, height: int) -> None:
        """The window has another size."""
        self.ui = replace(self.ui, width=width, height=height)

    # -- keys and time ------------------------------------------------------------------------------

    def key(self, key: Key) -> None:
        """One key; what it opens began when it was pressed, not when it was heard."""
        now = self.now() - max(self.at() - key.at, 0)
        self.ui, effects = press(self.ui, key, now, self.overview, self.registry)
        self._carry_out(effects)

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case OpenPlan() | GoOn():
                    self.going = effect
                case Read():
                    self.overview.read_plan(effect.plan)
                case Quit():
                    self.leaving = True

    def poll(self) -> bool:
        """See what other stations recorded; True if there was anything."""
        if self.at() < self._polled:
            return False
        try:
            with self.shortly():
                changed = self.house.changed()
        except JournalError as error:
            return self._unread(error)
        before, self._since = self._since, None
        if changed or before is not None:
            self._look()
        return changed or before is not None

    def _unread(self, error: JournalError) -> bool:
        """The journal cannot be looked into: asked less from now on, and said unless it is over in a moment."""
        at = self.at()
        self._polled = at + SETTLE_MS
        if held(error):
            self._since = at if self._since is None else self._since
            if at - self._since < LONG_MS:
                return False
        self.trouble(error)
        return True

    def _look(self, *, shelf: bool = False) -> None:
        with self.shortly():
            self.overview.look_again(shelf=shelf)

    @contextmanager
    def shortly(self) -> Iterator[None]:
        """Wait only shortly for another program that holds the journal; who waits longer tries again."""
        self.house.patience(PATIENCE_MS)
        try:
            yield
        finally:
            self.house.patience(BUSY_MS)

    def tick(self) -> bool:
        """What time alone does."""
        if self.at() - self._asked >= SETTLE_MS:
            self._asked = self.at()
            self._look_for_trouble()
        now = self.now()
        if self._bell:
            self.rings = self.overview.rings(self._heard, now)
        self._heard = max(self._heard, now)
        return self.overview.pass_time(now)

    def read(self, until: int) -> bool:
        """Read on until a monotonic time; False once everything is read."""
        more = True
        with self.shortly():
            while more and (more := self.overview.step()) and self.at() < until:
                pass
        return more

    # -- coming and going ---------------------------------------------------------------------------

    def enter(self, going: OpenPlan | GoOn) -> Session | str:
        """The incident that was chosen, opened or taken up; or why it is not to be had."""
        self.failed = False
        with self.shortly():
            if isinstance(going, GoOn):
                return self.house.resume(going.incident)
            return self.house.open(going.plan, by=self.house.by, at=going.at)

    def waits(self, error: JournalError, since: int) -> bool:
        """Whether it is worth trying again what failed with `error` and has been tried since `since`; that is said."""
        waited = self.at() - since
        if not held(error) or waited >= WAIT_MS:
            return False
        self.ui = replace(self.ui, said=trying_again(waited, self.house.words))
        return True

    def settle_in(self, station: Station, going: OpenPlan | GoOn, also: list[str]) -> None:
        """The key that led into an incident is not heard there too; what else is under way under its plan is said."""
        self.going = None
        ui = replace(station.ui, last=self.ui.last, text_at=self.ui.text_at)
        if isinstance(going, GoOn) and going.step in station.board.plan.step:
            ui = replace(ui, cursor=station.board.spot_of(going.step))
        if also:
            said = station.words.sense(
                "home",
                "{others} is under way under the same plan. This is another one; opened by mistake: Bksp Bksp",
                others=station.words.listed(also[:1])
                if len(also) == 1
                else station.words.sense("home", "{incident} and {n} more", incident=also[0], n=len(also) - 1),
            )
            ui = replace(ui, said=said)
        station.ui = ui

    def back(self, last: tuple[str, int], said: str = "") -> None:
        """The officer comes home again; the key that brought them here is not heard twice."""
        self.going = None
        self._heard = max(self._heard, self.now())
        self.ui = replace(self.ui, last=last, said=said, panels=(), text_at=-(10**9))
        self._look(shelf=True)

    def refused(self, said: str) -> None:
        """There is no way into the incident; why not."""
        self.going = None
        self.ui = replace(self.ui, said=said)

    def trouble(self, error: JournalError) -> None:
        """Something is wrong with the journal; it stands on top until it is gone."""
        self.going = None
        kind: Literal["chain", "disk"] = "chain" if isinstance(error, Damaged) else "disk"
        said = journal_error(self.house.words, error)
        if held(error) and not self.failed:
            said = self.house.words.sense(
                "home", "Another program holds the journal: this may not be the latest. Close it (if stopped: fg)."
            )
        self.ui = replace(self.ui, banners=(Banner(kind, (said,)),))

    def not_opened(self, error: JournalError) -> None:
        """An incident is not on disk: said where the eye is, and on top."""
        self.failed = True
        self.trouble(error)
        words = self.house.words
        said = words.sense("home", "NOT OPENED: nothing of it is on disk")
        if isinstance(error, NotDurable) and error.unknown:
            said = words.sense("home", "Nobody knows yet whether it was opened: see whether it stands above")
            self._look()
        self.ui = replace(self.ui, unstored=said)

    def _look_for_trouble(self) -> None:
        found = self.overview.trouble or self.house.refusal()
        if self._since is not None or (found is not None and held(found)):
            return  # the journal is asked again anyway, and the answer says how it stands
        if found is not None:
            self.trouble(found)
        elif self.ui.banners and not self.ui.unstored:
            self.ui = replace(self.ui, banners=tuple[Banner, ...]())
