"""The rows at the bottom, always in the same places: what the keys do here, what is on disk."""

from __future__ import annotations

from collections.abc import Sequence

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
from tui.desk.acts import EARLIER_MS, by_mistake
from tui.desk.dialogues.kinds import KINDS as DIALOGUES
from tui.desk.forms import choices
from tui.desk.level import typing as typing_level
from tui.desk.panel import Danger, Detail, Dialogue, Form, Level, Note, Paper, Strip
from tui.desk.paper import typing as typing_paper
from tui.desk.ui import Act, Undo
from tui.desk.where import here, shown_page
from tui.lines import Line, between, drawn, first_that_fits, line, note, row
from tui.pages.danger import staff_only
from tui.pages.steps import state_word
from tui.pages.tail import short_fact, stated_value
from tui.pages.times import clock
from tui.pages.trouble import paused_keys, unstored_row, waiting_row
from tui.pages.view import View

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
