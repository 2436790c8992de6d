"""A scenario as plain data for other programs and for the words of reports, which know nothing of simulators.

Times are whole seconds, their keys end in `_s`. A distribution has its values by name, and its mean.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from runbooks.frozen import condition_to_data
from runbooks.plan import Plan
from simulator.distributions import Distribution, Fixed
from simulator.scenario_model import Crowd, Inject, Scenario, Staff


def scenario_data(scenario: Scenario, plan: Plan) -> dict[str, Any]:
    """All of a scenario, for a site in the zone of this plan."""
    return {
        "scenario": scenario.id,
        "title": dict(scenario.title),
        "about": dict(scenario.about),
        "runbook": scenario.runbook,
        "overlays": list(scenario.overlays),
        "start_at": _iso(scenario.start, plan.timezone),
        "horizon_s": _seconds(scenario.horizon),
        "set": dict(scenario.set),
        "crowd": None if scenario.crowd is None else _crowd(scenario.crowd),
        "reports": [{"fact": r.fact, "of": r.of, "least": r.least or None} for r in scenario.reports],
        "notice": takes(scenario.notice),
        "staff": [_staff(name, staff) for name, staff in scenario.staff.items()],
        "outside": [{"role": name, "delay": takes(delay)} for name, delay in scenario.outside.items()],
        "needs": [{"step": name, "things": list(things)} for name, things in scenario.needs.items()],
        "work": [{"step": name, "work": takes(work)} for name, work in scenario.work.items()],
        "answers": [
            {"fact": name, "chances": [{"value": value, "chance": chance} for value, chance in answer.chances]}
            for name, answer in scenario.answers.items()
        ],
        "measures": [
            {"step": name, "tension": m.tension, "leaving": m.leaving, "for_s": _seconds(m.lasts)}
            for name, m in scenario.measures.items()
        ],
        "injects": [_inject(inject) for inject in scenario.injects],
        "objectives": [{"id": o.id, "title": dict(o.title), "of": list(o.of)} for o in scenario.objectives],
    }


def takes(time: Distribution) -> dict[str, Any]:
    """How long something takes."""
    values: dict[str, Any] = {f"{key}_s": _seconds(ms) for key, ms in time.form.items()}
    return values if isinstance(time, Fixed) else {**values, "mean_s": _seconds(time.mean_ms)}


def _crowd(crowd: Crowd) -> dict[str, Any]:
    return {
        "size": crowd.size,
        "p": crowd.p,
        "q": crowd.q,
        "stay_s": _seconds(crowd.stay),
        "base": crowd.base,
        "crowding": crowd.crowding,
        "half": crowd.half,
        "relax_s": _seconds(crowd.relax),
        "threshold": crowd.threshold,
        "violence": crowd.violence,
        "gate": crowd.gate,
    }


def _staff(name: str, staff: Staff) -> dict[str, Any]:
    return {
        "role": name,
        "title": dict(staff.title),
        "count": staff.count,
        "reaction": takes(staff.reaction),
        "travel": takes(staff.travel),
        "away": [{"from_s": _seconds(away.start), "for_s": _seconds(away.lasts)} for away in staff.away],
    }


def _inject(inject: Inject) -> dict[str, Any]:
    return {
        "id": inject.id,
        "at_s": _seconds(inject.at),
        "when": None if inject.when is None else condition_to_data(inject.when),
        "says": dict(inject.says),
        "hidden": inject.hidden,
        "set": dict(inject.set),
        "tension": inject.tension,
        "people": inject.people,
        "away": [{"role": name, "for_s": _seconds(lasts)} for name, lasts in inject.away.items()],
        "expects": list(inject.expects),
    }


def _seconds(ms: int | None) -> int | None:
    return None if ms is None else ms // 1000


def _iso(ms: int, zone: str) -> str:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
