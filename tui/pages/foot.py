"""The rows at the bottom, always in the same places: what the keys do, what is on disk, the find line, the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incidents.events import CALL_RESULTS, Event
from incidents.steps import asked
from incidents.views import Statement, StepView
from reports.cells import cell_width, clip
from reports.format_time import hhmm, hhmmss
from reports.format_value import record_no
from reports.head_count import open_ended
from reports.telling import because, tell
from reports.words.names import CALLS, KINDS, STEP_STATES, name
from tui.board import NOWHERE
from tui.desk.acts import by_mistake
from tui.desk.dialogues.kinds import KINDS as DIALOGUES
from tui.desk.forms import choices
from tui.desk.level import typing as typing_level
from tui.desk.panel import Danger, Detail, Dialogue, Form, Level, Note, Paper, Strip
from tui.desk.paper import typing as typing_paper
from tui.desk.ui import Act, Undo
from tui.desk.where import digits_stand, here, shown_page
from tui.keys import key_name
from tui.lines import Line, between, drawn, first_that_fits, line, note, row
from tui.pages.danger import staff_only
from tui.pages.steps import state_word
from tui.pages.tail import short_fact, stated_value
from tui.pages.times import clock
from tui.pages.trouble import drafts_said, paused_keys, unstored_row, waiting_row
from tui.pages.view import WHOLE, View

EARLIER_MS: Final = 10_000
"""So long after an act Left moves it a minute back."""


# -- what the keys do here ------------------------------------------------------------------------------


def keys_row(view: View) -> Line:
    """`02 空格=办结  右=交办  回车=电话和表单                             依据 C-3.3.2b`."""
    if view.ui.warning:
        return line(view.ui.warning, "warning").fitted(view.width)
    paused = view.ui.trouble is not None and view.ui.trouble.paused
    if paused and (view.ui.on_list or isinstance(view.ui.panel, Detail)):
        return paused_keys(view)
    if not view.ui.on_list:
        return line(between(_panel_keys(view), "", view.width))
    if shown_page(view.ui, view.board) == "danger":
        return staff_only(view)
    if shown_page(view.ui, view.board) == "log":
        keys = view.words.sense("keys", "Up/Down=choose a record   Right=correct it   Tab=next page")
        return line(between(keys, "", view.width))
    spot = here(view.ui, view.board, view.now)
    if spot == NOWHERE or view.board.state.closed is not None:
        return line(between(view.words.sense("keys", "Up/Down=choose   Tab=next page"), "", view.width))
    found = view.board.row(spot, view.now)
    words = view.words
    cited = [str(citation) for citation in found.step.source]
    sources = [words.sense("screen", "source: {source}", source=words.listed(cited[:n])) for n in (2, 1)]
    said = _keys_for(view, found.view)
    if view.wide:
        said += "   " + view.words.sense("keys", "Up/Down=choose   Tab=next page")
    start = f"{found.number} {said}"
    room = view.width - cell_width(start) - 2
    source = next((text for text in sources if cell_width(text) <= room), "") if cited else ""
    return row(start, source, view.width)


def _panel_keys(view: View) -> str:
    """What the keys do in the panel on top."""
    words = view.words
    match view.ui.panel:
        case Detail() as detail:
            found = view.board.row(detail.spot, view.now)
            if found.view.state in {"ready", "in-progress"}:
                return words.sense("detail", "Space=done (no call logged)  Left=back to the list  PgDn=whole texts")
            if asked(view.board.state, detail.spot.step):
                return words.sense("detail", "Left=back to the list  Enter=form  PgDn=whole texts")
            return words.sense("detail", "Left=back to the list  PgDn=whole texts")
        case Note():
            danger = view.registry.key("danger")
            return words.sense("keys", "Enter=record  Esc=leave, the draft is kept  {key}=danger", key=danger)
        case Paper() as paper if typing_paper(view.ui):
            if paper.field.text:
                return words.sense("keys", "Enter=record  Esc=later")
            return words.sense("keys", "Enter=there are no more  Left=later  Esc=later")
        case Paper():
            return words.sense("keys", "digit=choose  Left=later  Esc=later")
        case Danger():
            return words.sense("keys", "Space=yes  Left=no")
        case Strip():
            return words.sense("keys", "Enter=record  Esc=back to the digits")
        case Level() as panel if typing_level(panel):
            return words.sense("keys", "Enter=OK  Esc=leave, the text is kept")
        case Dialogue() as dialogue:
            return _dialogue_keys(view, dialogue)
        case Form() as form if not choices(form, view.board):
            return words.sense("keys", "Enter=record  Tab=next question  Esc=leave, answers are kept")
    return words.sense("keys", "digit=choose  Left=back  Esc=back")


def _dialogue_keys(view: View, panel: Dialogue) -> str:
    words = view.words
    if panel.typing:
        return words.sense("keys", "Enter=OK  Left or Bksp in an empty field=back to the digits  Esc=leave")
    if len(panel.answers) > DIALOGUES[panel.kind].given:
        return words.sense("keys", "digit=choose  Bksp=the question before  Left=leave, nothing recorded")
    return words.sense("keys", "digit=choose  Left=leave, nothing recorded")


def _keys_for(view: View, found: StepView) -> str:
    words = view.words
    match found.state:
        case "ready" | "in-progress":
            return words.sense("keys", "Space=done  Right=hand over to..  Enter=call and form")
        case "waiting":
            return _waits(view, found)
        case "done" | "skipped":
            at = clock(found.done_at or 0, view.board, view.now)
            state = name(words, STEP_STATES, found.state)
            return words.sense(
                "keys", "{state} {at} {name}.  Right=reopen  Enter=look", state=state, at=at, name=drawn(found.by)
            )
    return words.sense("keys", "not needed as things stand.  Enter=look")


def _waits(view: View, found: StepView) -> str:
    """`在等 03 确定出面领导(在办, 赵立)。 右=催办  回车=打电话`."""
    words = view.words
    step = next((wait.id for wait in found.waits if wait.kind == "step"), "")
    if not step:
        return words.sense("keys", "cannot be done yet.  Enter=what is missing")
    other = view.board.row(view.board.spot_of(step), view.now)
    who = f", {drawn(other.view.person)}" if other.view.person else ""
    title = f"{other.number} {drawn(words.text(other.step.title))}"
    state = state_word(view, other.view.state)
    if shown_page(view.ui, view.board) == "limits":
        keys = words.sense("keys", "Right=remind  Enter=call")
    else:
        keys = words.sense("keys", "Right=skip..  Enter=look")
    return words.sense("keys", "waits for {step} ({state}).  {keys}", step=title, state=f"{state}{who}", keys=keys)


# -- what is on disk ------------------------------------------------------------------------------------


def stored_row(view: View) -> Line:
    """`08:51:58 已存盘 电话 刘建国(组长) 第2次无人接          退格=撤回  #019 7F3A-91C2`."""
    words, board, ui = view.words, view.board, view.ui
    version, _, short = board.session.head
    head = f"{record_no(version)} {short}"
    if board.state.mode != "live":
        head = f"{record_no(version)} {words.sense('screen', 'EXERCISE')} {short}"
    if ui.waiting is not None and not ui.said:
        return waiting_row(view, head)
    if ui.trouble is not None and ui.trouble.lost and not ui.trouble.over and not ui.said:
        return unstored_row(view, ui.trouble, head)
    if ui.undo is not None:
        return line(undo_question(view, ui.undo), "warning").fitted(view.width)
    if ui.act is not None and ui.act.minutes:
        return line(_moving(view, ui.act), "warning").fitted(view.width)
    if ui.said:
        return line(clip(note(ui.said), view.width), "warning").fitted(view.width)
    event = board.session.events[-1]
    start = words.sense(
        "screen", "{time} on disk  {what}", time=hhmmss(event.recorded, board.zone), what=told(view, event)
    )
    return _with_hints(start, _hints(view), head, view.width)


def _moving(view: View, act: Act) -> str:
    """`02 办结 改为 09:08 (早3分)。停手即存; 再按左=再早1分`."""
    event = view.board.session.events[act.seqs[-1] - 1]
    return view.words.sense(
        "screen",
        "{what}: at {time}, {n} min earlier. Stored when you stop; Left=1 more",
        what=told(view, event),
        time=hhmm(act.at - act.minutes * 60_000, view.board.zone),
        n=act.minutes,
    )


def _hints(view: View) -> list[str]:
    """What can still be done about the last record, the longest way of saying it first."""
    words, act = view.words, view.ui.act
    if view.board.state.closed is not None:
        return [""]
    if act is None or view.board.state.version not in act.seqs or not isinstance(view.ui.panel, Detail | Strip | None):
        return [words.sense("keys", "Bksp=void"), ""] if just_opened(view) else [""]
    undo = words.sense("keys", "Bksp=undo")
    if view.board.session.clock.monotonic() - act.stored <= EARLIER_MS and not view.ui.panels:
        earlier = words.sense("keys", "Left=1 min earlier")
        return [f"{undo}  {earlier}", f"{undo} {earlier}", undo, ""]
    return [undo, ""]


def just_opened(view: View) -> bool:
    """Whether the opening stands last in the record and can still be taken back as a mistake."""
    last = view.board.session.events[-1]
    mine = last.kind == "incident-opened" and last.by == view.board.by
    return mine and view.ui.on_list and by_mistake(view.board, view.now)


def _with_hints(start: str, hints: Sequence[str], head: str, width: int) -> Line:
    room = width - cell_width(start) - cell_width(head) - 4
    hint = first_that_fits(room, hints) if room >= 0 else ""
    end = f"{hint}  {head}" if hint and not hint.endswith("...") else head
    return row(start, end, width)


def told(view: View, event: Event) -> str:
    """What a record says; with who wrote it, where that was somebody else."""
    match event.kind:
        case "call-logged":
            said = _call(view, event)
        case "incident-opened":
            said = name(view.words, KINDS, event.kind)
        case "fact-stated":
            said = _fact(view, event)
        case _:
            said = tell(event, view.plan, view.words, view.now)
    said = drawn(said)
    shown = event.by != view.board.by or event.kind.startswith(("incident-", "handover-"))
    return f"{said} ({drawn(event.by)})" if shown and event.by else said


def _fact(view: View, event: Event) -> str:
    """`情况 危险=是`: the name in passing, not the plan's whole question."""
    words, data = view.words, event.data
    reason = data.get("reason", "")
    whole = Statement(data["value"], event.at, event.seq, unknown=bool(data["unknown"]), reason=reason)
    stated = stated_value(whole, data["fact"], view)
    said = f"{name(words, KINDS, event.kind)} {short_fact(data['fact'], view.plan, words)}={stated}"
    number = f"{view.plan.step[event.step].number} " if event.step in view.plan.step else ""
    why = "" if data["fact"] == "headcount" and open_ended(whole) else because(event, words)
    return f"{number}{said}{why}"


