"""The forms of an incident as Markdown: filled in from the record, to be read, filed or printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.forms import Form
from incidents.timeline import Timeline
from reports.form_sheets import Sheet, form_name, form_number, sheet
from reports.form_words import damaged, heading, headings, no_fields, nobody, sealed
from reports.markdown import escaped, table
from reports.words import Words
from runbooks.plan import Plan


def forms_md(told: Timeline, forms: Sequence[Form], words: Words) -> bytes:
    """A page of forms: all of the incident's, or those that were asked for."""
    lines = [f"# {escaped(heading(told, words))}", ""]
    if told.damaged_from is not None:
        lines += [f"**{damaged(told.damaged_from, words)}**", ""]
    lines += [about(forms, words), ""]
    for form in forms:
        lines += _form(sheet(form, told, words), words, "##", whole=True)
    version, full, short = told.head
    lines += [sealed(version, short, words), ""]
    lines += ["    " + full]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def about(forms: Sequence[Form], words: Words) -> str:
    """What they are made from, and what is in none of them."""
    made = words.many(
        "{n} form, filled in from the record as it stands now.",
        "{n} forms, filled in from the record as it stands now.",
        len(forms),
    )
    return f"{made}{'' if words.chinese else ' '}{nobody(words)}"


def forms_section(told: Timeline, words: Words) -> Iterator[str]:
    """The same inside the report; nothing where no form was filled in."""
    if not told.forms:
        return
    yield f"## {words.sense('forms', 'Forms')} {len(told.forms)}"
    yield ""
    yield nobody(words)
    yield ""
    for form in told.forms:
        yield from _form(sheet(form, told, words), words, "###", whole=False)


def named(forms: Sequence[Form], plan: Plan, words: Words) -> list[str]:
    """The forms by name and step, for a list of what there is: `《信访登记表》 09`."""
    return [f"{form_name(form.title, words)} {form_number(form, plan)}" for form in forms]


def _form(filled: Sheet, words: Words, mark: str, *, whole: bool) -> Iterator[str]:
    yield f"{mark} {escaped(filled.title)} {filled.number}"
    yield ""
    if filled.notice:
        yield f"**{escaped(filled.notice)}**"
        yield ""
    head = [*(filled.of if whole else ()), *filled.head]
    yield from table(("", ""), ((escaped(key), escaped(said)) for key, said in head))
    if not filled.lines:
        yield no_fields(words)
        yield ""
        return
    rows = ([escaped(c) for c in (x.label, x.value, x.post, x.when, x.record, x.remark)] for x in filled.lines)
    yield from table(headings(words), rows)
    for listing in filled.lists:
        yield f"{escaped(listing.label)}:"
        yield ""
        yield from table(listing.headings, ([escaped(cell) for cell in row] for row in listing.rows))
