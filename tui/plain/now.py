"""What to do now: the steps that can be done, binding limits first, the earliest due first; who has been told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from incidents.views import LimitView, Snapshot, StepView
from reports.format_time import day, hhmm, hhmmss
from reports.format_value import column_title, typed
from reports.format_value import role as role_title
from reports.nearest import BINDING, counting
from reports.words.names import STEP_STATES, name
from reports.words.refusals import waits
from runbooks.plan import DANGER_PART
from tui.plain.banner import banner
from tui.plain.explain import word
from tui.plain.labels import basis, callee, clock, left
from tui.plain.seat import Seat


@dataclass(frozen=True, slots=True)
class Due:
    """One turn of a step that can be done now, with the limits that run on it: the nearest binding one, and ours."""

    view: StepView
    binding: LimitView | None
    target: LimitView | None

    def place(self, *, pinned: bool) -> tuple[int, int, int]:
        """Where it stands in the list."""
        if self.binding and self.binding.due_at is not None:
            return 0 if pinned else 1, 0, self.binding.due_at
        if self.target and self.target.due_at is not None:
            return 0 if pinned else 1, 1, self.target.due_at
        return 0 if pinned else 1, 2 if self.view.state == "ready" else 3, 0


def to_do(desk: Seat, seen: Snapshot) -> list[Due]:
    """The turns that can be done now, in the order in which they are due; in danger its steps come first."""
    danger = seen.facts.get("danger")
    endangered = danger is not None and danger.value is True
    running: dict[str, list[LimitView]] = defaultdict(list)
    for limit in counting(seen.limits):
        running[limit.step].append(limit)
    found = [due for view in seen.steps for due in _turns(view, running[view.id])]
    return sorted(found, key=lambda d: d.place(pinned=endangered and desk.step(d.view.id).part == DANGER_PART))


def _turns(view: StepView, limits: Sequence[LimitView]) -> Iterator[Due]:
    if view.state not in {"ready", "in-progress"}:
        return
    for turn in view.open_turns or (view.turn,):
        own = view if turn == view.turn else replace(view, turn=turn, state="ready", person="", started_at=None)
        running = [limit for limit in limits if limit.turn == turn or limit.repeat]
        yield Due(
            own,
            next((v for v in running if v.basis in BINDING), None),
            next((v for v in running if v.basis not in BINDING), None),
        )


def number(view: StepView, *, many: bool = False) -> str:
    """`02`, and `24@2` for a later turn, or where there are several."""
    return f"{view.number}@{view.turn}" if view.turn > 1 or many else view.number


def now_lines(desk: Seat, *, clocked: bool) -> list[str]:
    """The answer to *what now*; with the time where nothing else on the screen says it."""
    words, seen = desk.words, desk.look()
    due = [] if seen.status == "closed" else to_do(desk, seen)
    head = words.many("Do now 1:", "Do now {n}:", len(due))
    lines = [f"{hhmmss(seen.now, desk.zone)} {head}" if clocked else head] if due else []
    lines += [f"  {step_line(desk, d, seen)}" for d in due]
    if desk.trouble is not None and not desk.trouble.over:
        lines = [*banner(desk, desk.trouble), *lines]
    if not due:
        lines += _nothing(desk, seen)
    return [*lines, f"  {told_line(desk, seen)}"] if clocked or not due else lines


def step_line(desk: Seat, due: Due, seen: Snapshot) -> str:
    """`02 可办 余29:56 预案 向领导小组报告。先打: 组长 刘建国 8001`."""
    words, view = desk.words, due.view
    step = desk.step(view.id)
    parts = [number(view, many=bool(step.each)), name(words, STEP_STATES, view.state), *_limits(desk, due)]
    title = words.text(step.title)
    chosen = desk.choice(view)
    if chosen is not None:
        title = title.partition(":")[0]
        options = [f"{n} {role_title(r, desk.plan, words)}" for n, r in enumerate(chosen[1], 1)]
        return f"{' '.join(parts)} {title}: {'  '.join(options)}"
    line = f"{' '.join(parts)} {title}"
    if step.each and view.turn in seen.rows.get(step.each, {}):
        line += f" ({row_text(desk, step.each, seen.rows[step.each][view.turn])})"
    owed, who = owed_text(desk, view), _who(desk, view, seen)
    line += f", {owed}" if owed else ""
    return f"{line}{'。' if words.chinese else '; '}{who}" if who else line


def row_text(desk: Seat, fact: str, values: Mapping[str, Any], *, named: bool = False) -> str:
    """One row of a list; `named` with the names of its columns."""
    columns = {column.id: column for column in desk.plan.facts[fact].columns}
    said = {key: typed(v, columns[key], desk.plan, desk.words) for key, v in values.items() if key in columns}
    return ", ".join(f"{column_title(key, desk.words)} {v}" if named else v for key, v in said.items())


def _limits(desk: Seat, due: Due) -> Iterator[str]:
    words = desk.words
    nearest = due.binding or due.target
    if nearest and nearest.margin is not None:
        yield f"{left(nearest.margin, words)} {basis(nearest, words)}"
    ours = due.target if due.binding else None
    if ours and ours.margin is not None and due.binding and (ours.due_at or 0) < (due.binding.due_at or 0):
        yield f"({basis(ours, words)}{'' if words.chinese else ' '}{left(ours.margin, words)})"


def owed_text(desk: Seat, view: StepView) -> str:
    """`欠填5项`, where a form is owed."""
    return desk.words.many("1 field owed", "{n} fields owed", len(view.owed)) if view.owed else ""


def _who(desk: Seat, view: StepView, seen: Snapshot) -> str:
    """Whom to call now, or who is at it."""
    words = desk.words
    if view.person and view.started_at is not None:
        return words.say("{name} since {at}", name=view.person, at=clock(view.started_at, desk.plan, words, seen.now))
    step = desk.step(view.id)
    call = desk.phones.ringing(step, view.turn)
    if step.tells:
        if call.next is None:
            return words.say("all told; then {step} 0", step=view.number)
        if call.round_over:
            return words.say("nobody answers; again: {who}", who=callee(call.next))
        if call.tried or len(call.waiting) < len(call.roles):
            return words.say("next: {who}", who=callee(call.next))
        return words.say("call first: {who}", who=callee(call.next))
    for role in call.roles:
        return words.say("by: {who}", who=callee(desk.phones.callees(role)[0]))
    return ""


def told_line(desk: Seat, seen: Snapshot) -> str:
    """`已告 领导小组08:48   未告 分管领导   欠填4项`."""
    words = desk.words
    told, untold = told_and_not(desk, seen)
    parts = [words.say("told {who}", who=" ".join(told) or words.say("(nobody)"))]
    if untold:
        parts.append(words.say("not told {who}", who=" ".join(untold) if words.chinese else ", ".join(untold)))
    if seen.owed:
        parts.append(words.many("1 field owed", "{n} fields owed", len(seen.owed)))
    return "   ".join(parts)


def told_and_not(desk: Seat, seen: Snapshot) -> tuple[list[str], list[str]]:
    """The roles that were told, with the time; and those that a step which is certain to come has to tell."""
    certain = {role for view in seen.steps if _certain(view) for role in desk.step(view.id).tells}
    told, untold = [], []
    for one in seen.told:
        title = role_title(one.role, desk.plan, desk.words)
        if one.at is not None:
            gap = "" if desk.words.chinese else " "
            told.append(f"{title}{gap}{_short_time(desk, one.at, seen.now)}")
        elif one.role in certain:
            tries = f"({desk.words.many('1 call in vain', '{n} calls in vain', one.tries)})" if one.tries else ""
            untold.append(f"{title}{tries}")
    if not desk.words.chinese:
        told = [", ".join(told)] if told else []
    return told, untold


def _short_time(desk: Seat, at: int, now: int) -> str:
    """The time of day; of another day the date alone."""
    same = day(at, desk.zone, desk.words, now) == day(now, desk.zone, desk.words, now)
    return hhmm(at, desk.zone) if same else day(at, desk.zone, desk.words, now)


def _certain(view: StepView) -> bool:
    """Whether a step will have to be done, as far as the answers go."""
    if view.state in {"ready", "in-progress"}:
        return True
    return view.state == "waiting" and not any(wait.kind == "fact" for wait in view.waits)


def _nothing(desk: Seat, seen: Snapshot) -> Iterator[str]:
    """Nothing can be done now: what is waited for."""
    words = desk.words
    if seen.status == "closed":
        yield words.say("The incident is closed.")
        return
    yield words.say("{time} nothing can be done now.", time=hhmmss(seen.now, desk.zone))
    waiting = [view for view in seen.steps if view.state == "waiting"]
    for view in waiting[:6]:
        said = waits(words, view.waits, desk.plan, seen.now)
        yield f"  {view.number} {words.text(desk.step(view.id).title)}: {said}"
    if not waiting:
        yield "  " + words.say("Everything is done. To close: {word}", word=word(words, "close"))