def _call(view: View, event: Event) -> str:
    """`电话 刘建国(组长) 第2次无人接`."""
    words, data = view.words, event.data
    if data.get("direction") == "in" or data.get("result") not in CALL_RESULTS:
        return tell(event, view.plan, words, view.now)
    title = view.board.phones.person_title(data["person"], (data["role"],)) or view.board.phones.title(data["role"])
    who = f"{data['person']}({title})" if data["person"] and words.chinese else data["person"] or title
    result = name(words, CALLS, data["result"])
    nth = view.board.phones.nth_failure(event)
    if nth > 1:
        result = words.sense("screen", "{result} (no. {n})", result=result, n=nth)
    number = f"{view.plan.step[event.step].number} " if event.step in view.plan.step else ""
    return words.sense("screen", "{number}call: {who}, {result}", number=number, who=who, result=result)


def undo_question(view: View, undo: Undo) -> str:
    """`10:58:51 要撤回 #082「办结 07」吗? 5秒内再按一次退格=撤回; 按别的键=不撤回`."""
    words = view.words
    event = view.board.session.events[undo.seq - 1]
    if event.kind == "incident-opened":
        return (
            hhmmss(view.now, view.board.zone)
            + " "
            + words.sense("screen", "Void the incident (opened by mistake)? Bksp in 5 s=yes, other key=no")
        )
    record, what = record_no(event.seq), told(view, event)
    whole = words.sense(
        "screen",
        "Undo {record} {what}? Bksp again within 5 s = yes; any other key = no",
        record=record,
        what=words.quoted(what),
    )
    time = hhmmss(view.now, view.board.zone)
    if cell_width(f"{time} {whole}") <= view.width:
        return f"{time} {whole}"
    room = view.width - cell_width(words.sense("screen", "Undo {record} {what}? Bksp = yes, other key = no")) - 2
    short = words.quoted(clip(what, max(room, 10)))
    return words.sense("screen", "Undo {record} {what}? Bksp = yes, other key = no", record=record, what=short)


