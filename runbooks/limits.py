"""Limits: by when a turn must be done, from which moment, on whose authority.

A limit of basis `plan` or `statute` has its value written out and cites a source of that kind; an `assumed` one names a
number, which a site may change. A repeat runs by the clock (`every: 30 min`, counted from a moment) or by the calendar
(`every: month`, due on a `day` of it). At a private site what a source that binds only state-owned enterprises demands
is kept as `adopted`: followed, but never called a breach of law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from runbooks.accepted import Accepted, as_accepted, duration_at
from runbooks.citations import read_citations
from runbooks.conditions import ReadConditions
from runbooks.declare import Declared
from runbooks.durations import AS_LENGTH, is_duration
from runbooks.model_steps import LimitModel
from runbooks.periods import LONGEST
from runbooks.plan import PERIODS, Basis, Citation, Condition, Duration, Extension, Limit, Period
from runbooks.problems import Fault, Problem
from runbooks.spots import Spot

MOMENT_TYPES = ("yes-no", "date", "moment")


@dataclass(slots=True)
class ReadLimits:
    """Reads limits; keeps every problem. `steps` are the ids of the plan's steps."""

    declared: Declared
    steps: Mapping[str, object]
    conditions: ReadConditions
    private: bool = False
    problems: list[Problem] = field(default_factory=list)
    dates: list[tuple[str, Spot]] = field(default_factory=list)
    """Facts that a limit is counted from or due by, with their positions."""

    def read(self, model: LimitModel, spot: Spot, each: str | None) -> Limit | None:
        """The limit that stands here, or None where it has problems."""
        before = len(self.problems)
        source, wrong = read_citations(spot.key("source"), self.declared.sources)
        self.problems += wrong
        self._basis(model, spot, source)
        when = self.conditions.read(spot.key("when")) if spot.has("when") else None
        kinds = [key for key in ("within", "by", "every") if spot.has(key)]
        limit = None
        if len(kinds) != 1:
            self.problems.append(spot.problem("one-of-within-by-every", {"given": tuple(kinds)}))
        elif kinds == ["by"]:
            limit = self._by(model, spot, source, when, each)
        else:
            limit = self._counted(kinds[0], model, spot, source, when)
        return limit if len(self.problems) == before else None

    def _counted(
        self, kind: str, model: LimitModel, spot: Spot, source: tuple[Citation, ...], when: Condition | None
    ) -> Limit:
        amount, number = self._amount(model, spot.key(kind), "length" if kind == "within" else "repeat")
        may_lack_start = kind == "every" and (amount is None or amount.period is not None)
        if spot.has("from"):
            self._moment(spot.key("from"))
            if model.from_ == "closing":
                self.problems.append(spot.key("from").problem("start-at-closing"))
        elif not may_lack_start:
            self.problems.append(spot.problem("limit-without-from", {"kind": kind}))
        self._only(spot, "by", ("ahead",))
        if kind == "within":
            self._only(spot, "every", ("first", "until", "day"))
            self._length(spot.key("within"), amount)
            return self._limit(model, spot, source, when, within=amount, number=number)
        self._only(spot, "within", ("extend",))
        if spot.has("until"):
            self._moment(spot.key("until"))
        if amount is not None and amount.period is not None:
            self._calendar(model, spot, amount.period)
            return self._limit(model, spot, source, when, every=amount, number=number, from_=model.from_ or "began")
        first, first_number = amount, number
        if spot.has("day"):
            self.problems.append(spot.key("day").problem("day-without-period", allowed=PERIODS))
        if spot.has("first"):
            first, first_number = self._amount(model, spot.key("first"), "clock")
            self._exact(spot.key("first"), first, least=0)
        self._exact(spot.key("every"), amount, least=1)
        return self._limit(
            model, spot, source, when, every=amount, first=first, number=number, first_number=first_number
        )

    def _calendar(self, model: LimitModel, spot: Spot, unit: Period) -> None:
        """A repeat by the calendar is due on a day that its period can have, and first where it begins."""
        if spot.has("first"):
            self.problems.append(spot.key("first").problem("first-with-period"))
        if model.day is not None and model.day > LONGEST[unit]:
            values = {"given": model.day, "period": unit, "most": LONGEST[unit]}
            self.problems.append(spot.key("day").problem("day-out-of-period", values))

    def _by(
        self, model: LimitModel, spot: Spot, source: tuple[Citation, ...], when: Condition | None, each: str | None
    ) -> Limit:
        self._only(spot, "within", ("from",))
        self._only(spot, "every", ("first", "until", "day"))
        at = spot.key("by")
        ahead, number = None, ""
        if spot.has("ahead"):
            ahead, number = self._amount(model, spot.key("ahead"), "days")
            self._by_days(spot.key("ahead"), ahead)
        elif model.basis == "assumed":
            self.problems.append(at.problem("assumed-without-number", {"given": at.node.text}))
        self._date(at, model.by or "", each)
        return self._limit(model, spot, source, when, by=model.by, ahead=ahead, number=number)

    def _date(self, at: Spot, by: str, each: str | None) -> None:
        rows, dot, column = by.partition(".")
        fact = self.declared.facts.get(rows)
        if fact is None:
            self.problems.append(at.unknown("unknown-fact", rows, self._dates()))
            return
        self.dates.append((rows, at))
        if dot:
            self._row_date(at, rows, column, each)
        elif fact.type != "date":
            self.problems.append(at.problem("not-a-date", {"given": rows, "type": fact.type}))

    def _row_date(self, at: Spot, rows: str, column: str, each: str | None) -> None:
        fact = self.declared.facts[rows]
        dates = [c.id for c in fact.columns if c.type == "date"]
        if column not in dates:
            code = "not-a-date" if any(c.id == column for c in fact.columns) else "unknown-column"
            self.problems.append(at.problem(code, {"given": f"{rows}.{column}", "type": fact.type}, allowed=dates))
        elif each != rows:
            self.problems.append(at.problem("row-date-without-each", {"given": rows}))

    def _limit(
        self,
        model: LimitModel,
        spot: Spot,
        source: tuple[Citation, ...],
        when: Condition | None,
        *,
        from_: str | None = None,
        within: Duration | None = None,
        every: Duration | None = None,
        first: Duration | None = None,
        by: str | None = None,
        number: str = "",
        first_number: str = "",
        ahead: Duration | None = None,
    ) -> Limit:
        basis: Basis = model.basis
        if self.private and any(self.declared.sources[c.source].binds for c in source) and basis != "assumed":
            basis = "adopted"
        until = (model.until or "closing") if every is not None else None
        return Limit(
            basis=basis,
            source=source,
            within=within,
            from_=from_ or model.from_,
            by=by,
            every=every,
            first=first,
            until=until,
            to=model.to,
            when=when,
            number=number,
            first_number=first_number,
            ahead=ahead,
            day=model.day,
            extend=self._extend(model, spot),
        )

    def _extend(self, model: LimitModel, spot: Spot) -> Extension | None:
        """By how much the limit may be lengthened: as its own value is written; and by whom."""
        at = spot.get("extend")
        if model.extend is None or at is None:
            return None
        by, number = self._amount(model, at.key("by"), "length")
        self._length(at.key("by"), by)
        if model.extend.role not in self.declared.roles:
            self.problems.append(at.key("role").unknown("unknown-role", model.extend.role, self.declared.roles))
        return None if by is None else Extension(by, model.extend.role, number)

    def _amount(self, model: LimitModel, spot: Spot, accepted: Accepted) -> tuple[Duration | None, str]:
        """The value and the name of its number: an assumed limit names one, any other writes its value out."""
        text = spot.node.text
        number = self.declared.numbers.get(text) if spot.node.kind == "scalar" else None
        if model.basis != "assumed":
            if number is None:
                return self._written(spot, accepted), ""
            values = {"given": text, "basis": model.basis}
            self.problems.append(spot.problem("number-under-basis", values, hint=_value(number.value)))
        elif number is None:
            self.problems.append(self._no_number(spot, text))
        elif isinstance(number.value, Duration):
            return number.value, text
        else:
            self.problems.append(spot.problem("number-is-a-count", {"given": text, "value": number.value}))
        return None, ""

    def _written(self, spot: Spot, accepted: Accepted) -> Duration | None:
        try:
            return duration_at(spot, accepted)
        except Fault as fault:
            self.problems.append(spot.fault(fault))
            return None

    def _no_number(self, spot: Spot, text: str) -> Problem:
        if is_duration(spot.node.value):
            return spot.problem("assumed-without-number", {"given": text})
        durations = [n.id for n in self.declared.numbers.values() if isinstance(n.value, Duration)]
        return spot.unknown("unknown-number", text, durations)

    def _length(self, spot: Spot, amount: Duration | None) -> None:
        """A unit of the calendar says how often, not how long."""
        if amount is not None and amount.period is not None:
            hint = AS_LENGTH[amount.period] if spot.node.text == amount.text else ""
            self.problems.append(spot.problem("period-as-length", {"given": amount.text}, hint=hint))

    def _by_days(self, spot: Spot, amount: Duration | None) -> None:
        """A date has no time of day from which minutes could be counted."""
        self._length(spot, amount)
        if amount is not None and amount.ms is not None:
            hint = as_accepted(amount, "days") if spot.node.text == amount.text else ""
            self.problems.append(spot.problem("ahead-by-the-clock", {"given": amount.text}, hint=hint))

    def _exact(self, spot: Spot, amount: Duration | None, least: int) -> None:
        """A repeat by the clock runs in minutes and hours, and never without a pause."""
        if amount is None:
            return
        if amount.ms is None:
            hint = as_accepted(amount, "repeat")
            self.problems.append(spot.problem("repeat-in-days", {"given": amount.text}, hint=hint))
        elif amount.ms < least:
            self.problems.append(spot.problem("repeat-without-pause", {"given": amount.text}))

    def _basis(self, model: LimitModel, spot: Spot, source: tuple[Citation, ...]) -> None:
        if model.basis == "assumed":
            return
        for citation in source:
            kind = self.declared.sources[citation.source].kind
            if kind != model.basis:
                values = {"basis": model.basis, "source": citation.source, "kind": kind}
                self.problems.append(spot.key("basis").problem("basis-unlike-source", values))

    def _moment(self, spot: Spot) -> None:
        name = spot.node.text
        if name in ("began", "closing") or name in self.steps:
            return
        fact = self.declared.facts.get(name)
        if fact is None:
            known = [*self.steps, *(f.id for f in self.declared.facts.values() if f.type in MOMENT_TYPES)]
            self.problems.append(spot.unknown("unknown-moment", name, [*known, "began", "closing"]))
        elif fact.type not in MOMENT_TYPES:
            self.problems.append(spot.problem("not-a-moment", {"given": name, "type": fact.type}, allowed=MOMENT_TYPES))
        else:
            self.dates.append((name, spot))

    def _only(self, spot: Spot, kind: str, keys: tuple[str, ...]) -> None:
        """Keys that belong to another kind of limit."""
        for key in keys:
            if spot.has(key):
                self.problems.append(spot.key(key).problem("key-of-other-limit", {"key": key, "kind": kind}))

    def _dates(self) -> list[str]:
        plain = [f.id for f in self.declared.facts.values() if f.type == "date"]
        rows = [f"{f.id}.{c.id}" for f in self.declared.facts.values() for c in f.columns if c.type == "date"]
        return plain + rows


def _value(value: int | Duration) -> str:
    return value.text if isinstance(value, Duration) else ""
