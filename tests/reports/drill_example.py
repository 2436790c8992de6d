"""A drill and a comparison written by hand, of the small plan of these tests: no simulator has touched them."""

from __future__ import annotations

from dataclasses import replace

from reports.drill_values import (
    Alternative,
    Band,
    Bar,
    Behind,
    Compared,
    Comparison,
    Difference,
    Distribution,
    DrillReport,
    LimitResult,
    ObjectiveResult,
    Quantile,
    RoleResult,
    RunResult,
    Share,
    StageResult,
    StepResult,
    StuckResult,
    UnderWay,
)
from tests.reports.gate import gate_plan, ms

MINUTE = 60_000
PLAN = gate_plan()
VERSIONS = (("drillbook", "0.1.0"), ("numpy", "2.4.6"), ("simpy", "4.1.2"))


def quantile(value: int | None, low: int, high: int | None) -> Quantile:
    """In minutes."""
    return Quantile(None if value is None else value * MINUTE, low * MINUTE, None if high is None else high * MINUTE)


REPORT = LimitResult(
    "report",
    1,
    kept=150,
    broken=50,
    censored=0,
    not_applicable=0,
    share=Share(0.75, 0.6857, 0.8051),
    p50=quantile(22, 20, 24),
    p90=quantile(41, 38, 47),
    p95=quantile(None, 52, None),
    times=Distribution(90_000, (0, 0, 10, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 50, 20, 12, 0, 8), 4, 6),
)
SOONER = LimitResult(
    "report",
    2,
    kept=20,
    broken=30,
    censored=0,
    not_applicable=150,
    share=Share(0.4, 0.2761, 0.5382),
    p50=quantile(12, 9, 14),
    p90=quantile(19, 16, 25),
    p95=quantile(22, 18, None),
    times=Distribution(30_000, (0,) * 10 + (20,) + (0,) * 10 + (30,)),
)
ON_SITE = LimitResult("on-site", 1, 200, 0, 0, 0, Share(1.0, 0.9812, 1.0), quantile(30, 29, 31), quantile(44, 40, 50))
ANSWER = LimitResult("answer", 1, 0, 0, 0, 200)
NOTICE = LimitResult("notice", 1, 0, 0, 200, 0)
RELEASE = LimitResult("release", 1, 120, 80, 0, 0, Share(0.6, 0.5308, 0.6653), turns_due=600, turns_met=510)
POLICE = LimitResult(
    "call-police", 1, 9, 1, 0, 190, Share(0.9, 0.5958, 0.9821), quantile(2, 1, 4), quantile(4, 2, None)
)

STEPS = (
    StepResult("log-sign", 200, 200, quantile(3, 3, 4), quantile(5, 5, 6), quantile(6, 5, 7), work=3 * MINUTE),
    StepResult(
        "report",
        200,
        194,
        quantile(22, 20, 24),
        quantile(41, 38, 47),
        quantile(None, 52, None),
        queue=6 * MINUTE,
        reaction=5 * MINUTE,
        work=9 * MINUTE,
        critical=0.42,
    ),
)
GAIN = Difference(
    "report", 1, "better", 200, 150, 181, Share(0.155, 0.1049, 0.2113), Share(370_000.0, 290_000.0, 450_000.0)
)
UNSEEN = Difference("on-site", 1, "not-seen", 200, 200, 199, Share(-0.005, -0.0277, 0.0139))
SAME = Difference("call-police", 1, "none", 10, 9, 9, Share(0.0, -0.2775, 0.2775))
LOSS = Difference("release", 1, "worse", 200, 120, 90, Share(-0.15, -0.2031, -0.1049))

