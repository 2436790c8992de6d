"""The conversation: lines in, answers out, and questions that wait for theirs.

A question may be left at any time by going on with something else. Where a text is being written, only a few things are
not text: the word for danger, a step with a digit, and a word with its step or by itself, which put the text aside and
come back to it; and the words that end a question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from incidents.journal.errors import JournalError
from reports.cells import printable
from reports.typed.understood import NotUnderstood
from tui.plain import trouble
from tui.plain.asks import Ask, Flow
from tui.plain.desk import Desk
from tui.plain.dispatch import begin
from tui.plain.explain import explained
from tui.plain.grammar import CANCEL, NAMES, is_act, is_command, is_danger, plain_digits, split
from tui.plain.news import Warnings
from tui.plain.now import now_lines
from tui.plain.on_paper import catch_up_paper, recovered

NOTHING = Ask(())


@dataclass(slots=True)
class Frame:
    """A conversation under way: its question, and what the line that began it was and stated."""

    flow: Flow
    typed: str
    stated: int | None
    ask: Ask = NOTHING
    aside: bool = False
    """Something else was said since the question was asked: Enter alone then asks what now."""


class Talk:
    """Hears lines and keeps what is still to be answered; the latest question first."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.frames: list[Frame] = []
        self.warnings = Warnings(desk)
        self._was_open = True
        self._doubtful = ""
        """A line that may be an answer or a command: the officer is asked which."""

    @property
    def asking(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self.frames)

    def hear(self, line: str) -> None:
        """Answer one line."""
        desk = self.desk
        typed = line.strip()
        desk.heard = desk.session.now()
        desk.base = desk.shown
        self.look_up()
        self._was_open = desk.session.state.closed is None
        if not (self.frames and self._answered(typed)):
            desk.typed, desk.stated = typed, None
            if typed:
                for frame in self.frames:
                    frame.aside = True
                self.start(lambda: begin(desk, typed))
            else:
                desk.say(*now_lines(desk, clocked=True))
                self._ask_again(whole=True)
        self._catch_up()

    def tick(self) -> None:
        """Nobody typed: say what happened meanwhile."""
        self.look_up()
        self._catch_up()

    def look_up(self) -> None:
        """News, an outcome that is known now, a clock set back, limits that come close."""
        desk = self.desk
        trouble.verify(desk)
        try:
            if desk.session.damage is None and desk.session.store.changed():
                desk.session.refresh()
        except JournalError as fault:
            trouble.journal_fault(desk, fault)
        desk.say_news()
        trouble.broken(desk)
        trouble.clock_back(desk)
        desk.say(*self.warnings.due())

    def start(self, begun: Callable[[], Flow | None]) -> None:
        """Begin a conversation, or do what needs none; what is not understood is said."""
        desk = self.desk
        try:
            flow = begun()
        except NotUnderstood as error:
            desk.say(explained(desk, error))
            flow = None
        if flow is None:
            self._ask_again()
        else:
            self.frames.append(Frame(flow, desk.typed, desk.stated))
            self._send(None)

    def drop(self) -> bool:
        """Leave the latest question without an answer; False if there is none."""
        if not self.frames:
            return False
        frame = self.frames.pop()
        frame.flow.close()
        if frame.ask.dropped:
            self.desk.say(frame.ask.dropped)
        return True

    def forget(self) -> None:
        """Leave every question, without a word."""
        while self.frames:
            self.frames.pop().flow.close()
        self._doubtful = ""

    def _catch_up(self) -> None:
        if not self.frames and recovered(self.desk):
            self.desk.typed, self.desk.stated = "", None
            self.start(lambda: catch_up_paper(self.desk, begin))

    def _answered(self, typed: str) -> bool:
        """Give a line to the question that waits, if it is an answer; else the question is left or put aside."""
        frame = self.frames[-1]
        ask = frame.ask
        doubtful, self._doubtful = self._doubtful, ""
        if doubtful and plain_digits(typed) == "1":
            self._send(doubtful)
            return True
        if doubtful and plain_digits(typed) == "2":
            self.desk.typed, self.desk.stated = doubtful, None
            frame.aside = True
            self.start(lambda: begin(self.desk, doubtful))
            return True
        if not typed and frame.aside:
            return False
        if plain_digits(typed).casefold() in CANCEL and not ask.ends:
            if not ask.dropped:
                self.desk.say(self.desk.words.say("Left as it is."))
            self.drop()
            self._ask_again()
            return True
        if ask.free and _aside(typed, ask):
            if _verb(typed) and _verb(typed) == _verb(frame.typed):
                self.drop()  # the same begun anew
            return False
        if ask.free and not ask.ends and not ask.acts and _verb(typed):
            self._doubtful = typed
            line = self.desk.words.quoted(printable(typed))
            self.desk.say(self.desk.words.say("{line}: 1 it is the answer  2 it is a line of its own", line=line))
            return True
        if ask.wordy and len(plain_digits(typed)) == 1 and plain_digits(typed).isdecimal():
            self.desk.say(self.desk.words.say("Words are needed here, not a digit. Nothing was recorded."), *ask.lines)
            return True
        if ask.takes(typed):
            self._send(typed)
            return True
        if typed and not ask.free:
            self.drop()
        return False

    def _send(self, answer: str | None) -> None:
        """Let the latest conversation go on to its next question, or to its end."""
        frame, desk = self.frames[-1], self.desk
        frame.aside = False
        desk.typed, desk.stated = frame.typed, frame.stated
        try:
            frame.ask = next(frame.flow) if answer is None else frame.flow.send(answer)
        except StopIteration:
            self.frames.pop()
            self._ask_again()
        except NotUnderstood as error:
            self.frames.pop()
            desk.say(explained(desk, error))
            self._ask_again()
        else:
            frame.stated = desk.stated
            if not frame.ask.said:
                desk.say(*frame.ask.lines)

    def _ask_again(self, *, whole: bool = False) -> None:
        """A question that was put aside is asked again, in a line; in danger only when somebody asks what now.

        Not if this line has closed the incident.
        """
        if self._was_open and self.desk.session.state.closed is not None:
            self.forget()
        if not self.frames:
            return
        frame = self.frames[-1]
        if whole:
            frame.aside = False
            self.desk.say(*frame.ask.lines)
        elif not self.desk.in_danger:
            self.desk.say(*frame.ask.lines[:1])


def _aside(typed: str, ask: Ask) -> bool:
    """Whether a line is said beside a question for a text. In a note nearly everything is text."""
    if is_danger(typed) or NAMES.get(plain_digits(typed).casefold()) == "leave":
        return True
    if ask.acts:
        return False
    if ask.strict and split(typed)[0].casefold() in NAMES:
        return True
    return is_act(typed) or (is_command(typed) and not ask.ends)


def _verb(typed: str) -> str:
    return NAMES.get(plain_digits(split(typed)[0]).casefold(), "")
