"""What a drill came to, as its reports tell it: plain values, filled in by whoever ran it.

Times are milliseconds, counted from the start of the drill unless something else is said; shares lie between 0 and 1;
runs are numbered from 1. `None` where nothing can be said: a limit that never applied has no share that was kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runbooks.plan import Plan, Text


@dataclass(frozen=True, slots=True)
class Share:
    """A share, or a difference of shares or times, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Quantile:
    """A time by which so many were done, with its 95 % interval; None: not within the drill."""

    value: int | None
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How long it took, in bins of equal width from 0 on. `later`: done, but beyond the last bin. `undone`: not done
    when the run was over.
    """

    width: int
    counts: tuple[int, ...]
    later: int = 0
    undone: int = 0


@dataclass(frozen=True, slots=True)
class LimitResult:
    """One limit (`limit` from 1 as the step lists them) over all runs. `kept` to `not_applicable` count runs.

    `share` is kept / (kept + broken). `p50` to `p95` are counted from the moment that the limit runs from, over the
    runs in which it applied, what was never done being later than everything; None where it has no exact length.
    `turns_due` and `turns_met` belong to a limit that comes again.
    """

    step: str
    limit: int
    kept: int
    broken: int
    censored: int
    not_applicable: int
    share: Share | None = None
    p50: Quantile | None = None
    p90: Quantile | None = None
    p95: Quantile | None = None
    turns_due: int = 0
    turns_met: int = 0
    times: Distribution | None = None


@dataclass(frozen=True, slots=True)
class StageResult:
    """All limits of one basis in a stage, or in the whole plan (`stage` is ""), as one: of a run, broken if one was,
    else open (`censored`) if one was, else kept if one was. `share` is kept / (kept + broken).
    """

    basis: str
    stage: str
    kept: int
    broken: int
    censored: int
    not_applicable: int
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step's first turn: in how many runs it became ready and was done, how long from ready to done in those in
    which it became ready and was not called off again, and where the time of those that were done went on average.
    `critical`: in what share of the runs the length of the whole hung on it.

    `waiting`: in how many runs it still waited for its people at the end, since when (median), and the first of those
    runs. `people`: for each place in its team the roles of which one is needed.
    """

    step: str
    ready: int
    done: int
    p50: Quantile | None = None
    p90: Quantile | None = None
    p95: Quantile | None = None
    outside: int = 0
    queue: int = 0
    reaction: int = 0
    travel: int = 0
    work: int = 0
    critical: float = 0.0
    waiting: int = 0
    waiting_since: int | None = None
    waiting_run: int | None = None
    people: tuple[tuple[str, ...], ...] = ()


Verdict = Literal["better", "worse", "not-seen", "none"]
"""`not-seen`: the interval holds 0. `none`: not one run differs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a limit after a change, from runs that met the same luck before and after it.

    `of` runs could be judged both times; `before` and `after` of them kept it. `share` is how much more often it is
    kept, `sooner` by how many milliseconds it is done earlier on average; None where there is nothing to compare.
    """

    step: str
    limit: int
    verdict: Verdict
    of: int
    before: int
    after: int
    share: Share | None
    sooner: Share | None = None


@dataclass(frozen=True, slots=True)
class RoleResult:
    """A role or a thing: how many, the share of its time that it is busy, its share of all queueing, and what one more
    changes for each limit (None: not looked at).
    """

    role: str
    staff: int
    thing: bool
    busy: float
    queue_share: float
    plus_one: tuple[Difference, ...] | None = None


StuckKind = Literal["role", "step", "fact", "undone"]


@dataclass(frozen=True, slots=True)
class StuckResult:
    """A step that was still to be done when nothing was to come any more; `since` is the median."""

    step: str
    kind: StuckKind
    waits_for: str
    runs: int
    since: int
    first_run: int


