"""What each code about the settings of keys says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SETTINGS: Final[Mapping[str, str]] = {
    "fixed-action": "the key of '{given}' stays as it is",
    "forbidden-key": "{key} does not reach the program everywhere: an input method, a terminal or tmux takes it",
    "key-clash": "{key} is the key of '{other}' already, in the same place",
    "letter-key": "{key} is a letter: an input method sends letters in bursts, so that no letter may do anything",
    "no-such-key": "{key} is not a key that can be given to an action",
    "unknown-action": "there is no action '{given}'",
}
