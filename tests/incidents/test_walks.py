"""The shipped plans walked to their ends, as `tests/walks/*.yaml` wrote down by hand what must then stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from incidents import commands as c
from incidents.views import LimitView, Snapshot
from runbooks.library import load
from runbooks.site import read_site
from tests.incidents.story import Story, ms

WALKS = sorted((Path(__file__).parent.parent / "walks").glob("*.yaml"))
STATES = {"ready": "ready", "doing": "in-progress", "waiting": "waiting", "not-applicable": "not-applicable"}


class Walk:
    """One walk: its incident, and its day for times that name none."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        site = folder / "site.yaml"
        site.write_text(f"site: walk\nprofile: {self.data['profile']}\n", encoding="utf-8")
        loaded = load(self.data["plan"], site=read_site(site)[0], overlays=self.data["overlays"])
        assert loaded.plan is not None, loaded.problems
        self.story = Story(loaded.plan, began=self.data["began"])
        self.story.look(self.data["opened"])

    def do(self, command: c.Command) -> None:
        result = self.story.session.do(command, "walker")
        assert isinstance(result, tuple), result

    def value(self, fact: str, value: Any) -> Any:
        """A value as the engine takes it: a moment is written as a time of day."""
        return ms(value) if self.story.session.plan.facts[fact].type == "moment" else value

    def act(self, act: dict[str, Any]) -> None:
        """Everything that one entry of the walk records, in the order that its head explains."""
        at = ms(act["at"])
        self.story.clock.time = at
        if "extend" in act:
            self.do(c.Extend(at=at, **act["extend"]))
        if "start" in act:
            self.do(c.Start(at=at, step=act["start"], turn=act.get("turn", 0)))
        if "level" in act:
            self.do(c.SetLevel(at=at, level=act["level"]))
        if "do" in act:
            facts = {fact: self.value(fact, value) for fact, value in act.get("facts", {}).items()}
            self.do(c.Done(at=at, step=act["do"], turn=act.get("turn", 0), facts=facts))
        for fact, value in act.get("set", {}).items():
            self.do(c.StateFact(at=at, fact=fact, value=value))
        for fact, rows in act.get("add", {}).items():
            for row in rows:
                self.do(c.ChangeRow(at=at, fact=fact, values=row))


def unlike(then: dict[str, Any], seen: Snapshot) -> Iterator[str]:
    """What does not stand as the walk says it must."""
    states = {step.id: step.state for step in seen.steps}
    for key, state in STATES.items():
        yield from (f"{s} is {states.get(s)}, not {state}" for s in then.get(key, []) if states.get(s) != state)
    if then.get("exactly") == "ready":
        ready = {step for step, state in states.items() if state == "ready"}
        yield from (f"{step}: ready or not?" for step in ready ^ set(then["ready"]))
    if "told" in then:
        told = {t.role for t in seen.told if t.at is not None}
        yield from (f"{role}: told or not?" for role in told ^ set(then["told"]))


def chosen(expected: dict[str, Any], limits: tuple[LimitView, ...]) -> list[LimitView]:
    """The limits that an expectation means."""
    counted_from = expected.get("from") or expected.get("by")
    found = [v for v in limits if v.step == expected["step"] and v.basis == expected["basis"]]
    found = [v for v in found if counted_from in {None, v.from_} and v.turn == expected.get("turn", v.turn)]
    return [v for v in found if "level" not in expected or v.number.startswith(expected["level"])]


@pytest.mark.parametrize("path", WALKS, ids=lambda p: p.stem)
def test_walk(path: Path, tmp_path: Path) -> None:
    walk = Walk(path, tmp_path)
    wrong = []
    for act in walk.data["acts"]:
        walk.act(act)
        wrong += [f"{act['at']}: {fault}" for fault in unlike(act.get("then", {}), walk.story.session.snapshot())]
    limits = walk.story.session.snapshot().limits
    for expected in walk.data["limits"]:
        verdicts = [(v.state, v.due_at) for v in chosen(expected, limits)]
        due = ms(expected["due"]) if "due" in expected else None
        if not any(state == expected["verdict"] and due in {None, at} for state, at in verdicts):
            wrong.append(f"{expected}: {verdicts}")
    assert not wrong, "\n".join(wrong)
    assert walk.story.picture() == walk.story.replayed()


def test_there_are_walks() -> None:
    assert len(WALKS) >= 7
