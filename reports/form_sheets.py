"""A form as it is filled in, in words: what stands at its head, a line for each field, the lists, one row for each row.

It names posts, never persons: the step's, and that of whoever wrote a record down; the name stands in the timeline
under the number of the record. Of own staff a form names those whom the plan itself asks for (`person` fields). There
is no field for those who came: plans that ask for them are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from incidents.forms import Field, Form, FormRow
from incidents.session import DRILL
from incidents.timeline import Timeline
from incidents.views import LimitView, Statement
from reports.format_span import span_in_words
from reports.format_time import due, local, moment, weekday
from reports.format_value import ask, column_title, record_no, role, typed
from reports.head_count import answer, open_ended
from reports.limit_words import basis_period
from reports.words import Words
from reports.words.names import MODES, limit_state, name
from runbooks.plan import Plan, Text


@dataclass(frozen=True, slots=True)
class Line:
    """A field: what it is called, what stands in it, whose post wrote that down, when, in which record, and what is to
    be said of it. `recorded` False: what stands there is only that nothing is recorded.
    """

    label: str
    value: str
    post: str = ""
    when: str = ""
    record: str = ""
    remark: str = ""
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the form, row by row; the last two columns are when it was entered and in which records."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole form. `notice` stands above everything else: an exercise, a step that is not done. `of` is whose form it
    is: the same on all of an incident.
    """

    title: str
    number: str
    notice: str
    of: tuple[tuple[str, str], ...]
    head: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    lists: tuple[Listing, ...]


def form_name(title: Text, words: Words) -> str:
    """The name of a form; in Chinese in title marks, as documents have it."""
    said = words.text(title)
    return f"《{said}》" if words.chinese and not said.startswith("《") else said


def form_number(form: Form, plan: Plan) -> str:
    """The number of its step, and its turn where there is more than one: `15@2`."""
    number = plan.step[form.step].number
    return f"{number}@{form.turn}" if form.turns > 1 or form.turn > 1 else number


def sheet(form: Form, told: Timeline, words: Words) -> Sheet:
    """The form in words."""
    return _Filler(form, told, words).sheet()


