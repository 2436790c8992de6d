"""Transcripts that can be typed: a golden holds the lines and the answers; playing it types the lines again.

`08:43:58 > 起点 0840` is typed at that moment of 9 March 2026 (a day may stand before: `03-12 09:00 > …`).
`08:45:00 李强 > 04 0` is typed at another station, whose answers are marked with its name. `08:50:00 ! disk full`
happens to the world: `disk full`, `disk error`, `disk unknown`, `disk lost`, `disk free`, `tick`, `restart`, `leave`.
Lines that begin with `# ` are headings: the first names the plan, the language and the officer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from drillbook.plans import lived
from incidents.journal.errors import NotDurable
from incidents.journal.memory import MemoryStore
from incidents.journal.rows import WARN_BYTES, Draft, Row, Space
from incidents.session import Session
from reports.words import Words
from runbooks.calendar import working_days_table
from runbooks.library import load
from runbooks.plan import Plan, Text
from runbooks.site import SiteFile, read_site
from tests.incidents.story import FixedClock, ms
from tui.plain import opening
from tui.plain.desk import Desk
from tui.plain.talk import Talk

SITE = Path(__file__).parents[3] / "docs" / "examples" / "site.yaml"
_HEAD = re.compile(r"(?:(?<=#\d{3} )|(?<=头 )|(?<=head ))[0-9A-F]{4}-[0-9A-F]{4}\b|^  [0-9a-f]{8}( [0-9a-f]{8}){7}$")
"""Heads depend on every letter of the plan; in a transcript they are noughts."""
_TYPED = re.compile(r"((?:\d\d-\d\d )?\d\d:\d\d(?::\d\d)?) (?:([^\s>!]+) )?([>!]) ?(.*)")


@cache
def site() -> SiteFile:
    found, problems = read_site(SITE)
    assert found is not None, problems
    return found


@cache
def plan(name: str) -> Plan:
    loaded = load(name, site=site())
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


class Disk(MemoryStore):
    """A journal in memory whose disk can be full, faulty, or faulty in a way that leaves the outcome open."""

    fault = ""

    def append(self, stream: str, expected: int, drafts: Sequence[Draft]) -> list[Row]:
        if self.fault in {"full", "error"}:
            raise NotDurable("full" if self.fault == "full" else "io", stored=expected)
        if self.fault == "unknown":
            raise NotDurable("io", unknown=True, stored=expected)
        if self.fault == "lost":  # stored, but the answer does not come back
            super().append(stream, expected, drafts)
            self.fault = "unknown"
            raise NotDurable("io", unknown=True, stored=expected)
        return super().append(stream, expected, drafts)

    def space(self) -> Space:
        return Space(free=0 if self.fault == "full" else 2 * WARN_BYTES, reserve=0)


@dataclass
class Shelf:
    """The plans that can be opened beside an incident."""

    world: World

    def titles(self) -> Mapping[str, Text]:
        return lived(None)

    def open(self, plan: str, *, at: int, by: str, before: str, mode: str) -> Session | str:
        return self.world.open(plan, by, at=at, before=before, mode=mode)


@dataclass
class World:
    """One journal, one clock, and the stations at it."""

    language: str
    drafts: Path | None = None
    clock: FixedClock = field(default_factory=lambda: FixedClock(ms("08:43:10")))
    printed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entropy = iter(range(1, 10**9))
        self.store = Disk(entropy=bytes)
        self.stations: dict[str, Talk] = {}
        self.first = ""

    def random(self, n: int) -> bytes:
        return next(self.entropy).to_bytes(n, "big")

    def open(self, plan_id: str, by: str, *, at: int | None = None, before: str = "", mode: str = "live") -> Session:
        return Session.open(
            self.store,
            plan(plan_id),
            clock=self.clock,
            by=by,
            calendar=working_days_table(2026, 2026),
            at=at,
            before=before,
            mode=mode,
            entropy=self.random,
        )

    def seat(self, session: Session, by: str) -> Talk:
        """A station: what it prints goes on the common paper."""

        def out(line: str) -> None:
            self.printed.append(line if by == self.first else f"{by}| {line}".rstrip())

        self.first = self.first or by
        desk = Desk(
            session,
            words=Words(self.language),  # type: ignore[arg-type]
            by=by,
            out=out,
            site=site().site,
            plans=Shelf(self),
            drafts=self.drafts,
        )
        self.stations[by] = Talk(desk)
        return self.stations[by]

    def station(self, by: str) -> Talk:
        """The station of that officer, who sits down at it now if they have not yet."""
        if by not in self.stations:
            incident = self.stations[self.first].desk.session.id
            session = Session.resume(self.store.peer(), incident, clock=self.clock, entropy=self.random)
            self.seat(session, by)
        return self.stations[by]

    def happens(self, what: str) -> None:
        """Something that nobody typed."""
        talk = self.stations[self.first]
        if what.startswith("disk "):
            fault = what.removeprefix("disk ")
            self.store.fault = "" if fault == "free" else fault
        elif what == "tick":
            talk.tick()
        elif what == "restart":
            incident, by = talk.desk.session.id, talk.desk.by
            session = Session.resume(self.store, incident, clock=self.clock, entropy=self.random)
            talk = self.seat(session, by)
            opening.resumed(talk.desk)
            talk.start(lambda: opening.drafts(talk.desk))
        elif what == "leave":
            opening.farewell(talk.desk, asking=talk.asking)
        else:
            raise AssertionError(f"nothing that happens: {what}")


def play(text: str, drafts: Path | None = None) -> str:
    """The transcript of typing the lines of a transcript."""
    head, *lines = text.splitlines()
    given: dict[str, Any] = dict(word.split("=") for word in head.removeprefix("# ").split())
    world = World(given["language"], drafts)
    talk = world.seat(world.open(given["plan"], given["by"]), given["by"])
    world.clock.time = ms("08:43:14")
    opening.opened(talk.desk)
    said = [head, *_take(world)]
    for line in lines:
        if line.startswith("# "):
            said.append(line)
            continue
        found = _TYPED.fullmatch(line)
        if not found:
            continue
        time, by, sign, typed = found.groups()
        world.clock.time = ms(time)
        said.append(line)
        if sign == "!":
            world.happens(typed)
        else:
            talk = world.station(by or world.first)
            talk.hear(typed)
            if talk.desk.leaving:
                opening.farewell(talk.desk, asking=talk.asking)
        said += _take(world)
    return "\n".join(said) + "\n"


def _take(world: World) -> list[str]:
    taken = [_HEAD.sub(lambda found: re.sub("[0-9A-Fa-f]", "0", found[0]), line) for line in world.printed]
    world.printed.clear()
    return taken
