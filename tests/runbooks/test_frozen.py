"""A plan to JSON and back without a loss, in a form that stays readable."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbooks.durations import parse_duration
from runbooks.frozen import from_data, to_data
from runbooks.library import Library, load
from runbooks.plan import (
    All,
    AnyOf,
    Citation,
    Column,
    Compare,
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
)

names = st.text("abc-条例", min_size=1, max_size=6)
texts = st.dictionaries(st.sampled_from(["zh", "en", ""]), st.text(min_size=1, max_size=8), max_size=2)
durations = st.sampled_from(
    ["0 min", "30 min", "1 h 30 min", "90 min", "0 days", "15 days", "3 working days", "3 months", "quarter"]
).map(parse_duration)
citations = st.lists(st.builds(Citation, names, names), max_size=2).map(tuple)
choices = st.dictionaries(names, texts, max_size=3)
conditions = st.recursive(
    st.builds(Compare, names, st.sampled_from(["=", ">=", "<"]), st.booleans() | st.integers() | names),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
whens = st.none() | conditions
ids = st.lists(names, max_size=3).map(tuple)
kinds = st.sampled_from(["yes-no", "count", "choice", "text", "date", "rows"])
facts = st.builds(
    Fact,
    id=names,
    type=kinds,
    ask=texts,
    of=choices,
    columns=st.lists(st.builds(Column, names, kinds, choices), max_size=2).map(tuple),
    min=st.none() | st.integers(),
    max=st.none() | st.integers(),
    when=whens,
    source=citations,
)
limits = st.builds(
    Limit,
    basis=st.sampled_from(["plan", "statute", "assumed", "adopted"]),
    source=citations,
    within=st.none() | durations,
    from_=st.none() | names,
    by=st.none() | names,
    every=st.none() | durations,
    first=st.none() | durations,
    until=st.none() | names,
    to=st.sampled_from(["done", "start"]),
    when=whens,
    number=st.just("") | names,
    first_number=st.just("") | names,
    ahead=st.none() | durations,
    day=st.none() | st.integers(1, 31),
    extend=st.none() | st.builds(Extension, durations, names, st.just("") | names),
)
steps = st.builds(
    Step,
    id=names,
    number=st.sampled_from(["01", "91", "104"]),
    title=texts,
    stage=st.sampled_from(["report", "review"]),
    role=ids,
    source=citations,
    after=st.lists(st.lists(names, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    when=whens,
    each=st.none() | names,
    limits=st.lists(limits, max_size=2).map(tuple),
    record=ids,
    form=texts,
    how=texts,
    say=texts,
    tells=ids,
    opens=st.just("") | names,
    where=st.sampled_from(["", "site"]),
    work=st.none() | st.just("5 min") | st.just({"median": "5 min", "p90": "9 min"}),
    part=names,
)


def by_id(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(values, max_size=3).map(lambda found: {value.id: value for value in found})


plans = st.builds(
    Plan,
    id=names,
    title=texts,
    version=st.just("") | names,
    steps=st.lists(steps, max_size=3).map(tuple),
    about=texts,
    languages=ids,
    sources=by_id(st.builds(Source, names, texts, st.sampled_from(["plan", "statute", "practice"]), names, names)),
    numbers=by_id(st.builds(Number, names, st.integers(0, 99) | durations, texts, texts, st.booleans())),
    roles=by_id(st.builds(Role, names, texts, st.sampled_from(["staff", "outside", "thing"]), ids)),
    facts=by_id(facts),
    levels=st.lists(st.builds(Level, names, texts, names, whens, texts), max_size=2).map(tuple),
    profile=st.sampled_from(["state-owned", "private"]),
    timezone=st.sampled_from(["Asia/Shanghai", "UTC"]),
    overlays=ids,
    parts=ids,
)


def through_json(plan: Plan) -> Plan:
    """As a journal may keep it: keys sorted, nothing but ASCII."""
    return from_data(json.loads(json.dumps(to_data(plan), sort_keys=True, allow_nan=False)))


def has_float(data: Any) -> bool:
    if isinstance(data, dict):
        return any(map(has_float, data.values()))
    return any(map(has_float, data)) if isinstance(data, list) else isinstance(data, float)


@settings(max_examples=150, deadline=None)
@given(plans)
def test_a_plan_comes_back_as_it_was(plan: Plan) -> None:
    back = through_json(plan)
    assert back == plan
    assert to_data(back) == to_data(plan)
    assert not has_float(to_data(plan))
    assert [list(f.of) for f in back.facts.values()] == [list(f.of) for f in plan.facts.values()]
    assert [list(r.title) for r in back.roles.values()] == [list(r.title) for r in plan.roles.values()]
    assert [type(c.value) for c in _compared(back)] == [type(c.value) for c in _compared(plan)]


def _compared(plan: Plan) -> list[Compare]:
    return [step.when for step in plan.steps if isinstance(step.when, Compare)]


@pytest.mark.parametrize("plan_id", Library().ids("runbook"))
def test_shipped_plans_come_back_as_they_were(plan_id: str) -> None:
    plan = load(plan_id).plan
    if plan is not None:  # a part without steps is no plan
        assert through_json(plan) == plan


def test_the_form_of_a_small_plan() -> None:
    """What old journals hold; a change here must still read the old form."""
    plan = Plan(
        id="p",
        title={"zh": "题", "en": "T"},
        version="1.0.0",
        languages=("zh", "en"),
        sources={"P": Source("P", {"": "Plan"}, "plan")},
        numbers={"soon": Number("soon", Duration("10 min", ms=600_000), {"": "at once"}, {}, by_site=True)},
        roles={"boss": Role("boss", {"": "Boss"}), "any": Role("any", {"": "Any"}, "staff", ("any",))},
        facts={"danger": Fact("danger", "yes-no", {"": "Danger?"})},
        steps=(
            Step(
                "call",
                "01",
                {"": "Call"},
                "report",
                ("boss",),
                (Citation("P", "1"),),
                when=Not(AnyOf((Compare("danger", "=", True), Compare("crowd", ">=", 30)))),
                limits=(
                    Limit(
                        "assumed", (Citation("P", "1"),), within=parse_duration("10 min"), from_="began", number="soon"
                    ),
                ),
            ),
        ),
    )
    assert to_data(plan) == {
        "form": 1,
        "id": "p",
        "title": [["zh", "题"], ["en", "T"]],
        "version": "1.0.0",
        "languages": ["zh", "en"],
        "profile": "state-owned",
        "timezone": "Asia/Shanghai",
        "sources": [{"id": "P", "title": "Plan", "kind": "plan"}],
        "numbers": [{"id": "soon", "is": "10 min", "replaces": "at once", "by_site": True}],
        "roles": [{"id": "boss", "title": "Boss"}, {"id": "any", "title": "Any", "one_of": ["any"]}],
        "facts": [{"id": "danger", "type": "yes-no", "ask": "Danger?"}],
        "steps": [
            {
                "id": "call",
                "number": "01",
                "title": "Call",
                "stage": "report",
                "role": ["boss"],
                "source": [["P", "1"]],
                "when": ["not", ["any", ["is", "danger", "=", True], ["is", "crowd", ">=", 30]]],
                "limits": [
                    {"within": "10 min", "from": "began", "basis": "assumed", "source": [["P", "1"]], "number": "soon"}
                ],
            }
        ],
    }


CITED = (Citation("P", "1"),)


@pytest.mark.parametrize(
    ("limit", "written"),
    [
        (
            Limit("plan", CITED, within=parse_duration("3 months"), from_="began"),
            {"within": "3 months", "from": "began"},
        ),
        (
            Limit("plan", CITED, every=parse_duration("month"), from_="began", day=25, until="closing"),
            {"every": "month", "from": "began", "until": "closing", "day": 25},
        ),
        (
            Limit("plan", CITED, by="due", ahead=parse_duration("10 working days")),
            {"by": "due", "ahead": "10 working days"},
        ),
        (
            Limit(
                "plan",
                CITED,
                within=parse_duration("60 days"),
                from_="began",
                extend=Extension(parse_duration("30 days"), "head"),
            ),
            {"within": "60 days", "from": "began", "extend": {"by": "30 days", "role": "head"}},
        ),
    ],
)
def test_the_second_form_is_for_what_an_older_reader_would_misunderstand(limit: Limit, written: dict[str, Any]) -> None:
    plan = Plan("p", {"": "T"}, "", (Step("a", "01", {"": "A"}, "report", ("head",), CITED, limits=(limit,)),))
    data = to_data(plan)
    assert data["form"] == 2
    assert data["steps"][0]["limits"] == [{**written, "basis": "plan", "source": [["P", "1"]]}]
    assert through_json(plan) == plan


def test_a_number_by_the_calendar_makes_it_the_second_form_too() -> None:
    plan = Plan("p", {"": "T"}, "", (), numbers={"n": Number("n", parse_duration("quarter"), {}, {})})
    assert to_data(plan)["form"] == 2
    assert through_json(plan) == plan


@pytest.mark.parametrize("form", [0, 3, None])
def test_a_form_of_a_later_release_is_refused(form: int | None) -> None:
    data = to_data(Plan("p", {}, "", ()))
    assert data["form"] == 1
    with pytest.raises(ValueError, match=f"form {form}"):
        from_data({**data, "form": form})


def test_a_plan_of_five_thousand_steps_is_read_at_once() -> None:
    """A guard against a hang: a second or two on the slowest machine, never minutes."""
    step = Step(
        "s",
        "01",
        {"zh": "步骤", "en": "Step"},
        "report",
        ("boss",),
        (Citation("P", "1"),),
        after=(("a",),),
        limits=(Limit("plan", (Citation("P", "1"),), within=parse_duration("30 min"), from_="began"),),
    )
    plan = Plan("p", {"": "T"}, "1", tuple(replace(step, id=f"s{i}", number=f"{i:02d}") for i in range(5_000)))
    text = json.dumps(to_data(plan))
    start = time.monotonic()
    assert from_data(json.loads(text)) == plan
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("module", ["plan", "frozen", "days", "periods", "calendar", "durations", "problems"])
def test_what_an_incident_needs_of_plans_loads_neither_pydantic_nor_yaml(module: str) -> None:
    code = f"import sys, runbooks.{module}; print(sorted({{'pydantic', 'yaml', 'holidays'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
