"""What a text says, whatever kind of file it is: values that a thread beside the keys brings back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from runbooks.compose import Composed
from runbooks.plan import Plan, Text
from runbooks.problems import Place, Problem
from runbooks.site import Site

Kind = Literal["runbook", "overlay", "site", "scenario"]
"""What a file can be. An overlay is held against a plan of its `for`, a scenario against its runbook, a site against
any plan that can be opened there."""

_TOP: Final = re.compile(r"([\"']?)(runbook|overlay|scenario|site)\1[ \t]*:")


def kind_among(keys: Iterable[str]) -> Kind:
    """What a file with these keys is: a scenario names its runbook under the key of runbooks, and a plan wins over a
    site; a file that says nothing yet is a runbook to be.
    """
    found = set(keys)
    if "scenario" in found:
        return "scenario"
    if "runbook" in found:
        return "runbook"
    return "overlay" if "overlay" in found else "site" if "site" in found else "runbook"


def kind_of_text(lines: Iterable[str]) -> Kind:
    """The same of a text that may be no YAML just now: by its lines that are not set in."""
    return kind_among(found[2] for line in lines if (found := _TOP.match(line)) is not None)


@dataclass(frozen=True, slots=True)
class Applied:
    """What of the site is in the plan that is shown. `broken`: its file cannot be used, and nothing of it is."""

    file: str
    overlays: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    private: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """A text as far as it can be understood.

    `problems` are those that `drillbook check` would tell of the file, were it saved. `composed` is the plan whose
    names can be used: the text's own, or the one it is held against; None where there is none. `shown` is that plan as
    it is lived here, `before` the same without what this file does to it. `plans` are those that it can be held
    against, `chosen` the one that it is.
    """

    kind: Kind
    problems: tuple[Problem, ...] = ()
    composed: Composed | None = None
    shown: Plan | None = None
    before: Plan | None = None
    applied: Applied | None = None
    plans: tuple[str, ...] = ()
    chosen: str = ""
    site: Site | None = None
    scenario: Mapping[str, Any] | None = None
    runbooks: tuple[tuple[str, Path], ...] = ()
    overlays: tuple[tuple[str, Path], ...] = ()
    titles: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """Names by kind that no one plan has: all roles and numbers that a site may name."""
    declared: Mapping[tuple[str, str], Place] = field(default_factory=dict)
