"""What stands above everything while the journal takes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tui.plain.recorded import Trouble
from tui.plain.seat import Seat

_MIB = 1024 * 1024


def banner(desk: Seat, trouble: Trouble) -> Iterator[str]:
    """The journal takes nothing: from which number on to write on paper, and what it takes to go on."""
    words = desk.words
    last, next_ = f"{trouble.since - 1:03}", f"{trouble.since:03}"
    if trouble.kind != "full":
        yield words.say(
            "!!!! DISK ERROR: nothing after #{last} is stored. Write on paper from #{next} on. !!!!",
            last=last,
            next=next_,
        )
        return
    yield words.say(
        "!!!! DISK FULL: nothing after #{last} is stored. Write on paper from #{next} on. !!!!", last=last, next=next_
    )
    free = desk.session.store.space().free // _MIB
    yield words.say(
        "!!!! #1-#{last} are safe. {free} MB are free; free 64 MB and it goes on by itself. !!!!", last=last, free=free
    )
