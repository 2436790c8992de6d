"""The plan editor as a screen: the text with its problems, the plan as it will be seen, what changed, the keys.

From 110 columns on the preview stands beside the text, below that under it, as far as there is room.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.cells import cell_width, clip, fit
from reports.words import Words
from tui.actions import Registry
from tui.editing.state import Panel, Room
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line, note, rule, wrap
from tui.pages.editor_changes import change_count, change_lines, hanging
from tui.pages.editor_expected import help_rows, right_hint
from tui.pages.editor_notes import kind_mark, wrong
from tui.pages.editor_panels import page_rows, question_rows
from tui.pages.editor_preview import step_at
from tui.pages.editor_seen import applied_line, low_rows, row_of, seen_rows, seen_short, seen_title
from tui.pages.editor_text import Sheet, sheet

_LEFT = 75
_LEAST_TEXT = 6


@dataclass(frozen=True, slots=True)
class EditorDrawn:
    """The rows of the screen, where the caret stands, and the first line of the file that is shown."""

    lines: list[Line]
    caret: tuple[int, int]
    first: int


def editor_screen(room: Room, words: Words, registry: Registry) -> EditorDrawn:
    """The whole screen, exactly as wide and high as the room."""
    if room.panel is not None and room.panel.name not in {"menu", "problems"}:
        return _page(room, room.panel, words, registry)
    head = _head(room, words, registry)
    below = _below_wide(room, words, registry) if room.wide else _below(room, words, registry)
    height = max(room.height - 1 - len(below), 0)
    over = question_rows(room, words, registry, room.width)
    over = over[:height]
    size = _LEFT if room.wide else room.width
    text = sheet(room, words, size, max(height - len(over), 1))
    rows = text.rows[: height - len(over)]
    if room.wide:
        beside = _side(room, words, registry, room.width - _LEFT - 2, len(rows))
        rows = [a + line("| ", "bar") + b for a, b in zip(rows, beside, strict=True)]
    lines = [each.fitted(room.width) for each in (head, *rows, *over, *below)][: room.height]
    lines += [BLANK.fitted(room.width)] * (room.height - len(lines))
    return EditorDrawn(lines, _caret(room, words, text, len(rows)), text.first)


def _caret(room: Room, words: Words, text: Sheet, shown: int) -> tuple[int, int]:
    if room.finding is not None:
        prompt = words.sense("editor", "Find> ")
        column = cell_width(prompt) + cell_width(note(room.finding.field.text[: room.finding.field.caret]))
        return max(room.height - 1, 0), min(column, max(room.width - 1, 0))
    row, column = text.caret
    return min(row, max(shown - 1, 0)) + (1 if room.height > 1 else 0), min(column, max(room.width - 1, 0))


def _page(room: Room, panel: Panel, words: Words, registry: Registry) -> EditorDrawn:
    head = _head(room, words, registry)
    foot = line(words.sense("editor", "Esc or Left: back to the text   Up Down PgUp PgDn: more"))
    body = page_rows(room, panel, words, registry, room.width, max(room.height - 2, 0))
    lines = [each.fitted(room.width) for each in (head, *body, foot)][: room.height]
    lines += [BLANK.fitted(room.width)] * (room.height - len(lines))
    return EditorDrawn(lines, (max(room.height - 1, 0), 0), room.first)


# -- above and below ------------------------------------------------------------------------------------


def _head(room: Room, words: Words, registry: Registry) -> Line:
    """`[编辑] runbooks/x.yaml *未存           错误1  警告1   42行 26列`."""
    caret = room.editor.caret
    at = words.sense("editor", "{row}:{column}", row=caret.row + 1, column=caret.column + 1)
    right = f"{counts(room, words)}   {at}"
    state = words.sense("editor", "*unsaved") if room.unsaved else ""
    size = (_LEFT if room.wide else room.width) - cell_width(right) - 2
    name = room.name.replace("\\", "/")
    names = [drawn("/".join(name.split("/")[-n:])) for n in (name.count("/") + 1, 2, 1)]
    left = first_that_fits(size, [f"{words.sense('editor', '[EDIT]')} {one} {state}".rstrip() for one in names])
    if room.wide:
        title = words.sense("editor", "Preview: {title}", title=seen_title(room, words, short=True))
        if room.found.kind == "runbook":
            title = words.sense("editor", "Preview: what officers see  med/9 in 10")
            if room.found.plan is not None and not room.found.whole:
                title = words.sense("editor", "Preview (before the error)  med/9 in 10")
        if len(room.found.plans) > 1:
            title += "  " + words.sense("editor", "{key}=another plan", key=registry.key("editor.plan"))
        return line(between(left, right, _LEFT) + "   " + fit(title, room.width - _LEFT - 3), "head")
    return line(between(left, right, room.width), "head")


def counts(room: Room, words: Words) -> str:
    """How many problems there are; that the text was not checked yet."""
    if room.studied < 0:
        return words.sense("editor", "checking")
    warnings = sum(m.problem.severity == "warning" for m in room.marks)
    warnings += sum(p.severity == "warning" for p in room.found.others)
    return words.sense("editor", "errors {errors}  warnings {warnings}", errors=room.errors, warnings=warnings)


def _below(room: Room, words: Words, registry: Registry) -> list[Line]:
    """The step under the caret as it will be seen, what changed, what was said, the keys."""
    foot = [_foot(room, words, registry)]
    if room.said or room.undrafted:
        foot = [_said(room, words), *foot]
    key = registry.key
    more = words.sense("editor", "{key}=whole preview", key=key("editor.preview"))
    if len(room.found.plans) > 1:
        more = words.sense("editor", "{key}=another plan", key=key("editor.plan")) + f"  {more}"
    preview = [rule(seen_title(room, words), more, room.width), *seen_short(room, words, room.width)]
    changes = [
        rule(
            _changes_title(room, words),
            words.sense("editor", "{key}=one by one", key=key("editor.changes")),
            room.width,
        ),
        *_changes(room, words, room.width),
    ]
    free = room.height - 1 - _LEAST_TEXT - len(foot)
    parts: list[Line] = []
    for part in (preview, changes):
        if len(parts) + len(part) <= free:
            parts += part
    return [*parts, *foot]


def _changes_title(room: Room, words: Words) -> str:
    return words.sense("editor", "Changed since saved {n}", n=change_count(room, words))


def _changes(room: Room, words: Words, width: int) -> list[Line]:
    """The first change, on one line."""
    return [line(f"  {clip(told, width - 2)}") for told in change_lines(room, words, 1)]


def _said(room: Room, words: Words) -> Line:
    if room.undrafted:
        return line(words.sense("editor", "!! The disk takes no draft: save, or copy the text elsewhere."), "warning")
    return line(clip(note(room.said), room.width), "heading")


def _foot(room: Room, words: Words, registry: Registry) -> Line:
    """The keys, or the line in which one looks for something."""
    if room.finding is not None:
        left = words.sense("editor", "Find> ") + note(room.finding.field.text)
        missed = words.sense("editor", "not found")
        hint = missed if room.finding.missed else words.sense("editor", "Enter=next  Esc=done")
        return line(between(left, hint, room.width))
    order = ("editor.save", "editor.definition", "editor.preview", "editor.problems", "editor.changes")
    space = "" if words.chinese else " "
    labels = {action: registry.by_id[action].label(words) for action in order}
    if room.wide:
        labels["editor.preview"] = words.sense("editor", "Whole preview")
    keys = [f"{registry.key(action)}{space}{label}" for action, label in labels.items()]
    keys += [] if room.wide else [words.sense("editor", "Tab Complete")]
    right = [
        f"{registry.key('help')}{space}{registry.by_id['help'].short(words)}",
        f"Esc{space}{registry.by_id['menu'].label(words)}",
    ]
    gap = "  " if words.chinese else " "
    options = [between(gap.join(keys), gap.join(right[n:]), room.width, 1) for n in range(2)]
    lefts = cell_width(gap.join(keys))
    fits = [o for n, o in enumerate(options) if lefts + 1 + cell_width(gap.join(right[n:])) <= room.width]
    return line(first_that_fits(room.width, [*fits, options[-1]]), "keys")


# -- wide -----------------------------------------------------------------------------------------------


def _below_wide(room: Room, words: Words, registry: Registry) -> list[Line]:
    right = right_hint(room, words, registry)
    where, more = help_rows(room, words, room.width, room.width - cell_width(right) - 2)
    said_now = room.said or more or words.sense("editor", "Checked by itself when the keys rest")
    status = _said(room, words) if room.undrafted else line(between(note(said_now), right, room.width))
    return [line("-" * room.width, "bar"), line(where), status, _foot(room, words, registry)]


def _side(room: Room, words: Words, registry: Registry, width: int, height: int) -> list[Line]:
    """The plan, the longest chain, what changed, the problems: as much of each as there is room for."""
    bar = line("-" * width, "bar")
    under = low_rows(room, words, width)
    low = [bar, *under] if under else []
    low += [bar, line(_changes_title(room, words), "heading")]
    low += [row for told in change_lines(room, words, 2) for row in hanging(told, width, 2)]
    low += [bar, *_problem_rows(room, words, registry, width, 4)]
    applied = applied_line(room, words)
    top = [line(row, "dim") for row in wrap(applied, width)[:2]] if applied else []
    plan = seen_rows(room, words, width)
    free = max(height - len(low) - len(top), min(6, height))
    if len(plan) > free:
        plan = _around(plan, room, words, free)
    rows = [*top, *plan, *[BLANK] * (free - len(plan)), *low][:height]
    return [row.fitted(width) for row in rows] + [BLANK.fitted(width)] * (height - len(rows))


def _around(plan: list[Line], room: Room, words: Words, free: int) -> list[Line]:
    """The part of the preview where the step of the caret is."""
    step = step_at(room) if room.found.kind in {"runbook", "overlay"} else None
    at = row_of([row.text for row in plan], room, words) if room.found.kind == "scenario" else 0
    if step is not None:
        at = next((n for n, row in enumerate(plan) if row.text[1:].startswith(f"{step.number} ")), 0)
    first = min(max(at - free // 3, 0), len(plan) - free)
    return plan[first : first + free]


def _problem_rows(room: Room, words: Words, registry: Registry, width: int, most: int) -> list[Line]:
    rows = [line(words.sense("editor", "Problems {n}", n=len(room.marks) + len(room.found.others)), "heading")]
    after = next((n for n, m in enumerate(room.marks) if m.row >= room.editor.caret.row), 0)
    told = [(f"{mark.row + 1}:{mark.column + 1}", mark.problem) for mark in (*room.marks[after:], *room.marks[:after])]
    told += [(f"{each.place.file.rpartition('/')[2]}:{each.place.line}", each) for each in room.found.others]
    rows += [line(clip(note(f"{kind_mark(each)} {at}  {wrong(each, words)}"), width)) for at, each in told[:most]]
    key = registry.key("editor.problems")
    return [*rows, line(words.sense("editor", "{key}=to the next problem", key=key), "dim")] if told else rows
