"""A small language for stories about an incident: given a plan, when lines are recorded, then limits and steps stand
so.

A line is `TIME VERB …`, with an optional ` at TIME` (when it happened, if not just then) and ` : reason` at its end.
Times are of 9 March 2026 at Shanghai unless they carry a day (`03-11 10:00`). Examples:

    08:41 done log-sign
    09:20 set began=08:30
    09:20 done report at 09:09
    08:50 done speaker : the leader was there already
    09:05 level key : calmer, ordered by leading_group_head

All verbs stand in `_command`. Where a line would only be awkward, `Story.do` takes a command as it is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import Any

from incidents import commands as c
from incidents.book import Book
from incidents.events import Event
from incidents.journal.memory import MemoryStore
from incidents.reading import refolded
from incidents.refusals import Refusal
from incidents.session import Session
from incidents.snapshot import snapshot
from incidents.state import State
from incidents.views import LimitView, StepView
from runbooks.calendar import working_days_table
from runbooks.plan import Plan
from tests.incidents.small_plans import plan_of

ZONE = timedelta(hours=8)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ms(text: str) -> int:
    """`08:40`, `08:40:30`, `03-11 10:00` at Shanghai, as milliseconds UTC; `24:00` ends a day."""
    match = re.fullmatch(r"(?:(?:(\d{4})-)?(\d\d)-(\d\d) )?(\d\d):(\d\d)(?::(\d\d))?", text)
    assert match, f"not a time: {text}"
    year, month, day, hour, minute, second = (int(g) if g else None for g in match.groups())
    local = datetime(year or 2026, month or 3, day or 9, tzinfo=UTC)
    local += timedelta(hours=hour or 0, minutes=minute or 0, seconds=second or 0)
    return (local - ZONE - EPOCH) // timedelta(milliseconds=1)


def clock(time: int | None) -> str | None:
    """The reverse of `ms`, as short as it goes."""
    if time is None:
        return None
    local = EPOCH + timedelta(milliseconds=time) + ZONE
    text = f"{local:%H:%M}" if not local.second else f"{local:%H:%M:%S}"
    return text if local.date().isoformat() == "2026-03-09" else f"{local:%m-%d} {text}"


class FixedClock:
    """A clock that stands where the story put it."""

    boot = "story"

    def __init__(self, time: int) -> None:
        self.time = time

    def now(self) -> int:
        return self.time

    def monotonic(self) -> int:
        return 0


class Story:
    """One incident under a small plan, opened at `began`."""

    def __init__(
        self, plan: str | Plan, began: str = "08:40", by: str = "Wang", mode: str = "live", **site: Any
    ) -> None:
        self.clock = FixedClock(ms(began))
        self.store = MemoryStore(entropy=bytes)
        plan = plan if isinstance(plan, Plan) else plan_of(dedent(plan), **site)
        counter = iter(range(1, 10**9))
        self.session = Session.open(
            self.store,
            plan,
            clock=self.clock,
            by=by,
            mode=mode,
            calendar=working_days_table(2026, 2026),
            entropy=lambda n: next(counter).to_bytes(n, "big"),
        )

    @property
    def state(self) -> State:
        return self.session.state

    def do(self, command: c.Command, by: str = "Wang") -> tuple[Event, ...]:
        """Record a command, which must be accepted."""
        result = self.session.do(command, by)
        assert not isinstance(result, Refusal), result
        return result

    def refuses(self, command: c.Command, code: str, by: str = "Wang") -> Refusal:
        """A command that must be refused, changing nothing."""
        before = self.picture()
        result = self.session.do(command, by)
        assert isinstance(result, Refusal), command
        assert result.code == code, result
        assert self.picture() == before
        return result

    def when(self, *lines: str, by: str = "Wang") -> Story:
        """Record lines, each of which must be accepted."""
        for text in lines:
            for line in dedent(text).strip().splitlines():
                result = self.attempt(line.strip(), by=by)
                assert not isinstance(result, Refusal), f"{line}: refused, {result}"
        return self

    def refused(self, line: str, code: str, by: str = "Wang", seen: int | None = None) -> Refusal:
        """A line that must be refused, changing nothing."""
        time = re.match(r"(?:\d\d-\d\d )?\d\d:\d\d(?::\d\d)?", line)
        assert time
        before = self.look(time[0]).picture()
        result = self.attempt(line, by=by, seen=seen)
        assert isinstance(result, Refusal), f"{line}: accepted"
        assert result.code == code, result
        assert self.picture() == before
        return result

    def attempt(self, line: str, by: str = "Wang", seen: int | None = None) -> tuple[Event, ...] | Refusal:
        match = re.fullmatch(
            r"((?:\d\d-\d\d )?\d\d:\d\d(?::\d\d)?) (.+?)(?: at ((?:\d\d-\d\d )?\d\d:\d\d(?::\d\d)?))?(?: : (.+))?", line
        )
        assert match, f"not a line: {line}"
        now, what, at, reason = match.groups()
        self.clock.time = ms(now)
        return self.session.do(_command(what, ms(at or now), reason or "", seen), by)

    def look(self, time: str) -> Story:
        """Let the clock stand at a time."""
        self.clock.time = ms(time)
        return self

    # -- then ---------------------------------------------------------------------------------------

    def limits(self, step: str, limit: int = 1, turn: int | None = None) -> list[LimitView]:
        found = [v for v in self.session.snapshot().limits if v.step == step and v.limit == limit]
        return [v for v in found if turn is None or v.turn == turn]

    def limit(self, step: str, limit: int = 1, turn: int | None = None) -> str:
        """`met 0`, `late -60`, `missed`, `running 09:10` of the last verdict; margins in seconds."""
        return _told(self.limits(step, limit, turn)[-1])

    def every(self, step: str, limit: int = 1) -> list[str]:
        """All verdicts on a limit: `1 met`, `2-3 missed`, `4 late`, `5 running 13:30`."""
        return [f"{_turns(v)} {_told(v)}" for v in self.limits(step, limit)]

    def step(self, step: str) -> StepView:
        return next(s for s in self.session.snapshot().steps if s.id == step)

    def states(self, *names: str) -> list[str]:
        return [self.step(name).state for name in names]

    def waits(self, step: str) -> list[str]:
        """What a step waits for: `step report`, `fact danger`, `turn 09:30`."""
        return [f"{w.kind} {clock(w.at) if w.kind == 'turn' else w.id}" for w in self.step(step).waits]

    def owed(self) -> list[str]:
        """`step fact` of every field that is owed."""
        return [f"{step} {fact}" for step, fact in self.session.snapshot().owed]

    def picture(self) -> Any:
        """Everything that can be seen, for *nothing changed* and *the same again*."""
        seen = self.session.snapshot()
        return seen, [*self.session.events]

    def replayed(self) -> Any:
        """The picture of a state folded anew from the events."""
        state = refolded(self.session.events)
        return snapshot(state, Book(state), self.clock.time), [*state.events]


def _turns(view: LimitView) -> str:
    return str(view.turn) if view.turns == 1 else f"{view.turn}-{view.turn + view.turns - 1}"


def _told(view: LimitView) -> str:
    match view.state:
        case "met" | "late":
            return view.state if view.margin is None else f"{view.state} {view.margin // 1000}"
        case "running" | "overdue":
            return f"{view.state} {clock(view.due_at)}"
        case "pending" if view.due_at is not None:
            return f"pending {clock(view.due_at)}"
        case other:
            return other


def _value(text: str) -> Any:
    if text in {"yes", "no"}:
        return text == "yes"
    if text == "[]":
        return []
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d\d:\d\d", text):
        return ms(text)
    if match := re.fullmatch(r"(\d+)-(\d+)", text):
        return [int(match[1]), int(match[2])]
    return text


def _pairs(words: list[str]) -> dict[str, Any]:
    return {name: _value(value) for name, _, value in (word.partition("=") for word in words)}


def _step(word: str) -> tuple[str, int]:
    name, _, turn = word.partition("@")
    return name, int(turn or 0)


def _command(text: str, at: int, reason: str, seen: int | None) -> c.Command:
    verb, *words = text.split()
    common: dict[str, Any] = {"at": at, "seen": seen}
    if verb in {"start", "done", "skip"}:
        step, turn = _step(words[0])
        kind: Any = {"start": c.Start, "done": c.Done, "skip": c.Skip}[verb]
        facts = {"facts": _pairs(words[1:])} if verb == "done" else {}
        return kind(step=step, turn=turn, reason=reason, **facts, **common)  # type: ignore[no-any-return]
    match verb:
        case "reopen":
            step, turn = _step(words[1])
            return c.Reopen(step=step, turn=turn, how=words[0], reason=reason, **common)  # type: ignore[arg-type]
        case "set":
            name, _, value = words[0].partition("=")
            if value == "unknown":
                return c.StateFact(fact=name, unknown=True, reason=reason, **common)
            return c.StateFact(
                fact=name, value=ms(value) if name == "began" else _value(value), reason=reason, **common
            )
        case "row":
            return c.ChangeRow(fact=words[0], values=_pairs(words[1:]), **common)
        case "correct-row":
            return c.ChangeRow(fact=words[0], row=int(words[1]), values=_pairs(words[2:]), **common)
        case "withdraw":
            return c.WithdrawRow(fact=words[0], row=int(words[1]), reason=reason, **common)
        case "level":
            return c.SetLevel(level=words[0], reason=reason, approver="leading_group_head" if reason else "", **common)
        case "keep-level":
            return c.KeepLevel(reason=reason, **common)
        case "waive":
            target, limit = words[0].split("/")
            step, turn = _step(target)
            return c.Waive(step=step, turn=turn, limit=int(limit), approver="Chen", reason=reason, **common)
        case "extend":
            target, limit = words[0].split("/")
            step, turn = _step(target)
            role = words[2] if len(words) > 2 else ""
            return c.Extend(
                step=step, turn=turn, limit=int(limit), approver=words[1], role=role, reason=reason, **common
            )
        case "void":
            return c.Correct(seq=int(words[0]), void=True, reason=reason or "mistake", **common)
        case "retime":
            return c.Correct(seq=int(words[0]), new_at=ms(" ".join(words[1:])), reason=reason or "mistake", **common)
        case "close":
            return c.Close(outcome=words[0] if words else "handled", reason=reason, **common)
        case "reopen-incident":
            return c.ReopenIncident(reason=reason, **common)
        case "note":
            return c.AddNote(text=" ".join(words), **common)
        case "note-on":
            return c.AddNote(step=words[0], text=" ".join(words[1:]), **common)
        case "correct":
            return c.Correct(seq=int(words[0]), data=_pairs(words[1:]), reason=reason or "mistake", **common)
        case "call":
            step, turn = _step(words[2]) if len(words) > 2 else ("", 0)
            person = words[3] if len(words) > 3 else ""
            return c.LogCall(
                role=words[0], result=words[1], step=step, turn=turn, person=person, reason=reason, **common
            )
        case "assign":
            step, turn = _step(words[0])
            return c.AssignStep(step=step, turn=turn, person=words[1], **common)
        case "remind":
            step, turn = _step(words[0])
            return c.Remind(step=step, turn=turn, person=" ".join(words[1:]), **common)
        case "role":
            return c.AssignRole(role=words[0], person=words[1], **common)
        case "evidence":
            return c.FileEvidence(id=words[0], delete_by=words[1], step=" ".join(words[2:]), **common)
        case "action":
            return c.AgreeAction(what=words[0], owner=words[1], due=words[2], **common)
        case "follow-up":
            return c.FollowUp(plan=words[0], incident=words[1], step=" ".join(words[2:]), **common)
        case "cancel-handover":
            return c.CancelHandover(reason=reason, **common)
        case "handover":
            return c.OfferHandover(giver=words[0], taker=words[1], **common)
        case "accept":
            return c.AcceptHandover(taker=words[0], **common)
        case "take-over":
            return c.TakeOver(taker=words[0], reason=reason, **common)
    raise AssertionError(f"not a verb: {verb}")
