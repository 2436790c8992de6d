"""Plans to measure the engine with: of any size with the texture of real ones (chains that join, conditions, binding
and assumed limits), and one whose single steps grow long: a turn for each row of a list, a repeat.
"""

from __future__ import annotations

from runbooks.plan import AnyOf, Citation, Column, Compare, Duration, Fact, Limit, Plan, Role, Source, Step

_MINUTE = 60_000
_STAGES = ("report", "respond", "on-site", "coordinate", "inform", "review")


def big_plan(steps: int) -> Plan:
    """Chains of five steps, every fifth conditional, each step with a limit or two, and joins of two chains."""
    facts = {f"fact-{n}": Fact(f"fact-{n}", "yes-no", {"": f"fact {n}"}) for n in range(max(1, steps // 25))}
    facts["headcount"] = Fact("headcount", "count", {"": "how many"})
    source = (Citation("C", "1"),)
    made = []
    for n in range(steps):
        place = n % 5
        after: tuple[tuple[str, ...], ...] = ((f"step-{n - 1}",),) if place else ()
        if place == 4 and n > 10:
            after = (*after, (f"step-{n - 6}", f"step-{n - 7}"))
        when = None
        if place == 0 and (n // 5) % 5 == 4:
            fact = f"fact-{(n // 25) % len(facts)}" if f"fact-{(n // 25)}" in facts else "fact-0"
            when = AnyOf((Compare(fact, "=", True), Compare(fact, "=", False)))
        limits = [
            Limit(
                "plan",
                source,
                within=Duration("30 min", ms=30 * _MINUTE),
                from_=f"step-{n - 1}" if place else "began",
            )
        ]
        if place == 2:
            limits.append(Limit("assumed", source, within=Duration("5 min", ms=5 * _MINUTE), from_=f"step-{n - 1}"))
        made.append(
            Step(
                id=f"step-{n}",
                number=f"{n + 1:02}",
                title={"": f"Step {n}"},
                stage=_STAGES[n * len(_STAGES) // steps],
                role=("officer",),
                source=source,
                after=after,
                when=when,
                limits=tuple(limits),
            )
        )
    return Plan(
        id=f"big-{steps}",
        title={"": f"{steps} steps"},
        version="1",
        steps=tuple(made),
        sources={"C": Source("C", {"": "C"}, "plan")},
        roles={"officer": Role("officer", {"": "officer"})},
        facts=facts,
    )


def long_plan() -> Plan:
    """Few steps: one with a turn for each row of a list, one repeated every minute, one that follows both."""
    source = (Citation("C", "1"),)
    minute, hour = Duration("1 min", ms=_MINUTE), Duration("1 h", ms=60 * _MINUTE)

    def step(name: str, number: int, *limits: Limit, each: str = "", after: tuple[str, ...] = ()) -> Step:
        entries = tuple((one,) for one in after)
        return Step(
            name, f"{number:02}", {"": name}, "report", ("officer",), source, entries, None, each or None, limits
        )

    return Plan(
        id="long",
        title={"": "Long steps"},
        version="1",
        steps=(
            step("begin", 1),
            step(
                "carry-out",
                2,
                Limit("plan", source, by="tasks.due"),
                Limit("plan", source, within=hour, from_="begin"),
                each="tasks",
            ),
            step("watch", 3, Limit("plan", source, every=minute, first=minute, from_="began", until="closing")),
            step("report", 4, Limit("plan", source, within=hour, from_="carry-out"), after=("carry-out", "watch")),
        ),
        sources={"C": Source("C", {"": "C"}, "plan")},
        roles={"officer": Role("officer", {"": "officer"})},
        facts={
            "tasks": Fact("tasks", "rows", {"": "tasks"}, columns=(Column("task", "text"), Column("due", "date"))),
            "calm": Fact("calm", "yes-no", {"": "calm"}),
        },
    )
