"""The plan editor at a pseudo-terminal, over a plan of 2,500 lines: does it keep up with a hand, and how soon does a
problem stand under its line?

Times are taken outside the program, from bytes sent to bytes that came back. Keys are pressed in three ways: one after
the other without a rest (nothing is checked meanwhile), each while the text is being checked in its thread, and moving
through the file. A problem is made by one letter in the name of a step, in the middle of the plan, so that everything
is read, composed and checked; and taken back by undo. Its time runs from that last key to the mark before the line's
number, or to the count of no errors. The same in an overlay over that plan and in a scenario of it.
"""

from __future__ import annotations

import os
import random
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import arguments, median, percentile, report
from benchmarks.window import Window

_DOWN, _PAGE, _END, _RIGHT = b"\x1b[B", b"\x1b[6~", b"\x1b[F", b"\x1b[C"
_APART = 0.08
_REST = 1.2
_STEP = """\
  - id: step-{n}
    stage: {stage}
    title: {{zh: 第{n}件要办的事, en: Thing {n} to be done}}
    role: officer
    after: [{after}]
    limits:
      - {{within: {within} min, from: began, basis: plan, source: C-{n}}}   # 预案写明的
    how: {{zh: 先打电话，表单后补。, en: Phone first.}}
    source: C-{n}
    work: {{median: 5 min, p90: 12 min}}
"""
_HEAD = """\
runbook: big-plan
title: {zh: 很长的预案, en: A long plan}
sources:
  C: {title: {zh: 文件, en: Document}, kind: plan}
roles:
  officer: {zh: 值班员, en: Duty officer}
steps:
"""
_OVERLAY = """\
overlay: over-it
title: {zh: 叠加, en: Laid over it}
for: [big-plan]
roles:
  guard: {zh: 门卫, en: Guard}
sources:
  D: {title: {zh: 另一份, en: Another one}, kind: plan}
change:
  - step: step-122
    limits:
      - {within: 3 h, from: began, basis: plan, source: D-1}
"""
_SCENARIO = """\
scenario: drill-it
title: {zh: 演练, en: A drill}
runbook: big-plan
start: 2026-03-09T08:40+08:00
horizon: 24 h
staff:
  officer: {count: 20}
injects:
  - {id: storm, at: 10 min, says: {zh: 下雨了, en: It rains}, expects: [step-122]}
"""
_STAGES = ("report", "respond", "on-site", "coordinate", "inform", "review")


def long_plan(lines: int) -> str:
    """A plan without a problem, of so many lines: chains of steps with a limit each."""
    steps = max((lines - _HEAD.count("\n")) // _STEP.count("\n"), 1)
    made = [
        _STEP.format(
            n=n, stage=_STAGES[n * len(_STAGES) // steps], after=f"step-{n - 1}" if n % 8 else "", within=60 + n
        ).replace("    after: []\n", "    # 一条新的路\n")
        for n in range(steps)
    ]
    return _HEAD + "".join(made)


def _opened(path: Path, folder: Path) -> Window:
    window = Window("drillbook", "edit", str(path), "--db", str(folder / "journal.db"), "--lang", "zh")
    window.until("错误0".encode())
    window.quiet(_REST)
    return window


def _took(window: Window, key: bytes) -> float:
    sent = window.send(key)
    return (window.painted() - sent) * 1000


def typing(window: Window, rounds: int) -> list[float]:
    """Milliseconds from letter to paint, one after the other."""
    times = []
    for n in range(rounds):
        times.append(_took(window, b"ab cd"[n % 5 : n % 5 + 1] if n % 40 else b"\r# "))
        window.quiet(_APART)
    return times


def while_checked(window: Window, rounds: int) -> list[float]:
    """The same, each letter at a moment when the text before it is being checked."""
    times = []
    for _ in range(rounds):
        window.send(b"x")
        window.quiet(0.3 + random.random() * 0.2)
        times.append(_took(window, b"y"))
        window.quiet(_APART)
    return times


def moving(window: Window, rounds: int) -> list[float]:
    """Milliseconds from Down or PgDn to paint."""
    times = []
    for n in range(rounds):
        times.append(_took(window, _PAGE if n % 4 == 3 else _DOWN))
        window.quiet(_APART)
    return times


def problems(window: Window, rounds: int, *, plan: bool = False) -> list[float]:
    """Milliseconds from the last key of a mistake to its mark, and from undo to the count of none."""
    for keys in (b"\x06", b"after: [step-122" if plan else b"step-122", b"\x1b", _RIGHT):
        window.send(keys)
        window.quiet(0.3)
    times: list[float] = []
    for _ in range(rounds):
        window.quiet(_REST)
        window.seen = b""
        sent = window.send(b"\x15" if len(times) % 2 else b"x")
        window.until("错误0".encode() if len(times) % 2 else b"!!")
        times.append((window.until(b"") - sent) * 1000)
    return times


def measured(lines: int, rounds: int) -> dict[str, float]:
    """All figures for a plan of so many lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "big-plan.yaml"
        path.write_text(long_plan(lines), encoding="utf-8")
        figures: dict[str, float] = {"lines": path.read_text(encoding="utf-8").count("\n")}
        others = {"over-it.yaml": _OVERLAY, "drill-it.yaml": _SCENARIO}
        for name_of, text in others.items():
            (folder / name_of).write_text(text, encoding="utf-8")
        some = max(rounds // 6, 4)
        for kind, measure, file, times in (
            ("move", moving, path, rounds),
            ("problem under its line", partial(problems, plan=True), path, some),
            ("problem in an overlay over it", problems, folder / "over-it.yaml", some),
            ("problem in a scenario of it", problems, folder / "drill-it.yaml", some),
        ):
            window = _opened(file, folder)
            try:
                figures |= _figures(kind, measure(window, times))
                figures[f"memory after {kind}, MB"] = window.memory
            finally:
                window.close()
                _forget(folder)
        window = _opened(path, folder)
        try:
            for _ in range(lines // 40):
                window.send(_PAGE)
                window.quiet(0.02)
            window.send(_END + b" # ")
            window.quiet(_REST)
            figures |= _figures("key", typing(window, rounds))
            figures |= _figures("key while it is being checked", while_checked(window, rounds))
        finally:
            window.close()
        return figures


def _forget(folder: Path) -> None:
    """The drafts, so that the next start asks nothing."""
    for draft in (folder / "journal.db.drafts").glob("*"):
        draft.unlink()


def _figures(kind: str, times: list[float]) -> dict[str, float]:
    return {
        f"{kind}, p50 ms": median(times),
        f"{kind}, p99 ms": percentile(times, 0.99),
        f"{kind}, most ms": max(times),
    }


def main() -> None:
    """Measure; `--lines` the length of the plan, `--rounds` keys of each kind."""
    given = arguments("editor", rounds=120, lines=2500)
    load = os.getloadavg()[0]
    figures = {"load of the machine before": load} | measured(given.lines, given.rounds)
    report("editor", "key to screen p99 < 60 ms, problem within 500 ms of the last key, at 2,500 lines", figures, given)


if __name__ == "__main__":
    main()
