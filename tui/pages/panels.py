"""The panels that lie over the lower half of a page: a note, facts, a question, the level, the menu, what was found."""

from __future__ import annotations

from collections.abc import Sequence

from reports.cells import cell_width, fit
from reports.format_value import column_title
from reports.format_value import level as level_title
from reports.format_value import role as role_title
from tui.common.answers import stock
from tui.desk import forms
from tui.desk.doing import DOING
from tui.desk.finding import Match, matches
from tui.desk.level import commanders
from tui.desk.level import typing as typing_level
from tui.desk.panel import Dialogue, Facts, Form, Level, Menu, Note, Paper, Strip
from tui.keys import key_name
from tui.lines import Line, drawn, line, note, rule, wrap
from tui.pages.dialogue import dialogue_rows
from tui.pages.field_rows import Caret, typed_rows
from tui.pages.head import said_level
from tui.pages.opening import resumed_rows, strip_rows
from tui.pages.paper import paper_panel
from tui.pages.steps import state_word
from tui.pages.tail import short_fact, stated_value
from tui.pages.times import clock, level_name
from tui.pages.view import View


def panel_rows(view: View, height: int) -> tuple[list[Line], Caret | None]:
    """The panel on top, at most so many rows, and where in it a caret stands; nothing where none is open."""
    match view.ui.panel:
        case Note() as panel:
            return _note(view, panel)
        case Facts() as panel:
            return _facts(view, panel), None
        case Form() as panel:
            return _form(view, panel)
        case Level() as panel:
            return _level(view, panel)
        case Dialogue() as panel:
            return dialogue_rows(view, panel, height)
        case Paper() as panel:
            return paper_panel(view, panel)
        case Menu():
            return _menu(view), None
    if view.ui.find.text and view.ui.on_list:
        return _found(view)[: max(height // 2, 3)], None
    if isinstance(view.ui.panel, Strip):
        return strip_rows(view, view.ui.panel, height)
    if view.ui.resumed is not None and not view.ui.panels:
        return resumed_rows(view, view.ui.resumed, height), None
    return [], None


def _head(view: View, title: str, leave: str) -> Line:
    return rule(f"== {title}", leave, view.width, "=")


def _foot(view: View) -> Line:
    return line("=" * view.width, "bar")


def _options(view: View, options: Sequence[str], columns: int = 2, first: int = 1) -> list[Line]:
    """Digits with what they choose, in columns."""
    size = (view.width - 5) // columns
    cells = [f"{n} {drawn(text)}" for n, text in enumerate(options, first)]
    rows = -(-len(cells) // columns)
    return [line("     " + "".join(fit(cell, size) for cell in cells[n::rows])) for n in range(rows)]


# -- a note ---------------------------------------------------------------------------------------------


def _note(view: View, panel: Note) -> tuple[list[Line], Caret]:
    words = view.words
    step = view.plan.step.get(panel.step)
    title = words.sense("note", "Note")
    if step is not None:
        title += f" {step.number} {drawn(words.text(step.title))}"
    lines = [_head(view, title, words.sense("note", "Enter=record  Esc=leave, the draft is kept"))]
    field, caret = typed_rows(view, " > ", panel.field)
    lines += field
    phrases = [drawn(words.text(p)) for p in view.board.site.phrases]
    if phrases:
        shown = [f"[{p}]" if n == panel.phrase else p for n, p in enumerate(phrases, 1)]
        text = words.sense("note", "Down=stock phrase:") + " " + " / ".join(shown)
        lines += [line(f"   {piece}") for piece in wrap(text, view.width - 4)[:2]]
    return [*lines, _foot(view)], (caret[0] + 1, caret[1])


# -- facts ----------------------------------------------------------------------------------------------


def _facts(view: View, panel: Facts) -> list[Line]:
    words = view.words
    names = forms.stateable(view.plan)
    first = panel.page * forms.PER_PAGE
    title = words.sense("facts", "Facts, level")
    keys = words.sense("facts", "digit=change  Left=back")
    if len(names) > forms.PER_PAGE:
        keys = words.sense("facts", "digit=change  0=more  Left=back")
    lines = [_head(view, title, keys)]
    for n, name in enumerate(names[first : first + forms.PER_PAGE], 1):
        lines.append(_fact_row(view, n, name))
    return [*lines, _foot(view)]


def _fact_row(view: View, digit: int, name: str) -> Line:
    board, words, state = view.board, view.words, view.board.state
    label = fit(f"   {digit} {drawn(short_fact(name, view.plan, words))}", 32)
    if name == "level":
        stated = state.facts["level"].current
        said, since = said_level(view), stated
    elif name == "began":
        return line(f"{label} {clock(state.began, board, view.now)}")
    elif name in state.rows:
        count = words.many("{n} row", "{n} rows", len(state.rows[name]))
        return line(f"{label} {count if name in state.rows_known else '______'}")
    else:
        since = state.facts[name].current
        said = "______"
        if since is not None:
            said = drawn(stated_value(since, name, view))
    when = f"  {clock(since.at, board, view.now)} {drawn(since.by)}" if since is not None else ""
    return line(f"{label} {said}{when}")


# -- a question -----------------------------------------------------------------------------------------


def _form(view: View, panel: Form) -> tuple[list[Line], Caret | None]:
    words, plan = view.words, view.plan
    step = plan.step.get(panel.step)
    title = f"{step.number} {drawn(words.text(step.title))}" if step else words.sense("facts", "Facts, level")
    if len(panel.facts) > 1:
        title += "  " + words.sense("form", "{n} more", n=len(panel.facts) - 1)
    lines = [_head(view, title, words.sense("form", "Esc=leave, answers are kept"))]
    lines += [line(f" > {piece}") for piece in wrap(question(view, panel), view.width - 4)[:2]]
    found = forms.choices(panel, view.board)
    first = panel.page * forms.PER_PAGE
    shown = [text for text, _ in found[first : first + forms.PER_PAGE]]
    if len(found) > forms.PER_PAGE:
        lines += _options(view, shown, 3)
        lines.append(line(f"     0 {words.sense('form', 'more')}"))
    elif found:
        lines += _options(view, shown, 3 if max(cell_width(t) for t in shown) < 20 else 1)
    caret: Caret | None = None
    asked = forms.asked_fact(panel, plan)
    if asked is None or asked.type not in {"rows", "yes-no", "choice", "role"}:
        field, at = typed_rows(view, "   ", panel.field, 2)
        caret = (len(lines) + at[0], at[1])
        lines += field
        lines.append(line(f"   {hint(view, panel)}", "dim"))
        phrases = stock(asked, view.board.site, words) if asked is not None and not found else []
        if phrases:
            text = words.sense("note", "Down=stock phrase:") + " " + " / ".join(drawn(p) for p in phrases)
            lines += [line(f"   {piece}", "dim") for piece in wrap(text, view.width - 4)[:2]]
    if panel.fault:
        lines += [line(f"   {piece}", "warning") for piece in wrap(note(panel.fault), view.width - 4)[:2]]
    return [*lines, _foot(view)], caret


def question(view: View, panel: Form) -> str:
    """What is asked, in the plan's words; with its present answer."""
    words, plan, state = view.words, view.plan, view.board.state
    name = panel.facts[0]
    fact = plan.facts.get(name)
    asked = forms.asked_fact(panel, plan)
    if fact is None or asked is None:
        now = clock(state.began, view.board, view.now)
        return words.sense("form", "When was the group first seen? (now: {at})", at=now)
    if asked is not fact:
        return f"{drawn(words.text(fact.ask))}: {column_title(asked.id, words)}"
    text = drawn(words.text(fact.ask))
    stated = state.facts[name].current
    if stated is not None and fact.type != "rows":
        said = stated_value(stated, name, view)
        text += words.sense("form", " (now: {value})", value=drawn(said))
    return text


def hint(view: View, panel: Form) -> str:
    """What an answer looks like."""
    words = view.words
    asked = forms.asked_fact(panel, view.plan)
    kind = "moment" if asked is None else asked.type
    match kind:
        case "count":
            return words.sense("form", "a number such as 42, or 30-50; ? = not known;  Enter=record")
        case "date":
            return words.sense("form", "a date such as 03-12;  Enter=record")
        case "moment":
            return words.sense("form", "a time such as 0840;  Enter=record")
        case "file":
            return words.sense("form", "id and the date by which it is deleted: DV-001 2026-09-09;  Enter=record")
    return words.sense("form", "? = not known;  Enter=record, Enter alone=leave it open")


# -- the level ------------------------------------------------------------------------------------------


def _level(view: View, panel: Level) -> tuple[list[Line], Caret | None]:
    words, plan, board = view.words, view.plan, view.board
    back = words.sense("help", "Esc=back") if typing_level(panel) else words.sense("level", "Left=back")
    lines = [_head(view, words.sense("level", "Level: {level}", level=said_level(view)), back)]
    caret: Caret | None = None
    if typing_level(panel) and not panel.naming:
        ask = words.sense("level", "Why not?") if panel.declined else words.sense("level", "The level goes down. Why?")
        lines.append(line(f" > {ask}"))
    elif panel.chosen:
        command = next((lev.command for lev in plan.levels if lev.id == board.state.level), "")
        who = drawn(role_title(command, plan, words)) if command else ""
        lines.append(line(f" > {words.sense('level', 'Who ordered it ({role})?', role=who)}"))
    if typing_level(panel):
        field, at = typed_rows(view, "   ", panel.field, 2)
        caret = (len(lines) + at[0], at[1])
        lines += field
    elif panel.chosen:
        other = words.sense("dialogue", "somebody else, by name")
        lines += _options(view, [*(f"{name} {title}" for name, title in commanders(view)), other], 2)
    elif panel.proposed and board.proposed:
        title = level_name(board.proposed, plan, words)
        lines.append(line(f" > {words.sense('level', 'The facts propose {level}, by our own measure.', level=title)}"))
        lines += _options(view, [words.sense("level", "agree"), words.sense("level", "do not agree (why?)")], 2)
    else:
        lines.append(line(f" > {words.sense('level', 'Which level?')}"))
        options = []
        for level in plan.levels:
            command = words.sense("level", "in command: {role}", role=role_title(level.command, plan, words))
            options.append(f"{level_title(level.id, plan, words)}  {command if level.command else ''}".rstrip())
        lines += _options(view, options, 1)
    return [*lines, _foot(view)], caret


# -- menu and find --------------------------------------------------------------------------------------


def _menu(view: View) -> list[Line]:
    words = view.words
    shown = [a for a in view.registry.menu("live") if a.id in DOING]
    lines = [_head(view, words.sense("menu", "Menu"), words.sense("menu", "digit=choose  Esc=back"))]
    for action in shown:
        key = f"({key_name(action.keys[0])})" if not action.keys[0].startswith("escape") else ""
        lines.append(line(f"   {action.without_f[1]} {action.label(words)}  {key}".rstrip()))
    return [*lines, _foot(view)]


def _found(view: View) -> list[Line]:
    words = view.words
    found = matches(view.ui.find.text, view)
    lines = [
        _head(
            view, words.sense("find", "Found {n}", n=len(found)), words.sense("find", "Up/Down=choose  Enter=go there")
        )
    ]
    for n, match in enumerate(found):
        mark = ">" if n == min(view.ui.find.chosen, len(found) - 1) else " "
        lines.append(line(f" {mark} {_match(view, match)}"))
    if not found:
        nothing = words.sense("find", "nothing by this name; {key} makes it a note", key=view.registry.key("note"))
        lines.append(line(f"   {nothing}"))
    return lines


def _match(view: View, match: Match) -> str:
    words = view.words
    if match.spot is None:
        action = view.registry.by_id[match.action]
        return words.sense("find", "action: {name}", name=action.label(words))
    row = view.board.row(match.spot, view.now)
    return f"{row.number} {state_word(view, row.view.state)} {drawn(words.text(row.step.title))}"
