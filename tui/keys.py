"""Keys by name: which may carry an action, which something on the way takes, and what they are called."""

from __future__ import annotations

from typing import Final

from reports.words import Words

FORBIDDEN: Final = frozenset(
    {
        *("f4", "f10", "f11", "f12"),
        *("ctrl+space", "ctrl+.", "ctrl+full_stop", "shift+space", "ctrl+`", "ctrl+grave_accent"),
        *(f"ctrl+{letter}" for letter in "abcdghnopqstvz"),
        *("ctrl+enter", "shift+enter"),
        *(f"alt+{name}" for name in (*"abcdefghijklmnopqrstuvwxyz", "left", "right", "up", "down")),
    }
)
"""Keys that something on the way takes: input methods, tmux, screen, zellij, terminals; and no chord is an exit."""

BINDABLE: Final = frozenset(
    {*(f"f{n}" for n in range(1, 10)), *(f"ctrl+{letter}" for letter in "efklruwxy")} - FORBIDDEN
)
"""Keys that the settings may give to an action: function keys, and what is left of Ctrl and a letter. All others have
their meaning, or do not arrive everywhere.
"""


def key_name(key: str) -> str:
    """What a key is called: `F6`, `Ctrl+K`, `Esc 4`."""
    known = {"escape": "Esc", "backspace": "Bksp", "pageup": "PgUp", "pagedown": "PgDn", "digit": "0-9", "text": "abc"}
    parts = [[key] if key in {"+", "-"} else part.split("+") for part in key.split()]
    return " ".join("+".join(known.get(name, name.capitalize()) for name in part) for part in parts)


def function_key(key: str) -> bool:
    """Whether a key is one of F1 to F12."""
    return key[:1] == "f" and key[1:].isdecimal()


def key_said(key: str, words: Words) -> str:
    """What a key is called in the language of the screen: `F6`, `Esc 4`, `退格`."""
    match key:
        case "space":
            return words.sense("key", "Space")
        case "enter":
            return words.sense("key", "Enter")
        case "left":
            return words.sense("key", "Left")
        case "right":
            return words.sense("key", "Right")
        case "up":
            return words.sense("key", "Up")
        case "down":
            return words.sense("key", "Down")
        case "backspace":
            return words.sense("key", "Bksp")
        case "digit":
            return words.sense("key", "a digit")
        case "text":
            return words.sense("key", "any text")
    return key_name(key)
