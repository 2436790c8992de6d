"""A composed plan to JSON and back, without a loss: what an incident keeps of its plan.

The form is for ever: journals written by an old release are read by every later one. Its rules:

- a field at its default is left out, and reading fills the default in; so a new field needs a default;
- no floating numbers, and nothing depends on the order of keys in a JSON object: where order carries meaning (choices,
  languages, roles as listed) a list of pairs or of objects is written;
- text without a language is a bare string; a duration is its text, whose meaning is fixed by the language of plans;
- a condition is a list that starts with its kind: `["is", fact, operator, value]`, `["all", …]`, `["any", …]`,
  `["not", …]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from runbooks.durations import parse_duration
from runbooks.plan import (
    All,
    AnyOf,
    Citation,
    Column,
    Compare,
    Condition,
    Duration,
    Extension,
    Fact,
    Level,
    Limit,
    Not,
    Number,
    Plan,
    Role,
    Source,
    Step,
    Text,
)

FORM = 2
"""The number of this form. It rises only where an older reader could misunderstand what is written, and a plan is
written in the lowest form that has all of it: form 2 is for plans with a limit that is counted in months, ahead of a
date or by the calendar, or may be lengthened.
"""

Data = dict[str, Any]


def to_data(plan: Plan) -> Data:
    """The plan as dicts, lists, strings, whole numbers and booleans, the same for equal plans."""
    return _lean(
        form=_form(plan),
        id=plan.id,
        title=_text(plan.title),
        about=_text(plan.about),
        version=plan.version,
        languages=list(plan.languages),
        profile=plan.profile,
        timezone=plan.timezone,
        overlays=list(plan.overlays),
        parts=list(plan.parts),
        sources=[_source(s) for s in plan.sources.values()],
        numbers=[_number(n) for n in plan.numbers.values()],
        roles=[_role(r) for r in plan.roles.values()],
        facts=[_fact(f) for f in plan.facts.values()],
        levels=[_level(level) for level in plan.levels],
        steps=[_step(s) for s in plan.steps],
    )


def from_data(data: Mapping[str, Any]) -> Plan:
    """The plan that `to_data` wrote. Raises ValueError for a form of a later release."""
    if data.get("form") not in range(1, FORM + 1):
        raise ValueError(f"a plan in form {data.get('form')!r}; this release reads forms up to {FORM}")
    return Plan(
        id=data["id"],
        title=_to_text(data.get("title", ())),
        about=_to_text(data.get("about", ())),
        version=data.get("version", ""),
        languages=tuple(data.get("languages", ())),
        profile=data["profile"],
        timezone=data["timezone"],
        overlays=tuple(data.get("overlays", ())),
        parts=tuple(data.get("parts", ())),
        sources={s["id"]: _to_source(s) for s in data.get("sources", ())},
        numbers={n["id"]: _to_number(n) for n in data.get("numbers", ())},
        roles={r["id"]: _to_role(r) for r in data.get("roles", ())},
        facts={f["id"]: _to_fact(f) for f in data.get("facts", ())},
        levels=tuple(_to_level(level) for level in data.get("levels", ())),
        steps=tuple(_to_step(s) for s in data.get("steps", ())),
    )


def _form(plan: Plan) -> int:
    limits = [limit for step in plan.steps for limit in step.limits]
    lengths = [limit.within for limit in limits] + [limit.every for limit in limits]
    lengths += [number.value for number in plan.numbers.values() if isinstance(number.value, Duration)]
    newer = any(length and (length.months is not None or length.period) for length in lengths)
    return 2 if newer or any(limit.ahead or limit.extend for limit in limits) else 1


def _lean(**fields: Any) -> Data:
    """Without what is empty. `0` and `False` are values and stay."""
    return {k.rstrip("_"): v for k, v in fields.items() if v is not None and v != "" and v != []}


def _text(text: Text) -> str | list[list[str]] | None:
    if not text:
        return None
    if len(text) == 1 and text.get(""):
        return text[""]
    return [[language, words] for language, words in text.items()]


def _to_text(data: Any) -> Text:
    return {"": data} if isinstance(data, str) else dict(data)


def condition_to_data(condition: Condition) -> list[Any]:
    """One condition as a list that starts with its kind."""
    match condition:
        case Compare(fact, op, value):
            return ["is", fact, op, value]
        case All(of):
            return ["all", *map(condition_to_data, of)]
        case AnyOf(of):
            return ["any", *map(condition_to_data, of)]
        case Not(of=inner):
            return ["not", condition_to_data(inner)]


def condition_from_data(data: Any) -> Condition:
    """The condition that `condition_to_data` wrote."""
    kind, rest = data[0], data[1:]
    if kind == "is":
        return Compare(*rest)
    if kind == "not":
        return Not(condition_from_data(rest[0]))
    return (All if kind == "all" else AnyOf)(tuple(map(condition_from_data, rest)))


def _when(condition: Condition | None) -> list[Any] | None:
    return None if condition is None else condition_to_data(condition)


def _to_when(data: Mapping[str, Any]) -> Condition | None:
    return condition_from_data(data["when"]) if "when" in data else None


def _cited(citations: tuple[Citation, ...]) -> list[list[str]]:
    return [[c.source, c.clause] for c in citations]


def _to_cited(data: Mapping[str, Any]) -> tuple[Citation, ...]:
    return tuple([_citation(source, clause) for source, clause in data.get("source", ())])


_citation = lru_cache(1024)(Citation)
_duration = lru_cache(1024)(parse_duration)
"""A plan says the same few times, and cites the same few clauses, over and over."""


def _for(duration: Duration | None) -> str | None:
    return None if duration is None else duration.text


def _to_for(data: Mapping[str, Any], key: str) -> Duration | None:
    return _duration(data[key]) if key in data else None


def _source(s: Source) -> Data:
    return _lean(id=s.id, title=_text(s.title), kind=s.kind, edition=s.edition, binds=s.binds)


def _to_source(d: Data) -> Source:
    return Source(d["id"], _to_text(d.get("title", ())), d["kind"], d.get("edition", ""), d.get("binds", ""))


def _number(n: Number) -> Data:
    value = n.value.text if isinstance(n.value, Duration) else n.value
    return _lean(id=n.id, is_=value, replaces=_text(n.replaces), why=_text(n.why), by_site=n.by_site or None)


def _to_number(d: Data) -> Number:
    value = parse_duration(d["is"]) if isinstance(d["is"], str) else d["is"]
    return Number(d["id"], value, _to_text(d.get("replaces", ())), _to_text(d.get("why", ())), d.get("by_site", False))


def _role(r: Role) -> Data:
    kind = None if r.kind == "staff" else r.kind
    return _lean(id=r.id, title=_text(r.title), kind=kind, one_of=list(r.one_of))


def _to_role(d: Data) -> Role:
    return Role(d["id"], _to_text(d.get("title", ())), d.get("kind", "staff"), tuple(d.get("one_of", ())))


def _choices(of: Mapping[str, Text]) -> list[list[Any]]:
    return [[choice, _text(title) or ""] for choice, title in of.items()]


def _to_choices(data: Mapping[str, Any]) -> dict[str, Text]:
    return {choice: _to_text(title) if title else {} for choice, title in data.get("of", ())}


def _fact(f: Fact) -> Data:
    return _lean(
        id=f.id,
        type=f.type,
        ask=_text(f.ask),
        of=_choices(f.of),
        columns=[_lean(id=c.id, type=c.type, of=_choices(c.of)) for c in f.columns],
        min=f.min,
        max=f.max,
        when=_when(f.when),
        source=_cited(f.source),
    )


def _to_fact(d: Data) -> Fact:
    return Fact(
        d["id"],
        d["type"],
        _to_text(d.get("ask", ())),
        _to_choices(d),
        tuple([Column(c["id"], c["type"], _to_choices(c)) for c in d.get("columns", ())]),
        d.get("min"),
        d.get("max"),
        _to_when(d),
        _to_cited(d),
    )


def _level(level: Level) -> Data:
    title, how = _text(level.title), _text(level.how)
    return _lean(id=level.id, title=title, command=level.command, when=_when(level.when), how=how)


def _to_level(d: Data) -> Level:
    return Level(d["id"], _to_text(d.get("title", ())), d.get("command", ""), _to_when(d), _to_text(d.get("how", ())))


def _limit(limit: Limit) -> Data:
    return _lean(
        within=_for(limit.within),
        by=limit.by,
        every=_for(limit.every),
        first=_for(limit.first),
        from_=limit.from_,
        until=limit.until,
        to=None if limit.to == "done" else limit.to,
        when=_when(limit.when),
        basis=limit.basis,
        source=_cited(limit.source),
        number=limit.number,
        first_number=limit.first_number,
        ahead=_for(limit.ahead),
        day=limit.day,
        extend=_extension(limit.extend),
    )


def _extension(extend: Extension | None) -> Data | None:
    return None if extend is None else _lean(by=extend.by.text, role=extend.role, number=extend.number)


def _to_extension(data: Mapping[str, Any] | None) -> Extension | None:
    return None if data is None else Extension(_duration(data["by"]), data["role"], data.get("number", ""))


def _to_limit(d: Data) -> Limit:
    return Limit(
        basis=d["basis"],
        source=_to_cited(d),
        within=_to_for(d, "within"),
        from_=d.get("from"),
        by=d.get("by"),
        every=_to_for(d, "every"),
        first=_to_for(d, "first"),
        until=d.get("until"),
        to=d.get("to", "done"),
        when=_to_when(d),
        number=d.get("number", ""),
        first_number=d.get("first_number", ""),
        ahead=_to_for(d, "ahead"),
        day=d.get("day"),
        extend=_to_extension(d.get("extend")),
    )


def _step(s: Step) -> Data:
    return _lean(
        id=s.id,
        number=s.number,
        title=_text(s.title),
        stage=s.stage,
        role=list(s.role),
        source=_cited(s.source),
        after=[list(entry) for entry in s.after],
        when=_when(s.when),
        each=s.each,
        limits=[_limit(limit) for limit in s.limits],
        record=list(s.record),
        form=_text(s.form),
        how=_text(s.how),
        say=_text(s.say),
        tells=list(s.tells),
        opens=s.opens,
        where=s.where,
        work=s.work if s.work is None or isinstance(s.work, str) else [[k, v] for k, v in s.work.items()],
        part=s.part,
    )


def _to_step(d: Data) -> Step:
    work = d.get("work")
    return Step(
        id=d["id"],
        number=d["number"],
        title=_to_text(d.get("title", ())),
        stage=d["stage"],
        role=tuple(d.get("role", ())),
        source=_to_cited(d),
        after=tuple([tuple(entry) for entry in d.get("after", ())]),
        when=_to_when(d),
        each=d.get("each"),
        limits=tuple([_to_limit(limit) for limit in d.get("limits", ())]),
        record=tuple(d.get("record", ())),
        form=_to_text(d.get("form", ())),
        how=_to_text(d.get("how", ())),
        say=_to_text(d.get("say", ())),
        tells=tuple(d.get("tells", ())),
        opens=d.get("opens", ""),
        where=d.get("where", ""),
        work=dict(work) if isinstance(work, list) else work,
        part=d.get("part", ""),
    )
