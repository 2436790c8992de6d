"""The picture of an incident for whoever takes it over: what the handover puts into the record, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from incidents.apply import standing
from incidents.views import LimitView, Snapshot, StepView
from reports.cells import cell_width, clip, fit
from reports.format_span import span
from reports.format_value import ask, plain, value
from reports.handover import handover_summary, limit_id
from reports.head_count import open_ended
from reports.nearest import BINDING
from reports.words.names import limit_state
from tui.board import Board
from tui.lines import Line, between, drawn, line, note, wrap
from tui.pages.tail import short_fact
from tui.pages.times import basis, clock, due

_LABEL: Final = 7
_SHORT: Final = re.compile(r"[,:;，：；(（]")
_LEAST: Final = 8
_LINES: Final = 2
_HEADING: Final = 9
"""Titles of steps are left out of a list of limits that would take more lines than that, its heading counted in."""


def picture(board: Board, now: int, width: int, draft: str) -> list[Line]:
    """Scene, limits, what is done and can be done, who was told and who was not, calls, what is owed, drafts."""
    seen = board.snapshot(now)
    made, lines = board.kept.get("picture", (None, []))
    stamp = (seen.version, seen.now, now // 1000, width, draft)
    if made != stamp:
        lines = [one for part in _Picture(board, seen, now, width).rows(draft) for one in part]
        board.kept["picture"] = (stamp, lines)
    return list(lines)


def packed(parts: Iterable[str], joint: str, width: int) -> list[str]:
    """Several things on as few lines as hold them: a line breaks between two of them, where one is not too long."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_width(lines[-1]) + cell_width(joint) + cell_width(part) <= width:
            lines[-1] += joint + part
            continue
        if lines and cell_width(lines[-1]) + cell_width(joint.rstrip()) <= width:
            lines[-1] += joint.rstrip()
        lines += [part] if cell_width(part) <= width else wrap(part, width)
    return lines


def _counted(count: str, said: list[str]) -> str:
    """`逾期1: 05 领导出面与群众沟通 预案超06:12`."""
    return f"{count}: {', '.join(said)}" if said else count


