"""A drill and a comparison as JSON, documented in `docs/json.md`.

Nothing in it depends on when, where or by how many processes the runs were made: the same scenario, seed and number of
runs give the same bytes. Shares have six decimals.
"""

from __future__ import annotations

from typing import Any

from reports.drill_phrases import limit_of
from reports.drill_values import (
    Alternative,
    Band,
    Compared,
    Comparison,
    Difference,
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
from reports.format_time import iso
from reports.json_parts import seconds
from runbooks.plan import Plan

Json = dict[str, Any]


def drill_json(report: DrillReport) -> Json:
    """The whole drill."""
    plan, zone = report.plan, report.plan.timezone
    return {
        "format": "drillbook.drill.1",
        "scenario": report.scenario,
        "title": dict(report.title),
        "runbook": plan.id,
        "runbook_version": plan.version,
        "overlays": list(plan.overlays),
        "start_at": iso(report.start, zone),
        "horizon_s": seconds(report.horizon),
        "runs": report.runs,
        "wanted": report.wanted,
        "seed": report.seed,
        "precision": report.precision,
        "reached_precision": report.reached_precision,
        "versions": dict(report.versions),
        "crowd_calibrated": False if report.crowd else None,
        "settled": _share(report.settled, report.runs),
        "limits": [_limit(limit, report) for limit in report.limits],
        "stages": [_stage(stage, report.runs) for stage in report.stages],
        "steps": [_step(step, report.runs) for step in report.steps],
        "roles": [_role(role, plan) for role in report.roles],
        "plus_one_runs": report.plus_one_runs,
        "objectives": [_objective(objective, report.runs) for objective in report.objectives],
        "stuck": [_stuck(stuck, report.runs) for stuck in report.stuck],
        "cut": _share(report.cut, report.runs),
        "under_way": [_under_way(found, report.runs) for found in report.under_way],
        "never_came": [
            {"inject": inject, "at_s": seconds(at), "share": _share(runs, report.runs)}
            for inject, at, runs in report.never_came
        ],
        "crowd": [_band(band) for band in report.crowd],
        "typical": None if report.typical is None else _run(report.typical),
        "worst": None if report.worst is None else _run(report.worst),
    }


def _limit(limit: LimitResult, report: DrillReport) -> Json:
    runs = report.runs
    return {
        **_key(limit.step, limit.limit, report.plan),
        **_kept("kept", limit.share),
        "broken": _share(limit.broken, runs),
        "censored": _share(limit.censored, runs),
        "not_applicable": _share(limit.not_applicable, runs),
        "counts": {
            "kept": limit.kept,
            "broken": limit.broken,
            "censored": limit.censored,
            "not_applicable": limit.not_applicable,
        },
        **_quantiles(limit),
        "turns_due": limit.turns_due,
        "turns_met": limit.turns_met,
        "times": None
        if limit.times is None
        else {
            "bin_s": seconds(limit.times.width),
            "counts": list(limit.times.counts),
            "later": limit.times.later,
            "undone": limit.times.undone,
        },
    }


def _stage(found: StageResult, runs: int) -> Json:
    return {
        "basis": found.basis,
        "stage": found.stage or None,
        **_kept("kept", found.share),
        "broken": _share(found.broken, runs),
        "censored": _share(found.censored, runs),
        "not_applicable": _share(found.not_applicable, runs),
    }


def _key(step: str, limit: int, plan: Plan) -> Json:
    own = limit_of(step, limit, plan)
    length = own.within or own.every
    return {
        "step": step,
        "limit": limit,
        "basis": own.basis,
        "source": [str(citation) for citation in own.source],
        "from": own.from_,
        "within": length.text if length else None,
        "within_s": seconds(length.ms) if length else None,
        "repeat": own.every is not None,
        "to": own.to,
    }


def _kept(name: str, share: Share | None) -> Json:
    values = (None, None, None) if share is None else (share.value, share.low, share.high)
    keys = (name, f"{name}_low", f"{name}_high")
    return {key: None if value is None else _rounded(value) for key, value in zip(keys, values, strict=True)}


def _quantiles(of: LimitResult | StepResult) -> Json:
    found: Json = {}
    for name, quantile in (("p50", of.p50), ("p90", of.p90), ("p95", of.p95)):
        known = quantile or Quantile(None, 0, None)
        found[f"{name}_s"] = seconds(known.value)
        found[f"{name}_low_s"] = seconds(known.low) if quantile else None
        found[f"{name}_high_s"] = seconds(known.high)
    return found


def _step(step: StepResult, runs: int) -> Json:
    parts = ("outside", "queue", "reaction", "travel", "work")
    return {
        "step": step.step,
        "ready": _share(step.ready, runs),
        "done": _share(step.done, runs),
        **_quantiles(step),
        **{f"{name}_s": seconds(getattr(step, name)) for name in parts},
        "critical": _rounded(step.critical),
        "waiting": _share(step.waiting, runs),
        "waiting_since_s": seconds(step.waiting_since),
        "waiting_run": step.waiting_run,
    }


def _role(role: RoleResult, plan: Plan) -> Json:
    plus_one = None if role.plus_one is None else [_plus_one(d) for d in role.plus_one if d.verdict != "none"]
    return {
        "role": role.role,
        "title": _title(role.role, plan),
        "thing": role.thing,
        "staff": role.staff,
        "busy": _rounded(role.busy),
        "queue_share": _rounded(role.queue_share),
        "plus_one": plus_one,
    }


def _plus_one(found: Difference) -> Json:
    return {"step": found.step, "limit": found.limit, **_difference(found)}


def _difference(found: Difference) -> Json:
    sooner = found.sooner
    times = (None, None, None) if sooner is None else (sooner.value, sooner.low, sooner.high)
    keys = ("sooner_s", "sooner_low_s", "sooner_high_s")
    return {
        "verdict": found.verdict,
        "judged": found.of,
        "kept_before": found.before,
        "kept_after": found.after,
        **_kept("difference", found.share),
        **{key: None if ms is None else round(ms / 1000, 3) for key, ms in zip(keys, times, strict=True)},
    }


def _objective(found: ObjectiveResult, runs: int) -> Json:
    return {
        "objective": found.id,
        "title": dict(found.title),
        "steps": list(found.steps),
        "rating": found.rating,
        **_kept("met", found.share),
        "late": _share(found.late, runs),
        "failed": _share(found.failed, runs),
        "left_out": _share(found.left_out, runs),
    }


def _stuck(found: StuckResult, runs: int) -> Json:
    return {
        "step": found.step,
        "kind": found.kind,
        "waits_for": found.waits_for,
        "share": _share(found.runs, runs),
        "since_s": seconds(found.since),
        "first_run": found.first_run,
    }


def _under_way(found: UnderWay, runs: int) -> Json:
    phases = ("outside", "waiting", "reacting", "travelling", "working")
    step, count = found.busy_with or (None, 0)
    return {
        "step": found.step,
        "share": _share(found.runs, runs),
        **{phase: _share(getattr(found, phase), runs) for phase in phases},
        "since_s": seconds(found.since),
        "first_run": found.first_run,
        "busy_with": None if step is None else {"step": step, "share": _share(count, runs)},
        "limits": [
            {
                "step": limit.step,
                "limit": limit.limit,
                "broken": _share(limit.broken, runs),
                "censored": _share(limit.open, runs),
            }
            for limit in found.behind
        ],
    }


def _band(band: Band) -> Json:
    return {
        "at_s": seconds(band.at),
        "runs": band.runs,
        "present": [_rounded(n) for n in band.present],
        "tension": [_rounded(x) for x in band.tension],
    }


def _run(run: RunResult) -> Json:
    return {
        "run": run.number,
        "end_s": seconds(run.end),
        "settled": run.settled,
        "broken": [{"step": step, "limit": limit} for step, limit in run.broken],
    }


def comparison_json(found: Comparison) -> Json:
    """The whole comparison."""
    return {
        "format": "drillbook.compare.1",
        "scenario": found.scenario,
        "title": dict(found.title),
        "runbook": found.plan.id,
        "runbook_version": found.plan.version,
        "overlays": list(found.plan.overlays),
        "runs": found.runs,
        "wanted": found.wanted,
        "seed": found.seed,
        "versions": dict(found.versions),
        "unfinished": found.unfinished,
        "alternatives": [_alternative(each, found) for each in found.alternatives],
    }


def _alternative(each: Alternative, found: Comparison) -> Json:
    return {
        "runbook": each.plan.id,
        "runbook_version": each.plan.version,
        "overlays": list(each.plan.overlays),
        "staff": [
            {"role": role, "title": _title(role, each.plan), "was": was, "is": now} for role, was, now in each.staff
        ],
        "limits": [_compared(limit, found.plan) for limit in each.limits],
        "only_first": [_key(step, limit, found.plan) for step, limit in each.only_first],
        "only_second": [_key(step, limit, each.plan) for step, limit in each.only_second],
    }


def _compared(limit: Compared, plan: Plan) -> Json:
    return {
        **_key(limit.difference.step, limit.difference.limit, plan),
        **_kept("kept", limit.first),
        **_kept("kept_then", limit.second),
        **_difference(limit.difference),
        "open": limit.open,
    }


def _title(role: str, plan: Plan) -> Json:
    found = plan.roles.get(role)
    return dict(found.title) if found else {}


def _share(count: int, of: int) -> float | None:
    return _rounded(count / of) if of else None


def _rounded(value: float) -> float:
    return round(value, 6)
