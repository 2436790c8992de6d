"""What an officer has set for themselves: other keys for what stands on function keys, and whether the bell rings.

    keys:
      note: [f2]
      log: [ctrl+l]
    bell: off

It is read as strictly as a plan. A file with anything wrong in its keys changes no key at all: half of the keys one has
learned are worse than the standard ones, which stand on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import Field

from reports.cells import printable
from reports.words import Words
from reports.words.problems import headline
from runbooks.fields import Several, Strict
from runbooks.opened import hold, open_file
from runbooks.problems import Problem, errors, in_file_order
from runbooks.spots import Spot
from tui.actions import ACTIONS, Fault, Registry, rebound
from tui.keys import BINDABLE


class SettingsModel(Strict):
    """What the file may say."""

    keys: dict[str, Several[str]] = Field(default_factory=dict)
    bell: Literal["on", "off"] = "on"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is in force."""

    registry: Registry = field(default_factory=Registry)
    bell: bool = True


def preferences_from(path: Path | None) -> tuple[Preferences, list[Problem]]:
    """What a file says, and what is wrong with it; without a file the standard."""
    if path is None:
        return Preferences(), []
    top, problems = open_file(path)
    if top is None:
        return Preferences(), [p for p in problems if p.code != "empty-file"]
    model, problems = hold(SettingsModel, top, problems)
    if model is None:
        return Preferences(), problems
    keys = {action: [_key(key) for key in given] for action, given in model.keys.items()}
    actions, faults = rebound(keys)
    problems = in_file_order([*problems, *(_problem(fault, top) for fault in _each_once(faults, keys))])
    return Preferences(Registry(actions), model.bell == "on"), problems


def notice(problems: Sequence[Problem], words: Words) -> str:
    """What the screen says at the beginning about a file that was refused; empty where it was not."""
    wrong = errors(problems)
    if not wrong:
        return ""
    first = wrong[0]
    name, line = printable(Path(first.place.file).name), first.place.line
    return words.sense("settings", "Standard keys: {file}, line {line}: ", file=name, line=line) + headline(
        words, first
    )


def _key(written: str) -> str:
    return written.strip().casefold().replace(" ", "")


def _each_once(faults: Sequence[Fault], keys: Mapping[str, Sequence[str]]) -> list[Fault]:
    """Of each key the first fault; of an action that cannot be had by another key, nothing about its keys. A clash is
    said of the action that the file speaks of.
    """
    found: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        other = fault.code == "clash" and fault.action not in keys
        told = Fault(fault.code, fault.other, fault.key, fault.action) if other else fault
        if (told.action, "") not in found:
            found.setdefault((told.action, told.key), told)
    return list(found.values())


def _problem(fault: Fault, top: Spot) -> Problem:
    """A fault of the table, at the place in the file where it comes from."""
    action = _entry(top, fault.action)
    at = next((spot for spot in _written(action) if _key(spot.node.text) == fault.key), action)
    match fault.code:
        case "unknown":
            return action.unknown("unknown-action", fault.action, [a.id for a in ACTIONS if a.rebindable])
        case "fixed":
            movable = sorted(a.id for a in ACTIONS if a.rebindable)
            return action.problem("fixed-action", {"given": fault.action}, allowed=movable)
        case "forbidden":
            return at.problem("forbidden-key", {"key": fault.key}, allowed=sorted(BINDABLE))
        case "letter":
            return at.problem("letter-key", {"key": fault.key}, allowed=sorted(BINDABLE))
        case "clash":
            return at.problem("key-clash", {"key": fault.key, "other": fault.other})
    return at.problem("no-such-key", {"key": fault.key}, allowed=sorted(BINDABLE))


def _entry(top: Spot, action: str) -> Spot:
    """The key of the file under which an action stands."""
    return next((at for name, at, _ in top.key("keys").entries() if name == action), top.key("keys"))


def _written(action: Spot) -> Iterator[Spot]:
    yield from action.items()
