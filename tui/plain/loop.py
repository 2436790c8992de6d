"""The loop: a line in, whole lines out, until the officer leaves, the input ends or nobody reads any more.

An interrupt never falls into the middle of recording: while a line is being answered it is only remembered. The first
one leaves an open question, the next one leaves the program.
"""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Any, Final

from incidents.session import Session
from reports.cells import printable
from reports.words import Words
from runbooks.site import Site
from tui.plain import opening
from tui.plain.desk import Desk
from tui.plain.explain import word
from tui.plain.lines_in import END, IDLE, Lines, lines_of
from tui.plain.seat import Plans
from tui.plain.talk import Talk

GOOD: Final = 0
NOT_DURABLE: Final = 3
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
_TICK: Final = 1.0
PROMPT: Final = "> "


def run(
    session: Session,
    *,
    words: Words,
    by: str,
    site: Site | None,
    stdin: IO[str],
    stdout: IO[str],
    announce: bool = False,
    resumed: bool = False,
    plans: Plans | None = None,
    drafts: Path | None = None,
) -> int:
    """Follow an incident by lines; the exit code. `announce` says news at once instead of at the next line."""
    printer = Printer(stdout, prompts=_terminal(stdin) and _terminal(stdout))
    try:
        desk = Desk(session, words=words, by=by, out=printer.line, site=site, plans=plans, drafts=drafts)
        with Interrupts() as interrupts:
            return _follow(desk, printer, lines_of(stdin), interrupts, announce=announce, resumed=resumed)
    except OSError as error:
        if error.errno not in {errno.EPIPE, errno.EINVAL}:
            raise
        return PIPE_CLOSED


class Printer:
    """Whole lines, written at once and in whatever the other end can show; the prompt only on a terminal."""

    def __init__(self, stdout: IO[str], *, prompts: bool) -> None:
        self._stdout = stdout
        self._prompts = prompts
        self._waiting = False
        """Whether a prompt stands on the present line."""

    def line(self, text: str) -> None:
        """One line. Where a prompt stands already, the line goes under it."""
        self._write(("\n" if self._waiting else "") + text + "\n")
        self._waiting = False

    def prompt(self) -> None:
        """Ask for the next line, if that is not asked for yet."""
        if self._prompts and not self._waiting:
            self._write(PROMPT)
            self._waiting = True

    def answered(self) -> None:
        """The officer has ended the line of the prompt."""
        self._waiting = False

    def _write(self, text: str) -> None:
        encoding = getattr(self._stdout, "encoding", None) or "utf-8"
        self._stdout.write(text.encode(encoding, "replace").decode(encoding))
        self._stdout.flush()


class Interrupts(AbstractContextManager["Interrupts"]):
    """Ctrl-C as something that is asked about between lines. Only the main thread of a program gets it at all."""

    def __init__(self) -> None:
        self.came = False
        self._waiting = False
        self._before: Any = None

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._take)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _take(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.came = True
        if self._waiting:
            raise KeyboardInterrupt

    def wait(self, wait: Callable[[], Any]) -> Any:
        """Wait for something; an interrupt ends the waiting, and one that came before it does not let it begin."""
        try:
            self._waiting = True
            if self.came:
                raise KeyboardInterrupt
            return wait()
        finally:
            self._waiting = False
            self.came = False


def _follow(
    desk: Desk, printer: Printer, lines: Lines, interrupts: Interrupts, *, announce: bool, resumed: bool
) -> int:
    talk = Talk(desk)
    if resumed:
        opening.resumed(desk)
        talk.start(lambda: opening.drafts(desk))
    else:
        opening.opened(desk)
    code = GOOD
    while not desk.leaving:
        printer.prompt()
        try:
            line = interrupts.wait(lambda: lines.next(_TICK if announce else None))
        except KeyboardInterrupt:
            if talk.drop():
                continue
            code = INTERRUPTED
            break
        if line is END:
            break
        if line is IDLE:
            _answer(talk, None)
            continue
        printer.answered()
        if line is None:
            desk.say(desk.words.say("This line cannot be read (neither UTF-8 nor GB 18030); nothing recorded."))
        else:
            _answer(talk, line)
    opening.farewell(desk, asking=talk.asking)
    return NOT_DURABLE if desk.trouble is not None or desk.unknown is not None else code


def _answer(talk: Talk, line: str | None) -> None:
    """Answer a line (None: nobody typed). A fault of ours must not take the desk away from somebody in an incident."""
    desk = talk.desk
    try:
        if line is None:
            talk.tick()
        else:
            talk.hear(line)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001
        talk.forget()
        fault = printable(f"{type(error).__name__}: {error}")
        desk.say(desk.words.say("An error in Drillbook itself: {fault}. What was recorded is kept.", fault=fault))
        desk.say(desk.words.say("Look at the log before you type it again: {word}", word=word(desk.words, "log")))


def _terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except (ValueError, AttributeError):
        return False
