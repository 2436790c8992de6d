"""What a site's file names, held against the plans that can be had: numbers, roles, overlays, the plan to open."""

from __future__ import annotations

from collections.abc import Mapping

from runbooks.amounts import read_number, site_number
from runbooks.plan import Number
from runbooks.problems import Problem, in_file_order
from runbooks.shelf import Library
from runbooks.site import SiteFile
from runbooks.spots import Spot


def check_site(library: Library, site: SiteFile | None, problems: list[Problem]) -> list[Problem]:
    """Every problem of a site's file; `problems` are those of its reading."""
    if site is None:
        return problems
    top, problems = site.top, list(problems)
    numbers, roles = library.names("numbers"), library.names("roles")
    for name, key, value in top.key("numbers").entries() if top.has("numbers") else []:
        problems += _number(name, key, value, numbers)
    for name, key, _ in top.key("people").entries() if top.has("people") else []:
        if name not in roles:
            problems.append(key.unknown("unknown-role", name, roles, severity="warning"))
    for item in top.key("overlays").items() if site.site.overlays else []:
        if item.node.text not in library.ids("overlay"):
            problems.append(item.unknown("unknown-overlay", item.node.text, library.ids("overlay")))
    plan = top.get("default-plan")
    if plan is not None and plan.node.text not in library.ids("runbook"):
        problems.append(plan.unknown("unknown-runbook", plan.node.text, library.ids("runbook")))
    return in_file_order(problems)


def _number(name: str, key: Spot, value: Spot, declared: Mapping[str, Spot]) -> list[Problem]:
    if name not in declared:
        return [key.unknown("unknown-number", name, declared)]
    amount, _ = read_number(declared[name].key("is"))
    return [] if amount is None else site_number(Number(name, amount, {}, {}), value)[1]
