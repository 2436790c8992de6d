"""A walk through a plan as somebody would type it: one line for each act, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

WALKS = Path(__file__).parent.parent / "walks"


def lines_of(name: str) -> Iterator[tuple[str, list[str]]]:
    """(time, arguments after `drillbook`) of a walk from its opening; INC stands for the incident."""
    walk: dict[str, Any] = yaml.safe_load((WALKS / f"{name}.yaml").read_text(encoding="utf-8"))
    yield walk["opened"], ["open", walk["plan"], "--at", f"2026-{_day(walk['began'])}"]
    for act in walk["acts"]:
        at = act["at"]
        if "extend" in act:
            put = act["extend"]
            limit = f"{put['step']}@{put['turn']}/{put['limit']}" if "turn" in put else f"{put['step']}/{put['limit']}"
            yield at, ["act", "INC", "extend", limit, "--approver", put["approver"], "--reason", put["reason"]]
        if "start" in act:
            yield at, ["act", "INC", "start", f"{act['start']}@{act['turn']}" if "turn" in act else act["start"]]
        if "level" in act:
            yield at, ["act", "INC", "level", act["level"]]
        if "do" in act:
            step = f"{act['do']}@{act['turn']}" if "turn" in act else act["do"]
            fields = [part for fact, value in act.get("facts", {}).items() for part in ("--field", _typed(fact, value))]
            yield at, ["act", "INC", "done", step, *fields]
        for fact, value in act.get("set", {}).items():
            yield at, ["act", "INC", "set", _typed(fact, value)]
        for fact, rows in act.get("add", {}).items():
            for row in rows:
                yield at, ["act", "INC", "row", fact, *(_typed(column, value) for column, value in row.items())]


def _day(time: str) -> str:
    return time if "-" in time else f"03-09 {time}"


def _typed(fact: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{fact}={'yes' if value else 'no'}"
    if isinstance(value, dict):
        return f"{fact}={value['id']} {value['delete_by']}"
    if isinstance(value, list):
        return f"{fact}={'-'.join(str(n) for n in value) or 'none'}"
    return f"{fact}={value}"


def site_of(name: str) -> str:
    """The site under which a walk goes: its profile and overlays, and nobody's name but of who may extend a limit."""
    walk: dict[str, Any] = yaml.safe_load((WALKS / f"{name}.yaml").read_text(encoding="utf-8"))
    head = f"site: walk\nprofile: {walk['profile']}\noverlays: [{', '.join(walk['overlays'])}]\n"
    given = {act["extend"]["role"]: act["extend"]["approver"] for act in walk["acts"] if "extend" in act}
    people = "".join(f"  {role}: [{{name: {person}}}]\n" for role, person in given.items())
    return head + (f"people:\n{people}" if people else "")
