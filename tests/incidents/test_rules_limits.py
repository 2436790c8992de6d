"""By when, counted from which moment, and what becomes of a limit that ceases, is waived, or starts again."""

from __future__ import annotations

import pytest

from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock

FACTS = """danger: {type: yes-no, ask: d}, headcount: {type: count, ask: h}, promised: {type: date, ask: p},
  arrived: {type: moment, ask: a}, answer: {type: choice, ask: a, of: {now: Now, dated: Dated}}"""


def limit(keys: str, basis: str = "plan") -> str:
    """A step's only limit."""
    return f"limits: [{limits(keys, basis)}]"


def limits(keys: str, basis: str = "plan") -> str:
    return f"{{{keys}, basis: {basis}, source: C-1}}"


WITHIN = limit("within: 30 min, from: began")


def after(name: str) -> str:
    return limit(f"within: 10 min, from: {name}")


# -- the start -------------------------------------------------------------------------------------------


def test_it_counts_from_the_latest_occurrence_before_the_act() -> None:
    story = Story(tiny(FACTS, step("a"), step("b", after("a"))))
    assert story.limit("b") == "pending"
    story.when("08:50 done a")
    assert story.limit("b") == "running 09:00"
    story.when("09:20 reopen again a", "09:30 done a")
    assert story.limit("b") == "running 09:40"
    story.when("09:45 done b at 09:02", "09:50 reopen wrong b", "09:51 done b")
    assert story.limit("b") == "late -660"
    story.when("09:52 reopen wrong b", "09:52 done b at 08:55")
    assert story.limit("b") == "met 300", "it was done before the second occurrence"


def test_an_act_before_the_clock_had_started_is_in_time() -> None:
    story = Story(tiny(FACTS, step("a"), step("b", after("a")))).when("08:50 done b")
    assert story.limit("b") == "not-applicable", "nothing ever started it"
    story.when("09:00 done a")
    assert story.limit("b") == "met"
    assert story.limits("b")[0].due_at is None


@pytest.mark.parametrize(("act", "verdict"), [("09:00", "met 0"), ("09:00:01", "late -1"), ("08:50", "met 600")])
def test_on_a_boundary(act: str, verdict: str) -> None:
    story = Story(tiny(FACTS, step("a"), step("b", after("a")))).when("08:50 done a", f"{act} done b")
    assert story.limit("b") == verdict


def test_it_runs_until_its_due_and_is_overdue_after_it() -> None:
    story = Story(tiny(FACTS, step("b", WITHIN))).look("09:10")
    assert story.limit("b") == "running 09:10"
    assert story.limits("b")[0].margin == 0
    assert story.session.snapshot().next_change == story.limits("b")[0].due_at + 1
    assert story.look("09:10:01").limit("b") == "overdue 09:10"
    assert story.session.snapshot().next_change is None


def test_from_a_moment_that_is_stated() -> None:
    story = Story(tiny(FACTS, step("b", after("arrived")), step("c", after("promised"))))
    assert story.limit("b") == "pending"
    story.when("09:00 set promised=2026-03-09")
    assert story.limit("c") == "overdue 00:10", "a date begins at 0:00"
    story.when("09:10 set arrived=09:05")
    assert story.limit("b") == "running 09:15"


def test_readiness_and_the_steps_own_condition_do_not_move_the_start() -> None:
    story = Story(tiny(FACTS, step("b", "when: {danger: yes}", WITHIN))).when("09:05 set danger=yes")
    assert story.limit("b") == "running 09:10"


def test_its_own_condition_does() -> None:
    plan = tiny(FACTS, step("b", limit('within: 30 min, from: began, when: {headcount: ">= 10"}')))
    story = Story(plan)
    assert story.limit("b") == "not-applicable", "an open condition of a limit does not let it count"
    story.when("09:05 set headcount=12")
    assert story.limit("b") == "running 09:35"
    story.when("09:06 set headcount=12 at 09:00")
    assert story.limit("b") == "running 09:30"
    story.when("09:07 set headcount=5", "09:20 set headcount=20")
    assert story.every("b") == ["1 running 09:50"], "withdrawn before its due, it starts again"


