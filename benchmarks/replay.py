"""Reading an incident back: every row verified, every event folded, 25,000 to 100,000 of them on the rapid response.

The reference of the ratio is a quarter of the events in the same run: linear means four times as long. A bare read of
the same rows by SQLite stands beside it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import median, report, timed
from incidents.codec import draft
from incidents.events import Event
from incidents.journal.opening import open_store
from incidents.journal.store import Store
from incidents.session import Session
from runbooks.calendar import WorkingDays
from runbooks.library import load
from tui.wall import WallClock

_SIZES = (25_000, 100_000)


def fill(store: Store, incident: str, size: int) -> None:
    """An incident of `size` records: statements, starts, ends and reopenings, calls, notes, as on a long day."""
    plan = load("soe-rapid-response").plan
    if plan is None:
        raise SystemExit("the shipped plan does not load")
    clock = WallClock()
    session = Session.open(store, plan, clock=clock, by="bench", calendar=WorkingDays(), incident=incident)
    began = session.state.began
    events = []
    for seq in range(2, size + 1):
        at = began + seq * 1000
        step = plan.steps[1 + seq // 8 % 5].id
        match seq % 8:
            case 0:
                kind, data = "step-done", {"ahead": False, "reason": ""}
            case 4:
                kind, data = "step-reopened", {"how": "wrong", "reason": ""}
            case 1:
                kind, data = (
                    "fact-stated",
                    {"fact": "headcount", "value": 20 + seq // 8 % 3, "unknown": False, "reason": ""},
                )
            case 2 | 6:
                kind, data = (
                    "call-logged",
                    {"role": "leading_group", "person": "", "result": "busy", "direction": "out"},
                )
            case _:
                kind, data = "note-added", {"text": f"note {seq}"}
        on_step = kind.startswith("step-")
        events.append(
            Event(seq, kind, at, at, "bench", f"{seq:032x}", step if on_step else "", 1 if on_step else 0, "", data)
        )
    for start in range(0, len(events), 5000):
        batch = [draft(event, boot="bench", monotonic=event.at) for event in events[start : start + 5000]]
        store.append(incident, start + 1, batch)


def main() -> None:
    """Build both incidents once, resume each several times."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        store = open_store(str(Path(name) / "journal.db"))
        seconds: dict[int, float] = {}
        raw: dict[int, float] = {}
        for size in _SIZES:
            fill(store, f"2026-0309-{size}", size)
        for size in _SIZES:
            incident = f"2026-0309-{size}"
            raw[size] = median(timed(lambda i=incident: store.read(i)) for _ in range(3))  # type: ignore[misc]

            def resume(incident: str = incident) -> None:
                Session.resume(store, incident, clock=WallClock()).snapshot()

            seconds[size] = median(timed(resume) for _ in range(3))
        store.close()
    small, large = _SIZES
    figures = {
        f"{small} events, s": seconds[small],
        f"{large} events, s": seconds[large],
        f"{large} rows read without verifying, s": raw[large],
        "growth for four times the events": seconds[large] / seconds[small],
        "against the bare read": seconds[large] / raw[large],
    }
    report("replay", "100,000 events under 3 s, growth of 4", figures)


if __name__ == "__main__":
    main()
