"""The keys, made from the table of actions, and a test that shows what a key arrives as."""

from __future__ import annotations

from reports.cells import cell_width, fit
from reports.words import Words
from tui.actions import Place, Registry
from tui.desk.panel import Help
from tui.keys import key_name
from tui.lines import Line, line, note, rule
from tui.pages.view import View


def help_rows(view: View, panel: Help, height: int) -> list[Line]:
    """The keys of an incident."""
    return keys_list(view.words, view.registry, frozenset({"live", "detail", "digits"}), panel, view.width, height)


def keys_list(
    words: Words, registry: Registry, where: frozenset[Place], panel: Help, width: int, height: int
) -> list[Line]:
    """One action a line; the test of keys stays at the bottom."""
    shown = [action for action in registry.actions if action.where & where]
    ways = [[" ".join(said(key, words) for key in way) for way in (a.keys, a.without_f)] for a in shown]
    sizes = [max(cell_width(way[n]) for way in ways) + 2 for n in (0, 1)]
    cells = ["".join(fit(text, size) for text, size in zip(way, sizes, strict=True)) for way in ways]
    lines = [line(f"  {cell}{action.label(words)}") for cell, action in zip(cells, shown, strict=True)]
    room = height - 3
    top = max(0, min(panel.top, len(lines) - room))
    head = rule(
        words.sense("help", "Keys; in the second column without F-keys"), words.sense("help", "Esc=back"), width
    )
    seen = words.sense("help", "Key test: the last key arrived as {key}", key=note(panel.seen) or "-")
    rows = [head, *lines[top : top + room]]
    rows += [line()] * (height - 1 - len(rows))
    return [each.fitted(width) for each in [*rows, line(seen, "warning")]][:height]


def said(key: str, words: Words) -> str:
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
