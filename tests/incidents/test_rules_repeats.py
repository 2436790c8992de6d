"""Limits that come again and again: grids, windows, what ends them, what an act settles."""

from __future__ import annotations

import pytest

from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock

FACTS = """danger: {type: yes-no, ask: d}, headcount: {type: count, ask: h}, over: {type: yes-no, ask: o},
  until-then: {type: moment, ask: u},
  colour: {type: choice, ask: c, of: {red: Red, yellow: Yellow}}"""
GRID = "every: 60 min, first: 30 min, from: go, basis: plan, source: C-1"


def watched(*keys: str, more: tuple[str, ...] = (), begun: str = "09:00") -> Story:
    """A step `watch` to be done 30 min after `go` and then hourly (09:30, 10:30, …), `go` done at 09:00."""
    limit = "limits: [{" + ", ".join([GRID, *keys]) + "}]"
    story = Story(tiny(FACTS, step("go"), step("watch", "after: [go]", limit), step("stop", "after: [go]"), *more))
    return story.when(f"{begun} done go") if begun else story


def test_it_waits_for_its_moment() -> None:
    story = watched(begun="")
    assert story.every("watch") == ["1 pending"]
    assert story.states("watch") == ["waiting"]
    assert story.waits("watch") == ["step go"]


def test_the_first_turn_is_open_at_once() -> None:
    story = watched()
    assert story.states("watch") == ["ready"]
    assert story.every("watch") == ["1 running 09:30"]
    view = story.limits("watch")[0]
    assert (view.within, view.within_ms, view.repeat) == ("30 min", 1_800_000, True)


@pytest.mark.parametrize(
    ("act", "verdicts"),
    [
        ("09:00", ["1 met 1800", "2 pending 10:30"]),
        ("09:30", ["1 met 0", "2 running 10:30"]),
        ("09:30:01", ["1 late -1", "2 running 10:30"]),
        ("10:29", ["1 late -3540", "2 running 10:30"]),
        ("10:30", ["1 missed", "2 met 0", "3 running 11:30"]),
        ("10:31", ["1 missed", "2 late -60", "3 running 11:30"]),
        ("13:29", ["1-3 missed", "4 late -3540", "5 running 13:30"]),
    ],
)
def test_an_act_belongs_to_the_oldest_turn_whose_window_is_open(act: str, verdicts: list[str]) -> None:
    assert watched().when(f"{act} done watch").every("watch") == verdicts


def test_two_turns_may_be_open_at_once() -> None:
    story = watched().look("10:00")
    assert story.every("watch") == ["1 overdue 09:30", "2 running 10:30"]
    story.when("10:00 done watch")
    assert story.states("watch") == ["ready"], "the second turn opened at 09:30"
    story.when("10:01 done watch")
    assert story.every("watch") == ["1 late -1800", "2 met 1740", "3 pending 11:30"]
    assert story.states("watch") == ["waiting"]
    assert story.waits("watch") == ["turn 10:30"]
    assert story.look("10:30").states("watch") == ["ready"]


def test_the_clock_names_what_it_changes_next() -> None:
    story = watched().when("09:10 done watch")
    changes = []
    for _ in range(5):
        at = story.session.snapshot().next_change
        assert at is not None
        changes.append(clock(at - at % 1000))
        story.clock.time = at
    assert changes == ["09:30", "09:30", "10:30", "10:30", "11:30"], "a turn opens; then its window's due is over"


def test_performances_are_numbered_as_they_are_recorded() -> None:
    """A forgotten one is entered later, in any order: its time says which turn it settled."""
    story = watched().when("11:20 done watch", "11:25 done watch at 09:20 : forgotten")
    assert story.every("watch") == ["1 met 600", "2 late -3000", "3 running 11:30"]
    assert [(t.number, clock(t.done.at)) for t in story.state.records[2].standing() if t.done] == [
        (1, "11:20"),
        (2, "09:20"),
    ]
    story.when("11:26 reopen wrong watch@1")
    assert story.every("watch") == ["1 met 600", "2 overdue 10:30", "3 running 11:30"]
    story.when("11:27 done watch at 10:25")
    assert story.every("watch") == ["1 met 600", "2 met 300", "3 running 11:30"]
    story.when("11:28 done watch@1 at 11:28")
    assert story.every("watch") == ["1 met 600", "2 met 300", "3 met 120", "4 pending 12:30"]


