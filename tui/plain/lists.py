"""What can be looked at, a whole list at a time: steps, who was told, limits by authority, the record, what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from incidents.apply import standing
from incidents.events import Event
from incidents.views import LimitView, Snapshot, StepView
from reports.cells import clip
from reports.format_time import moment
from reports.format_value import role as role_title
from reports.telling import tell
from reports.words.names import BASIS_HEADINGS, CALLS, STAGES, STEP_STATES, limit_state, name, step_mark
from reports.words.refusals import waits
from tui.plain.explain import word
from tui.plain.grammar import Line, plain_digits
from tui.plain.labels import basis_length, clock, early, label, left, until
from tui.plain.now import number, told_and_not

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_LAST: Final = 15
_GROUPS: Final = (("plan",), ("statute",), ("adopted",), ("assumed",))
_ORDER: Final = ("overdue", "running", "late", "missed", "met", "waived", "pending")


def steps(desk: Desk, line: Line) -> None:
    """`步骤`: every step of the plan, stage by stage, with its state."""
    del line
    words, seen = desk.words, desk.look()
    stages = dict.fromkeys([*STAGES, *(step.stage for step in desk.plan.steps)])
    for stage in stages:
        mine = [view for view in seen.steps if desk.step(view.id).stage == stage]
        desk.say(*([name(words, STAGES, stage)] if mine else []), *(_step_row(desk, view, seen) for view in mine))


def _step_row(desk: Desk, view: StepView, seen: Snapshot) -> str:
    """`  [+] 02 已办 向领导小组报告 08:46`."""
    words = desk.words
    state = name(words, STEP_STATES, view.state)
    said = f"  {step_mark(view.state)} {number(view)} {state} {words.text(desk.step(view.id).title)}"
    if view.state == "waiting":
        said += f" ({clip(waits(words, view.waits, desk.plan, seen.now), 34)})"
    elif view.done_at is not None:
        said += f" {clock(view.done_at, desk.plan, words, seen.now)}"
    return said


def told(desk: Desk, line: Line) -> None:
    """`告知`: who has been told and when, and who has not, with what was tried."""
    del line
    words, seen = desk.words, desk.look()
    desk.say(words.say("Told:"))
    for one in seen.told:
        if one.at is not None:
            title = role_title(one.role, desk.plan, words)
            desk.say(f"  [+] {title} {clock(one.at, desk.plan, words, seen.now)}")
    if not any(one.at for one in seen.told):
        desk.say("  " + words.say("(nobody)"))
    _, untold = told_and_not(desk, seen)
    desk.say(words.say("Not told:"))
    for title in untold or [words.say("(nobody)")]:
        last = next((t for t in seen.told if role_title(t.role, desk.plan, words) == title and t.call), None)
        desk.say(f"  [ ] {title}" + (f" {name(words, CALLS, last.call)}" if last else ""))


def limits(desk: Desk, line: Line) -> None:
    """`时限`: three kinds, each by itself, never one sum."""
    del line
    words, seen = desk.words, desk.look()
    for kinds in _GROUPS:
        mine = [view for view in seen.limits if view.basis in kinds and view.state != "not-applicable"]
        if not mine:
            continue
        desk.say(name(words, BASIS_HEADINGS, kinds[0]))
        mine.sort(key=lambda view: (_ORDER.index(view.state), view.due_at or 0))
        desk.say(*(f"  {limit_row(desk, view, seen)}" for view in mine))


def limit_row(desk: Desk, view: LimitView, seen: Snapshot) -> str:
    """`超时完成 晚01:00 02 向领导小组报告, 预案30分, 09:10到 (C-3.3.2b)`."""
    words = desk.words
    step = desk.step(view.step)
    turn = f"@{view.turn}" if view.turn > 1 else ""
    parts = [limit_state(words, view.basis, view.state)]
    if view.margin is not None:
        parts.append(early(view.margin, words) if view.done_at is not None else left(view.margin, words))
    parts.append(f"{step.number}{turn} {words.text(step.title)}")
    tail = [basis_length(view, words)]
    if view.due_at is not None:
        tail.append(until(view.due_at, desk.plan, words, seen.now))
    if view.turns > 1:
        tail.append(words.many("{n} turn", "{n} turns", view.turns))
    if view.approver:
        tail.append(words.say("approved by {name}", name=view.approver))
    return f"{' '.join(parts)}, {', '.join(tail)} ({words.listed(view.source)})"


def log(desk: Desk, line: Line) -> None:
    """`记录`: the last records; `记录 50`, `记录 全部`, `记录 WORD`: more, all, those with a word. Last the head."""
    words, events = desk.words, desk.session.events
    asked = plain_digits(line.rest)
    told_lines = [log_line(desk, event) for event in events]
    if not asked:
        told_lines = told_lines[-_LAST:]
    elif asked.isdecimal():
        told_lines = told_lines[-int(asked) :]
    elif asked.casefold() not in {"全部", "all"}:
        told_lines = [said for said in told_lines if asked.casefold() in said.casefold()]
    desk.say(*told_lines)
    desk.say(head_line(desk))
    if len(told_lines) < len(events) and not asked:
        desk.say(words.say("All {n} records: {word}", n=len(events), word=f"{word(words, 'log')} {words.say('all')}"))


def log_line(desk: Desk, event: Event) -> str:
    """`#019 08:51:58 王岚 02 电话 刘建国 无人接`; voided records and those entered later say so."""
    words, now = desk.words, desk.session.now()
    said = f"#{event.seq:03} {moment(event.recorded, desk.zone, words, now, seconds=True)} {event.by} "
    said += tell(event, desk.plan, words, now)
    stands = standing(desk.session.state, event)
    if stands is None:
        return said + words.say(" (void)")
    if event.entered_later and event.kind != "began-stated":
        said += words.say(" ({at}, entered later)", at=clock(stands[0], desk.plan, words, now))
    return said


def head_line(desk: Desk) -> str:
    """`记录头 #088 5B1E-0C77`, which is read aloud and copied into the paper log."""
    version, _, short = desk.session.head
    return desk.words.say("Head of the record: #{seq} {short}", seq=f"{version:03}", short=short)


def owed(desk: Desk, line: Line) -> None:
    """`欠填`: the fields that are owed before closing, step by step."""
    del line
    desk.say(*owed_lines(desk, desk.look()) or [desk.words.say("No field is owed.")])


def owed_lines(desk: Desk, seen: Snapshot) -> list[str]:
    """What is owed, a line for each step."""
    return list(_owed(desk, seen))


def _owed(desk: Desk, seen: Snapshot) -> Iterator[str]:
    words = desk.words
    for view in seen.steps:
        if view.owed:
            fields = words.listed(label(fact, desk.plan, words) for fact in view.owed)
            fill = f"{word(words, 'fill')} {view.number}"
            yield f"  {view.number} {words.text(desk.step(view.id).title)}: {fields}  ({fill})"
