"""Notes, evidence, agreed improvements; and drafts, which are notes and rows that were not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from reports.cells import clip, printable
from reports.typed.times import read_date
from reports.typed.understood import NotUnderstood
from tui.common.drafts import Draft, Drafts
from tui.plain.asks import Ask, Asking, Flow, choices, digits, pick, text
from tui.plain.explain import explained
from tui.plain.grammar import Line, plain_digits
from tui.plain.labels import clock, label
from tui.plain.rows import go_on_with_row

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_STOPS = frozenset({".", "。"})
_LEAVES = frozenset({"取消", "cancel"})
_SHOWN = 40


def note(desk: Desk, line: Line) -> Flow | None:
    """`记 TEXT`; `记` alone: line by line, until a full stop stands alone."""
    if line.rest:
        desk.record(c.AddNote, text=line.rest, step=line.step)
        return None
    return _write(desk, line.step, [])


def _write(desk: Desk, step: str, lines: list[str]) -> Flow:
    """Take lines until a full stop; each is on disk as a draft before the next is asked for."""
    words = desk.words
    phrases = [words.text(phrase) for phrase in desk.site.phrases]
    desk.say(words.say("Write line by line. A full stop alone records it; cancel gives it up."))
    desk.say(*(choices(phrases) if phrases else []))
    kept = True
    while True:
        again = words.many(
            "The note goes on (1 line so far; a full stop alone records it).",
            "The note goes on ({n} lines so far; a full stop alone records it).",
            len(lines),
        )
        kept_draft = words.say("The draft is kept.") if lines else ""
        answer = yield Ask((again,), free=True, blank=True, said=True, ends=True, dropped=kept_draft)
        typed = plain_digits(answer).casefold()
        if typed in _LEAVES:
            desk.drafts.clear()
            desk.say(words.say("The note was given up; nothing recorded."))
            return
        if typed in _STOPS:
            break
        if answer or lines:
            lines.append(phrases[int(typed) - 1] if typed in digits(len(phrases)) else answer)
            stored = desk.drafts.keep(Draft("note", desk.by, desk.heard, step, tuple(lines)))
            if kept and not stored:
                desk.say(words.say("The draft could not be kept on disk."))
            kept = stored
    _finish(desk, step, lines)


def _finish(desk: Desk, step: str, lines: list[str]) -> None:
    if not any(line.strip() for line in lines):
        desk.say(desk.words.say("There is no text. Nothing was recorded."))
        desk.drafts.clear()
    elif desk.record(c.AddNote, text="\n".join(lines).strip(), step=step) is not None:
        desk.drafts.clear()


def evidence(desk: Desk, line: Line) -> Flow:
    """`证据 ID DATE [WHAT]`: an evidence file that is kept elsewhere, and the date by which it is deleted."""
    words = desk.words
    name, day, about = [*line.rest.split(None, 2), "", "", ""][:3]
    dropped = words.say("No evidence was recorded.")
    name = name or (yield from text(words.say("Evidence id?"), dropped=dropped))
    delete_by = yield from _date(desk, words.say("To be deleted by which date? Such as 2026-09-09"), day, dropped)
    about = about or (
        yield from text(
            words.say("What is it about? The event, not the person; Enter: nothing."), blank=True, dropped=dropped
        )
    )
    desk.record(c.FileEvidence, id=name, delete_by=delete_by, about=about, step=line.step)


def action(desk: Desk, line: Line) -> Flow:
    """`改进 WHAT`: an improvement agreed in the review: what, who of our own, by when."""
    words = desk.words
    dropped = words.say("No improvement was recorded.")
    what = line.rest or (yield from text(words.say("What is to be improved?"), dropped=dropped))
    owner = yield from text(words.say("Who answers for it?"), dropped=dropped)
    due = yield from _date(desk, words.say("By when? Such as 2026-03-31"), "", dropped)
    desk.record(c.AgreeAction, what=what, owner=owner, due=due)


def _date(desk: Desk, head: str, given: str, dropped: str) -> Asking[str]:
    """A date as it is stored; asked until it is one."""
    while True:
        given = given or (yield from text(head, dropped=dropped))
        try:
            return read_date(given, desk.heard, desk.zone)
        except NotUnderstood as error:
            error.values.setdefault("allowed", ())
            desk.say(explained(desk, error))
            given = ""


# -- drafts -------------------------------------------------------------------------------------------


def draft(desk: Desk, line: Line) -> Flow | None:
    """`草稿`: what was written and not recorded."""
    del line
    if not desk.drafts.all():
        desk.say(desk.words.say("There is no draft."))
        return None
    return offer_drafts(desk)


def offer_drafts(desk: Desk) -> Flow:
    """Every draft: go on with it, record it as it is, or give it up."""
    words = desk.words
    for path, kept in desk.drafts.all():
        options = [words.say("go on writing"), words.say("record it as it is"), words.say("give it up")]
        later = words.say("The draft is kept.")
        chosen = yield from pick(draft_line(desk, kept), options, dropped=later)
        if chosen == 2:
            Drafts.discard(path)
            desk.say(words.say("The draft was given up."))
        elif kept.kind == "row":
            desk.drafts.adopt(path, kept)
            yield from go_on_with_row(desk, kept, ask=chosen == 0)
        elif chosen == 0:
            desk.drafts.adopt(path, kept)
            desk.say(*(f"  {line}" for line in kept.lines))
            yield from _write(desk, kept.about, list(kept.lines))
        elif desk.record(c.AddNote, text="\n".join(kept.lines).strip(), step=kept.about) is not None:
            Drafts.discard(path)


def draft_line(desk: Desk, kept: Draft) -> str:
    """`草稿: 记事 (何平 12:05) 「代表提出…」`."""
    words = desk.words
    if kept.kind == "note":
        what, begins = words.sense("record", "note"), next((line for line in kept.lines if line.strip()), "")
    else:
        what = label(kept.about, desk.plan, words) if kept.about in desk.plan.facts else kept.about
        begins = ", ".join(str(v) for v in kept.values.values())
    at = clock(kept.at, desk.plan, words, desk.heard)
    quoted = words.quoted(clip(printable(begins), _SHOWN))
    return words.say("Draft: {what} ({by} {at}) {text}", what=what, by=kept.by, at=at, text=quoted)
