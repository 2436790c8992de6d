"""Keys as Textual reports them, made into keys of the desk.

Two habits of Textual 8.2.8 are undone at import. Without the Kitty protocol it takes Esc and a digit for a character
(`ESC 6` is `§`) and types it into fields: these entries of its table are removed, then such a pair arrives as `alt+6`.
And a full-width space is a key of its own name there, which does not count as printable: keys are told by what they
type.
"""

from __future__ import annotations

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._time import get_time

from tui.desk.keys import Key, pasted, read_key

for _sequence in [s for s, keys in ANSI_SEQUENCES_KEYS.items() if len(s) == 2 and isinstance(keys, str)]:
    del ANSI_SEQUENCES_KEYS[_sequence]  # type: ignore[attr-defined]


def key_of(event: events.Key, at: int) -> Key | None:
    """The key of an event that is looked at `at` (monotonic milliseconds): it arrived a little earlier."""
    return read_key(event.key, event.character, at - age(event))


def paste_of(event: events.Paste, at: int) -> Key | None:
    """A pasted text; None for an empty one."""
    return pasted(event.text, at - age(event)) if event.text else None


def age(event: events.Event) -> int:
    """How many milliseconds ago an event came from the terminal."""
    return max(int((get_time() - event.time) * 1000), 0)
