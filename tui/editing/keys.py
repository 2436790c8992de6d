"""Keys of the editor: those of the desk, and what marks text, saves, and goes to either end.

Shift and an arrow mark where the terminal sends them apart; where it does not, nothing is lost but that.
"""

from __future__ import annotations

from typing import Final

from tui.desk.keys import Key, read_key

MOVES: Final = frozenset({"left", "right", "up", "down", "home", "end", "pageup", "pagedown"})
ELSEWHERE: Final = {"ctrl+z": "editor.undo", "ctrl+c": "editor.copy", "ctrl+v": "editor.put"}
"""Keys of other programs that something on the way may take: here they only say which key it is."""
_MORE: Final = frozenset({"ctrl+s", "ctrl+home", "ctrl+end", *ELSEWHERE, *(f"shift+{name}" for name in MOVES)})


def editor_key(name: str, character: str | None, at: int) -> Key | None:
    """A key as a terminal library names it; None for what means nothing in the editor."""
    return Key(name, at) if name in _MORE else read_key(name, character, at)


def typed_text(text: str) -> str:
    """What is put into a file of what was typed or pasted: breaks as `\\n`, and nothing that steers a terminal."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\x7f" <= c < "\xa0"))
