"""The quick-response card of a plan: one A4 page to hang beside the telephone, as one file that needs no network.

There is no script in it and nothing is fetched. How large it is written follows from how much there is to say, down to
a size that can still be read; a plan with more than that goes on to a second page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from reports.card_rows import PLACEHOLDER, RoleRow, StepRow, review_steps, role_rows, step_rows, tell_rows, time_rows
from reports.cells import cell_width, printable
from reports.words import Words
from runbooks.plan import Plan
from runbooks.site import Site

_STYLE: Final = Path(__file__).parent / "templates" / "card.css"
_ROOM: Final = 3_650
"""So many lines times the square of their points fill a page: smaller letters are lower, and more fill a line."""
_SMALLEST: Final = 6.0
_LARGEST: Final = 10.0

Key = tuple[str, str]
"""What is pressed, and what it does."""


def card_html(plan: Plan, site: Site | None, keys: Sequence[Key], words: Words) -> bytes:
    """The whole page."""
    parts = [*_head(plan, site, words), *_times(plan, words), *_steps(plan, words)]
    parts += [*_told(plan, words), *_roles(plan, site, words), *_keys(keys, words), *_accountable(plan, words)]
    body = "\n".join(parts)
    lang = "zh-CN" if words.chinese else "en"
    title = _text(words.say("Quick-response card: {plan}", plan=words.text(plan.title)))
    style = f"{_STYLE.read_text(encoding='utf-8')}:root {{ --size: {_size(plan, site, words)}; }}"
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


def _times(plan: Plan, words: Words) -> Iterator[str]:
    rows = time_rows(plan, words)
    note = words.say("going over breaks the plan or the law")
    if any(limit.basis == "adopted" for step in plan.steps for limit in step.limits):
        note = words.say("going over breaks the plan; what is adopted from a statute breaks no law")
    yield _heading(words.say("Response times that bind"), note)
    if not rows:
        yield f"<p>{_text(words.say('No document sets one here: the times below are our own.'))}</p>"
        return
    lines = (
        f"<li><b>{_text(row.time)}</b> <span>{_text(row.step)}</span> <i>{_text(row.who)}, {_text(row.basis)}</i></li>"
        for row in rows
    )
    yield f'<ul class="times">{"".join(lines)}</ul>'


def _steps(plan: Plan, words: Words) -> Iterator[str]:
    yield _heading(
        words.sense("card", "Steps"), words.say("in brackets: our own targets; going over them is no breach")
    )
    yield '<div class="steps">'
    for stage, rows in step_rows(plan, words):
        first, *others = (_step(row, words) for row in rows)
        yield f'<div class="keep"><h3>{_text(stage)}</h3>{first}</div>{"".join(others)}'
    yield "</div>"


def _step(row: StepRow, words: Words) -> str:
    said = [f"<span>{_text(row.who)}</span>"]
    if row.after:
        said.append(f"<span>{_text(words.sense('card', 'after {steps}', steps=row.after))}</span>")
    if row.when:
        said.append(f"<em>{_text(words.say('if {condition}', condition=row.when))}</em>")
    said += [f"<strong>{_text(limit)}</strong>" for limit in row.binding]
    said += [f"<span>[{_text(limit)}]</span>" for limit in row.targets]
    return f'<p class="step"><b>{_text(row.number)}</b> <b>{_text(row.title)}</b> {"; ".join(said)}</p>'


def _told(plan: Plan, words: Words) -> Iterator[str]:
    rows = tell_rows(plan, words)
    if rows:
        yield _heading(words.say("Who reports to whom"), words.say("no answer: call the next deputy at once"))
        lines = (
            f"<li><b>{_text(row.step)}</b> {_text(row.who)} <b>&rarr;</b> {_text(row.whom)}"
            + (f" <i>{_text(row.time)}</i>" if row.time else "")
            + "</li>"
            for row in rows
        )
        yield f'<ul class="told">{"".join(lines)}</ul>'


def _roles(plan: Plan, site: Site | None, words: Words) -> Iterator[str]:
    yield _heading(words.say("Who answers for it, and their telephones"), words.say("the holder, then the deputies"))
    lines = (_role(row) for row in role_rows(plan, site, words))
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


def _size(plan: Plan, site: Site | None, words: Words) -> str:
    fitting = (_ROOM / _lines(plan, site, words)) ** 0.5
    return f"{min(max(fitting, _SMALLEST), _LARGEST):.2f}pt"


def _lines(plan: Plan, site: Site | None, words: Words) -> float:
    """About how many lines of the whole page's width there will be, at seven points."""
    half: Iterable[str] = [
        *(f"{r.time}{r.step}{r.who}{r.basis}" for r in time_rows(plan, words)),
        *(f"{r.step}{r.who}{r.whom}{r.time}" for r in tell_rows(plan, words)),
        *(f"{r.role}{r.steps}{'; '.join(r.people)}" for r in role_rows(plan, site, words)),
    ]
    lines = sum(0.5 * -(-cell_width(text) // 66) for text in half)
    for _, rows in step_rows(plan, words):
        texts = ("".join((r.title, r.who, r.after, r.when, *r.binding, *r.targets)) for r in rows)
        lines += 0.6 + sum(0.5 * -(-(cell_width(text) + 12) // 66) for text in texts)
    return lines + 12
