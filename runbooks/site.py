"""The site: its name, zone and profile, its people by role, its numbers, and what its people type often.

Plans name roles; the site names people. What is here is never frozen into an incident, except the numbers, the
profile, the zone and the overlays, which are part of the plan in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, available_timezones

from runbooks.plan import Plan, Text
from runbooks.problems import Problem, errors, in_file_order
from runbooks.spots import Spot, nearest

if TYPE_CHECKING:
    from runbooks.model_site import PersonModel, SiteModel


@dataclass(frozen=True, slots=True)
class Person:
    """One of our own people. `tel` are the numbers in the order of trying; `title` is 组长, 副组长 and the like."""

    name: str
    tel: tuple[str, ...] = ()
    title: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """One site. `people` gives for each role the holder first, then the deputies in calling order."""

    name: Text = field(default_factory=dict)
    timezone: str = "Asia/Shanghai"
    profile: Literal["state-owned", "private"] = "state-owned"
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    numbers: Mapping[str, str | int] = field(default_factory=dict)
    overlays: tuple[str, ...] = ()
    default_plan: str = ""
    duty: tuple[str, ...] = ()
    places: tuple[Text, ...] = ()
    phrases: tuple[Text, ...] = ()
    call_back: str = ""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """The site with the file it came from, for the positions of its problems."""

    site: Site
    top: Spot
    path: Path


def read_site(path: Path) -> tuple[SiteFile | None, list[Problem]]:
    """The site of a file, or None; and what is wrong with it."""
    from runbooks.opened import open_file

    top, problems = open_file(path)
    return (None, problems) if top is None else site_of(path, top, problems)


def is_site(top: Spot) -> bool:
    """Whether a file calls itself a site's; a plan or an overlay may have such a key by mistake, and is told so."""
    return top.has("site") and not {"runbook", "overlay"} & set(top.keys())


def site_of(path: Path, top: Spot, problems: list[Problem]) -> tuple[SiteFile | None, list[Problem]]:
    """The same of a file whose reading found these problems."""
    # only who reads a file pays for what checks it: the models take as long to load as a screen to paint
    from runbooks.model_site import SiteModel
    from runbooks.opened import hold

    model, problems = hold(SiteModel, top, problems)
    if model is None:
        return None, problems
    problems = in_file_order([*problems, *_zone(model, top)])
    return (None if errors(problems) else SiteFile(_site(model, top), top, path)), problems


def _zone(model: SiteModel, top: Spot) -> list[Problem]:
    try:
        ZoneInfo(model.timezone)
    except (KeyError, OSError, ValueError):  # unknown; the name of a folder; a name that is no path at all
        pass
    else:
        return []
    hint = nearest(model.timezone, available_timezones())
    return [top.key("timezone").problem("unknown-timezone", {"given": model.timezone}, hint=hint or "Asia/Shanghai")]


def _site(model: SiteModel, top: Spot) -> Site:
    numbers = {name: value.node.text for name, _, value in top.key("numbers").entries()} if model.numbers else {}
    return Site(
        name=model.site,
        timezone=model.timezone,
        profile=model.profile,
        people={role: tuple(_person(p) for p in people) for role, people in model.people.items()},
        numbers=numbers,
        overlays=tuple(model.overlays),
        default_plan=model.default_plan or "",
        duty=tuple(model.duty),
        places=tuple(model.places),
        phrases=tuple(model.phrases),
        call_back=model.call_back or "",
    )


def _person(model: PersonModel) -> Person:
    return Person(model.name, tuple(model.tel), model.title or {})


def roles_without_holder(plan: Plan, site: Site | None) -> tuple[str, ...]:
    """Roles of our own that the plan gives something to do, to lead or to know, and that nobody at the site holds.

    A role that is one of several is held as soon as one of them is; `any` is held by whoever is there.
    """
    people = site.people if site else {}
    wanted = [role for step in plan.steps for role in (*step.role, *step.tells)]
    wanted += [level.command for level in plan.levels if level.command]
    missing = []
    for name in dict.fromkeys(wanted):
        role = plan.roles.get(name)
        if role is None or role.kind != "staff" or "any" in role.one_of:
            continue
        if not any(people.get(held) for held in (name, *role.one_of)):
            missing.append(name)
    return tuple(missing)


def role_held(plan: Plan, site: Site | None, assigned: Mapping[str, str], wanted: str, name: str) -> str:
    """The role in which somebody can speak who is to speak as `wanted`: that one or one that shares it; else another of
    theirs, or none. `assigned` are the holders that an incident names. Where nobody is named for the role at all, the
    word of whoever records it is taken.
    """
    people = site.people if site else {}
    named = {role: {person.name for person in held} for role, held in people.items()}
    for role, person in assigned.items():
        named[role] = {person}
    fitting = [role for role in (wanted, *plan.roles[wanted].one_of) if named.get(role)]
    if not fitting:
        return wanted
    others = sorted(named.keys() - set(fitting))
    return next((role for role in (*fitting, *others) if name in named[role]), "")
