"""Small plans in docstrings: what stands there is written to files, and what is wrong with them is told in short lines.

A docstring may hold several files, each after a line `== name.yaml`; the first is the one that is checked. Beside
them there is always `base.yaml`, which stories include for a source of each kind, a few roles and numbers.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Sequence
from pathlib import Path

from runbooks.library import Loaded, check_file, load
from runbooks.plan import Plan
from runbooks.problems import Problem, Value
from runbooks.site import read_site

BASE = """\
runbook: base
title: Base
sources:
  P: {title: The plan, kind: plan}
  S: {title: The statute, kind: statute}
  O: {title: For state-owned ones, kind: statute, binds: state-owned}
  X: {title: Practice, kind: practice}
roles:
  boss: Boss
  clerk: Clerk
  guard: Guard
  police: {title: Police, kind: outside}
numbers:
  soon: {is: 10 min, replaces: at once, why: a call}
  daily: {is: 24 h, replaces: often, why: each day}
  slow: {is: 3 working days, replaces: in time, why: custom}
  many: {is: 30, replaces: a crowd, why: ours}
"""


class Told:
    """The files of one story in a folder of their own."""

    def __init__(self, folder: Path, story: str) -> None:
        self.folder = folder
        self.names: list[str] = []
        (folder / "base.yaml").write_text(BASE, encoding="utf-8")
        name, lines = "plan.yaml", list[str]()
        for line in [*inspect.cleandoc(story).splitlines(), "== end"]:
            if not line.startswith("== "):
                lines.append(line)
                continue
            if any(lines):
                (folder / name).write_text(textwrap.dedent("\n".join(lines)) + "\n", encoding="utf-8")
                self.names.append(name)
            name, lines = line.removeprefix("== "), []

    def problems(self, name: str = "") -> list[Problem]:
        """What checking the first file finds, or another one."""
        return check_file(self.folder / (name or self.names[0]))

    def __call__(self, name: str = "", *, notes: bool = False) -> list[str]:
        """The same as short lines; `base.yaml` and notes are left out."""
        found = self.problems(name)
        return [short(p, name or self.names[0]) for p in found if notes or p.severity != "note"]

    def load(self, plan: str = "", *, site: str = "", overlays: Sequence[str] | None = None) -> Loaded:
        """The plan of the first file at the site of another."""
        at = None
        if site:
            at, problems = read_site(self.folder / site)
            assert at is not None, problems
        return load(plan or str(self.folder / self.names[0]), site=at, search=[self.folder], overlays=overlays)


def plan_of(told: Told, site: str = "", overlays: list[str] | None = None) -> Plan:
    """The plan of a story that has one."""
    loaded = told.load(site=site, overlays=overlays)
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


def short(problem: Problem, main: str) -> str:
    """`3:12 code key=value … ?hint`, with the file's name before it where it is not the main one."""
    name = Path(problem.place.file).name
    head = "" if name == main else f"{name} "
    mark = {"error": "", "warning": "~", "note": "."}[problem.severity]
    values = "".join(f" {key}={_said(value)}" for key, value in problem.values.items())
    hint = f" ?{problem.hint}" if problem.hint else ""
    return f"{head}{problem.place.line}:{problem.place.column} {mark}{problem.code}{values}{hint}"


def _said(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(value) + "]"
    head, colon, line = str(value).rpartition(":")
    return f"{Path(head).name}:{line}" if colon and line.isdigit() and "/" in head else str(value)
