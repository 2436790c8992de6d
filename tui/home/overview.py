"""All that the home screen shows, kept up to date piece by piece: the first picture waits for nothing.

Incidents that seem to be open are read first, then the plans are looked into, then what has ended is read, one thing at
a time. An incident is read again only if its record has grown, or the clock has changed something in it.
"""

from __future__ import annotations

from collections import deque

from incidents.journal.errors import JournalError, held
from incidents.journal.rows import StreamInfo
from incidents.views import LimitView
from reports.due_list import FORGOTTEN_MS, Agreed, when_day
from reports.format_time import local
from reports.nearest import BINDING
from reports.plan_text import plan_text
from runbooks.plan import Plan as RunbookPlan
from tui.desk.bell import MOMENTS
from tui.home.entries import Dated, Entry, Past, Plan, Running
from tui.home.glimpse import Glimpse
from tui.home.house import House, Shelved, Volume


class Overview:
    """The incidents, the dated things, the plans."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.trouble: JournalError | None = None
        """What kept the journal from being read."""
        self.texts: dict[str, list[str]] = {}
        """The plans that somebody looked at, line by line."""
        self._seen: dict[str, tuple[StreamInfo, Glimpse]] = {}
        self._waiting: deque[StreamInfo] = deque()
        """Those that are perhaps under way."""
        self._ended: deque[StreamInfo] = deque()
        """Those that seem to have ended: they can wait."""
        self._plans: dict[str, Shelved] = {}
        self._volumes: dict[str, Volume] = {}
        self._unlooked: deque[str] = deque()
        self._shelved = False
        self._listed = False

    # -- reading ------------------------------------------------------------------------------------

    def look_again(self, *, shelf: bool = False) -> None:
        """See which incidents are new or have grown; with `shelf` the plans are looked into anew too."""
        self._list()
        if shelf:
            self._shelved = False

    def _list(self) -> None:
        self._listed = True
        try:
            infos = self.house.streams()
            fresh = [info for info in infos if self._seen.get(info.id, (None,))[0] != info]
            ended = {info.id for info in fresh if self._seems_ended(info)}
            self.trouble = None
        except JournalError as error:
            self.trouble = error
            return
        known = {info.id for info in infos}
        for gone in [incident for incident in self._seen if incident not in known]:
            del self._seen[gone]
        fresh.sort(key=lambda info: info.id, reverse=True)
        self._waiting = deque(info for info in fresh if info.id not in ended)
        self._ended = deque(info for info in fresh if info.id in ended)

    def _seems_ended(self, info: StreamInfo) -> bool:
        try:
            return self.house.ended(info)
        except JournalError as error:
            if held(error):
                raise  # it is the same for all of them: waiting for each would hold up the screen
            return True

    def step(self) -> bool:
        """Read one thing; False once there is nothing left to read."""
        if not self._listed:
            self._list()
        elif self._waiting:
            self._read(self._waiting.popleft())
        elif not self._shelved:
            self._shelved = True
            self._plans = {one.id: one for one in self._default_first(self.house.shelf())}
            self._unlooked = deque(dict.fromkeys([self.default, *self._plans] if self.default else self._plans))
        elif self._unlooked:
            plan = self._unlooked.popleft()
            self._volumes[plan] = self.house.volume(plan)
        elif self._ended:
            self._read(self._ended.popleft())
        else:
            return False
        return True

    def _read(self, info: StreamInfo) -> None:
        try:
            self._seen[info.id] = (info, self.house.glimpse(info))
        except JournalError as error:
            self.trouble = error

    def _default_first(self, shelf: list[Shelved]) -> list[Shelved]:
        return sorted(shelf, key=lambda one: one.id != self.default)

    def pass_time(self, now: int) -> bool:
        """Have incidents read again in which the clock has changed something; True if there are any."""
        found = [
            info
            for info, seen in self._seen.values()
            if seen.live is not None and seen.live.seen.next_change is not None and seen.live.seen.next_change <= now
        ]
        waiting = {info.id for info in self._waiting}
        new = [info for info in found if info.id not in waiting]
        self._waiting.extendleft(new)
        return bool(new)

    def read_plan(self, plan: str) -> None:
        """Have the text of a plan to be shown."""
        found = self.house.plan(plan)
        text = plan_text(found, self.house.words) if isinstance(found, RunbookPlan) else found
        self.texts[plan] = text.splitlines()

    # -- what is shown ------------------------------------------------------------------------------

    @property
    def waiting(self) -> int | None:
        """How many incidents perhaps under way are not on the screen yet; None: nobody has looked."""
        return len([info for info in self._waiting if info.id not in self._seen]) if self._listed else None

    @property
    def unread(self) -> int:
        """How many past incidents are still to be read."""
        return len([info for info in self._ended if info.id not in self._seen])

    @property
    def known(self) -> list[Glimpse]:
        """Every incident read so far, the latest first."""
        found = [seen for _, seen in self._seen.values()]
        return sorted(found, key=lambda seen: (seen.opened_at, seen.id), reverse=True)

    @property
    def default(self) -> str:
        """The plan that the site opens when nobody says which."""
        return self.house.site.default_plan if self.house.site else ""

    def running(self, now: int) -> list[Running]:
        """Under way, with the clock running by minutes; the latest first, exercises after what is real."""
        found = [Running(seen) for seen in self.known if seen.status == "open" and not seen.long(now)]
        return sorted(found, key=lambda one: one.seen.mode != "live")

    def dated(self, now: int) -> list[Dated]:
        """What falls due on a day, in the order of the days."""
        found: list[Dated] = []
        for seen in self.known:
            if seen.live is not None and seen.long(now):
                found += [_dated(seen, view.due_at or 0, now, limit=view) for view in seen.live.dues]
            found += [_dated(seen, one.due, now, agreed=one) for one in seen.agreed if now - one.due <= FORGOTTEN_MS]
        return sorted(found, key=lambda one: (one.at, one.seen.id))

    def plans(self) -> list[Plan]:
        """The plans, the default one first."""
        return [Plan(shelved, self._volumes.get(plan)) for plan, shelved in self._plans.items()]

    def past(self) -> list[Past]:
        """What has ended, and what cannot be read; the latest first."""
        return [Past(seen) for seen in self.known if seen.status != "open"]

    def entries(self, now: int) -> list[Entry]:
        """Everything that can be entered, section by section."""
        return [*self.running(now), *self.dated(now), *self.plans(), *self.past()]

    def title(self, plan: str) -> str:
        """What a plan is called; its id where that is not known yet."""
        shelved = self._plans.get(plan)
        return self.house.words.text(shelved.title) if shelved and shelved.title else plan

    def same_plan(self, plan: str, now: int) -> list[str]:
        """The incidents under way under a plan."""
        return [one.seen.id for one in self.running(now) if one.seen.live and one.seen.live.plan.id == plan]

    def rings(self, heard: int, now: int) -> int:
        """How many times to ring for the incidents under way, as in an incident: for what came near after `heard`."""
        lives = [one.seen.live for one in self.running(now) if one.seen.live is not None]
        dues = [view.due_at or 0 for live in lives for view in live.dues if view.basis in BINDING]
        return max((times for before, times in MOMENTS for due in dues if heard < due - before <= now), default=0)

    @property
    def planless(self) -> bool:
        """Whether the shelf was looked at and is empty."""
        return self._shelved and not self._plans

    @property
    def unusable(self) -> bool:
        """Whether the default plan was looked into and cannot be opened: there is none, or it has errors."""
        volume = self._volumes.get(self.default)
        return volume is not None and bool(volume.fault)

    @property
    def target(self) -> str:
        """The plan that opens whatever is chosen: the site's, else the only one; empty where somebody must choose."""
        if self.default:
            return self.default
        return next(iter(self._plans)) if len(self._plans) == 1 else ""


def _dated(seen: Glimpse, at: int, now: int, *, limit: LimitView | None = None, agreed: Agreed | None = None) -> Dated:
    """Something whose last day ends at `at`."""
    when = when_day(local(at - 1, seen.zone).date(), local(now, seen.zone).date())
    return Dated(seen, at, when, limit, agreed)