class _Picture:
    def __init__(self, board: Board, seen: Snapshot, now: int, width: int) -> None:
        self.board, self.seen, self.now, self.width = board, seen, now, width
        self.words, self.plan = board.words, board.plan
        self.space = " " if board.words.chinese else ", "
        self.summary: dict[str, Any] = handover_summary(seen, board.state)
        self.steps = {step.id: step for step in seen.steps}
        self.limits = {tuple(limit_id(view)): view for view in seen.limits}

    def rows(self, draft: str) -> Iterator[list[Line]]:
        words, summary = self.words, self.summary
        yield self._row(words.sense("picture", "Scene"), self._scene(), "  ")
        yield from self._limits()
        yield self._listed(words.sense("picture", "Doing"), summary["doing"], self._doing)
        yield self._listed(words.sense("picture", "Ready"), summary["ready"], self._named)
        yield self._listed(words.sense("picture", "Skip"), summary["skipped"], self._skipped)
        told = list(self._told()) or [words.sense("screen", "(nobody)")]
        yield self._row(words.sense("picture", "Told"), told, self.space)
        yield self._not_told()
        yield self._row(words.sense("picture", "Calls"), self._calls(), "   ")
        yield self._row(words.sense("picture", "Owed"), self._owed(), ";  ")
        if draft:
            begun = words.sense("picture", "a note is begun and not recorded: ")
            room = self.width - _LABEL - cell_width(begun)
            yield self._row(words.sense("picture", "Draft"), [begun + clip(note(draft), max(room, _LEAST))])

    def _row(self, label: str, parts: Iterable[str], joint: str = "", style: str = "") -> list[Line]:
        """`局面   现场35人(11:40)  北门畅通(11:10)`; nothing where there is nothing to say."""
        pieces = packed([drawn(part) for part in parts], joint, max(self.width - _LABEL, _LEAST))
        return [line(fit(label if n == 0 else "", _LABEL) + piece, style) for n, piece in enumerate(pieces)]

    def _listed(self, label: str, ids: Sequence[str], said: Callable[[StepView], str]) -> list[Line]:
        return self._row(label, [said(self.steps[one]) for one in ids], ";  ")

    # -- the scene ------------------------------------------------------------------------------

    def _scene(self) -> Iterator[str]:
        words = self.words
        stated = {name: (found, at) for name, found, at in self.summary["scene"]}
        if "headcount" in self.plan.facts and "headcount" not in stated:
            yield words.sense("screen", "{n} people", n="?")
        for name, (found, at) in stated.items():
            when = clock(at, self.board, self.now)
            if name == "danger":
                yield self._danger(found, when)
                continue
            said = self._said(name, found, at)
            yield said if name == "representatives" else words.sense("picture", "{what} ({at})", what=said, at=when)
        if not self.summary["scene"] and "headcount" not in self.plan.facts:
            yield words.sense("picture", "nothing stated yet")

    def _said(self, name: str, found: Any, at: int) -> str:
        words = self.words
        if found is not None and name == "headcount":
            stated = (s for s in self.board.state.facts[name].statements if s.at == at and s.value == found)
            if any(open_ended(one) for one in stated):
                return words.sense("screen", "{n}+ people", n=plain(found))
            return words.sense("screen", "{n} people", n=plain(found))
        if found is not None and name == "representatives":
            return words.sense("picture", "{n} reps", n=plain(found))
        said = value(found, name, self.plan, words, self.now)
        return f"{short_fact(name, self.plan, words)}{'' if words.chinese else ' '}{said}"

    def _danger(self, found: Any, when: str) -> str:
        words = self.words
        if not self.summary["danger"]:
            if found is False:
                return words.sense("picture", "no danger ({at})", at=when)
            return words.sense("picture", "danger not known ({at})", at=when)
        since, until = self.summary["danger"]
        start = clock(since, self.board, self.now)
        if until is None:
            return words.sense("picture", "DANGER since {at}", at=start)
        end = clock(until, self.board, self.now)
        return words.sense("picture", "danger {since}-{until} over", since=start, until=end)

    # -- limits ---------------------------------------------------------------------------------

    def _limits(self) -> Iterator[list[Line]]:
        words = self.words
        over, late = self._of("overdue", BINDING), self._of("late", BINDING)
        parts = [_counted(words.sense("picture", "overdue {n}", n=len(over)), [self._over(view) for view in over])]
        for kind in ("assumed", "adopted"):
            past = self._of("overdue", frozenset({kind}))
            if past:
                gap = "" if words.chinese else " "
                count = f"{limit_state(words, kind, 'overdue')}{gap}{len(past)}"
                parts.append(f"{count}: {' '.join(dict.fromkeys(self._number(view) for view in past))}")
        count = words.sense("picture", "done late {n}", n=len(late))
        ways = [[*parts, _counted(count, [self._late(v, titled=titled) for v in late])] for titled in (True, False)]
        yield self._row(words.sense("picture", "Limits"), self._shorter(ways, "   "), "   ", "overdue" if over else "")
        running = sorted(self._of("running", BINDING), key=lambda view: view.due_at or 0)
        if running:
            ways = [[self._running(view, titled=titled) for view in running] for titled in (True, False)]
            first, *others = self._shorter(ways, ", ")
            yield self._row("", [words.sense("picture", "running: {limits}", limits=first), *others], ", ")

    def _of(self, state: str, bases: frozenset[str]) -> list[LimitView]:
        found = (self.limits[tuple(one)] for one in self.summary[state])
        return [view for view in found if view.basis in bases and view.due_at is not None]

    def _shorter(self, ways: Sequence[list[str]], joint: str) -> list[str]:
        """The first way of saying something that takes two lines at most; the last one if none does."""
        room = self.width - _LABEL - _HEADING
        return next((way for way in ways if len(packed(way, joint, room)) <= _LINES), ways[-1])

    def _over(self, view: LimitView) -> str:
        over = self.words.sense("picture", "{span} over", span=span((view.due_at or 0) - self.now, self.words))
        return self._limit(view, titled=True) + ("" if self.words.chinese else " ") + over

    def _late(self, view: LimitView, *, titled: bool) -> str:
        late = self.words.sense("picture", "{span} late", span=span(view.margin or 0, self.words))
        return self._limit(view, titled=titled) + ("" if self.words.chinese else " ") + late

    def _running(self, view: LimitView, *, titled: bool) -> str:
        return f"{self._limit(view, titled=titled)} {due(view, self.board, self.now)}"

    def _limit(self, view: LimitView, *, titled: bool) -> str:
        title = f" {self._short(view.step)}" if titled else ""
        return f"{self._number(view)}{title} {basis(view, self.words)}"

    def _number(self, view: LimitView) -> str:
        number = self.plan.step[view.step].number
        return f"{number}@{view.turn}" if view.turn > 1 else number

    # -- steps ----------------------------------------------------------------------------------

    def _short(self, step: str) -> str:
        """The title of a step without what it adds."""
        title = drawn(self.words.text(self.plan.step[step].title))
        short = _SHORT.split(title, maxsplit=1)[0].strip()
        return short if cell_width(short) >= _LEAST else title

    def _named(self, found: StepView) -> str:
        return f"{found.number} {self._short(found.id)}"

    def _doing(self, found: StepView) -> str:
        who = found.person or found.by
        title = self.board.phones.person_title(who, self.plan.step[found.id].role)
        name = f"{who}({title})" if title and self.words.chinese else who
        at = clock(found.started_at or self.seen.began, self.board, self.now)
        since = self.words.sense("screen", "{name} since {at}", name=name, at=at)
        return f"{self._named(found)}: {since}"

    def _skipped(self, found: StepView) -> str:
        words = self.words
        approver = next((name for name in self._approvers(found.id) if name), "")
        parts = [words.sense("picture", "{name} agreed", name=approver)] if approver else []
        parts += [found.reason] if found.reason else []
        at = clock(found.done_at or 0, self.board, self.now)
        return f"{self._named(found)}: {', '.join(parts)} {at}"

    def _approvers(self, step: str) -> Iterator[str]:
        state = self.board.state
        for seq in reversed(state.by_subject.get(f"step:{step}", ())):
            event = state.events[seq - 1]
            stands = standing(state, event)
            if event.kind == "step-skipped" and stands is not None:
                yield str(stands[1].get("approver", ""))

    # -- people ---------------------------------------------------------------------------------

    def _told(self) -> Iterator[str]:
        gap = "" if self.words.chinese else " "
        at = {one.role: one.at for one in self.seen.told}
        for role in self.summary["told"]:
            yield f"{self.board.phones.title(role)}{gap}{clock(at[role] or 0, self.board, self.now)}"

    def _not_told(self) -> list[Line]:
        words = self.words
        tries = {one.role: one.tries for one in self.seen.told}
        names = []
        for role in self.summary["not_told"]:
            again = words.sense("screen", "(no answer {n})", n=tries[role]) if tries[role] else ""
            names.append(self.board.phones.title(role) + again)
        rows = self._row(words.sense("picture", "NOT"), names, self.space)
        end = words.sense("picture", "<< incoming")
        if rows and cell_width(rows[-1].text) + cell_width(end) + 2 <= self.width:
            rows[-1] = line(between(rows[-1].text, end, self.width))
        return rows

    def _calls(self) -> Iterator[str]:
        words, phones = self.words, self.board.phones
        for role, person, tries, at in self.summary["unanswered"]:
            tel = next((callee.tel[0] for callee in phones.callees(role) if callee.person == person and callee.tel), "")
            name = f"{person or phones.title(role)} {tel}".strip()
            when = clock(at, self.board, self.now)
            yield words.sense("picture", "{name} no answer x{n} ({at})", name=name, n=tries, at=when)
        waiting = [
            f"{person or phones.title(role)} {clock(at, self.board, self.now)}"
            for role, person, at in self.summary["call_back"]
        ]
        if waiting:
            yield words.sense("picture", "to call back: {names}", names=", ".join(waiting))

    def _owed(self) -> Iterator[str]:
        by_step: dict[str, list[str]] = {}
        for step, fact in self.summary["owed"]:
            by_step.setdefault(step, []).append(ask(fact, self.plan, self.words))
        for step, asks in by_step.items():
            listed = self.words.listed(asks)
            if cell_width(listed) > self.width // 2 and len(asks) > 1:
                listed = self.words.sense("picture", "{first} +{more}", first=asks[0], more=len(asks) - 1, n=len(asks))
            yield f"{self.plan.step[step].number} {listed}"
