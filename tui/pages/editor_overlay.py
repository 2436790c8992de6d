"""What an overlay changes of the plan that it is held against, in words."""

from __future__ import annotations

from reports.cells import clip
from reports.words import Words
from tui.editing.state import Room
from tui.lines import BLANK, Line, line
from tui.pages.editor_changes import hanging, told_changes
from tui.pages.editor_preview import step_at, step_rows


def laid_rows(room: Room, words: Words, width: int, most: int = 10_000) -> list[Line]:
    """How much it changes, and each change; those of the caret's step first where there is no room for all."""
    found = room.found
    if found.before is None or found.plan is None:
        return [line(words.sense("editor", "Nothing can be made of the text yet."))]
    step = step_at(room)
    things = told_changes(found.laid, found.before, found.plan, words)
    title = words.sense("editor", "What it changes in {plan}: {n}", plan=found.chosen, n=len(things))
    if len(things) > most and step is not None:
        things = sorted(things, key=lambda thing: thing[0] != ("step", step.id))
    rows = [row for _, told in things for row in hanging(told, width, 3)]
    if len(rows) > most:
        rows = [*rows[: most - 1], line("  " + words.sense("editor", "and more"), "dim")]
    return [line(title, "heading"), *(rows or [line("  " + words.sense("editor", "nothing, in its meaning"))])]


def laid_short(room: Room, words: Words, width: int) -> list[Line]:
    """The step of the caret as it is under the overlay, and what the overlay changes of it, or of the plan."""
    found = room.found
    if found.before is None or found.plan is None:
        return [line("  " + words.sense("editor", "Nothing can be made of the text yet.")), BLANK]
    step = step_at(room)
    things = told_changes(found.laid, found.before, found.plan, words)
    own = [told for thing, told in things if step is not None and thing == ("step", step.id)]
    said = own or [words.sense("editor", "it changes {n} things in {plan}", n=len(things), plan=found.chosen)]
    return [step_rows(room, words, width)[0], line(f"     {clip(said[0], width - 5)}")]