# -- the find line and the keys -------------------------------------------------------------------------


def find_row(view: View) -> Line:
    """`查找> _                                      直接打字=找步骤、人、操作; 不会误办`."""
    words, ui = view.words, view.ui
    typed = ui.digit or note(ui.find.text)
    start = f"{words.sense('screen', 'Find>')} {typed}_"
    if ui.draft is not None and not ui.undrafted and not ui.panels and not typed and view.width >= WHOLE[0]:
        return row(start, _draft(view, ui.draft[1], view.width - cell_width(start) - 2), view.width)
    return row(start, drafts_said(view) or _find_hint(view), view.width)


def _draft(view: View, text: str, room: int) -> str:
    """`记事没写完, 已存草稿(11字): 北门有人推搡, 保安正  F6=接着写`."""
    words = view.words
    start = words.sense("find", "A note is begun ({n} characters): ", n=len(text))
    end = "  " + words.sense("find", "{key}=go on with it", key=view.registry.key("note"))
    return f"{start}{clip(note(text), room - cell_width(start) - cell_width(end))}{end}"


def find_caret(view: View) -> int:
    """The column of the caret on the find line: there the window of an input method opens."""
    return cell_width(f"{view.words.sense('screen', 'Find>')} {view.ui.digit or note(view.ui.find.text)}")