def test_while_the_step_is_open_it_runs_but_not_from_a_fact_that_is_not_yes() -> None:
    plan = tiny(
        FACTS, step("b", 'when: {headcount: ">= 10"}', f"limits: [{limits('within: 30 min, from: began')}, "
        f"{limits('within: 5 min, from: danger')}]")
    )  # fmt: skip
    story = Story(plan).when("08:50 set danger=yes")
    assert [story.limit("b", 1), story.limit("b", 2)] == ["running 09:10", "running 08:55"]
    story.when("08:52 set danger=no")
    assert [story.limit("b", 1), story.limit("b", 2)] == ["running 09:10", "not-applicable"]
    story.when("09:20 set headcount=5")
    assert story.every("b", 1) == ["1 not-applicable"], "open is not for certain: nothing was missed"


def test_a_start_counts_for_a_limit_to_start() -> None:
    plan = tiny(FACTS, step("b", limit("within: 10 min, from: began, to: start")))
    assert Story(plan).when("08:45 start b", "09:30 done b").limit("b") == "met 300"
    assert Story(plan).when("08:55 start b").limit("b") == "late -300"
    assert Story(plan).when("08:50 done b").limit("b") == "met 0", "no start was recorded"
    assert Story(plan).when("08:45 start b", "09:30 skip b : not needed").limit("b") == "met 300"
    assert Story(plan).when("08:45 skip b : not needed").limit("b") == "missed"
    story = Story(plan).when("08:45 start b", "08:46 done b", "08:47 reopen wrong b")
    assert story.limit("b") == "met 300", "the end was wrong, the start stands"


# -- dates -----------------------------------------------------------------------------------------------


def test_a_date_runs_to_the_end_of_its_day() -> None:
    story = Story(tiny(FACTS, step("b", limit("by: promised"))))
    assert story.limit("b") == "pending"
    story.when("09:00 set promised=2026-03-11")
    assert story.limit("b") == "running 03-12 00:00"
    assert not story.limits("b")[0].known_late
    story.when("03-12 00:00 done b")
    assert story.limit("b") == "met 0"


def test_known_late_is_said_of_the_date_that_was_late_when_it_became_known() -> None:
    story = Story(tiny(FACTS, step("b", limit("by: promised")))).when("09:00 set promised=2026-03-10")
    story.when("03-15 09:00 set promised=2026-03-10")
    assert not story.limits("b")[0].known_late, "the date was known in time, it was only said again"
    story.when("03-15 09:01 set promised=2026-03-11")
    assert story.limits("b")[0].known_late
    story.when("03-15 09:02 void 3", "03-15 09:03 set promised=2026-03-11 at 09:00")
    assert not story.limits("b")[0].known_late, "entered late, but known in time"


def test_a_skipped_date_is_missed() -> None:
    story = Story(tiny(FACTS, step("b", limit("by: promised")))).when("09:00 set promised=2026-03-11")
    assert story.when("09:05 skip b : they left").limit("b") == "missed"
    story = Story(tiny(FACTS, step("b", limit("by: promised")))).when("09:05 skip b : they left")
    assert story.limit("b") == "not-applicable"


def test_days_and_working_days() -> None:
    plan = tiny(
        FACTS,
        step("a"),
        step("b", limit("within: 15 days, from: a")),
        step("c", limit("within: 0 days, from: a")),
        step("e", limit("within: 3 working days, from: a")),
    )
    story = Story(plan).when("08:50 done a")
    assert [story.limit(s) for s in "bce"] == ["running 03-25 00:00", "running 03-10 00:00", "running 03-13 00:00"]
    view = story.limits("b")[0]
    assert (view.within, view.within_ms) == ("15 days", None)


# -- skipping ----------------------------------------------------------------------------------------------


def test_skipping_misses_what_runs_and_nothing_else() -> None:
    plan = tiny(
        FACTS,
        step("a"),
        step("b", f"limits: [{limits('within: 30 min, from: began')}, {limits('within: 10 min, from: a')}, "
             f"{limits('within: 20 min, from: began, when: {danger: yes}')}]"),
    )  # fmt: skip
    story = Story(plan).when("08:50 skip b : not here")
    assert [story.limit("b", n) for n in (1, 2, 3)] == ["missed", "not-applicable", "not-applicable"]
    story.when("09:00 done a", "09:01 set danger=yes")
    assert [story.limit("b", n) for n in (1, 2, 3)] == ["missed", "not-applicable", "not-applicable"]
    story.when("09:02 reopen wrong b")
    assert [story.limit("b", n) for n in (1, 2, 3)] == ["running 09:10", "running 09:10", "running 09:21"]