def test_a_forgotten_turn_is_ready_at_its_time_and_not_ahead() -> None:
    story = watched().when("09:20 done watch")
    story.refused("09:25 done watch", "step-waits")
    assert clock(story.refused("11:00 done watch at 09:25", "step-waits").values["waits"][0].at) == "09:30"
    story.when("11:00 done watch at 09:40")
    assert not story.session.events[-1].data["ahead"]
    assert story.every("watch")[1] == "2 met 3000"


def test_ahead_of_its_turn_it_settles_none() -> None:
    story = watched().when("09:20 done watch", "09:25 done watch : they asked again")
    assert story.step("watch").turn == 3
    assert story.look("09:31").every("watch") == ["1 met 600", "2 running 10:30"]


def test_ahead_of_what_it_follows_it_settles_what_its_time_falls_in() -> None:
    limit = "limits: [{every: 60 min, from: began, basis: plan, source: C-1}]"
    story = Story(tiny(FACTS, step("go"), step("watch", "after: [go]", limit)))
    story.when("09:00 done watch : somebody is there already")
    assert story.step("watch").turn == 2
    assert story.every("watch") == ["1 met 2400", "2 pending 10:40"]


def test_a_skipped_turn_is_missed_and_the_step_waits_for_the_next() -> None:
    story = watched().when("09:10 skip watch : nobody there")
    assert story.states("watch") == ["waiting"]
    assert story.every("watch") == ["1 missed", "2 pending 10:30"]
    story.when("09:31 done watch", "09:32 reopen wrong watch@1")
    assert story.every("watch") == ["1 late -60", "2 running 10:30"], "the act now belongs to the oldest"


def test_settled_after_its_first_turn() -> None:
    story = watched(more=(step("then", "after: [watch]"),))
    assert story.states("then") == ["waiting"]
    assert story.when("09:10 done watch").states("then") == ["ready"]
    assert story.when("09:11 reopen wrong watch").states("then") == ["waiting"]


# -- the end -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "verdicts"),
    [
        ("10:20", ["1 met 600"]),
        ("10:30", ["1 met 600"]),
        ("10:30:01", ["1 met 600", "2 missed"]),
        ("11:40", ["1 met 600", "2-3 missed"]),
    ],
)
def test_at_its_end_what_was_due_is_missed_and_the_rest_falls_away(end: str, verdicts: list[str]) -> None:
    story = watched("until: stop").when("09:20 done watch", f"{end} done stop")
    assert story.look("18:00").every("watch") == verdicts
    assert story.states("watch") == ["done"]
    assert story.session.snapshot().next_change is None
    story.refused("18:01 done watch", "step-done")


def test_never_done_it_needs_not_be_done_any_more() -> None:
    story = watched("until: stop", more=(step("then", "after: [watch]"),)).when("09:20 done stop")
    assert story.states("watch", "then") == ["not-applicable", "not-applicable"]
    assert story.every("watch") == ["1 not-applicable"]
    story.when("09:21 reopen wrong stop")
    assert story.states("watch", "then") == ["ready", "waiting"]
    assert story.every("watch") == ["1 running 09:30"]


def test_an_end_that_was_wrong_is_no_end() -> None:
    story = watched("until: stop").when("09:20 done watch", "10:20 done stop", "10:50 reopen wrong stop")
    assert story.every("watch") == ["1 met 600", "2 overdue 10:30", "3 running 11:30"]
    assert story.states("watch") == ["ready"]
    again = watched("until: stop").when("09:20 done watch", "10:20 done stop", "10:50 reopen again stop")
    assert again.states("watch") == ["done"], "it did end; whatever is done once more is another matter"


def test_what_has_ended_does_not_hold_the_closing_back() -> None:
    story = watched("until: stop").when("09:05 done log", "09:20 done stop")
    story.when("09:21 close")
    story = watched("until: stop").when("09:05 done log", "09:20 done watch", "09:21 done stop", "09:22 close")
    assert story.every("watch") == ["1 met 600"]


def test_its_end_may_come_before_its_beginning() -> None:
    story = watched("until: stop", begun="").when("08:50 done stop : they left before", "09:00 done go")
    assert story.states("watch") == ["not-applicable"]
    assert story.look("12:00").every("watch") == ["1 not-applicable"]


