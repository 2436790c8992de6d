"""A plan as large as anybody will ever write, for measuring."""

from __future__ import annotations

from runbooks.plan import Citation, Duration, Fact, Limit, Plan, Role, Source, Step

_STAGES = ("report", "respond", "on-site", "coordinate", "inform", "review")


def big_plan(steps: int) -> Plan:
    """Every fourth step can be done at once, the others follow it one by one; each has a limit, some have two."""
    cite = (Citation("C", "3"),)
    made = []
    for n in range(1, steps + 1):
        after = () if n % 4 == 1 else ((f"step-{n - 1}",),)
        limits = [Limit(basis="plan", source=cite, within=Duration("1 h", ms=3_600_000 + n * 1000), from_="began")]
        if n % 3 == 0:
            limits.append(
                Limit(basis="assumed", source=cite, within=Duration("30 min", ms=1_800_000), from_=f"step-{n - 1}")
            )
        made.append(
            Step(
                id=f"step-{n}",
                number=f"{n:02d}",
                title={"zh": f"第{n}步: 到现场核实情况并报告", "en": f"Step {n}: verify on site and report"},
                stage=_STAGES[n * len(_STAGES) // (steps + 1)],
                role=("head",),
                source=cite,
                after=after,
                limits=tuple(limits),
                record=("course",) if n % 5 == 0 else (),
                tells=("group",) if n % 7 == 0 else (),
            )
        )
    return Plan(
        id="big",
        title={"zh": "大预案", "en": "Big plan"},
        version="1",
        steps=tuple(made),
        sources={"C": Source("C", {"zh": "方案", "en": "Plan"}, "plan")},
        roles={
            "head": Role("head", {"zh": "部门负责人", "en": "Head"}),
            "group": Role("group", {"zh": "领导小组", "en": "Group"}),
        },
        facts={"course": Fact("course", "text", {"zh": "经过", "en": "Course"})},
    )
