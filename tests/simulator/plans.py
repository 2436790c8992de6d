"""Random small plans, to hold the kernel of drills to the engine: everything that a plan may say, in a few steps."""

from __future__ import annotations

from hypothesis import strategies as st

from runbooks.plan import All, AnyOf, Column, Compare, Condition, Duration, Fact, Level, Limit, Not, Plan, Step

MINUTE = 60_000
LEVELS = ("general", "key", "major")
FACTS = {
    "danger": Fact("danger", "yes-no", {}),
    "calm": Fact("calm", "yes-no", {}),
    "count": Fact("count", "count", {}),
    "kind": Fact("kind", "choice", {}, of={"a": {}, "b": {}}),
    "day": Fact("day", "date", {}),
    "hour": Fact("hour", "moment", {}),
    "tasks": Fact("tasks", "rows", {}, columns=(Column("task", "text"), Column("due", "date"))),
}

_COMPARISONS: list[Condition] = [
    Compare("danger", "=", True),
    Compare("danger", "=", False),
    Compare("calm", "=", True),
    Compare("count", ">=", 10),
    Compare("count", "<", 30),
    Compare("kind", "=", "a"),
    Compare("level", ">=", "key"),
    Compare("level", "=", "major"),
    Compare("profile", "=", "state-owned"),
]
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from(_COMPARISONS),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=2).map(lambda of: All(tuple(of))),
        st.lists(parts, min_size=1, max_size=2).map(lambda of: AnyOf(tuple(of))),
        parts.map(Not),
    ),
    max_leaves=3,
)
_EXACT = st.sampled_from([5, 10, 20, 30, 60]).map(lambda n: Duration(f"{n} min", ms=n * MINUTE))
_DURATIONS = st.one_of(
    _EXACT,
    st.just(Duration("0 days", days=0)),
    st.just(Duration("1 working day", working_days=1)),
    st.just(Duration("1 month", months=1)),
)
_AHEAD = st.sampled_from([None, None, Duration("1 day", days=1), Duration("2 working days", working_days=2)])
_PERIODS: list[Duration] = [Duration("day", period="day"), Duration("week", period="week")]
_MAYBE = st.one_of(st.none(), st.none(), CONDITIONS)


@st.composite
def _limits(draw: st.DrawFn, i: int, each: bool, names: list[str]) -> tuple[Limit, ...]:
    result: list[Limit] = []
    moments = ["began", "began", "danger", "calm", "hour", "day", *(n for n in names if n != names[i])]
    for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
        kind = draw(st.sampled_from(["within", "within", "within", "by", "every"]))
        to = draw(st.sampled_from(["done", "done", "done", "start"]))
        when = draw(_MAYBE)
        if kind == "every" and not each:
            until = draw(st.sampled_from(["closing", "closing", "calm", "hour", *(n for n in names if n != names[i])]))
            from_ = draw(st.sampled_from(moments))
            if draw(st.integers(0, 3)) == 0:
                period = draw(st.sampled_from(_PERIODS))
                day = draw(st.sampled_from([None, 3])) if period.period == "week" else None
                result.append(Limit("assumed", (), every=period, day=day, from_=from_, until=until, to=to, when=when))
                continue
            result.append(
                Limit("assumed", (), every=draw(_EXACT), first=draw(_EXACT), from_=from_, until=until, to=to, when=when)
            )
        elif kind == "by":
            by = "tasks.due" if each and draw(st.booleans()) else "day"
            result.append(Limit("plan", (), by=by, ahead=draw(_AHEAD), to=to, when=when))
        else:
            result.append(
                Limit("plan", (), within=draw(_DURATIONS), from_=draw(st.sampled_from(moments)), to=to, when=when)
            )
    return tuple(result)


@st.composite
def plans(draw: st.DrawFn, limits: bool = True) -> Plan:
    """A plan of up to seven steps in a random order of following, with levels, lists and repeats."""
    count = draw(st.integers(2, 7))
    names = [f"s{i}" for i in range(count)]
    place = draw(st.permutations(range(count)))
    steps = []
    for i in range(count):
        earlier = [names[j] for j in range(count) if place[j] < place[i]]
        entry = st.lists(st.sampled_from(earlier or [""]), min_size=1, max_size=2)
        entries = range(draw(st.sampled_from([0, 1, 1, 2])) if earlier else 0)
        after = [tuple(dict.fromkeys(draw(entry))) for _ in entries]
        each = "tasks" if draw(st.integers(0, 5)) == 0 else None
        steps.append(
            Step(
                names[i],
                f"{i + 1:02}",
                {},
                "report",
                ("head",),
                (),
                after=tuple(after),
                when=draw(_MAYBE),
                each=each,
                limits=draw(_limits(i, each is not None, names)) if limits else (),
                record=("danger", "kind", "level"),
            )
        )
    levels = (
        Level("general", {}),
        Level("key", {}, when=Compare("count", ">=", 10)),
        Level("major", {}, when=AnyOf((Compare("count", ">=", 30), Compare("danger", "=", True)))),
    )
    return Plan("random", {}, "1", tuple(steps), facts=FACTS, levels=levels)
