"""Single values of a scenario's file: times, how long things take, the beginning, answers, what the crowd reports.

Each reader gives the value, or None, and adds what is wrong to `problems`, at its place.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime
from typing import Final

from runbooks.accepted import as_accepted, duration_at
from runbooks.amounts import LARGEST_COUNT
from runbooks.plan import Fact
from runbooks.problems import Fault, Problem
from runbooks.spots import Spot, nearest
from runbooks.works import SPELT, read_work
from simulator.distributions import Distribution, distribution_of
from simulator.scenario_model import Answer, Report, Value

DAY: Final = 86_400_000
LONGEST_DRILL: Final = 31 * DAY
MOST_ROWS: Final = 100
REPORTED: Final = ("present", "violence", "{active: 5}")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE: Final = re.compile(r"-?\d{1,18}", re.ASCII)


def is_empty(spot: Spot) -> bool:
    """Whether nothing is written here, as far as words go."""
    return spot.node.kind == "scalar" and spot.node.value is None


def read_time(spot: Spot, problems: list[Problem], *, least: int = 0) -> int | None:
    """A duration in minutes and hours, as milliseconds."""
    if _nothing_there(spot, problems):
        return None
    try:
        duration = duration_at(spot, "clock")
    except Fault as fault:
        problems.append(spot.fault(fault))
        return None
    if duration.ms is None:
        hint = as_accepted(duration, "clock")
        problems.append(spot.problem("time-in-days", {"given": duration.text}, hint=hint))
    elif duration.ms < least:
        problems.append(spot.problem("no-time-at-all", {"given": duration.text}))
    else:
        return duration.ms
    return None


def read_distribution(spot: Spot, problems: list[Problem]) -> Distribution | None:
    """How long something takes."""
    if _nothing_there(spot, problems):
        return None
    if spot.node.kind == "list":
        problems.append(spot.problem("bad-work", {"given": spot.given}, allowed=SPELT))
        return None
    written, wrong = read_work(spot)
    problems += wrong
    return None if wrong or written is None else distribution_of(written)


def read_start(spot: Spot, problems: list[Problem]) -> int | None:
    """A date and time with its offset, as milliseconds UTC."""
    given = spot.node.text
    try:
        start = datetime.fromisoformat(given)
    except ValueError:
        problems.append(spot.problem("bad-start", {"given": given}, allowed=("2026-03-09T08:40+08:00",)))
        return None
    if start.tzinfo is None:
        hint = start.strftime("%Y-%m-%dT%H:%M+08:00")
        problems.append(spot.problem("start-without-offset", {"given": given}, hint=hint))
        return None
    if not 2000 <= start.year < 2100:
        problems.append(spot.problem("bad-start", {"given": given}, allowed=("2026-03-09T08:40+08:00",)))
        return None
    return round((start - _EPOCH).total_seconds()) * 1000


def read_value(spot: Spot, fact: Fact, problems: list[Problem], *, texts: bool) -> Value | None:
    """What is stated of a fact. `texts`: whether texts may be, which decide nothing."""
    if _nothing_there(spot, problems):
        return None
    try:
        if spot.node.kind != "scalar":
            raise Fault("not-one-value", {"fact": fact.id})
        return _value(spot.node.text, fact, texts=texts)
    except Fault as fault:
        problems.append(spot.fault(fault))
        return None


def read_answer(spot: Spot, fact: Fact, problems: list[Problem]) -> Answer | None:
    """One value, or values with their chances."""
    if spot.node.kind != "map":
        value = read_value(spot, fact, problems, texts=False)
        return None if value is None else Answer(((value, 1.0),))
    before = len(problems)
    if len(spot.node.entries()) > MOST_ROWS:
        problems.append(spot.problem("too-many", {"most": MOST_ROWS, "given": "{…}"}))
        return None
    chances: list[tuple[Value, float]] = []
    for word, key, at in spot.entries():
        try:
            value = _value(word, fact, texts=False)
        except Fault as fault:
            problems.append(key.fault(fault))
            continue
        chance = at.node.value
        if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
            problems.append(at.problem("bad-chance", {"given": at.given}))
        else:
            chances.append((value, float(chance)))
    if len(problems) > before:
        return None
    total = math.fsum(chance for _, chance in chances)
    if abs(total - 1) > 1e-6:
        problems.append(spot.problem("chances-not-one", {"sum": f"{total:.6g}"}))
        return None
    return Answer(tuple((value, chance / total) for value, chance in chances if chance))


def read_report(name: str, spot: Spot, fact: Fact, problems: list[Problem]) -> Report | None:
    """What of the crowd makes a fact."""
    given = spot.node.text
    if spot.node.kind == "map" and spot.keys() == ["active"]:
        least = spot.key("active").node.value
        if isinstance(least, bool) or not isinstance(least, int):
            values = {"given": spot.key("active").given, "fact": f"{name}.active"}
            problems.append(spot.key("active").problem("answer-not-count", values))
            return None
        if not 1 <= least <= LARGEST_COUNT:
            given = spot.key("active").given
            code, bound = ("too-small", {"least": 1}) if least < 1 else ("too-large", {"most": LARGEST_COUNT})
            problems.append(spot.key("active").problem(code, {"given": given, **bound}))
            return None
        found = Report(name, "active", least)
    elif given in ("present", "violence"):
        found = Report(name, given)  # type: ignore[arg-type]  # one of the two
    else:
        hint = "{active: 5}" if given == "active" else nearest(given, ("present", "violence"))
        problems.append(spot.problem("bad-report", {"given": spot.given}, allowed=REPORTED, hint=hint))
        return None
    wanted = "count" if found.of == "present" else "yes-no"
    if fact.type != wanted:
        values = {"fact": name, "type": fact.type, "given": found.of, "wanted": wanted}
        problems.append(spot.problem("report-of-other-type", values))
        return None
    return found


def _nothing_there(spot: Spot, problems: list[Problem]) -> bool:
    if is_empty(spot):
        key = next((part for part in reversed(spot.path) if isinstance(part, str)), "")
        problems.append(spot.problem("empty-value", {"key": key}))
        return True
    return False


def _value(given: str, fact: Fact, *, texts: bool) -> Value:
    match fact.type:
        case "yes-no":
            return _one_of(given, fact, ("yes", "no")) == "yes"
        case "choice":
            return _one_of(given, fact, tuple(fact.of))
        case "count":
            least, most = max(fact.min or 0, 0), LARGEST_COUNT if fact.max is None else fact.max
            return _whole("answer-not-count", given, fact, least, most)
        case "rows":
            return _whole("answer-not-rows", given, fact, 0, MOST_ROWS)
        case "date":
            try:
                return date.fromisoformat(given).isoformat()
            except ValueError:
                raise Fault("not-a-date", {"given": given}, allowed=("2026-03-09",)) from None
        case "text" if texts:
            return given
        case kind:
            raise Fault("not-answerable", {"fact": fact.id, "type": kind})


def _one_of(given: str, fact: Fact, choices: tuple[str, ...]) -> str:
    if given not in choices:
        hint = {"true": "yes", "false": "no"}.get(given.lower(), "") if choices == ("yes", "no") else ""
        values = {"given": given, "fact": fact.id}
        raise Fault("unknown-choice", values, allowed=choices, hint=hint or nearest(given, choices))
    return given


def _whole(code: str, given: str, fact: Fact, least: int, most: int) -> int:
    if not _WHOLE.fullmatch(given):
        raise Fault(code, {"given": given, "fact": fact.id})
    number = int(given)
    if number < least:
        raise Fault("too-small", {"given": given, "least": least})
    if number > most:
        raise Fault("too-large", {"given": given, "most": most})
    return number