@dataclass(frozen=True)
class _Filler:
    """Fills in one form."""

    form: Form
    told: Timeline
    words: Words

    def sheet(self) -> Sheet:
        fields = self.form.fields
        return Sheet(
            title=form_name(self.form.title, self.words),
            number=form_number(self.form, self.told.plan),
            notice=self._notice(),
            of=tuple(self._of()),
            head=tuple(self._head()),
            lines=tuple(self._line(field) for field in fields),
            lists=tuple(self._list(field) for field in fields if field.rows),
        )

    def _notice(self) -> str:
        mode, words = self.told.seen.mode, self.words
        said = [] if mode == "live" else [name(words, MODES, mode)]
        if self.form.done is None:
            said.append(words.say("the step is not done: not final"))
        return words.listed(said)

    def _of(self) -> Iterator[tuple[str, str]]:
        told, words = self.told, self.words
        place = words.text(told.entries[0].event.data.get("site", {}).get("name", {}))
        if place:
            yield words.say("site"), place
        yield words.say("plan"), f"{words.text(told.plan.title)} ({f'{told.plan.id} {told.plan.version}'.strip()})"

    def _head(self) -> Iterator[tuple[str, str]]:
        """What identifies the form, who answers for it, and its limits."""
        told, words, form = self.told, self.words, self.form
        plan = told.plan
        yield words.sense("form", "incident"), told.seen.incident
        yield words.say("start (first seen)"), self._full(told.seen.began)
        title = words.text(plan.step[form.step].title)
        yield words.sense("form", "step"), f"{form_number(form, plan)} {title}"
        if form.about is not None:
            yield words.sense("form", "about"), self._about(form.about)
        posts = words.all_of(role(who, plan, words) for who in plan.step[form.step].role)
        yield words.sense("form", "post in charge"), posts
        if form.done is None:
            yield words.sense("form", "done"), words.sense("form", "not done")
        else:
            at = self._full(form.done.at) + self._later_entry(form.done.seq)
            yield words.sense("form", "done"), f"{at}, {self._record(form.done.seq)}"
            if form.done.reason:
                yield words.sense("form", "remark"), form.done.reason
        for view in form.limits:
            yield words.sense("form", "limit"), self._limit(view)

    def _about(self, values: Mapping[str, Any]) -> str:
        """The row of a list that a turn is about, column by column."""
        words, plan = self.words, self.told.plan
        columns = plan.facts[plan.step[self.form.step].each or ""].columns
        said = ((column_title(c.id, words), typed(values[c.id], c, plan, words)) for c in columns if c.id in values)
        return "; ".join(f"{title}: {value}" for title, value in said)

    def _limit(self, view: LimitView) -> str:
        """`预案30分, 09:10到, 按时完成, 早 05:00 (C-3.3.2b)`; the three bases are never added up."""
        words = self.words
        said = [basis_period(view, words)]
        if view.due_at is not None:
            until = due(view.due_at, self.told.plan.timezone, words, self.told.seen.began)
            said.append(words.say("due {time}", time=until))
        said.append(limit_state(words, view.basis, view.state))
        if view.margin is not None:
            said.append(self._margin(view.margin, acted=view.state in {"met", "late"}))
        if view.state == "waived":
            said.append(view.reason)
        return f"{', '.join(said)} ({view.number or words.listed(view.source)})"

    def _margin(self, ms: int, *, acted: bool) -> str:
        length, words = span_in_words(ms, self.words), self.words
        if acted:
            early, late = (
                words.sense("form", "{span} early", span=length),
                words.sense("form", "{span} late", span=length),
            )
            return early if ms >= 0 else late
        left, over = words.sense("form", "{span} left", span=length), words.sense("form", "{span} over", span=length)
        return left if ms >= 0 else over

    def _line(self, field: Field) -> Line:
        words, label = self.words, self._label(field.fact)
        if field.rows:
            return Line(label, words.many("{n} row, below", "{n} rows, below", len(field.rows)))
        if field.said is None:
            said = words.say("not recorded") if field.asked else words.sense("form", "not applicable")
            return Line(label, said, recorded=False)
        stated = field.said
        if not stated.seq:
            return Line(label, self._value(field.fact, stated), remark=words.say("where the plan begins"))
        return Line(
            label,
            self._value(field.fact, stated),
            self._post(stated),
            self._time(stated.at) + self._later_entry(stated.seq),
            self._record(stated.seq),
            "; ".join(self._remarks(field)),
        )

    def _label(self, fact: str) -> str:
        """What a field is called; where somebody is named, the whole question, which says that it is own staff."""
        asked = self.told.plan.facts.get(fact)
        if asked is not None and asked.type == "person":
            return self.words.text(asked.ask)
        return ask(fact, self.told.plan, self.words)

    def _remarks(self, field: Field) -> Iterator[str]:
        words, later = self.words, field.later
        if field.carried:
            yield words.say("stands from before")
        if later is not None:
            yield words.say(
                "later {value} ({time}, {record})",
                value=self._value(field.fact, later),
                time=self._time(later.at),
                record=self._record(later.seq),
            )

    def _value(self, fact: str, stated: Statement) -> str:
        if isinstance(stated.value, int) and self._moment(fact):
            return self._time(stated.value)
        said = answer(stated, fact, self.told.plan, self.words, stated.at)
        return f"{said} ({stated.reason})" if stated.reason and not open_ended(stated) else said

    def _moment(self, fact: str) -> bool:
        asked = self.told.plan.facts.get(fact)
        return asked is not None and asked.type == "moment"

    def _list(self, field: Field) -> Listing:
        words, plan = self.words, self.told.plan
        columns = plan.facts[field.fact].columns
        headings = [words.sense("form column", "no."), *(column_title(c.id, words) for c in columns)]
        headings += [words.sense("form column", "recorded"), words.sense("form column", "record")]

        def cells(listed: FormRow) -> tuple[str, ...]:
            values = [typed(listed.values[c.id], c, plan, words) if c.id in listed.values else "" for c in columns]
            numbers = words.listed(self._record(seq) for seq in listed.seqs)
            return (str(listed.number), *values, self._time(listed.at) + self._later_entry(listed.seqs[0]), numbers)

        return Listing(ask(field.fact, plan, words), tuple(headings), tuple(cells(one) for one in field.rows))

    # -- times, records, posts ------------------------------------------------------------------------------

    def _full(self, ms: int) -> str:
        zone = self.told.plan.timezone
        return f"{local(ms, zone):%Y-%m-%d} {weekday(ms, zone, self.words)} {local(ms, zone):%H:%M}"

    def _time(self, ms: int) -> str:
        return moment(ms, self.told.plan.timezone, self.words, None)

    def _later_entry(self, seq: int) -> str:
        """That a record was written later than what it states."""
        entry = self.told.entries[seq - 1]
        if not entry.event.entered_later:
            return ""
        at = moment(entry.event.recorded, self.told.plan.timezone, self.words, entry.at)
        return f" ({self.words.say('entered later, {time}', time=at)})"

    def _record(self, seq: int) -> str:
        """The number of a record, and those of its corrections."""
        put_right = self.told.entries[seq - 1].corrected_by
        if not put_right:
            return record_no(seq)
        numbers = self.words.listed(record_no(n) for n in put_right)
        return self.words.say("{record}, corrected by {numbers}", record=record_no(seq), numbers=numbers)

    def _post(self, stated: Statement) -> str:
        """The post of whoever wrote it down: as assigned in the incident, else on duty at the time, else own staff.

        In a drill nobody is a person.
        """
        told, words, event = self.told, self.words, self.told.entries[stated.seq - 1].event
        if told.seen.mode == DRILL:
            return event.by
        held = [role(who, told.plan, words) for who, person in told.seen.people.items() if person == event.by]
        if held:
            return words.listed(held)
        on_duty = next((who for since, who in reversed(self._duties) if since <= event.seq), "")
        return words.say("duty officer") if on_duty == event.by else words.sense("form", "own staff")

    @cached_property
    def _duties(self) -> Sequence[tuple[int, str]]:
        """From which record on who was on duty."""
        standing = (entry for entry in self.told.entries if not entry.void)
        handed = (e for e in standing if e.event.kind in {"handover-accepted", "taken-over"})
        return [(1, self.told.entries[0].event.by), *((e.event.seq, str(e.data["to"])) for e in handed)]
