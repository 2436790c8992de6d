"""A scenario held against the plan: names that nothing has, what can never come, what needs a crowd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbooks.plan import Plan
from runbooks.problems import Problem
from runbooks.spots import Mention, Spot, mentions, nearest
from simulator.scenario_model import REPORTS, Scenario
from simulator.scenario_values import is_empty

ANYBODY = "any"
IN_COMMAND = "command"


def check_scenario(scenario: Scenario, plan: Plan, top: Spot, *, sound: bool) -> list[Problem]:
    """Everything that can be said of each entry by itself. Not `sound`: entries were left out, so nothing is missed."""
    return [
        *_steps(plan, top),
        *_staff(scenario, plan, top),
        *_outside(plan, top),
        *_needs(scenario, plan, top, sound=sound),
        *_after_horizon(scenario, top),
        *_injects(top),
        *_doubled(top),
        *_crowd(scenario, top, sound=sound),
        *_named_twice(top),
    ]


# -- names


def _steps(plan: Plan, top: Spot) -> Iterator[Problem]:
    """Steps by name, wherever a scenario names them."""
    named = [Mention(name, key) for under in ("work", "measures") for name, key, _ in entries(top, under)]
    named += [Mention(name, key) for name, key, _ in entries(top, "needs") if name != REPORTS]
    for under, of in (("injects", "expects"), ("objectives", "of")):
        for item in items(top, under):
            named += mentions(item.key(of)) if item.has(of) else []
    for mention in named:
        if mention.id not in plan.step:
            yield mention.spot.unknown("unknown-step", mention.id, plan.step)


def _staff(scenario: Scenario, plan: Plan, top: Spot) -> Iterator[Problem]:
    """Staff are roles of the plan that act themselves, or things that something needs."""
    own = [role.id for role in plan.roles.values() if role.kind != "outside" and not role.one_of]
    for name, key, value in entries(top, "staff"):
        role = plan.roles.get(name)
        if name in (IN_COMMAND, ANYBODY) or (role is not None and role.one_of):
            yield key.problem("staff-is-a-choice", {"given": name}, allowed=role.one_of if role else ())
        elif role is not None and role.kind == "outside":
            yield key.problem("staff-from-outside", {"given": name})
        elif role is None and name not in scenario.things:
            yield key.unknown("unknown-role", name, own)
        elif role is None or role.kind == "thing":
            for what in ("reaction", "travel"):
                if value.has(what):
                    yield at_key(value, what).problem("thing-does-not-move", {"given": name, "key": what})
        if role is not None and value.has("title"):
            yield at_key(value, "title").problem("title-is-the-plans", {"given": name})
    written = top.file.root.get("staff")
    known = {*scenario.staff, *(entry.key for entry in written.entries())} if written else {*scenario.staff}
    for item in items(top, "injects"):
        for name, key, _ in entries(item, "away"):
            if name not in known:
                yield key.unknown("unknown-staff", name, known)


def _outside(plan: Plan, top: Spot) -> Iterator[Problem]:
    others = [role.id for role in plan.roles.values() if role.kind == "outside"]
    for name, key, _ in entries(top, "outside"):
        if name not in plan.roles:
            yield key.unknown("unknown-role", name, others)
        elif name not in others:
            yield key.problem("not-from-outside", {"given": name}, allowed=others)


def _needs(scenario: Scenario, plan: Plan, top: Spot, *, sound: bool) -> Iterator[Problem]:
    """What is needed is a thing, and there is one; a name much like that of another thing is taken for misspelt."""
    for _, _, value in entries(top, "needs"):
        for mention in mentions(value):
            role = plan.roles.get(mention.id)
            if role is not None and role.kind != "thing":
                yield mention.spot.problem("needs-a-person", {"given": mention.id})
            elif mention.id not in scenario.staff and sound:
                things = [name for name in scenario.staff if name not in plan.roles or plan.roles[name].kind == "thing"]
                if nearest(mention.id, things):
                    yield mention.spot.unknown("unknown-staff", mention.id, things)
                else:
                    hint = f"{mention.id}: {{count: 1}}"
                    yield mention.spot.problem("thing-not-in-staff", {"given": mention.id}, hint=hint)


# -- times and injects


def _after_horizon(scenario: Scenario, top: Spot) -> Iterator[Problem]:
    """What comes only after the drill is over."""
    if not scenario.horizon:
        return
    values = {"horizon": top.key("horizon").node.text}
    for inject, item in zip(scenario.injects, items(top, "injects"), strict=True):
        if inject.at is not None and inject.at > scenario.horizon:
            yield item.key("at").problem("after-the-horizon", {"given": item.key("at").node.text, **values})
    for name, _, value in entries(top, "staff"):
        aways, spots = scenario.staff[name].away, items(value, "away")
        for away, spot in zip(aways, spots, strict=True) if len(aways) == len(spots) else []:
            if away.start > scenario.horizon:
                yield spot.key("from").problem("after-the-horizon", {"given": spot.key("from").node.text, **values})


def _injects(top: Spot) -> Iterator[Problem]:
    """Each happens at a time or on a condition, and does something."""
    for item in items(top, "injects"):
        given = [key for key in ("at", "when") if item.has(key) and not is_empty(item.key(key))]
        if len(given) != 1:
            yield item.problem("at-or-when", {"given": tuple(given)})
        does = any(item.has(key) for key in ("says", "set", "tension", "people", "away"))
        if not does:
            yield item.problem("inject-does-nothing", {"given": item.key("id").node.text})


def _doubled(top: Spot) -> Iterator[Problem]:
    for under in ("injects", "objectives"):
        found: dict[str, Spot] = {}
        for item in items(top, under):
            at = item.key("id")
            if at.node.text in found:
                yield at.problem("doubled-id", {"given": at.node.text, "first": found[at.node.text].address})
            found.setdefault(at.node.text, at)


def _named_twice(top: Spot) -> Iterator[Problem]:
    lists = [value for _, _, value in entries(top, "needs")]
    lists += [
        item.key(of) for of, under in (("expects", "injects"), ("of", "objectives")) for item in items(top, under)
    ]
    lists += [top.key("overlays")] if top.has("overlays") else []
    for spot in lists:
        names = mentions(spot) if spot.node.kind == "list" else []
        for i, mention in enumerate(names):
            if mention.id in {other.id for other in names[:i]}:
                yield mention.spot.problem("named-twice", {"given": mention.id})


# -- the crowd


def _crowd(scenario: Scenario, top: Spot, *, sound: bool) -> Iterator[Problem]:
    """What only a crowd does, where there is none; and answers to what the crowd says itself."""
    if scenario.crowd is None and sound:
        for spot, keys in _of_crowds(top):
            for key in keys:
                if spot.has(key):
                    yield at_key(spot, key).problem("no-crowd", {"given": key})
    reported = {report.fact for report in scenario.reports}
    for name, at, _ in entries(top, "answers"):
        if name in reported:
            yield at.problem("crowd-answers", {"given": name})


def _of_crowds(top: Spot) -> Iterable[tuple[Spot, tuple[str, ...]]]:
    yield top, ("reports", "notice", "measures")
    for item in items(top, "injects"):
        yield item, ("tension", "people")


# -- spots


def entries(spot: Spot, key: str) -> list[tuple[str, Spot, Spot]]:
    """The entries of the map under a key; none without it."""
    found = spot.get(key)
    return [] if found is None else found.entries()


def items(spot: Spot, key: str) -> list[Spot]:
    """The members of the list under a key; none without it."""
    found = spot.get(key)
    return [] if found is None else found.items()


def at_key(spot: Spot, key: str) -> Spot:
    """Where a key itself stands; without it the whole."""
    return next((at for name, at, _ in spot.entries() if name == key), spot)
