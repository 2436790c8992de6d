"""The keys, made from the table of actions, and a test that shows what a key arrives as."""

from __future__ import annotations

from reports.cells import fit
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
    lines = []
    for action in registry.actions:
        if action.where & where:
            keys = " ".join(key_name(key) for key in action.keys)
            other = " ".join(key_name(key) for key in action.without_f)
            lines.append(line(f"  {fit(keys, 24)} {fit(other, 24)} {action.label(words)}"))
    room = height - 3
    top = max(0, min(panel.top, len(lines) - room))
    head = rule(
        words.sense("help", "Keys; in the second column without F-keys"), words.sense("help", "Esc=back"), width
    )
    seen = words.sense("help", "Key test: the last key arrived as {key}", key=note(panel.seen) or "-")
    rows = [head, *lines[top : top + room]]
    rows += [line()] * (height - 1 - len(rows))
    return [each.fitted(width) for each in [*rows, line(seen, "warning")]][:height]
