"""What changed against the saved plan, in words, a thing a sentence: `02 时限 30分 -> 20分, 依据仍写预案 C-3.3`.

A limit that is longer or shorter than it was and still claims its document is asked about: either the document says so
now, or the value is one of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from reports.cells import clip
from reports.format_span import duration
from reports.plan_diff import diff_text
from reports.scenario_diff import scenario_diff_text
from reports.site_diff import Known, site_diff_text
from reports.words import Words
from reports.words.names import BASES, name
from runbooks.changes import Change
from runbooks.plan import Duration, Limit, Plan
from tui.editing.acting import difference
from tui.editing.findings import Base, Findings
from tui.editing.state import Room
from tui.editing.study import Kind
from tui.lines import Line, drawn, line, wrap


def change_lines(room: Room, words: Words, most: int | None = None) -> list[str]:
    """What changed, a sentence each; that nothing did, or that it cannot be told yet."""
    if not room.unsaved:
        return [words.sense("editor", "nothing")]
    told = list(islice(_told(room, words), most))
    if told:
        return told
    found, base = room.found, room.base
    if room.checked and not found.whole and found.plan is not None and found.kind in {"runbook", "overlay"}:
        return [words.sense("editor", "seen once the errors are put right")]
    if found.whole and base is not None and _means(base, found.kind):
        return [words.sense("editor", "nothing, in its meaning")]
    change = difference(room.saved, room.editor.lines)
    lines = 1 + max(change.removed.count("\n"), change.inserted.count("\n"))
    return [
        words.sense("editor", "from line {first} on, {n} lines read otherwise", first=change.start.row + 1, n=lines)
    ]


def _means(base: Base, kind: Kind) -> bool:
    """Whether the text on disk means something that changes can be told against."""
    return (base.site if kind == "site" else base.scenario if kind == "scenario" else base.plan) is not None


def _told(room: Room, words: Words) -> Iterator[str]:
    """Each thing that changed, in a sentence."""
    found, base = room.found, room.base
    if not found.changes or base is None:
        return
    before, now = base.plan, found.names.plan
    if found.kind == "site":
        known = Known(found.names.titles("role"), _own_numbers(found))
        yield from _joined(site_diff_text(found.changes, known, words), words)
    elif before is None or now is None:
        return
    elif found.kind == "scenario":
        yield from _joined(scenario_diff_text(found.changes, before, now, words), words)
    else:
        yield from (told for _, told in sentences(found.changes, before, now, words))


def _own_numbers(found: Findings) -> dict[str, str]:
    """What the plan has where the site sets a number."""
    numbers = found.before.numbers.values() if found.before is not None else ()
    return {n.id: n.value.text if isinstance(n.value, Duration) else str(n.value) for n in numbers}


def _joined(text: str, words: Words) -> Iterator[str]:
    """Things with their lines under them, each as one sentence."""
    said: list[str] = []
    for row in [*text.splitlines(), ""]:
        if not row.startswith(" ") and said:
            yield drawn(f"{said[0]} {words.sense('editor', '; ').join(said[1:])}")
            said = []
        said.append(row.strip())


def change_count(room: Room, words: Words) -> int:
    """How many things changed: a step with its limits is one."""
    if not room.unsaved:
        return 0
    if room.found.kind in {"site", "scenario"}:
        return sum(1 for _ in _told(room, words))
    return sum(1 for _ in _things(room.found.changes))


def _things(found: Sequence[Change]) -> Iterator[tuple[tuple[str, str], list[Change]]]:
    for thing, group in groupby(found, key=lambda c: ("step" if c.kind == "limit" else c.kind, c.id)):
        yield thing, list(group)


def told_changes(found: Sequence[Change], before: Plan, now: Plan, words: Words) -> list[tuple[tuple[str, str], str]]:
    """Each thing that changed, by its kind and id, with a sentence about it."""
    return list(sentences(found, before, now, words))


def sentences(found: Sequence[Change], before: Plan, now: Plan, words: Words) -> Iterator[tuple[tuple[str, str], str]]:
    """The same, one after the other as they are asked for."""
    for (kind, thing), changes in _things(found):
        heading, *said = diff_text(changes, before, now, words).splitlines()
        if kind == "step":
            heading = (now.step.get(thing) or before.step[thing]).number
        asked = next((text for change in changes if (text := _asked(change, now, words))), "")
        only = changes[0]
        if len(changes) == 1 and only.key == "within" and only.before is not None and only.after is not None:
            lengths = (duration(length.text, words) for length in (only.before, only.after))
            said = [words.sense("editor", "limit {lengths}", lengths=" -> ".join(lengths))]
        told = words.sense("editor", "; ").join(one.strip() for one in said)
        yield (kind, thing), drawn(f"{heading} {told}{asked}")


def _asked(change: Change, now: Plan, words: Words) -> str:
    """The question about a limit with another length and the same document."""
    if change.kind != "limit" or change.what != "changed" or change.key != "within":
        return ""
    limit: Limit = now.step[change.id].limits[change.nth[1] - 1]
    if limit.basis == "assumed":
        return ""
    basis, cited = name(words, BASES, limit.basis), words.listed(str(citation) for citation in limit.source)
    return words.sense("editor", ", basis still {basis}: says {source} so? Else use assumed", basis=basis, source=cited)


def hanging(text: str, width: int, most: int) -> list[Line]:
    """A sentence on as many lines as it takes, at most so many, those after the first set in."""
    pieces = wrap(text, width - 4)
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], clip(pieces[most - 1] + "....", width - 4)]
    return [line(f"  {piece}" if n == 0 else f"    {piece}") for n, piece in enumerate(pieces)]
