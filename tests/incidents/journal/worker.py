"""A program that appends to a journal until it is done or killed: `python -m tests.incidents.journal.worker`.

It prints one line for each thing that it was told: `ack OP`, `conflict`, `locked`. Nothing is buffered, so what it
printed before it was killed is what it had been promised.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from incidents.journal import Conflict, Draft, NotDurable, StreamExists

from .making import GENESIS, STREAM, draft, small_store

ROOT = Path(__file__).parents[3]


def start(path: Path, name: str, count: int, think_ms: int, together: int = 1) -> subprocess.Popen[bytes]:
    """Run a worker that makes `count` appends, thinking up to `think_ms` between looking and appending. It begins when
    `together` workers are there, so that they really meet.
    """
    arguments = [sys.executable, "-m", __spec__.name, str(path), name, str(count), str(think_ms), str(together)]
    if sys.platform == "win32":
        return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE)

    def mortal() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # when the tests run under nohup it is ignored

    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, preexec_fn=mortal)  # noqa: PLW1509


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _append(store: object, version: int, batch: list[Draft]) -> int | None:
    """The stream's version afterwards; None if somebody else was first."""
    try:
        return store.append(STREAM, version, batch)[-1].version  # type: ignore[attr-defined]
    except Conflict:
        _say("conflict")
    except NotDurable as error:
        _say(error.kind)
    return None


def _meet(folder: Path, name: str, together: int) -> None:
    (folder / f"{name}.here").touch()
    while len(list(folder.glob("*.here"))) < together:
        time.sleep(0.001)


def main() -> None:
    path, name, count, think_ms = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(name)
    store = small_store(path, busy_ms=10_000)
    with contextlib.suppress(StreamExists):
        store.create(STREAM, GENESIS, [draft("opened")])
    _meet(path.parent, name, int(sys.argv[5]))
    for number in range(count):
        op = f"{name}-{number}"
        batch = [draft(op), *(draft(f"{op}.{extra}") for extra in range(1, chance.choice([1, 1, 3])))]
        done = None
        while done is None:
            version = store.streams()[0].version
            if think_ms:
                time.sleep(chance.random() * think_ms / 1000)
            done = _append(store, version, batch)
        for item in batch:
            _say(f"ack {item.op}")


if __name__ == "__main__":
    main()
