"""A plan in force: composed, checked, with the site's numbers in it. This is what an incident freezes.

Everything is a frozen value; `to_data` and `from_data` (in `runbooks.frozen`) carry it to JSON and back
without a loss, so that an incident never depends on a file that somebody edits later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, get_args

Text = Mapping[str, str]
"""Text by language; the language `""` holds a text that was written without one."""

Basis = Literal["plan", "statute", "assumed", "adopted"]
FactType = Literal["yes-no", "count", "choice", "text", "date", "moment", "person", "role", "file", "rows"]
Operator = Literal["=", ">=", "<=", ">", "<"]
Period = Literal["day", "week", "month", "quarter", "half-year", "year"]
PERIODS: Final[tuple[Period, ...]] = get_args(Period)
"""The units of the calendar by which something may come again; a week begins on Monday."""
DANGER_PART: Final = "danger-branch"
"""The part whose steps wait for danger, and come first while there is any."""


def in_language(text: Text, language: str) -> str:
    """The text in a language, else the text without a language, else whichever stands first."""
    return text.get(language) or text.get("") or next(iter(text.values()), "")


@dataclass(frozen=True, slots=True)
class Compare:
    """`fact` against a value written in the plan; a number's name is already replaced by its value.

    `fact` may be `level` (the value is a level's id, ordered as the plan lists them) or `profile`.
    """

    fact: str
    op: Operator
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class All:
    """Yes when every part is yes; no when one is no; else open. With no parts: yes."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Yes when one part is yes; no when every part is no; else open. With no parts: no."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The reverse; open stays open."""

    of: Condition


Condition = Compare | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Duration:
    """Exactly one kind of time: `ms` runs exactly; `days`, `working_days` and `months` end at 24:00 at the site;
    `period` is no length but a unit of the calendar, and says how often something comes again.

    `text` is the duration as plans write it (`30 min`, `1 h 30 min`, `15 days`, `3 working days`, `3 months`, `month`).
    """

    text: str
    ms: int | None = None
    days: int | None = None
    working_days: int | None = None
    months: int | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause of a source: `C` and `3.3.2b`, `条例` and `23`."""

    source: str
    clause: str

    def __str__(self) -> str:
        return f"{self.source}-{self.clause}"


@dataclass(frozen=True, slots=True)
class Source:
    """A document cited; `binds` is `state-owned` where it binds only those."""

    id: str
    title: Text
    kind: Literal["plan", "statute", "practice"]
    edition: str = ""
    binds: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A value of ours. `value` is a count or a duration; `by_site` says that the site changed it."""

    id: str
    value: int | Duration
    replaces: Text
    why: Text
    by_site: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts. `one_of` names the roles of which any free one will do; `("any",)` is anybody."""

    id: str
    title: Text
    kind: Literal["staff", "outside", "thing"] = "staff"
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a `rows` fact; its types are those of facts, without `rows`; `of` are its choices."""

    id: str
    type: FactType
    of: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the officer can state. `of` are the choices (id to title) of a `choice`."""

    id: str
    type: FactType
    ask: Text
    of: Mapping[str, Text] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    min: int | None = None
    max: int | None = None
    when: Condition | None = None
    source: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a limit may be lengthened, once, and the role whose holder may do so. `number` as in `Limit`."""

    by: Duration
    role: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """By when a turn must be done, from which moment, on whose authority. Exactly one of `within`, `by`, `every`.

    `from_` and `until` name a moment (a step, a yes-no, date or moment fact, `began`, `closing`); `by` names
    a date fact or `rows-fact.column`, `ahead` how long before it. `first` is always set where `every` runs by the
    clock; where it is a period of the calendar, `day` is the day of the period on which it is due (None: the last).
    `number` is the name of the number that an assumed limit takes its value from (`first_number` that of `first`).
    """

    basis: Basis
    source: tuple[Citation, ...]
    within: Duration | None = None
    from_: str | None = None
    by: str | None = None
    every: Duration | None = None
    first: Duration | None = None
    until: str | None = None
    to: Literal["done", "start"] = "done"
    when: Condition | None = None
    number: str = ""
    first_number: str = ""
    ahead: Duration | None = None
    day: int | None = None
    extend: Extension | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does. `number` is fixed when the plan is frozen: spoken on the telephone and typed.

    `after` is a list of entries; an entry is satisfied by any one of its members. `part` is the runbook or
    overlay that brought the step in. `work` is kept as written, for drills only.
    """

    id: str
    number: str
    title: Text
    stage: str
    role: tuple[str, ...]
    source: tuple[Citation, ...]
    after: tuple[tuple[str, ...], ...] = ()
    when: Condition | None = None
    each: str | None = None
    limits: tuple[Limit, ...] = ()
    record: tuple[str, ...] = ()
    form: Text = field(default_factory=dict)
    how: Text = field(default_factory=dict)
    say: Text = field(default_factory=dict)
    tells: tuple[str, ...] = ()
    opens: str = ""
    where: str = ""
    work: str | Mapping[str, str] | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the event, lowest first in the plan. `command` is the role that commands at it."""

    id: str
    title: Text
    command: str = ""
    when: Condition | None = None
    how: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A composed plan. `steps` stand in reading order, which is the order of their numbers."""

    id: str
    title: Text
    version: str
    steps: tuple[Step, ...]
    about: Text = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    numbers: Mapping[str, Number] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    levels: tuple[Level, ...] = ()
    profile: Literal["state-owned", "private"] = "state-owned"
    timezone: str = "Asia/Shanghai"
    overlays: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @cached_property
    def step(self) -> Mapping[str, Step]:
        """Steps by id."""
        return {s.id: s for s in self.steps}

    @cached_property
    def by_number(self) -> Mapping[str, Step]:
        """Steps by their fixed number."""
        return {s.number: s for s in self.steps}
