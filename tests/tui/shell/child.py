"""The application as a process of its own, for tests at a pty: `child.py JOURNAL [LANG [PLAN]]`.

Opens an incident in the journal, or goes on with the one that is there. PLAN is a shipped plan's id, or `big:5000`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.big_plan import big_plan
from incidents.journal.opening import open_store
from incidents.session import Session
from reports.words import Lang, Words
from runbooks.calendar import working_days_table
from runbooks.plan import Plan
from tests.tui.north_gate import plan, site
from tui.app import run
from tui.wall import WallClock


def main(journal: str, lang: Lang = "zh", name: str = "soe-rapid-response") -> int:
    """Run it until it is left."""
    big = name.startswith("big:")
    found: Plan = big_plan(int(name.partition(":")[2])) if big else plan(name)
    store = open_store(Path(journal))
    clock = WallClock()
    streams = store.streams()

    def session() -> Session:
        if streams:
            return Session.resume(store, streams[0].id, clock=clock)
        return Session.open(store, found, clock=clock, by="王岚", calendar=working_days_table())

    return run(session, words=Words(lang), by="王岚", site=site(), drafts=Path(f"{journal}.drafts"))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))  # type: ignore[arg-type]
