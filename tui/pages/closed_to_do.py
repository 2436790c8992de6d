"""What is still to do once the record is closed: agreed actions, the review with its limits, fields that are owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.cells import cell_width, clip, fit
from reports.closing import Closing, ToDo
from reports.due_list import by_days
from reports.format_time import day, plain_date
from reports.format_value import ask
from tui.lines import Line, drawn, line, note
from tui.pages.times import authority, clock
from tui.pages.view import View

_TITLE = 14
"""A title is cut to so many cells, where two entries share a row."""

Entry = tuple[str, str]
"""What is to be done, and by when."""


def to_do_rows(view: View, closing: Closing, most: int = 99) -> list[Line]:
    """Two entries a row where they fit, what is owed on a row of its own; of more than `most` rows the rest is counted.

    The row that is not shown in full says how many are left.
    """
    owed = [_owed(view, closing)] if closing.owed else []
    left = list(_entries(view, closing))
    room, made = view.width - 4, []
    for n in range(most - len(owed), 0, -1):
        if not left:
            break
        said = _two(left[0], left[1], room) if len(left) > 1 else _one(left[0], room)
        taken = 2 if len(left) > 1 and said else 1
        if n == 1 and taken < len(left):
            more = view.words.sense("closed", "and {n} more", n=len(left) - 1)
            said, taken = _two(left[0], (more, ""), room) or _one(left[0], room), len(left)
        made.append(line(f"   {said or _one(left[0], room)}"))
        left = left[taken:]
    return [*made, *owed][:most]


def _one(entry: Entry, room: int) -> str:
    title, until = entry
    free = room - cell_width(until) - 2
    return f"{clip(title, max(free, _TITLE))}  {until}".rstrip()


def _two(first: Entry, second: Entry, room: int) -> str:
    """Both on one row, the second from the middle on where it fits there; empty where there is no room for both."""
    whole, other = _one(first, 10_000), _one(second, 10_000)
    if max(cell_width(whole), cell_width(other)) <= room // 2 - 1:
        return f"{fit(whole, room // 2 + 1)}{other}"
    free = room - 2 - sum(cell_width(until) + 2 if until else 0 for _, until in (first, second))
    sizes = [cell_width(first[0]), cell_width(second[0])]
    if sum(sizes) > free:
        small, large = sorted((0, 1), key=lambda n: sizes[n])
        sizes[small] = min(sizes[small], max(free // 2, 0))
        sizes[large] = free - sizes[small]
        if sizes[large] < _TITLE or sizes[small] < min(_TITLE, cell_width((first, second)[small][0])):
            return ""
    said = [
        f"{clip(title, size)}  {until}".rstrip() for (title, until), size in zip((first, second), sizes, strict=True)
    ]
    return "  ".join(said)


def _entries(view: View, closing: Closing) -> Iterator[Entry]:
    """What has a date first: the steps with a limit, the agreed actions; then the other steps."""
    dated = [one for one in closing.to_do if one.limit is not None]
    yield from _steps(view, dated)
    yield from _actions(view, closing)
    yield from _steps(view, [one for one in closing.to_do if one.limit is None])


def _actions(view: View, closing: Closing) -> Iterator[Entry]:
    words = view.words
    for entry in closing.actions:
        due = plain_date(str(entry.data["due"]), words)
        yield note(str(entry.data["what"])), f"{drawn(str(entry.data['owner']))} {due}"


def _steps(view: View, found: Sequence[ToDo]) -> Iterator[Entry]:
    """`82 召开总结会  暂定3个工作日 03-17止`: the title gives way to the limit."""
    words, board = view.words, view.board
    for one in found:
        step = view.plan.step[one.step]
        title = f"{step.number} {drawn(words.text(step.title))}"
        limit = one.limit
        if limit is None or limit.due_at is None:
            yield title, ""
            continue
        if by_days(limit, view.plan) or not limit.within:
            until = words.sense("until", "{day}", day=day(limit.due_at - 1, board.zone, words, view.now))
        else:
            until = words.sense("screen", "due {at}", at=clock(limit.due_at, board, view.now))
        yield title, f"{authority(limit, board)} {until}"


def _owed(view: View, closing: Closing) -> Line:
    """`   欠填 1项  92 报警回执号 (补齐前不能归档)`."""
    words, plan = view.words, view.plan
    names = [f"{plan.step[step].number} {drawn(ask(fact, plan, words))}" for step, fact in closing.owed]
    start = words.many("1 field owed", "{n} fields owed", len(names))
    room = view.width - 5
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        said = words.sense(
            "closed", "{owed}  {fields} (no archive before)", owed=start, fields=words.listed(names[:shown]) + more
        )
        if cell_width(said) <= room:
            break
    return line(f"   {said}", "warning")