def test_skipped_after_the_due_is_missed_too() -> None:
    assert Story(tiny(FACTS, step("b", WITHIN))).when("09:20 skip b : not here").limit("b") == "missed"


# -- ceasing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ceases", "verdict"), [("09:10", "not-applicable"), ("09:10:01", "missed"), ("09:00", "not-applicable")]
)
def test_ceasing_on_the_due_itself_withdraws(ceases: str, verdict: str) -> None:
    story = Story(tiny(FACTS, step("b", "when: {danger: yes}", WITHIN)))
    assert story.when("08:50 set danger=yes", f"{ceases} set danger=no").limit("b") == verdict


def test_what_was_missed_and_done_in_the_end_is_late() -> None:
    plan = tiny(FACTS, step("b", limit("within: 10 min, from: began, when: {level: key}")), levels=True)
    story = Story(plan).when("08:45 level key", "09:00 level general : calmer")
    assert story.limit("b") == "missed"
    view = story.when("09:05 done b").limits("b")[0]
    assert (view.state, view.ceased, clock(view.due_at)) == ("late", True, "08:55")
    assert story.when("09:06 reopen wrong b", "09:07 skip b : no use").limit("b") == "missed"


def test_one_due_is_one_breach_however_often_the_step_ceased_to_apply() -> None:
    story = Story(tiny(FACTS, step("b", "when: {danger: yes}", WITHIN)))
    story.when("08:50 set danger=yes", "09:20 set danger=no", "09:30 set danger=yes")
    assert story.every("b") == ["1 overdue 09:10"]
    assert story.when("09:31 done b").every("b") == ["1 late -1260"]


def test_each_time_a_level_asks_for_it_is_a_limit_of_its_own() -> None:
    plan = tiny(FACTS, step("b", limit("within: 10 min, from: began, when: {level: key}")), levels=True)
    story = Story(plan).when("08:45 level key", "09:00 level general : calmer", "09:10 level key", "09:15 done b")
    assert story.every("b") == ["1 late -1200", "1 met 300"]


def test_an_act_keeps_its_grade_when_the_limit_ceases_and_comes_again() -> None:
    plan = tiny(FACTS, step("b", limit("within: 10 min, from: began, when: {level: key}")), levels=True)
    story = Story(plan).when("08:42 done b", "08:45 level key", "09:00 level general : calmer", "09:10 level key")
    assert story.every("b") == ["1 met 780"], "once, not once for every time"


def test_a_step_done_although_it_did_not_apply_is_graded_like_any_other() -> None:
    story = Story(tiny(FACTS, step("b", "when: {danger: yes}", WITHIN))).when("08:45 set danger=no")
    assert story.limit("b") == "not-applicable"
    assert story.when("09:00 done b : to be safe").limit("b") == "met 600"


# -- turns ---------------------------------------------------------------------------------------------------


def test_a_later_turn_has_a_limit_only_if_its_moment_came_again() -> None:
    plan = tiny(FACTS, step("a"), step("b", f"limits: [{limits('within: 10 min, from: a')}, "
                f"{limits('within: 30 min, from: began')}]"))  # fmt: skip
    story = Story(plan).when("08:50 done a", "08:55 done b", "09:30 reopen again b")
    assert [story.limit("b", n, turn=2) for n in (1, 2)] == ["pending", "pending"]
    story.when("09:40 done b")
    assert [story.limit("b", n, turn=2) for n in (1, 2)] == ["not-applicable", "not-applicable"]
    story.when("09:41 reopen again a", "09:42 done a at 09:35")
    assert story.limit("b", 1, turn=2) == "met 300"
    assert story.limit("b", 1, turn=1) == "met 300"


def test_a_second_turn_may_be_recorded_with_any_time() -> None:
    """Nothing is demanded of the order in which two performances happened."""
    story = Story(tiny(FACTS, step("a"), step("b", after("a")))).when("08:50 done a", "09:30 done b")
    story.when("09:31 reopen again b", "09:32 done b at 09:00")
    assert story.every("b") == ["1 late -1800", "2 not-applicable"]


# -- waiving -------------------------------------------------------------------------------------------------


