"""An acknowledged command through the session against a bare SQLite insert of the same bytes in the same mode.

The reference opens the journal's own kind of file with the same pragmas and inserts one row in one transaction: what
no journal of this durability can undercut. Both write to the same folder, in alternation.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.bare import bare
from benchmarks.measure import alternating, median, percentile, report
from incidents import commands as c
from incidents.journal.opening import open_store
from incidents.session import Session
from runbooks.calendar import WorkingDays
from runbooks.library import load
from tui.wall import WallClock

_ROUNDS = 400


def main() -> None:
    """Alternate the two and print medians, tails and the ratio pair by pair."""
    plan = load("soe-rapid-response").plan
    if plan is None:
        raise SystemExit("the shipped plan does not load")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        store = open_store(str(folder / "journal.db"))
        session = Session.open(store, plan, clock=WallClock(), by="bench", calendar=WorkingDays())
        connection = bare(folder / "bare.db")
        counter = iter(range(1, 10**9))

        def through_session() -> None:
            session.do(c.AddNote(at=time.time_ns() // 1_000_000, text="claim: the wages of February"), "bench")

        def insert() -> None:
            n = next(counter)
            row = (
                "2026-0309-01",
                n,
                f"{n:032x}",
                b"h" * 190,
                os.urandom(16),
                b"b" * 70,
                *(os.urandom(32) for _ in "123"),
            )
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", row)
            connection.execute("COMMIT")

        alternating(through_session, insert, 20)
        ours, reference = alternating(through_session, insert, _ROUNDS)
        store.close()
        connection.close()
    figures = {
        "session, median ms": median(ours) * 1e3,
        "session, p99 ms": percentile(ours, 0.99) * 1e3,
        "bare insert, median ms": median(reference) * 1e3,
        "bare insert, p99 ms": percentile(reference, 0.99) * 1e3,
        "ratio of medians": median(ours) / median(reference),
        "median of pairwise ratios": median(a / b for a, b in zip(ours, reference, strict=True)),
    }
    report("append", "at most 1.5 times a bare insert", figures)


if __name__ == "__main__":
    main()
