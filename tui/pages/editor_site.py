"""A site's file in words, held against one plan: who holds its roles, who is missing, which numbers are the site's."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cells import clip
from reports.format_value import role
from reports.words import Words
from runbooks.plan import Plan
from runbooks.site import Person, Site, roles_without_holder
from tui.editing.findings import Findings
from tui.editing.state import Room
from tui.lines import BLANK, Line, drawn, line, note, wrap
from tui.pages.editor_preview import number_said


def site_rows(found: Findings, words: Words, width: int) -> list[Line]:
    """The whole site's file, as far as this plan is concerned."""
    site, plan = found.site, found.plan
    if site is None or plan is None:
        return [line(words.sense("editor", "Nothing can be made of the text yet."))]
    rows: list[Line] = [line(clip(f"{drawn(words.text(site.name))}  {site.timezone}", width))]
    missing = roles_without_holder(plan, site)
    rows.append(line(words.sense("editor", "Roles of {plan}: nobody for {n}", plan=plan.id, n=len(missing)), "heading"))
    nobody = words.sense("editor", "nobody")
    rows += [line(clip(f" !! {drawn(role(name, plan, words))}: {nobody}", width), "overdue") for name in missing]
    for name, people in site.people.items():
        if name in plan.roles and people:
            rows += _hung(
                f"{drawn(role(name, plan, words))}: ", words.listed(person(one, words) for one in people), width
            )
    rows.append(line(words.sense("editor", "Numbers of {plan}", plan=plan.id), "heading"))
    rows += [line(clip(row, width)) for row in _numbers(found, plan, site, words)]
    laid = words.listed(drawn(name) for name in plan.overlays) or words.sense("editor", "none")
    rows.append(line(words.sense("editor", "Overlays in force over it: {names}", names=laid), "heading"))
    rest = [name for name in (*site.people, *site.numbers) if name not in plan.roles and name not in plan.numbers]
    if rest:
        rows.append(line(words.sense("editor", "Here for other plans"), "heading"))
        rows += [line(f"    {piece}") for piece in wrap(words.listed(drawn(name) for name in rest), width - 4)]
    return rows


def site_short(room: Room, words: Words, width: int) -> list[Line]:
    """Who is missing, and how many numbers are set."""
    site, plan = room.found.site, room.found.plan
    if site is None or plan is None:
        return [line("  " + words.sense("editor", "Nothing can be made of the text yet.")), BLANK]
    missing = [drawn(role(name, plan, words)) for name in roles_without_holder(plan, site)]
    who = words.sense("editor", "nobody for: {roles}", roles=words.listed(missing)) if missing else ""
    held = words.sense("editor", "every role of it is held")
    own = sum(number.by_site for number in plan.numbers.values())
    numbers = words.sense("editor", "numbers set here: {n} of {all}", n=own, all=len(plan.numbers))
    laid = words.listed(drawn(name) for name in plan.overlays) or words.sense("editor", "none")
    overlays = words.sense("editor", "overlays: {names}", names=laid)
    return [line(f"  {clip(note(who or held), width - 2)}"), line(f"  {clip(f'{numbers}   {overlays}', width - 2)}")]


def person(one: Person, words: Words) -> str:
    """A name with its telephones; that there is none."""
    return f"{drawn(one.name)} {' '.join(one.tel) or words.sense('editor', '(no telephone)')}"


def _numbers(found: Findings, plan: Plan, site: Site, words: Words) -> Iterator[str]:
    before = found.before
    for number in plan.numbers.values():
        now = number_said(number.value, words)
        plans = before.numbers.get(number.id) if before is not None else None
        if number.id in site.numbers and plans is not None:
            was = number_said(plans.value, words)
            yield f"    {number.id}  " + words.sense("editor", "{now} (the plan: {was})", now=now, was=was)
        else:
            yield f"    {number.id}  " + words.sense("editor", "{now}, the plan's: not set here", now=now)


def _hung(head: str, text: str, width: int) -> list[Line]:
    pieces = wrap(head + text, width - 6)
    return [line(f"    {piece}" if n == 0 else f"      {piece}") for n, piece in enumerate(pieces)]
