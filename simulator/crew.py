"""The processes of a command: itself, and others that are started at once and kept until it ends.

A crew of `jobs` is this process and `jobs - 1` others. Each of the others has a pipe, and in this process a thread that
hands it one piece of work after the other; this process takes a piece itself whenever it has nothing to look at. So
nobody waits while there is work, and whoever is slower does less. Which process does which piece is left to chance: it
must not matter.

The others are spawned, not forked, on every system alike: a fork takes over whatever locks the threads of this process
(NumPy has some) hold at that moment, and is not to be had everywhere. What a spawn costs more, its imports, passes
while this process reads its files: so a crew is made first.

Ctrl-C is for this process alone. The others end with the crew; and at once when this process is gone, however it went.
If one of them ends before its time (killed, no memory left), its piece goes to the rest: the result is the same, and
`lost` says how many there were.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Final, Generic, TypeVar

B = TypeVar("B")

Piece = tuple[int, int, int]

Job = Callable[[int, int, int], B]
"""Does a piece. What the others do must be picklable; it is sent to each of them once."""

_PATIENCE: Final = 1.0
"""Some systems hear Ctrl-C only between two waits. Seconds."""

_TURN: Final = 0.00005
"""So long this process computes on while a thread has something for one of the others. Python's own 5 ms, at each of
the reads that a large answer takes, would let them wait a tenth of their time, and half a millisecond a thirtieth.
Seconds.
"""


class _Work(Generic[B]):
    """Pieces of one job: those that nobody has taken, and what came of the others, or what went wrong with them."""

    def __init__(self, job: Job[B], pieces: Sequence[Piece]) -> None:
        self.sent = pickle.dumps(job)
        self.pieces = pieces
        self.open = deque(range(len(pieces)))
        self.found: dict[int, B | Exception] = {}


class Crew:
    """This process and others. `imports` is the module whose import makes the others ready, before they are asked.

    To be used as a context: afterwards the others are gone.
    """

    def __init__(self, jobs: int = 1, imports: str = "") -> None:
        if jobs < 1:
            raise ValueError(f"no crew of {jobs}")
        self.jobs = jobs
        self.lost = 0
        self._changed = Condition()
        self._work: _Work[Any] | None = None
        self._closed = False
        self._turn = sys.getswitchinterval()
        self._others: list[tuple[SpawnProcess, Thread]] = []
        if jobs > 1:
            with _deaf_to_ctrl_c():
                for _ in range(jobs - 1):
                    self._start(imports)

    def _start(self, imports: str) -> None:
        context = get_context("spawn")
        pipe, end = context.Pipe()
        process = context.Process(target=_serve, args=(end, imports), daemon=True)
        try:
            process.start()
        except OSError:  # there are no more processes to be had
            self.lost += 1
            pipe.close()
            return
        finally:
            end.close()
        thread = Thread(target=self._hand_out, args=(pipe,), daemon=True)
        thread.start()
        self._others.append((process, thread))

    def __enter__(self) -> Crew:
        if self._others:
            sys.setswitchinterval(_TURN)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        sys.setswitchinterval(self._turn)
        for process, _ in self._others:
            process.kill()  # there is nothing that it would have to put in order
        for process, thread in self._others:
            thread.join()
            process.join()

    def done(self, job: Job[B], pieces: Sequence[Piece]) -> Generator[B, None, None]:
        """What comes of the pieces, in their order. Whoever does not want the rest closes it."""
        if not self._others:
            yield from (job(*piece) for piece in pieces)
            return
        work = _Work(job, pieces)
        with self._changed:
            self._work = work
            self._changed.notify_all()
        try:
            for n in range(len(pieces)):
                while n not in work.found:
                    self._help(job, work, n)
                found = work.found.pop(n)
                if isinstance(found, Exception):
                    raise found
                yield found
        finally:
            with self._changed:
                self._work = None

    def _help(self, job: Job[B], work: _Work[B], wanted: int) -> None:
        """Do a piece here; where all are taken, wait for the others."""
        with self._changed:
            if not work.open and wanted not in work.found:
                self._changed.wait(_PATIENCE)
            if not work.open or wanted in work.found:
                return
            n = work.open.popleft()
        try:
            found: B | Exception = job(*work.pieces[n])
        except Exception as error:  # noqa: BLE001 - raised when it is its turn, as if it had come from elsewhere
            found = error
        work.found[n] = found

    # -- a thread for each of the others ------------------------------------------------------------

    def _hand_out(self, pipe: Connection[Any, Any]) -> None:
        known: _Work[Any] | None = None
        while (taken := self._taken()) is not None:
            work, n = taken
            try:
                pipe.send((None if work is known else work.sent, work.pieces[n]))
                found = pipe.recv()
            except (EOFError, OSError):
                with self._changed:
                    self.lost += not self._closed
                    work.open.appendleft(n)
                    self._changed.notify_all()
                break
            except Exception as error:  # noqa: BLE001 - it cannot be read: an error of the piece
                found = error
            known = work
            with self._changed:
                work.found[n] = found
                self._changed.notify_all()
        pipe.close()

    def _taken(self) -> tuple[_Work[Any], int] | None:
        """The next piece for one of the others, as soon as there is one; None: there will be no more."""
        with self._changed:
            while not self._closed:
                if self._work is not None and self._work.open:
                    return self._work, self._work.open.popleft()
                self._changed.wait()
        return None


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """A process that is started in here does not hear Ctrl-C, from its first moment; this one hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # by itself it would be started in between, and lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# -- in the others ----------------------------------------------------------------------------------


def _serve(pipe: Connection[Any, Any], imports: str) -> None:
    """All that one of the others does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    if imports:
        import_module(imports)
    job: Job[Any] | None = None
    while True:
        try:
            sent, piece = pipe.recv()
            pipe.send(_result(job := pickle.loads(sent) if sent is not None else job, piece))  # noqa: S301 - it is ours
        except (EOFError, OSError):  # there is nobody any more
            return


def _result(job: Job[B] | None, piece: Piece) -> B | Exception:
    if job is None:
        raise RuntimeError("a piece without a job")
    try:
        return job(*piece)
    except Exception as error:  # noqa: BLE001 - for whoever wants the piece
        return error


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