def _find_hint(view: View) -> str:
    words = view.words
    if view.width < 80 or view.height < 24:
        size = f"{view.width}x{view.height}"
        return words.sense("screen", "The window is {size}: compact view. At 80x24 everything shows.", size=size)
    if view.ui.find.text:
        return words.sense("find", "Enter=go there  {key}=make it a note  Esc=drop it", key=view.registry.key("note"))
    if isinstance(view.ui.panel, Strip) and view.ui.on_list:
        return words.sense("strip", "digit=answer  Left=later ({key} asks again)", key=view.registry.key("facts"))
    if not view.ui.on_list:
        return other_call(view)
    if digits_stand(view.ui, view.board):
        return words.sense("find", "digit=choose")
    if shown_page(view.ui, view.board) == "limits" and len(view.board.limits(view.now)):
        return words.sense("find", "Up/Down=choose a limit  Space=its step is done")
    if other := other_call(view):
        return other
    if view.wide:
        return words.sense("find wide", "type to find a step, person, action; letters never act")
    return words.sense("find", "type to find a step, person, action; letters never act")


def other_call(view: View) -> str:
    """`另一部电话在通话: 04 孙伟 08:53起`: a call to another step that has not been brought to its end."""
    found = view.board.phones.unfinished()
    here = view.plan.steps[view.ui.cursor.step].id if view.ui.cursor != NOWHERE else ""
    for event in reversed(found):
        if event.step != here and event.step in view.plan.step:
            step = view.plan.step[event.step]
            who = drawn(event.data["person"] or view.board.phones.title(event.data["role"]))
            at = hhmm(event.at, view.board.zone)
            return view.words.sense(
                "find", "the other phone: {step} {name} since {at}", step=step.number, name=who, at=at
            )
    return ""


def function_row(view: View, place: str = "live", only: Sequence[str] = ()) -> Line:
    """`F1帮助 F3情况 F5电话 F6记事 F7时限 F8记录 F9危险!                        Esc菜单`."""
    words = view.words
    gap = "" if words.chinese else " "
    shown = view.registry.footer("live" if place != "home" else "home")
    shown = [action for action in shown if not only or action.id in only]
    parts = [f"{key_name(action.keys[0])}{gap}{action.short(words)}" for action in shown]
    esc = f"Esc{gap}{view.registry.by_id['menu'].label(words)}"
    return row(("  " if view.wide else " ").join(parts), esc, view.width, "keys", 1)
