"""What a file comes to, whatever kind it is: the plan as the officer will see it, what an overlay makes of its plan,
what a scenario drills, whom a site's file names. Short beside the text, in full on a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.cells import clip
from reports.scenario_text import scenario_text
from reports.words import Words
from tui.editing.state import Room
from tui.editing.study import Applied
from tui.lines import BLANK, Line, drawn, line, note, wrap
from tui.pages.editor_overlay import laid_rows, laid_short
from tui.pages.editor_preview import chain_rows, number_said, plan_rows, step_rows
from tui.pages.editor_site import site_rows, site_short
from tui.pages.editor_spot import spot_names


def seen_title(room: Room, words: Words, *, short: bool = False) -> str:
    """The heading over the preview; while the text has an error that takes something away, it is that of before.
    `short`: what of the site is in it is said elsewhere.
    """
    found = room.found
    plan = drawn(found.chosen)
    match found.kind:
        case "overlay" if plan:
            title = words.sense("editor", "{plan} with this over it", plan=plan)
        case "site" if plan:
            title = words.sense("editor", "{plan} at this site", plan=plan)
        case "scenario":
            title = words.sense("editor", "What is drilled")
        case _:
            title = words.sense("editor", "What the officer will see")
    if not short and found.applied is not None and found.kind != "site" and not found.applied.broken:
        title = words.sense("editor", "{title}, as in force here", title=title)
    if found.plan is not None and not found.whole:
        title = words.sense("editor", "{title} (before the error)", title=title)
    return title


def applied_line(room: Room, words: Words) -> str:
    """In one line what of the site's file is in what is shown; nothing where nothing is."""
    applied = room.found.applied
    if applied is None or room.found.kind == "site":
        return ""
    file = drawn(applied.file.replace("\\", "/").rpartition("/")[2])
    if applied.broken:
        return words.sense("editor", "{file} cannot be used: this is without it", file=file)
    return words.sense(
        "editor", "As in force here ({file}): {what}", file=file, what="; ".join(_parts(room, applied, words))
    )


def _parts(room: Room, applied: Applied, words: Words) -> Iterator[str]:
    plan = room.found.plan
    if applied.overlays:
        yield words.sense("editor", "overlays {names}", names=words.listed(drawn(name) for name in applied.overlays))
    if applied.numbers and plan is not None:
        said = [
            f"{drawn(name)} {number_said(plan.numbers[name].value, words)}"
            for name in applied.numbers
            if name in plan.numbers
        ]
        yield words.sense("editor", "numbers {names}", names=words.listed(said))
    if applied.private:
        yield words.sense("editor", "a private site")


def seen_short(room: Room, words: Words, width: int) -> list[Line]:
    """Two rows for where the caret stands."""
    match room.found.kind:
        case "site":
            return site_short(room, words, width)
        case "scenario":
            return _scenario_short(room, words, width)
        case "overlay":
            return laid_short(room, words, width)
    return step_rows(room, words, width)


def seen_rows(room: Room, words: Words, width: int) -> list[Line]:
    """All of it."""
    match room.found.kind:
        case "site":
            return site_rows(room.found, words, width)
        case "scenario":
            return [line(row) for row in _scenario_rows(room, words, width)]
    return list(plan_rows(room.found, words, width))


def low_rows(room: Room, words: Words, width: int) -> list[Line]:
    """What stands under the preview beside the text: the longest chain, or what an overlay changes."""
    if room.found.kind == "overlay":
        return laid_rows(room, words, width, 5)
    if room.found.kind != "runbook":
        return []
    heading = line(words.sense("editor", "Longest way (median / nine in ten)"), "heading")
    return [heading, *chain_rows(room.found, words, width)]


def page_rows_of(room: Room, words: Words, width: int) -> list[Line]:
    """The page with the whole preview."""
    rows = [line(row) for row in wrap(applied_line(room, words), width)] if applied_line(room, words) else []
    if room.found.kind == "overlay":
        rows += [*laid_rows(room, words, width), BLANK]
    if room.found.kind in {"runbook", "overlay"}:
        speed = words.sense(
            "editor",
            "Typical speed only: work times one after the other; no reaction, no travel, nobody busy.",
        )
        rows.append(line(words.sense("editor", "Longest way (median / nine in ten)"), "heading"))
        rows += [
            *chain_rows(room.found, words, width, whole=True),
            *(line(row, "dim") for row in wrap(speed, width)),
            BLANK,
        ]
    return [*rows, *seen_rows(room, words, width)]


# -- a scenario -----------------------------------------------------------------------------------------


def _scenario_rows(room: Room, words: Words, width: int) -> list[str]:
    found = room.found
    if found.scenario is None or found.plan is None:
        return [words.sense("editor", "Nothing can be made of the text yet.")]
    text = scenario_text(found.scenario, found.plan, words)
    rows: list[str] = []
    for said in text.splitlines():
        indent = " " * (len(said) - len(said.lstrip(" ")))
        pieces = wrap(note(said.strip()), max(width - len(indent) - 2, 10)) or [""]
        rows += [indent + pieces[0], *(f"{indent}  {piece}" for piece in pieces[1:])]
    return rows


def _scenario_short(room: Room, words: Words, width: int) -> list[Line]:
    """What the entry in which the caret stands comes to; elsewhere what is drilled, and when."""
    rows = _scenario_rows(room, words, 10_000)
    at = row_of(rows, room, words)
    begins = rows.index("") - 1 if "" in rows else 0
    some = [rows[at], *(row for row in rows[at + 1 : at + 2] if row.startswith("    "))] if at else [rows[0]]
    some += [rows[begins]] if begins > 0 and not at else []
    said = [line(clip(f"  {'   ' if n else ''}{row.strip()}", width)) for n, row in enumerate(some)]
    return [*said, *[BLANK] * (2 - len(said))]


def row_of(rows: list[str], room: Room, words: Words) -> int:
    """At which row the entry of the caret is told; 0 for none."""
    for said in spot_names(room, words):
        for n, row in enumerate(rows):
            if n and row.startswith((f"  {said}:", f"  {said} ")):
                return n
    return 0
