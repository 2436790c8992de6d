"""What is expected where the caret stands, in words: the meaning of the key, and the words that it may have."""

from __future__ import annotations

from typing import Final

from reports.cells import cell_width, clip
from reports.words import Words
from reports.words.names import BASES, STAGES, Names, name
from tui.actions import Registry
from tui.editing.completing import explained
from tui.editing.defining import definition_at
from tui.editing.explaining import Expected, expected
from tui.editing.state import Room
from tui.lines import drawn, wrap

_NAMED: Final[dict[str, Names]] = {"basis": BASES, "stage": STAGES}


def help_rows(room: Room, words: Words, width: int, second: int) -> tuple[str, str]:
    """Two rows at most, the second one shorter: `42行  时限 > 从: ...`."""
    row = words.sense("editor", "line {row}", row=room.editor.caret.row + 1)
    found = expected(room.editor.lines, room.editor.caret, room.found.kind)
    if found is None:
        return f"   {row}", ""
    head = f"   {row}  "
    text = " ".join(part for part in _said(found, words) if part)
    first, *rest = wrap(text, width - cell_width(head)) or [""]
    return (head + first).rstrip(), f"   {clip(' '.join(rest), second - 3)}" if rest else ""


def _said(found: Expected, words: Words) -> list[str]:
    path = drawn(" > ".join(found.path[-3:]))
    meant = words.text(explained(found.slot)) if found.slot is not None else ""
    at_key = found.slot is not None and found.path[-1:] == (found.slot.key,)
    said = [f"{path}:" if path and meant and at_key else path, meant if at_key else ""]
    table = _NAMED.get(found.slot.key, {}) if found.slot is not None else {}
    if found.words:
        names = {word: name(words, table, word) if word in table else word for word in found.words}
        each = [word if called == word else f"{word} {called}" for word, called in names.items()]
        said.append(words.sense("editor", "Words: {words}.", words=" / ".join(each)))
    elif found.keys:
        said.append(words.sense("editor", "Keys: {keys}", keys=" ".join(found.keys)))
    return said


def right_hint(room: Room, words: Words, registry: Registry) -> str:
    """What Tab and the key of definitions do here."""
    found = definition_at(room.editor.lines, room.editor.caret, room.found.names)
    key = registry.key("editor.definition")
    if found is None:
        return words.sense("editor", "Tab=complete  {key}=definition", key=key)
    return words.sense("editor", "Tab=complete  {key}=definition of {name}", key=key, name=drawn(found.name))
