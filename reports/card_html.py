"""The quick-response card of a plan: one A4 page to hang beside the telephone, as one file that needs no network.

There is no script in it and nothing is fetched. How large it is written follows from how much there is to say, never
below what can be read on a wall; where that is too much for one page, the telephones go on the back, as the front says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from reports.card_fit import fitting
from reports.card_rows import (
    PLACEHOLDER,
    RoleRow,
    StageRows,
    StepRow,
    TellRow,
    TimeRow,
    review_steps,
    role_rows,
    step_rows,
    tell_rows,
    time_rows,
)
from reports.cells import printable
from reports.words import Words
from runbooks.plan import Plan
from runbooks.site import Site

_STYLE: Final = Path(__file__).parent / "templates" / "card.css"
_DANGER: Final = '<h3 class="danger">'

Key = tuple[str, str]
"""What is pressed, and what it does."""


@dataclass(frozen=True, slots=True)
class _Card:
    """All that it says, row by row."""

    times: Sequence[TimeRow]
    stages: Sequence[StageRows]
    tells: Sequence[TellRow]
    roles: Sequence[RoleRow]


def card_html(plan: Plan, site: Site | None, keys: Sequence[Key], words: Words) -> bytes:
    """The whole page."""
    card = _Card(
        time_rows(plan, words), list(step_rows(plan, words)), tell_rows(plan, words), role_rows(plan, site, words)
    )
    size, back = fitting(card.times, card.stages, card.tells, card.roles)
    parts = [*_head(plan, site, words), *_times(plan, card.times, words), *_steps(card.stages, words)]
    parts += _told(card.tells, words)
    telephones = list(_roles(card.roles, words))
    if back:
        said = words.say("Telephones: on the back. Print both sides, or hang both pages up.")
        parts.append(f'<p class="over"><b>{_text(said)}</b></p>')
    else:
        parts += telephones
    parts += [*_keys(keys, words), *_accountable(plan, words)]
    if back:
        parts += ['<div class="back">', *_head(plan, site, words), *telephones, "</div>"]
    body = "\n".join(parts)
    lang = "zh-CN" if words.chinese else "en"
    title = _text(words.say("Quick-response card: {plan}", plan=words.text(plan.title)))
    style = f"{_STYLE.read_text(encoding='utf-8')}:root {{ --size: {size:.1f}pt; }}"
    page = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{style}\n</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _head(plan: Plan, site: Site | None, words: Words) -> Iterator[str]:
    yield f"<header><p>{_text(words.say('Quick-response card'))}</p><h1>{_text(words.text(plan.title))}</h1>"
    about = [words.text(site.name)] if site and site.name else []
    about.append(f"{plan.id} {plan.version}".strip())
    if site and site.call_back:
        about.append(words.say("call-back number {tel}", tel=site.call_back))
    yield f"<p>{'<br>'.join(_text(part) for part in about)}</p></header>"


def _times(plan: Plan, rows: Sequence[TimeRow], words: Words) -> Iterator[str]:
    note = words.say("from the start, if nothing else is said; going over breaks the plan or the law")
    if any(limit.basis == "adopted" for step in plan.steps for limit in step.limits):
        note = words.say(
            "from the start, if nothing else is said; going over breaks the plan; what is adopted from a statute breaks"
            " no law"
        )
    yield _heading(words.say("Response times that bind"), note)
    if not rows:
        yield f"<p>{_text(words.say('No document sets one here: the times below are our own.'))}</p>"
        return
    lines = (
        f"<li><b>{_text(row.time)}</b> <span>{_text(row.step)}</span> <i>{_text(row.basis)}</i></li>" for row in rows
    )
    yield f'<ul class="times">{"".join(lines)}</ul>'


def _steps(stages: Sequence[StageRows], words: Words) -> Iterator[str]:
    yield _heading(
        words.sense("card", "Steps"), words.say("in brackets: our own targets; going over them is no breach")
    )
    yield '<div class="steps">'
    for stage in stages:
        title = f"{_DANGER if stage.danger else '<h3>'}{_text(stage.title)}"
        if stage.when:
            title += f" <small>{_text(words.say('if {condition}', condition=stage.when))}</small>"
        lines = [_step(row, words) for row in stage.rows]
        if stage.brief:
            said = "; ".join(f"<b>{_text(row.number)}</b> {_text(row.title)}" for row in stage.brief)
            lines.append(f'<p class="brief">{said}</p>')
        first, *others = lines
        yield f'<div class="keep">{title}</h3>{first}</div>{"".join(others)}'
    yield "</div>"


def _step(row: StepRow, words: Words) -> str:
    said = [f"<span>{_text(row.who)}</span>"]
    if row.after:
        said.append(f"<span>{_text(words.sense('card', 'after {steps}', steps=row.after))}</span>")
    if row.when:
        said.append(f"<em>{_text(words.say('if {condition}', condition=row.when))}</em>")
    said += [f"<strong>{_text(limit)}</strong>" for limit in row.binding]
    if row.targets:
        said.append(f"<span>[{_text('; '.join(row.targets))}]</span>")
    return f'<p class="step"><b>{_text(row.number)}</b> <b>{_text(row.title)}</b> {"; ".join(said)}</p>'


def _told(rows: Sequence[TellRow], words: Words) -> Iterator[str]:
    if rows:
        yield _heading(words.say("Who reports to whom"), words.say("no answer: call the next deputy at once"))
        lines = (
            f"<li><span><b>{_text(row.step)}</b> {_text(row.who)} <b>&rarr;</b> {_text(row.whom)}</span></li>"
            for row in rows
        )
        yield f'<ul class="told">{"".join(lines)}</ul>'


def _roles(rows: Sequence[RoleRow], words: Words) -> Iterator[str]:
    yield _heading(words.say("Who answers for it, and their telephones"), words.say("the holder, then the deputies"))
    lines = (_role(row) for row in rows)
    yield f'<ul class="roles">{"".join(lines)}</ul>'


def _role(row: RoleRow) -> str:
    people = (
        f"<span>{_text(one)}</span>" if one != PLACEHOLDER else '<span class="blank"></span>' for one in row.people
    )
    steps = f" <i>{_text(row.steps)}</i>" if row.steps else ""
    return f"<li><b>{_text(row.role)}</b>{steps} {'; '.join(people)}</li>"


def _keys(keys: Sequence[Key], words: Words) -> Iterator[str]:
    shown = " ".join(f"<span><kbd>{_text(key)}</kbd> {_text(does)}</span>" for key, does in keys)
    yield f'<p class="keys"><b>{_text(words.say("Keys on duty"))}</b> {shown}</p>'


def _accountable(plan: Plan, words: Words) -> Iterator[str]:
    yield _heading(words.say("Accountability"), words.say("of our own departments and staff, never of those who came"))
    said = [
        words.say("Whoever stands behind a step's number answers for it. Over a binding limit: say why, in writing."),
        words.say("A limit is waived only with an approver and a reason. Nothing recorded is ever erased or changed."),
    ]
    review = review_steps(plan, words)
    if review:
        said.append(words.say("Looked at afterwards in {steps}.", steps=review))
    yield f'<ul class="rules">{"".join(f"<li>{_text(one)}</li>" for one in said)}</ul>'


def _heading(title: str, note: str) -> str:
    return f"<h2>{_text(title)} <small>{_text(note)}</small></h2>"


def _text(text: str) -> str:
    return escape(printable(text))