def test_a_fact_ends_it_while_it_is_so() -> None:
    story = watched("until: over").when("09:20 done watch", "10:00 set over=no", "10:10 set over=yes")
    assert story.states("watch") == ["done"]
    story.when("10:50 set over=no")
    assert story.every("watch") == ["1 met 600", "1 running 11:20"], "a new grid begins"
    assert story.states("watch") == ["ready"]
    story.when("11:00 set over=no at 10:10")
    assert story.every("watch") == ["1 met 600", "2 overdue 10:30", "3 running 11:30"], "it never was over"


def test_over_before_it_began_and_not_over_any_more() -> None:
    story = watched("until: over", begun="").when("08:45 set over=yes")
    assert story.states("watch") == ["not-applicable"]
    story.when("08:50 set over=no", "09:00 done go")
    assert story.every("watch") == ["1 running 09:30"]


def test_a_time_ends_it_by_the_clock() -> None:
    story = watched("until: until-then").when("09:05 set until-then=10:00")
    assert story.look("09:31").every("watch") == ["1 overdue 09:30", "2 running 10:30"]
    assert clock(story.session.snapshot().next_change) == "10:00"
    assert story.look("10:00").every("watch") == ["1 missed"]
    assert story.states("watch") == ["ready"], "the clock changes no step: it is to be done or skipped"
    assert story.when("10:05 done watch").states("watch") == ["done"]
    assert story.every("watch") == ["1 missed"]


@pytest.mark.parametrize(
    ("started", "end", "act", "verdict"),
    [
        ("10:15", "10:20", "10:25", "2 met 300"),
        ("10:15", "10:20", "10:40", ""),
        ("10:25", "10:40", "10:50", "2 late -1200"),
        ("09:10", "09:20", "09:25", "1 met 300"),
    ],
)
def test_a_turn_in_progress_at_the_end_may_finish(started: str, end: str, act: str, verdict: str) -> None:
    """By its due it is met; if its due had passed before the end it is late; else it has fallen away."""
    story = watched("until: stop")
    if started > "09:30":
        story.when("09:20 done watch")
    story.when(f"{started} start watch", f"{end} done stop")
    assert story.states("watch") == ["in-progress"]
    story.when(f"{act} done watch")
    assert [v for v in story.every("watch") if v != "1 met 600"] == ([verdict] if verdict else [])
    assert story.states("watch") == ["done"]


def test_an_act_at_the_very_end_counts() -> None:
    story = watched("until: stop").when("10:00 done stop", "10:05 done watch at 10:00 : the last word")
    assert story.every("watch") == ["1 late -1800"]


def test_once_more_after_the_end() -> None:
    """Nothing is due any more, so it is asked for like any other step, and settles nothing."""
    story = watched("until: stop").when("09:20 done watch", "10:00 done stop")
    story.refused("10:01 done watch", "step-done")
    story.when("10:01 reopen again watch")
    assert (story.step("watch").state, story.step("watch").turn) == ("ready", 2)
    story.refused("10:02 close", "close-open")
    story.when("10:02 done watch")
    assert story.every("watch") == ["1 met 600"]
    assert watched().when("09:20 done watch").refused("09:21 reopen again watch", "not-done").state == "waiting"


def test_closing_ends_it() -> None:
    story = watched().when("09:20 done watch", "10:40 close : enough")
    assert story.look("18:00").every("watch") == ["1 met 600", "2 missed"]
    story.when("18:01 reopen-incident : they are back")
    assert story.every("watch")[:3] == ["1 met 600", "2-8 missed", "9 overdue 17:30"]
    assert story.states("watch") == ["ready"]


def test_a_closed_incident_has_no_next_turn() -> None:
    story = watched(begun="").when("08:50 close : nothing")
    assert story.every("watch") == ["1 not-applicable"]
    assert watched().when("09:20 done watch", "09:25 close : enough").states("watch") == ["done"]


def test_waiving_ends_it() -> None:
    story = watched().when("09:20 done watch", "09:50 waive watch@2/1 : nobody is left")
    assert story.look("18:00").every("watch") == ["1 met 600", "2 waived"]
    assert story.states("watch") == ["done"]
    story.refused("18:01 waive watch/1 : again", "already-waived")
    late = watched().when("09:20 done watch", "10:40 waive watch/1 : nobody is left")
    assert late.every("watch") == ["1 met 600", "2 missed", "3 waived"], "a breach that has been is not undone"


