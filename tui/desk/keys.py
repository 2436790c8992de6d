"""What arrives from the keyboard, as values: a name, what it types, and when it arrived.

Keys are compared after NFKC, by character and not by the terminal's name for them: a full-width `１` is 1, a full-width
space is Space, a full-width `！` is `!`. What is typed into a field stays as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from tui.keys import BINDABLE

NAMED: Final = frozenset(
    {
        *("enter", "escape", "tab", "shift+tab", "backspace", "delete"),
        *("left", "right", "up", "down", "pageup", "pagedown", "home", "end"),
        *BINDABLE,
    }
)
"""Keys that are known by their name."""


@dataclass(frozen=True, slots=True)
class Key:
    """`name` is one of `NAMED`, or `space`, `digit`, `text`, `alt+6`; `at` is its arrival in monotonic milliseconds."""

    name: str
    at: int
    char: str = ""

    @property
    def plain(self) -> str:
        """What it types, in ordinary width."""
        return normalize("NFKC", self.char)

    @property
    def types(self) -> bool:
        """Whether it types anything into a field."""
        return self.name in {"text", "digit", "space"}


def read_key(name: str, character: str | None, at: int) -> Key | None:
    """A key as a terminal library names it; None for what means nothing here."""
    if name in NAMED:
        return Key(name, at)
    if name.startswith("alt+"):
        digit = name.removeprefix("alt+")
        return Key(name, at) if len(digit) == 1 and digit.isascii() and digit.isdecimal() else None
    plain = normalize("NFKC", character or "")
    if plain == " ":  # full-width and other spaces do not count as printable
        return Key("space", at, character or "")
    if not character or not character.isprintable():
        return None
    if len(plain) == 1 and plain.isascii() and plain.isdecimal():
        return Key("digit", at, character)
    return Key("text", at, character)


def pasted(text: str, at: int) -> Key:
    """A pasted text is one text, whatever is in it."""
    return Key("text", at, text)