@dataclass(frozen=True, slots=True)
class Behind:
    """A limit that was not met in so many of the runs in which a step was under way: of it, or of what comes after."""

    step: str
    limit: int
    broken: int
    open: int


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A step whose first turn was still to be done when the horizon cut runs short, and in how many of them how it
    stood: whoever comes from outside on the way, waiting for our own people, these reacting, travelling, working.

    `since`: when it became ready (median). `busy_with`: the step at which those whom it waited for were in most of
    these runs, and in how many. `behind`: most runs first.
    """

    step: str
    outside: int
    waiting: int
    reacting: int
    travelling: int
    working: int
    since: int
    first_run: int
    busy_with: tuple[str, int] | None = None
    behind: tuple[Behind, ...] = ()

    @property
    def runs(self) -> int:
        """In how many runs it was under way."""
        return self.outside + self.waiting + self.reacting + self.travelling + self.working


Rating = Literal["performed", "some-challenges", "major-challenges", "unable", "not-rated"]


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An objective: in how many runs it was met, done but late, failed, or could not be judged."""

    id: str
    title: Text
    steps: tuple[str, ...]
    rating: Rating
    met: int
    late: int
    failed: int
    left_out: int
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The crowd at one moment, over the runs that still went on: 10 %, half and 90 % of them lie below."""

    at: int
    runs: int
    present: tuple[float, float, float]
    tension: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One turn of a step in one run: ready, all own people found, work begun, done; None where it never came to it.

    `due` is the earliest of the limits of plan and law on it that is known; `late` whether one of them was broken.
    """

    step: str
    turn: int
    ready: int
    called: int | None
    start: int | None
    done: int | None
    due: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run, shown in full. `broken` are (step, limit) of binding limits and assumed targets alike."""

    number: int
    end: int
    settled: bool
    bars: tuple[Bar, ...]
    broken: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class DrillReport:
    """A drill of many runs. `runs` were finished, `wanted` were asked for; `settled`: in which all was done."""

    scenario: str
    title: Text
    about: Text
    plan: Plan
    start: int
    horizon: int
    seed: int
    wanted: int
    runs: int
    settled: int
    versions: tuple[tuple[str, str], ...]
    limits: tuple[LimitResult, ...]
    steps: tuple[StepResult, ...]
    roles: tuple[RoleResult, ...]
    things: tuple[str, ...] = ()
    stages: tuple[StageResult, ...] = ()
    stuck: tuple[StuckResult, ...] = ()
    cut: int = 0
    """How many runs ended with the horizon, while something was still to come."""
    under_way: tuple[UnderWay, ...] = ()
    never_came: tuple[tuple[str, int, int], ...] = ()
    """Injects that some runs did not live to see, all steps being done before: which, at what time, how many runs."""
    objectives: tuple[ObjectiveResult, ...] = ()
    crowd: tuple[Band, ...] = ()
    typical: RunResult | None = None
    worst: RunResult | None = None
    precision: float | None = None
    reached_precision: bool = True
    plus_one_runs: int = 0
    as_here: bool = False
    """Whether the overlays of the site were asked for."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A limit that both have: how often it is kept in each, in all the runs that can be judged; and the difference.

    `open`: in how many runs it was not due yet at the end of the one or of the other.
    """

    first: Share | None
    second: Share | None
    difference: Difference
    open: int = 0


@dataclass(frozen=True)
class Alternative:
    """One change of a scenario against the scenario as it is, run by run under the same luck.

    `runbook` names another plan, `staff` what is changed in the staff: (role, how many there were, how many there are).
    Limits that only one of two plans has are told under `only_first` and `only_second`.
    """

    plan: Plan
    limits: tuple[Compared, ...]
    runbook: str = ""
    staff: tuple[tuple[str, int, int], ...] = ()
    only_first: tuple[tuple[str, int], ...] = ()
    only_second: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A scenario and what was tried against it."""

    scenario: str
    title: Text
    plan: Plan
    seed: int
    wanted: int
    runs: int
    versions: tuple[tuple[str, str], ...]
    alternatives: tuple[Alternative, ...]
    crowd: bool = True
    unfinished: int = 0
    """Trials that somebody did not want to wait for."""