def test_waived_before_it_began() -> None:
    story = watched(begun="").when("08:50 waive watch/1 : not here", "09:00 done go")
    assert story.look("18:00").every("watch") == ["1 waived"]
    assert story.states("watch") == ["ready"], "the step itself is still to be done"


def test_an_ended_repeat_cannot_be_waived() -> None:
    story = watched("until: stop").when("09:20 done watch", "10:40 done stop")
    assert story.refused("10:41 waive watch/1 : late", "cannot-waive").values["state"] == "missed"


# -- conditions ------------------------------------------------------------------------------------------------


def test_a_condition_that_comes_to_hold_begins_a_new_grid() -> None:
    story = watched("when: {danger: yes}")
    assert story.every("watch") == ["1 not-applicable"]
    assert story.states("watch") == ["ready"]
    story.when("09:40 set danger=yes", "10:20 done watch", "10:30 set danger=no", "11:00 set danger=yes")
    assert story.every("watch") == ["1 late -600", "1 running 11:30"]


def test_a_new_grid_is_not_settled_by_the_act_that_ended_the_old_one() -> None:
    """Red daily, yellow weekly: the report that says yellow is the last of the red ones."""
    limits = """limits: [{every: 24 h, from: found, when: {colour: red}, basis: plan, source: C-1},
      {every: 168 h, from: found, when: {colour: yellow}, basis: plan, source: C-1}]"""
    plan = tiny(FACTS, step("found", "record: [colour]"), step("update", "after: [found]", limits, "record: [colour]"))
    story = Story(plan, began="03-11 09:00").when("03-11 10:00 done found colour=red")
    story.when("03-14 09:00 done update colour=yellow")
    assert story.every("update", 1) == ["1 missed", "2 late -82800"]
    assert story.every("update", 2) == ["1 running 03-21 09:00"]
    assert story.states("update") == ["ready"]
    story.when("03-20 10:00 done update", "03-20 10:01 set colour=red")
    assert story.every("update", 2) == ["1 met 82800"]
    assert story.every("update", 1)[-1] == "1 running 03-21 10:01"


def test_a_step_that_ceases_to_apply_and_applies_again_goes_on_with_its_grid() -> None:
    limit = "limits: [{every: 60 min, first: 30 min, from: began, basis: plan, source: C-1}]"
    story = Story(tiny(FACTS, step("guard", "when: {danger: yes}", limit)))
    story.when("08:50 set danger=yes", "09:20 set danger=no")
    assert story.every("guard") == ["1 missed"]
    story.when("09:25 set danger=yes")
    assert story.every("guard") == ["1 missed", "2 running 10:10"], "what was missed is missed once"


def test_turns_that_were_over_before_the_step_applied_do_not_count() -> None:
    limit = "limits: [{every: 60 min, from: began, basis: plan, source: C-1}]"
    story = Story(tiny(FACTS, step("guard", "when: {danger: yes}", limit)))
    story.when("08:41 set danger=no", "12:00 set danger=yes")
    assert story.every("guard") == ["3 overdue 11:40", "4 running 12:40"]
    story.when("12:01 done guard")
    assert story.every("guard") == ["3 late -1260", "4 running 12:40"]


def test_what_an_open_question_ran_up_is_withdrawn_when_the_answer_is_no() -> None:
    limit = "limits: [{every: 60 min, from: began, basis: plan, source: C-1}]"
    plan = tiny(FACTS, step("guard", "when: {danger: yes}", limit))
    story = Story(plan).look("12:00")
    assert story.every("guard") == ["1-2 missed", "3 overdue 11:40", "4 running 12:40"]
    story.when("12:00 set danger=no")
    assert story.every("guard") == ["1 not-applicable"]
    assert Story(plan).when("12:00 close : enough").every("guard") == ["1 not-applicable"]


def test_a_step_with_a_limit_of_its_own_beside_the_repeat() -> None:
    """Once at key, hourly at major: at key a second time is refused, at major it comes again by itself."""
    limits = """limits: [{within: 15 min, from: began, when: {level: key}, basis: plan, source: C-1},
      {every: 60 min, first: 10 min, from: began, until: over, when: {level: major}, basis: plan, source: C-1}]"""
    story = Story(tiny(FACTS, step("upward", limits), levels=True)).when("08:41 level key", "08:50 done upward")
    assert (story.limit("upward", 1), story.every("upward", 2)) == ("met 360", ["1 not-applicable"])
    story.refused("08:51 done upward", "step-done")
    story.when("09:00 level major")
    assert story.every("upward", 2) == ["1 running 09:10"]
    assert story.states("upward") == ["ready"]
    story.when("09:05 done upward", "10:00 set over=yes")
    assert story.states("upward") == ["done"]
    assert story.every("upward", 1) == ["1 met 360"], "its second performance has nothing to do with that limit"


