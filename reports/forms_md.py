"""The forms of an incident as Markdown: filled in from the record, to be read, filed or printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.forms import Form
from incidents.timeline import Timeline
from reports.form_sheets import Sheet, form_name, form_number, sheet
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
    lines += [words.many("{n} record, head {short}:", "{n} records, head {short}:", version, short=short), ""]
    lines += ["    " + full]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def heading(told: Timeline, words: Words) -> str:
    """What stands above all of them."""
    title, incident = words.text(told.plan.title), told.seen.incident
    return words.say("Forms: {plan} {incident}", plan=title, incident=incident)


def damaged(n: int, words: Words) -> str:
    """That the record is not sound from a record on."""
    return words.say("The record is broken from #{n} on: only what stands before it is told here.", n=n)


def about(forms: Sequence[Form], words: Words) -> str:
    """What they are made from, and what is in none of them."""
    made = words.many(
        "{n} form, filled in from the record as it stands now.",
        "{n} forms, filled in from the record as it stands now.",
        len(forms),
    )
    return f"{made}{'' if words.chinese else ' '}{nobody(words)}"


def nobody(words: Words) -> str:
    """That there is no field for those who came."""
    return words.say(
        "No form has a field for the names of those who came. Who wrote a record down is given by post; the name stands"
        " in the log of the timeline."
    )


def no_fields(words: Words) -> str:
    """Why a form is nothing but its head."""
    return words.say("The plan asks for no fields here: the record says that it was done, when, and whose step it is.")


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


def headings(words: Words) -> list[str]:
    """Those of the fields of a form."""
    return [
        words.sense("form column", "field"),
        words.sense("form column", "what is recorded"),
        words.sense("form column", "recorded by (post)"),
        words.sense("form column", "when"),
        words.sense("form column", "record"),
        words.sense("form column", "remarks"),
    ]


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
