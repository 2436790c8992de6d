"""What differs between two overlays: what they say of themselves, and what they do to each of their plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.diff_json import change_json, diff_json
from reports.plan_diff import Block, blocks, told, turned, turned_text
from reports.words import Words
from reports.words.diff_names import KEYS
from reports.words.names import name
from runbooks.changes import Change
from runbooks.plan import Plan


@dataclass(frozen=True, slots=True)
class Overlaid:
    """One plan under the old overlay and under the new one, and how the two differ."""

    old: Plan
    new: Plan
    found: Sequence[Change]


@dataclass(frozen=True, slots=True)
class OverlayDiff:
    """All of it. `own` is what the overlays say of themselves; `id` is the new one's."""

    id: str
    own: Sequence[Change]
    plans: Sequence[Overlaid]

    @property
    def any(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.own) or any(plan.found for plan in self.plans)


def overlay_diff_text(diff: OverlayDiff, words: Words) -> str:
    """What is the same in every plan is told once; anything else names the plans of which it is true."""
    if not diff.any:
        return words.sense("diff", "The two mean the same.") + "\n"
    own = [line for change in diff.own for line in _own(change, words)]
    heading = words.sense("diff", "the overlay {id}", id=diff.id)
    return told([*([(heading, own)] if own else []), *_merged(diff.plans, words)])


def overlay_diff_json(diff: OverlayDiff) -> list[dict[str, Any]]:
    """One object a change; `plans` names those in which it is so."""
    found = [change_json(change) for change in diff.own]
    merged: list[dict[str, Any]] = []
    for plan in diff.plans:
        for change in diff_json(plan.found, plan.old, plan.new):
            same = next((one for one in merged if {**one, "plans": None} == change), None)
            if same is None:
                merged.append({**change, "plans": [plan.new.id]})
            else:
                same["plans"].append(plan.new.id)
    return [*found, *merged]


def _own(change: Change, words: Words) -> list[str]:
    said = name(words, KEYS, change.key)
    if change.key in ("title", "about"):
        return list(turned_text(said, change.before or {}, change.after or {}, words))
    if change.key == "for_":
        return [turned(said, words.listed(change.before), words.listed(change.after), words)]
    return [turned(said, change.before, change.after, words)]


def _merged(plans: Sequence[Overlaid], words: Words) -> list[Block]:
    """The things of all plans in the order in which they are met."""
    every = [plan.new.id for plan in plans]
    things: dict[str, dict[str, list[str]]] = {}
    for plan in plans:
        for heading, lines in blocks(plan.found, plan.old, plan.new, words):
            for line in lines:
                things.setdefault(heading, {}).setdefault(line, []).append(plan.new.id)
    return [(heading, _named(lines, every, words)) for heading, lines in things.items()]


def _named(lines: dict[str, list[str]], every: Sequence[str], words: Words) -> list[str]:
    return [
        line if where == every else words.sense("diff", "in {plans}: {line}", plans=words.listed(where), line=line)
        for line, where in lines.items()
    ]