ROLES = (
    RoleResult("duty", 1, False, 0.05, 0.0, (Difference("report", 1, "none", 200, 150, 150, Share(0.0, -0.02, 0.02)),)),
    RoleResult("head", 1, False, 0.61, 0.9, (GAIN, UNSEEN)),
    RoleResult("radio", 1, True, 0.2, 0.1),
)
STAGES = (
    StageResult("plan", "", 140, 56, 4, 0, Share(0.7143, 0.6474, 0.7729)),
    StageResult("plan", "report", 150, 44, 6, 0, Share(0.7732, 0.7093, 0.8265)),
    StageResult("statute", "", 0, 0, 200, 0),
)
UNDER_WAY = (
    UnderWay("report", 0, 4, 2, 0, 14, 95 * MINUTE, 6, ("hear", 3), (Behind("report", 1, 18, 2),)),
    UnderWay("on-site", 0, 0, 0, 11, 1, 99 * MINUTE, 9, None, (Behind("on-site", 1, 0, 12), Behind("notice", 1, 0, 1))),
    UnderWay("hear", 0, 12, 0, 0, 0, 61 * MINUTE, 3, ("report", 12)),
)
TYPICAL = RunResult(
    17,
    95 * MINUTE,
    True,
    (
        Bar("log-sign", 1, 0, 0, 0, 3 * MINUTE),
        Bar("report", 1, 3 * MINUTE, 9 * MINUTE, 14 * MINUTE, 24 * MINUTE, 30 * MINUTE),
        Bar("on-site", 1, 3 * MINUTE, 24 * MINUTE, 30 * MINUTE, 30 * MINUTE, 60 * MINUTE),
    ),
)
WORST = RunResult(
    141,
    120 * MINUTE,
    False,
    (
        Bar("log-sign", 1, 0, 0, 0, 6 * MINUTE),
        Bar("report", 1, 6 * MINUTE, 40 * MINUTE, 45 * MINUTE, 55 * MINUTE, 30 * MINUTE, True),
        Bar("hear", 1, 60 * MINUTE, None, None, None),
    ),
    (("report", 1), ("release", 1)),
)


def drilled(**changes: object) -> DrillReport:
    """Two hundred runs."""
    values: dict[str, object] = {
        "scenario": "at-the-gate",
        "title": {"zh": "北门演练", "en": "A drill at the gate"},
        "about": {"zh": "看报告会不会晚", "en": "Shows whether the report is late"},
        "plan": PLAN,
        "start": ms("08:40"),
        "horizon": 120 * MINUTE,
        "seed": 7,
        "wanted": 200,
        "runs": 200,
        "settled": 188,
        "versions": VERSIONS,
        "limits": (REPORT, SOONER, ON_SITE, ANSWER, NOTICE, RELEASE, POLICE),
        "stages": STAGES,
        "steps": STEPS,
        "roles": ROLES,
        "stuck": (StuckResult("hear", "role", "head", 12, 61 * MINUTE, 141),),
        "objectives": (
            ObjectiveResult(
                "half-hour",
                {"zh": "三十分钟内报告", "en": "Report within 30 minutes"},
                ("report",),
                "some-challenges",
                150,
                44,
                6,
                0,
                Share(0.75, 0.6857, 0.8051),
            ),
        ),
        "crowd": tuple(
            Band(n * 5 * MINUTE, 200 - 4 * n, (n, n + 3, n + 8), (0.1, 0.1 + n / 100, 0.1 + n / 50)) for n in range(13)
        ),
        "typical": TYPICAL,
        "worst": WORST,
        "plus_one_runs": 200,
    }
    return DrillReport(**{**values, **changes})  # type: ignore[arg-type]


def documented() -> DrillReport:
    """The same, short enough for a page."""
    times = Distribution(90_000, (0, 0, 10, 40, 50, 30, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 8), 4, 6)
    report = drilled()
    return replace(
        report,
        limits=(replace(REPORT, times=times),),
        steps=STEPS[1:],
        roles=(replace(ROLES[1], plus_one=(GAIN,)),),
        crowd=report.crowd[6:7],
        settled=168,
        stages=STAGES[:2],
        cut=20,
        under_way=UNDER_WAY[:1],
    )


def compared() -> Comparison:
    """One more department head; and another plan that lacks a limit."""
    limits = (
        Compared(REPORT.share, Share(0.905, 0.8565, 0.9383), GAIN),
        Compared(ON_SITE.share, Share(0.995, 0.9722, 0.9991), UNSEEN),
        Compared(POLICE.share, POLICE.share, SAME),
        Compared(RELEASE.share, Share(0.45, 0.3827, 0.5192), LOSS),
    )
    return Comparison(
        "at-the-gate",
        {"zh": "北门演练", "en": "A drill at the gate"},
        PLAN,
        7,
        200,
        200,
        VERSIONS,
        (
            Alternative(PLAN, limits, staff=(("head", 1, 2),)),
            Alternative(PLAN, (limits[2],), runbook="gate", only_first=(("notice", 1),)),
        ),
    )
