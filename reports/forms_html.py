"""The forms of an incident as a page to print on A4, each on a sheet of its own: one file that needs no network.

There is no script in it and nothing is fetched. A form that is longer than its sheet goes on to the next one, with the
headings of its tables repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from incidents.forms import Form
from incidents.timeline import Timeline
from reports.cells import printable
from reports.form_sheets import Line, Listing, Sheet, sheet
from reports.form_words import damaged, heading, headings, no_fields, nobody, sealed
from reports.words import Words

_STYLE: Final = Path(__file__).parent / "templates" / "forms.css"


def forms_html(told: Timeline, forms: Sequence[Form], words: Words) -> bytes:
    """All of the incident's forms, or those that were asked for."""
    body = "\n".join(part for form in forms for part in _form(sheet(form, told, words), told, words))
    lang = "zh-CN" if words.chinese else "en"
    page = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(heading(told, words))}</title>\n"
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _form(filled: Sheet, told: Timeline, words: Words) -> Iterator[str]:
    yield f"<section><h1>{_text(filled.title)}</h1>"
    yield f'<p class="of">{"<br>".join(_text(said) for _, said in filled.of)}</p>'
    notices = [filled.notice] if filled.notice else []
    if told.damaged_from is not None:
        notices.append(damaged(told.damaged_from, words))
    yield from (f'<p class="notice">{_text(notice)}</p>' for notice in notices)
    rows = "".join(f"<tr><th>{_text(key)}</th><td>{_text(said)}</td></tr>" for key, said in filled.head)
    yield f'<table class="head"><tbody>{rows}</tbody></table>'
    if filled.lines:
        yield from _fields(filled.lines, words)
    else:
        yield f"<p>{_text(no_fields(words))}</p>"
    for listing in filled.lists:
        yield from _listing(listing)
    yield from _foot(told, words)
    yield "</section>"


def _fields(lines: Sequence[Line], words: Words) -> Iterator[str]:
    label, value, *_ = headings(words)
    record = words.sense("form column", "recorded by")
    yield '<table class="fields"><thead><tr>'
    yield f"<th>{_text(label)}</th><th>{_text(value)}</th><th>{_text(record)}</th></tr></thead><tbody>"
    for line in lines:
        said = f"<small>{_text(line.remark)}</small>" if line.remark else ""
        written = "<br>".join(_text(part) for part in (f"{line.post} {line.record}".strip(), line.when) if part)
        kind = "" if line.recorded else ' class="missing"'
        yield f"<tr><td>{_text(line.label)}</td><td{kind}>{_text(line.value)}{said}</td><td>{written}</td></tr>"
    yield "</tbody></table>"


def _listing(listing: Listing) -> Iterator[str]:
    yield f"<h2>{_text(listing.label)}</h2><table><thead><tr>"
    yield "".join(f"<th>{_text(one)}</th>" for one in listing.headings) + "</tr></thead><tbody>"
    for row in listing.rows:
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table>"


def _foot(told: Timeline, words: Words) -> Iterator[str]:
    lines = (words.sense("form", "signed for the post"), words.sense("form", "checked"), words.sense("form", "date"))
    yield f'<p class="sign">{"".join(f"<span>{_text(one)}</span>" for one in lines)}</p>'
    version, full, short = told.head
    yield f"<footer>{_text(nobody(words))}<br>{_text(sealed(version, short, words))} {_text(full)}</footer>"


def _text(text: str) -> str:
    return escape(printable(text))
