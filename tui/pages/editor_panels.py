"""What lies over the text: questions, the menu, the list of problems; and the pages that take its place."""

from __future__ import annotations

from reports.cells import cell_width, clip
from reports.words import Words
from tui.actions import Registry
from tui.editing.state import Panel, Room
from tui.keys import key_name
from tui.lines import BLANK, Line, drawn, line, note, rule, wrap
from tui.pages.editor_changes import change_count, change_lines, hanging
from tui.pages.editor_notes import kind_mark, said
from tui.pages.editor_seen import page_rows_of, seen_title
from tui.pages.editor_text import coloured, number_width

_FULL = 4
"""On so many rows at most the chosen problem is told."""


def question_rows(room: Room, words: Words, registry: Registry, width: int) -> list[Line]:
    """The question, the menu or the list of problems; nothing where none is open."""
    if room.question is not None:
        title, *rest = _question(room, words, registry)
        away = (
            words.sense("editor", "Esc=leave, keep it")
            if room.question == "draft"
            else words.sense("editor", "Esc=back")
        )
        return [rule(title, away, width, "="), *[line(f"   {row}") for row in rest]]
    if room.panel is None:
        return []
    if room.panel.name == "menu":
        return _menu(words, registry, width)
    if room.panel.name == "problems":
        return _problems(room, room.panel.at, words, width)
    return []


def _question(room: Room, words: Words, registry: Registry) -> list[str]:
    if room.question == "errors":
        asked = words.many(
            "There is {n} error. Save all the same? The last saved version stays as .bak.",
            "There are {n} errors. Save all the same? The last saved version stays as .bak.",
            room.errors,
        )
        return [asked, words.sense("editor", "1 save it as it is   2 do not save, go on writing")]
    if room.question == "changed":
        return [
            words.sense("editor", "The file was changed on disk meanwhile, not by this editor. Nothing was written."),
            words.sense("editor", "1 save yours beside it, under another name"),
            words.sense("editor", "2 take the text of the file (undo brings yours back)   Esc go on writing"),
        ]
    if room.question == "gone":
        return [
            words.sense("editor", "The file was taken away meanwhile, not by this editor."),
            words.sense("editor", "1 put it there again, with your text"),
            words.sense("editor", "2 save yours beside it, under another name   Esc go on writing"),
        ]
    if room.question == "locked":
        return [
            words.sense("editor", "The file is read-only. Nothing was written."),
            words.sense("editor", "1 save yours beside it, under another name"),
        ]
    rows = [words.sense("editor", "There is text of {time} that was not saved.", time=room.draft_time)]
    if room.stale_draft:
        key = registry.key("editor.changes")
        rows.append(
            words.sense("editor", "The file itself was changed since then: look at what is different ({key}).", key=key)
        )
    return [*rows, words.sense("editor", "1 go on with it   2 give it up, take the file as it is")]


def _menu(words: Words, registry: Registry, width: int) -> list[Line]:
    rows = [rule(words.sense("editor", "Menu"), words.sense("editor", "digit=do it  Esc=back"), width, "=")]
    entries = [f"{action.without_f[1]} {action.label(words)}" for action in registry.menu("editor")]
    half = (len(entries) + 1) // 2
    size = width // 2 - 3
    for n in range(half):
        left, right = entries[n], entries[n + half] if n + half < len(entries) else ""
        cell = clip(left, size)
        rows.append(line(f"   {cell}{' ' * (size - cell_width(cell))}{right}"))
    return rows


def _problems(room: Room, at: int, words: Words, width: int) -> list[Line]:
    """A list over the lower half: where, what, the chosen one in full; Enter goes there."""
    height = max(room.height // 2 - 2, 3)
    entries = [(kind_mark(m.problem), f"{m.row + 1}:{m.column + 1}", said(m.problem, words)) for m in room.marks]
    entries += [
        (kind_mark(p), f"{p.place.file.rpartition('/')[2]}:{p.place.line}", said(p, words)) for p in room.found.others
    ]
    first = min(max(at - height // 2, 0), max(len(entries) - height, 0))
    title = words.sense("editor", "Problems {n}", n=len(entries))
    rows = [rule(title, words.sense("editor", "Up Down=choose  Enter=go there  Esc=back"), width, "=")]
    for n, (kind, where, text) in enumerate(entries[first : first + height], first):
        head = f"{'>' if n == at else ' '}{kind} {where:<8} "
        if n != at:
            rows.append(line(clip(note(head + text), width)))
            continue
        pieces = wrap(note(text), max(width - cell_width(head), 20)) or [""]
        rows.append(line(head + pieces[0], "cursor").fitted(width))
        rows += [line(" " * cell_width(head) + piece, "cursor").fitted(width) for piece in pieces[1:_FULL]]
    return rows


# -- pages ----------------------------------------------------------------------------------------------


def page_rows(room: Room, panel: Panel, words: Words, registry: Registry, width: int, height: int) -> list[Line]:
    """A page in the place of the text, from the row on that was scrolled to."""
    title, rows = _content(room, panel, words, registry, width)
    free = max(height - 1, 0)
    first = min(panel.at, max(len(rows) - free, 0))
    some = rows[first : first + free]
    return [rule(title, "", width), *some, *[BLANK] * (free - len(some))][:height]


def _content(room: Room, panel: Panel, words: Words, registry: Registry, width: int) -> tuple[str, list[Line]]:
    if panel.name == "preview":
        return seen_title(room, words), page_rows_of(room, words, width)
    if panel.name == "changes":
        told = change_lines(room, words)
        return words.sense("editor", "Changed since saved {n}", n=change_count(room, words)), [
            row for sentence in told for row in hanging(sentence, width, 4)
        ]
    if panel.name == "definition" and room.shown is not None:
        size = number_width(len(room.shown.lines))
        shown = room.shown
        file = drawn(shown.file.replace("\\", "/").rpartition("/")[2])
        title = words.sense("editor", "{file} (to be read only)", file=file)
        if shown.name:
            title = words.sense(
                "editor",
                "{name}: line {row} of {file} (to be read only)",
                name=drawn(shown.name),
                row=shown.row + 1,
                file=file,
            )
        return title, [
            Line(((f"  {n + 1:>{size}} ", "dim" if n != room.shown.row else "cursor"), *coloured(text)))
            for n, text in enumerate(room.shown.lines)
        ]
    return words.sense("editor", "Keys of the editor"), _help(words, registry)


def _help(words: Words, registry: Registry) -> list[Line]:
    rows = []
    for action in registry.actions:
        if "editor" not in action.where:
            continue
        keys = " ".join(key_name(key) for key in (*action.keys, *action.extra))
        without = " ".join(key_name(key) for key in action.without_f)
        rows.append(line(f"  {keys:<28} {without:<10} {_label(action.id, action.label(words), words)}"))
    said_below = (
        words.sense("editor", "Shift and an arrow mark text where the terminal sends them."),
        words.sense("editor", "Ctrl+Home and Ctrl+End go to the beginning and the end of the file."),
        words.sense("editor", "Leaving asks nothing: what is not saved is kept and offered the next time."),
        words.sense("editor", "The terminal's own paste works: text arrives as it is."),
    )
    return [*rows, *(line(f"  {text}", "dim") for text in said_below)]


def _label(action: str, label: str, words: Words) -> str:
    """What an action is called here, where its name says something else elsewhere."""
    return words.sense("editor", "Complete; deeper, less deep") if action == "page" else label
