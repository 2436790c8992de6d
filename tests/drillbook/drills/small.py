"""A plan and a scenario small enough to see, and what tests of drills do with them."""

from __future__ import annotations

from drillbook.drill_lives import Lives
from simulator.scenario_loading import load_scenario
from tests.drillbook.terminal import Terminal
from tests.simulator.telling import HEAD, PLAN, REST

SMALL = HEAD + REST


def here(terminal: Terminal, scenario: str) -> None:
    """The plan `gate`, and a scenario of it as `try`."""
    for folder, name, text in (("runbooks", "gate", PLAN), ("scenarios", "try", scenario)):
        (terminal.folder / folder).mkdir(exist_ok=True)
        (terminal.folder / folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def good(terminal: Terminal, *arguments: str) -> str:
    """What a call prints that must go well."""
    code, printed = terminal.run(*arguments)
    assert code == 0, printed
    return printed


def lives_of(terminal: Terminal, seed: int = 7) -> Lives:
    """What lives the runs of `try`."""
    loaded = load_scenario(terminal.folder / "scenarios" / "try.yaml", search=(terminal.folder / "runbooks",))
    assert loaded.scenario is not None
    assert loaded.plan is not None
    return Lives(loaded.plan, loaded.scenario, seed)
