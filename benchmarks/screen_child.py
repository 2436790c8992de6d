"""The full screen as `benchmarks.screen` starts it: `screen_child JOURNAL STEPS`; says how far it has come.

Without a window of its own, `open_incident` makes the incident; the screen takes it up, as after a break.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.big_plan import big_plan
from benchmarks.window import stamp
from incidents.journal.opening import open_store
from incidents.session import Session
from reports.words import Words
from runbooks.calendar import working_days_table
from tui.shell.checklist import Checklist
from tui.shell.station import Station
from tui.wall import WallClock


def open_incident(journal: Path, steps: int) -> None:
    """An incident under a plan of so many steps."""
    store = open_store(journal)
    plan, calendar = big_plan(steps), working_days_table()
    Session.open(store, plan, clock=WallClock(), by="王岚", calendar=calendar)
    store.close()


def main(journal: str) -> None:
    """Take the incident of the journal up, on the screen, until it is left."""
    stamp("imports")
    words = Words("zh")

    def start() -> Session:
        stamp("asked")
        store = open_store(Path(journal))
        session = Session.resume(store, store.streams()[0].id, clock=WallClock())
        stamp("resume")
        return session

    def build(session: Session, fresh: bool) -> Station:
        made = Station(session, words=words, by="王岚", drafts=Path(f"{journal}.drafts"), fresh=fresh)
        stamp("board")
        return made

    app = Checklist(build, words, start=start)
    stamp("mount")
    app.run(mouse=False)
    if app.fault is not None:
        raise app.fault


if __name__ == "__main__":
    main(*sys.argv[1:])
