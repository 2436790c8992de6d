"""When the terminal goes away, or the program is ended or suspended: what is being written is put on disk first.

A window that was closed (SIGHUP) takes no more bytes, and what would be written into it waits for ever: the program
ends there, as it would have without us. Asked to end otherwise (SIGTERM), it leaves as by its own key, and the terminal
is itself again. Suspended and continued, it paints everything anew: nobody knows what the terminal shows by then.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType


def watch(put_away: Callable[[], None], leave: Callable[[], None], repaint: Callable[[], object]) -> Callable[[], None]:
    """See to all that from now on; to be asked of the thread in which the application runs.

    What comes back is to be called now and then: it looks whether a terminal went away that is not our controlling one,
    of which no signal tells.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return lambda: None

    def gone(_number: int, _frame: object) -> None:
        # a handler of Python's own, not the loop's: the loop may be waiting to write into the window that is gone
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        put_away()
        os.kill(os.getpid(), signal.SIGHUP)

    signal.signal(signal.SIGHUP, gone)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, leave)
    _watch_pauses(put_away, repaint)
    stdin = sys.__stdin__
    if stdin is None or not stdin.isatty():
        return lambda: None
    number = stdin.fileno()

    def look() -> None:
        if not os.isatty(number):
            os.kill(os.getpid(), signal.SIGHUP)

    return look


def _watch_pauses(put_away: Callable[[], None], repaint: Callable[[], object]) -> None:
    """Around Textual's own handlers. Those take it that the application had left the screen whenever it is continued;
    stopped from outside it had not, and entering it twice would leave the terminal raw in the end.
    """
    stop, go = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not callable(stop) or not callable(go):
        return
    loop, left = asyncio.get_running_loop(), False

    def stopped(number: int, frame: FrameType | None) -> None:
        nonlocal left
        left = True
        put_away()
        stop(number, frame)

    def continued(number: int, frame: FrameType | None) -> None:
        nonlocal left
        if left:
            left = False
            go(number, frame)
        loop.call_soon_threadsafe(repaint)

    signal.signal(signal.SIGTSTP, stopped)
    signal.signal(signal.SIGCONT, continued)
