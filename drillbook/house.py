"""The house around the full screen: the journal, the shelf and the site of this call, as the home screen wants them.

What the numbered lines would say on standard error has no place under a full screen: it is kept, and said once the
terminal is itself again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drillbook import opening, plans
from drillbook.settings import Settings
from drillbook.starting import start_incident
from drillbook.stopping import BAD_INPUT, Stop
from incidents.journal.database import BUSY_MS
from incidents.journal.errors import Damaged, JournalError
from incidents.journal.opening import journal_path, open_store
from incidents.journal.rows import Row, StreamInfo
from incidents.journal.sqlite import SqliteStore
from incidents.session import Session
from reports.format_value import role
from reports.words import Words
from reports.words.problems import problem
from runbooks.library import Library, load
from runbooks.plan import Plan, Text
from runbooks.problems import errors
from runbooks.site import Site, SiteFile, roles_without_holder
from tui.home.glimpse import Glimpse, glimpse
from tui.home.house import Shelved, Volume
from tui.wall import WallClock

_TAIL = 4
"""So many last records tell whether an incident is closed; where they do not, it is read in full."""


class OwnHouse:
    """The journal is opened when something is asked of it, and made when the first incident is opened."""

    def __init__(self, settings: Settings, place: SiteFile | None) -> None:
        self.settings = settings
        self.place = place
        self.clock = WallClock()
        self.remarks: list[str] = []
        """What is to be said when the screen is gone."""
        self._path = journal_path(settings.db)
        self._store: SqliteStore | None = None
        self._busy_ms = BUSY_MS
        self._open: dict[str, Session] = {}
        """The incidents under way, as home has read them: what is new in one is read alone."""
        self._kept: dict[str, tuple[Plan, tuple[tuple[Path, int], ...]]] = {}
        """Plans as they were loaded, each with its files and when those were last changed."""

    def close(self) -> None:
        """Let go of the journal."""
        if self._store is not None:
            self._store.close()

    @property
    def words(self) -> Words:
        """The language."""
        return self.settings.words

    @property
    def by(self) -> str:
        """Who sits here."""
        return self.settings.by

    @property
    def site(self) -> Site | None:
        """The site."""
        return self.place.site if self.place else None

    @property
    def drafts(self) -> Path | None:
        """The folder beside the journal."""
        return Path(f"{self._path}.drafts")

    # -- the journal --------------------------------------------------------------------------------

    def _journal(self, *, new: bool = False) -> SqliteStore | None:
        if self._store is None and (new or self._path.exists()):
            self._store = open_store(self._path, busy_ms=self._busy_ms)
        return self._store

    def patience(self, ms: int) -> None:
        """Wait so long for another program that holds the journal."""
        self._busy_ms = ms
        if self._store is not None:
            self._store.patience(ms)

    def streams(self) -> list[StreamInfo]:
        """Every incident."""
        store = self._journal()
        return store.streams() if store is not None else []

    def changed(self) -> bool:
        """Whether another station may have recorded something, or made the journal."""
        if self._store is None:
            return self._journal() is not None
        return self._store.changed()

    def ended(self, info: StreamInfo) -> bool:
        """Whether the last records say that it is closed."""
        store = self._journal()
        if store is None:
            return False
        for row in reversed(store.read(info.id, max(info.version - _TAIL, 1)) if info.version > 1 else []):
            if (kind := _head(row).get("kind")) in {"incident-closed", "incident-reopened"}:
                return bool(kind == "incident-closed")
        return False

    def glimpse(self, info: StreamInfo) -> Glimpse:
        """One incident; where not even its opening can be read, that it is there."""
        store = self._journal()
        if store is None:
            return Glimpse(info.id, damaged=True)
        try:
            session = self._read(store, info.id)
        except Damaged:
            return Glimpse(info.id, info.version, damaged=True)
        if session.state.closed is None:
            self._open[info.id] = session
        rows = store.read(info.id, session.state.version - 1) if session.damage is None else []
        return glimpse(session, here=bool(rows) and _head(rows[-1]).get("boot") == self.clock.boot)

    def _read(self, store: SqliteStore, incident: str) -> Session:
        """An incident as it is now: one that was read before is brought up to date."""
        known = self._open.pop(incident, None)
        if known is not None and known.damage is None:
            known.refresh()
            if known.damage is None:
                return known
        return Session.resume(store, incident, clock=self.clock)

    def refusal(self) -> JournalError | None:
        """Why nothing can be written."""
        return self._store.refusal() if self._store is not None else None

    # -- the shelf ----------------------------------------------------------------------------------

    def shelf(self) -> list[Shelved]:
        """The plans that one opens."""
        opened, _, _ = plans.sorted_out(Library(plans.search(self.place)))
        return [Shelved(one.id, one.title) for one in opened]

    def titles(self) -> Mapping[str, Text]:
        """Every plan under which an incident can go on."""
        return plans.lived(self.place)

    def volume(self, plan: str) -> Volume:
        """What a plan holds."""
        found = self.plan(plan)
        if isinstance(found, str):
            return Volume(fault=self.words.sense("home", "has errors: drillbook check"))
        missing = roles_without_holder(found, self.site)
        return Volume(
            steps=len(found.steps),
            limits=sum(limit.basis == "plan" for step in found.steps for limit in step.limits),
            missing=tuple(role(one, found, self.words) for one in missing) if self.place else (),
            nobody=self.place is None,
        )

    def plan(self, plan: str) -> Plan | str:
        """A plan as it is in force; read again where one of its files has changed."""
        kept = self._kept.get(plan)
        if kept is not None and all(_changed(path) == at for path, at in kept[1]):
            return kept[0]
        loaded = load(plan, site=self.place, search=plans.search(self.place))
        if loaded.plan is not None:
            self._kept[plan] = (loaded.plan, tuple((path, _changed(path)) for path in loaded.files))
            return loaded.plan
        missing = next((found for found in loaded.problems if found.code == "plan-not-found"), None)
        if missing is not None:
            return plans.no_plan(self.settings, plan, missing.hint)
        return "\n".join(problem(self.words, found) for found in errors(loaded.problems))

    # -- ways in ------------------------------------------------------------------------------------

    def open(self, plan: str, *, by: str, at: int | None = None, before: str = "", mode: str = "live") -> Session | str:
        """A new incident on disk."""
        found = self.plan(plan)
        if isinstance(found, str):
            lines = found.splitlines()
            return (
                lines[0]
                if len(lines) == 1
                else self.words.sense(
                    "home", "The plan {plan} has errors and cannot be opened: drillbook check {plan}", plan=plan
                )
            )
        return self.begin(found, by=by, at=at, before=before, mode=mode)

    def begin(self, plan: Plan, *, by: str, at: int | None = None, before: str = "", mode: str = "live") -> Session:
        """The same of a plan that is at hand."""
        store = self._journal(new=True)
        assert store is not None  # noqa: S101
        if (refused := store.refusal()) is not None:
            raise refused
        return start_incident(
            self.settings, store, plan, self.place, at=at, mode=mode, before=before, by=by, remark=self.remark
        )

    def resume(self, incident: str) -> Session | str:
        """An incident to go on with; where its record is broken, as far as it is sound."""
        store = self._journal()
        if store is None:
            return self.words.say("No incident {stream}.", stream=incident)
        try:
            return opening.resumed(self.settings, store, incident, remark=self.remark)
        except Stop as stop:
            return stop.sentence
        except Damaged:
            return self.words.sense("home", "{incident} cannot be read: drillbook verify {incident}", incident=incident)

    def take_up(self, incident: str) -> Session:
        """The same where it is known that there is one."""
        found = self.resume(incident)
        if isinstance(found, str):
            raise Stop(BAD_INPUT, found)
        return found

    def remark(self, said: str) -> None:
        """Something to be said when the screen is gone, once."""
        if said not in self.remarks:
            self.remarks.append(said)


def _head(row: Row) -> dict[str, Any]:
    try:
        found = json.loads(row.head)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