def test_the_end_of_a_repeat_leaves_other_limits_of_the_step_alone() -> None:
    limits = """limits: [{within: 60 min, from: began, basis: plan, source: C-1},
      {every: 60 min, from: began, until: over, basis: plan, source: C-1}]"""
    story = Story(tiny(FACTS, step("upward", limits))).when("08:50 set over=yes")
    assert story.states("upward") == ["ready"]
    assert (story.limit("upward", 1), story.every("upward", 2)) == ("running 09:40", ["1 not-applicable"])


def test_a_limit_beside_a_repeat_that_starts_anew() -> None:
    limits = """limits: [{within: 10 min, from: go, basis: plan, source: C-1},
      {every: 60 min, from: began, basis: plan, source: C-1}]"""
    story = Story(tiny(FACTS, step("go"), step("upward", limits))).when("08:50 done go", "08:55 done upward")
    assert story.every("upward", 1) == ["1 met 300"]
    story.when("09:00 reopen again go", "09:10 done go")
    assert story.every("upward", 1) == ["1 met 300", "2 running 09:20"]
    assert clock(story.session.snapshot().next_change) == "09:20"
    story.when("09:25 done upward : nothing new")
    assert story.every("upward", 1) == ["1 met 300", "2 late -300"]


def test_to_start_it_is_enough_to_have_begun() -> None:
    story = watched("to: start").when("09:20 start watch", "09:50 done watch")
    assert story.every("watch") == ["1 met 600", "2 running 10:30"]
    story.when("10:40 start watch")
    assert story.every("watch") == ["1 met 600", "2 late -600", "3 running 11:30"]


def test_the_grid_moves_with_its_moment() -> None:
    story = watched().when("09:35 done watch")
    assert story.every("watch")[0] == "1 late -300"
    story.when("09:36 reopen wrong go", "09:36 done go at 09:10")
    assert story.every("watch")[0] == "1 met 300"
    story = Story(tiny(FACTS, step("watch", "limits: [{every: 60 min, from: began, basis: plan, source: C-1}]")))
    story.when("09:35 done watch", "09:36 set began=08:30")
    assert story.every("watch") == ["1 late -300", "2 running 10:30"]


def test_it_stands_on_the_occurrence_in_force_when_it_began() -> None:
    story = watched().when("09:20 done watch", "10:00 reopen again go", "10:05 done go")
    assert story.every("watch") == ["1 met 600", "2 running 10:30"]
    late = watched("when: {danger: yes}").when("09:50 reopen again go", "09:55 done go", "10:00 set danger=yes")
    assert late.every("watch") == ["1 running 10:30"]


def test_months_cost_nothing() -> None:
    story = watched().look("12-09 09:00")
    assert story.every("watch") == ["1-6599 missed", "6600 overdue 12-09 08:30", "6601 running 12-09 09:30"]


def test_a_performance_to_come_is_addressed_by_its_number() -> None:
    story = watched().when("09:20 done watch", "09:40 start watch@2", "09:41 done watch@2")
    assert story.every("watch")[1] == "2 met 2940"
    story.refused("10:40 done watch@4", "unknown-turn")
    story.when("10:41 done watch@3")


def test_what_one_run_missed_the_next_does_not_ask_again() -> None:
    limit = "limits: [{every: 60 min, first: 30 min, from: began, basis: plan, source: C-1}]"
    story = Story(tiny(FACTS, step("guard", "when: {danger: yes}", limit)))
    story.when("08:50 set danger=yes", "09:20 set danger=no", "09:30 set danger=yes")
    story.when("09:35 set danger=no", "09:40 set danger=yes")
    assert story.every("guard") == ["1 missed", "2 running 10:10"]
    story.when("09:50 done guard", "09:55 set danger=no")
    assert story.every("guard") == ["1 missed", "2 met 1200", "3 pending 11:10"], "begun, it applies to the end"
    story.when("10:00 done guard at 09:15 : forgotten")
    assert story.every("guard") == ["1 late -300", "2 met 1200", "3 pending 11:10"]