def test_waiving_what_runs() -> None:
    story = Story(tiny(FACTS, step("b", WITHIN))).when("09:00 waive b/1 : on the telephone with the ministry")
    view = story.limits("b")[0]
    assert (view.state, view.approver, view.waived_late) == ("waived", "Chen", False)
    assert view.reason == "on the telephone with the ministry"
    assert story.session.snapshot().next_change is None
    assert story.when("09:20 done b").limit("b") == "waived", "never as kept"
    story.refused("09:21 waive b/1 : again", "already-waived")


def test_waiving_after_the_due_is_marked() -> None:
    story = Story(tiny(FACTS, step("b", WITHIN))).when("09:11 waive b/1 : no network")
    assert story.limits("b")[0].waived_late
    story = Story(tiny(FACTS, step("b", WITHIN))).when("09:20 done b", "09:30 waive b/1 : no network")
    assert (story.limit("b"), story.limits("b")[0].waived_late) == ("waived", True)


def test_waiving_what_is_pending() -> None:
    story = Story(tiny(FACTS, step("a"), step("b", after("a")))).when("08:45 waive b/1 : agreed", "08:50 done a")
    assert story.limit("b") == "waived"
    assert story.when("10:00 close : enough").limit("b") == "waived"


def test_what_cannot_be_waived() -> None:
    plan = tiny(FACTS, step("b", "when: {danger: yes}", WITHIN), step("c", WITHIN))
    story = Story(plan).when("08:45 set danger=no", "08:50 done c")
    assert story.refused("09:00 waive c/1 : why", "cannot-waive").values["state"] == "met"
    assert story.refused("09:00 waive b/1 : why", "cannot-waive").values["state"] == "not-applicable"
    story.refused("09:00 waive b/2 : why", "unknown-limit")
    story.refused("09:00 waive b/0 : why", "unknown-limit")
    story.refused("09:00 waive c/1", "needs-reason")


def test_a_waiver_does_not_cover_a_breach_that_was_over_before_it() -> None:
    plan = tiny(FACTS, step("b", limit("within: 10 min, from: began, when: {level: key}")), levels=True)
    story = Story(plan).when("08:45 level key", "09:00 level general : calmer", "09:10 level key")
    story.when("09:15 waive b/1 : by telephone")
    assert story.every("b") == ["1 missed", "1 waived"]
    story.when("09:20 level general : calmer", "09:30 level key")
    assert story.every("b") == ["1 missed", "1 waived"], "and it covers what comes after"


def test_a_missed_limit_can_be_waived_and_stays_so_when_it_comes_again() -> None:
    plan = tiny(FACTS, step("b", limit("within: 10 min, from: began, when: {level: key}")), levels=True)
    story = Story(plan).when("08:45 level key", "09:00 level general : calmer", "09:05 waive b/1 : no network")
    assert story.every("b") == ["1 waived"]
    assert story.when("09:10 level key").every("b") == ["1 waived"]


def test_a_waiver_stands_when_the_end_of_its_turn_is_taken_back() -> None:
    story = Story(tiny(FACTS, step("b", WITHIN))).when(
        "08:41 assign b Li", "08:50 waive b/1 : agreed", "08:55 done b", "08:56 reopen wrong b"
    )
    assert story.limit("b") == "waived"
    assert story.step("b").person == "Li"


# -- what is shown ---------------------------------------------------------------------------------------------


def test_the_authority_of_a_limit_is_shown() -> None:
    plan = tiny(
        FACTS,
        step("b", "limits: [{within: ten, from: began, basis: assumed, source: C-1}, "
             "{within: 15 days, from: began, basis: statute, source: 条例-23}]"),
        site="site: x\nprofile: private\n",
    )  # fmt: skip
    assumed, bound = Story(plan).limits("b")[0], Story(plan).limits("b", 2)[0]
    assert (assumed.basis, assumed.number, assumed.within_ms) == ("assumed", "ten", 600_000)
    assert (bound.basis, bound.source, bound.from_) == ("adopted", ("条例-23",), "began")


def test_a_site_that_counts_otherwise_than_shanghai() -> None:
    plan = tiny(FACTS, step("b", limit("within: 0 days, from: began")), site="site: x\ntimezone: Asia/Urumqi\n")
    assert Story(plan).limit("b") == "running 03-10 02:00"
