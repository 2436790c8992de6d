"""The bell: a limit that binds (plan, statute) rings at five minutes left, at one, and three times when it falls due.

Targets of our own never ring. Only moments that pass while somebody sits here ring, each of them once: what was due
before they came, and what a tick jumped over, is told by the screen. The second row pulses with the bell, and goes on
doing so while it is off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.board.dues import Dues
from tui.desk.effects import Ring
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui

MOMENTS: Final = ((5 * 60_000, 1), (60_000, 1), (0, 3))
"""So long before a limit falls due it rings, so many times."""
PULSE_MS: Final = 3_000
"""So long the second row pulses."""


def rings(dues: Dues, heard: int, now: int) -> int:
    """How many times to ring: for the last of the moments after `heard` and up to `now` (UTC); 0 for none.

    Of two that are one moment, the louder rings. What it costs is three searches in a sorted list.
    """
    last = (0, 0)
    for before, times in MOMENTS:
        reached = dues.binding.place((now + before + 1, -1, -1, -1))
        if reached:
            moment = dues.binding[reached - 1].at - before
            if moment > heard:
                last = max(last, (moment, times))
    return last[1]


def tick(ui: Ui, at: int, dues: Dues, heard: int, now: int) -> Out:
    """What time alone does with the bell: it rings, and the pulse ends. `at` is monotonic."""
    if times := rings(dues, heard, now):
        return replace(ui, pulse=at + PULSE_MS), (() if ui.muted else (Ring(times),))
    return (replace(ui, pulse=0) if ui.pulse and at >= ui.pulse else ui), ()


def toggle(ui: Ui, scene: Scene) -> Out:
    """The bell off, or on again, for as long as this officer sits here."""
    words = scene.words
    if ui.muted:
        return replace(ui, muted=False, said=words.sense("bell", "The bell is on.")), ()
    said = words.sense("bell", "The bell is off while you sit here; the second row still shows what falls due.")
    return replace(ui, muted=True, said=said), ()
