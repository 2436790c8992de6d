"""The keys, made from the table of actions, and a test that shows what a key arrives as."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from reports.cells import cell_width, fit
from reports.words import Words
from tui.actions import Place, Registry
from tui.desk.panel import Help
from tui.keys import key_said
from tui.lines import Line, line, note, rule, wrap
from tui.pages.view import View

_WIDEST: Final = 16
"""Cells of a column of keys; more of them go on in the next row."""


def help_rows(view: View, panel: Help, height: int) -> list[Line]:
    """The keys of an incident."""
    return keys_list(view.words, view.registry, frozenset({"live", "detail", "digits"}), panel, view.width, height)


def keys_list(
    words: Words, registry: Registry, where: frozenset[Place], panel: Help, width: int, height: int
) -> list[Line]:
    """One action a line; the test of keys stays at the bottom."""
    shown = [action for action in registry.actions if action.where & where]
    ways = [[" ".join(key_said(key, words) for key in way) for way in (a.keys, a.without_f)] for a in shown]
    sizes = [min(max(cell_width(way[n]) for way in ways) + 2, _WIDEST) for n in (0, 1)]
    lines = []
    for way, action in zip(ways, shown, strict=True):
        cells = [wrap(text, size - 1) for text, size in zip(way, sizes, strict=True)]
        label = wrap(action.label(words), max(width - sum(sizes) - 2, 8))
        across = zip_longest(*cells, label, fillvalue="")
        lines += [line(f"  {fit(key, sizes[0])}{fit(other, sizes[1])}{does}") for key, other, does in across]
    room = height - 3
    top = max(0, min(panel.top, len(lines) - room))
    head = rule(
        words.sense("help", "Keys; in the second column without F-keys"), words.sense("help", "Esc=back"), width
    )
    seen = words.sense("help", "Key test: the last key arrived as {key}", key=_arrived(panel.seen, words) or "-")
    rows = [head, *lines[top : top + room]]
    rows += [line()] * (height - 1 - len(rows))
    return [each.fitted(width) for each in [*rows, line(seen, "warning")]][:height]


def _arrived(seen: str, words: Words) -> str:
    """What arrived, as the keys are called here: `空格`, `PgUp`, `Alt+6`, `数字 5`, `字 报`."""
    name, _, char = seen.partition(" ")
    if name == "digit":
        return words.sense("key", "digit {char}", char=note(char))
    if name == "text":
        return words.sense("key", "text {char}", char=note(char))
    return key_said(name, words)
