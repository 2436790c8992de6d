"""What a dialogue will lead to, said before its last digit is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from incidents.views import LimitView
from reports.format_time import hhmm
from reports.gone_on import went_on
from reports.nearest import BINDING
from tui.desk.dialogues.about import number
from tui.desk.dialogues.closing import left_open
from tui.desk.panel import Dialogue
from tui.desk.scene import Scene
from tui.lines import drawn
from tui.pages.tail import short_fact
from tui.pages.times import authority, due


def _skipped(panel: Dialogue, scene: Scene) -> list[str]:
    """What a skipped step leads to: its record, its limits, the steps that wait for it."""
    words, plan, board = scene.words, scene.plan, scene.board
    me = number(panel, scene)
    lines = [
        words.sense(
            "dialogue",
            "{step} becomes skipped, by {name} {at}; reason and consent go into the report.",
            step=me,
            name=drawn(board.by),
            at=hhmm(scene.now, board.zone),
        )
    ]
    lines += [_limit_told(limit, scene) for limit in _open_limits(panel, scene)]
    after = [plan.steps[n].number for n, _ in board.state.compiled.follows[panel.spot.step]]
    waiting = words.many("{n} step waits for {step}", "{n} steps wait for {step}", len(after), step=me)
    if after:
        waiting += f" ({' '.join(after)})"
    waive = words.sense("dialogue", "To waive a limit: Right, waive (needs an approver).")
    joint = "。" if words.chinese else ". "
    return [*lines, f"{waiting}{joint}{waive}" if lines[1:] else waiting]


def _open_limits(panel: Dialogue, scene: Scene) -> list[LimitView]:
    """The limits of the step that are running or over."""
    return [v for v in scene.board.row(panel.spot, scene.now).limits if v.state in {"running", "overdue"}]


def _limit_told(limit: LimitView, scene: Scene) -> str:
    words = scene.words
    said = authority(limit, scene.board)
    if limit.basis in BINDING:
        return words.sense(
            "dialogue", "{limit}: still open at closing = missed (skipped); that breaks the plan.", limit=said
        )
    return words.sense(
        "dialogue", "{limit}: still open at closing = missed (skipped); breaks no plan and no law.", limit=said
    )


def _reopened(panel: Dialogue, scene: Scene) -> list[str]:
    words, board = scene.words, scene.board
    lines = [words.sense("dialogue", "{step} is open again; what was recorded stays.", step=number(panel, scene))]
    judged = (v for v in board.row(panel.spot, scene.now).limits if v.due_at is not None and v.state != "waived")
    lines += [
        words.sense(
            "dialogue",
            "The limit stays: {limit}, {due}",
            limit=authority(limit, board),
            due=due(limit, board, scene.now),
        )
        for limit in judged
    ]
    return lines


def _closed(panel: Dialogue, scene: Scene) -> list[str]:
    """What is open and owed, and which binding limits would be missed."""
    if panel.answers[:1] != ("handled",):
        return []
    words, plan = scene.words, scene.plan
    steps, owed = left_open(scene)
    lines = []
    if steps:
        lines.append(words.sense("dialogue", "Open: {steps}", steps=" ".join(plan.step[s].number for s in steps)))
    if owed:
        said = words.listed(f"{plan.step[step].number} {drawn(short_fact(fact, plan, words))}" for step, fact in owed)
        lines.append(words.sense("dialogue", "Owed (a value, or: cannot be had, and why): {fields}", fields=said))
    return lines


def _switched(panel: Dialogue, scene: Scene) -> list[str]:
    del panel
    words = scene.words
    return [
        words.sense("dialogue", "This incident ends as switched and stays in the list; the new one names it."),
        words.sense("dialogue", "Start, facts and calls go along with their own times; limits are judged anew."),
    ]


def _reopened_incident(panel: Dialogue, scene: Scene) -> list[str]:
    del panel
    said = went_on(scene.board.session, scene.words)
    return [drawn(said)] if said else []


def _taken_over(panel: Dialogue, scene: Scene) -> list[str]:
    del panel
    return [scene.words.sense("dialogue", "Without a signature: it is recorded as taken over alone, with the reason.")]


LEFT: Final = frozenset({"close"})
"""Kinds whose sentences say what is left rather than what will follow."""

TOLD: Final[dict[str, Callable[[Dialogue, Scene], list[str]]]] = {
    "skip": _skipped,
    "reopen": _reopened,
    "reopen-incident": _reopened_incident,
    "close": _closed,
    "switch": _switched,
    "take-over": _taken_over,
}
"""What each kind says; the others explain themselves."""
