"""The cases that fix what the engine means, one story each; the plans are in `small_plans`."""

from __future__ import annotations

import pytest

from tests.incidents.story import Story, clock, ms


def begun(plan: str = "S") -> Story:
    """The plan begun at 08:40 with its first step done at 08:41."""
    return Story(plan).when("08:41 done log-sign")


@pytest.mark.parametrize(("time", "verdict"), [("09:10:00", "met 0"), ("09:10:01", "late -1")])
def test_on_the_due_itself_is_kept(time: str, verdict: str) -> None:
    story = begun().when(f"{time} done report")
    assert story.limit("report") == verdict
    view = story.limits("report")[0]
    assert (view.basis, view.source) == ("plan", ("C-3.3.2b",))


def test_an_earlier_beginning_moves_the_due_and_both_records_stay() -> None:
    story = begun().when("09:05 done report")
    assert story.limit("report") == "met 300"
    story.when("09:20 set began=08:30")
    assert clock(story.limits("report")[0].due_at) == "09:00"
    assert story.limit("report") == "late -300"
    assert [e.kind for e in story.session.events][-2:] == ["step-done", "began-stated"]


def test_two_limits_with_two_starts_are_graded_separately() -> None:
    story = Story("R1").when(
        "08:41 done open-incident is-incident=yes", "09:00 done tell-head", "09:25 done activate", "09:45 done dispatch"
    )
    assert story.limit("dispatch", 1) == "met 600"
    assert story.limit("dispatch", 2) == "late -300"


def test_ahead_of_its_turn_only_with_a_reason() -> None:
    story = begun()
    refusal = story.refused("08:50 done speak", "step-waits")
    assert [w.id for w in refusal.values["waits"]] == ["choose", "on-site"]
    story.when("08:50 done speak : the leader stood there already")
    assert story.step("speak").ahead
    assert story.limit("speak") == "met 3000"
    assert story.states("hear", "choose") == ["ready", "waiting"]


def test_a_clock_runs_while_nobody_has_answered() -> None:
    story = Story("R1")
    assert story.states("open-incident", "tell-head", "routine") == ["in-progress", "waiting", "waiting"]
    states = [s.state for s in story.session.snapshot().steps]
    assert "not-applicable" not in states
    assert story.look("08:45").limit("tell-head") == "running 08:45"
    assert story.look("08:46").limit("tell-head") == "overdue 08:45"


def test_the_answer_no_withdraws_what_depends_on_it() -> None:
    story = Story("R1").when("08:41 done open-incident", "08:50 set is-incident=no")
    assert story.limit("tell-head") == "not-applicable"
    assert story.states("routine", "tell-head", "reply", "carry-out") == [
        "ready",
        "not-applicable",
        "not-applicable",
        "not-applicable",
    ]


def test_a_danger_taken_back_before_its_due_is_withdrawn() -> None:
    story = begun().when("08:50 set danger=yes", "08:52 set danger=no")
    assert story.states("protect", "police", "receive") == ["not-applicable"] * 3
    assert story.limit("police") == "not-applicable"


def test_a_danger_taken_back_after_its_due_stays_missed() -> None:
    story = begun().when("08:50 set danger=yes", "09:00 set danger=no")
    assert story.states("police") == ["not-applicable"]
    view = story.limits("police")[0]
    assert (view.state, view.ceased, clock(view.due_at)) == ("missed", True, "08:55")


def test_what_was_begun_stays_to_be_done_with_what_follows_it() -> None:
    """A branch whose head was done goes on, whatever is stated afterwards."""
    story = Story(
        """
        runbook: branch
        title: B
        version: 1.0.0
        sources: {C: {title: C, kind: plan}}
        roles: {head: Head}
        numbers: {five: {is: 5 min, replaces: at once, why: one call}}
        facts: {danger: {type: yes-no, ask: danger}}
        steps:
          - {id: first, stage: report, title: first, role: head, source: C-1, record: [danger]}
          - {id: seen, stage: on-site, title: seen, role: head, when: {danger: yes}, source: C-1}
          - {id: police, stage: on-site, title: police, role: head, after: [seen], source: C-1, limits: [{within: five, from: danger, basis: assumed, source: C-1}]}
        """
    ).when("08:50 set danger=yes", "08:51 done seen", "08:53 set danger=no")
    assert story.states("police") == ["ready"]
    assert story.look("08:54").limit("police") == "running 08:55"


def test_an_earlier_start_of_the_same_danger() -> None:
    story = begun().when("08:50 set danger=yes", "08:51 set danger=yes at 08:45")
    assert clock(story.limits("police")[0].due_at) == "08:50"


def test_an_older_statement_does_not_change_the_present() -> None:
    story = begun().when("08:50 set headcount=40", "08:55 set headcount=10 at 08:41")
    assert story.session.snapshot().facts["headcount"].value == 40
    assert [s.value for s in story.state.facts["headcount"].statements] == [10, 40]


def test_a_mistake_is_corrected_by_stating_it_again_with_the_same_time() -> None:
    story = begun().when("08:50 set danger=yes", "09:10 set danger=no at 08:50")
    assert story.limit("police") == "not-applicable"
    assert story.states("police") == ["not-applicable"]


def test_a_limit_of_a_level_starts_not_before_the_level() -> None:
    story = begun("G").when("09:00 level major")
    assert clock(story.limits("report", 3)[0].due_at) == "09:10"
    done = begun("G").when("09:00 level major", "09:05 done report at 08:58")
    assert done.limit("report", 3).startswith("met")


def test_lowering_a_level_before_its_due_withdraws_its_limit() -> None:
    story = begun("G").when("09:00 level major", "09:05 level key : calmer", "09:16 done report")
    assert story.limit("report", 3) == "not-applicable"
    assert story.limit("report", 2) == "met 240"


def test_lowering_a_level_after_its_due_keeps_the_breach() -> None:
    story = begun("G").when("09:00 level major", "09:15 level key : calmer")
    assert story.limit("report", 3) == "missed"
    story.when("09:16 done report")
    assert story.limit("report", 3) == "late -360"
    assert story.limit("report", 2) == "met 840"


def test_lowering_a_level_after_the_act_changes_nothing() -> None:
    story = begun("G").when("09:00 level major", "09:16 done report", "09:20 level key : calmer")
    assert story.limit("report", 3) == "late -360"


def test_skipping_is_missing_at_once() -> None:
    story = begun().when("08:50 skip report : told in person by the head")
    assert story.limit("report") == "missed"
    assert story.states("report", "choose") == ["skipped", "ready"]
    assert story.look("10:00").limit("choose") == "pending"
    assert begun().refused("08:50 skip report", "needs-reason")


def test_reopened_as_wrong_sends_ready_followers_back() -> None:
    story = begun().when("09:05 done report", "09:10 reopen wrong report")
    assert story.states("report", "choose") == ["ready", "waiting"]
    assert story.limit("choose") == "pending"
    story.when("09:12 done report")
    assert story.limit("report") == "late -120"
    assert story.limit("choose") == "running 09:22"


def test_reopened_and_done_with_the_true_time() -> None:
    story = begun().when("09:11 done report")
    assert story.limit("report") == "late -60"
    story.when("09:20 reopen wrong report", "09:20 done report at 09:09")
    assert story.limit("report") == "met 60"
    assert story.session.events[-1].entered_later


def test_a_done_follower_stays_done_and_is_graded_anew() -> None:
    story = begun().when("09:05 done report", "09:20 done choose")
    assert story.limit("choose") == "late -300"
    story.when("09:30 reopen wrong report", "09:30 done report at 09:12")
    assert story.states("choose") == ["done"]
    assert story.limit("choose") == "met 120"


def test_again_is_a_new_turn_with_its_own_start() -> None:
    story = begun().when("08:50 set danger=yes", "08:56 done police", "09:10 set danger=no", "10:00 set danger=yes")
    assert story.limit("police") == "late -60"
    story.when("10:01 reopen again police", "10:06 done police")
    assert story.limit("police", turn=1) == "late -60"
    assert clock(story.limits("police", turn=2)[0].due_at) == "10:05"
    assert story.limit("police", turn=2) == "late -60"


def on_the_spot() -> Story:
    return Story("R1").when(
        "08:41 done open-incident is-incident=yes",
        "08:42 done tell-head",
        "08:45 done activate",
        "08:59 done dispatch",
        "09:00 done contact",
        "09:25 done progress",
    )


def test_missed_turns_of_a_repeat() -> None:
    story = on_the_spot().when("12:40 done progress")
    assert story.every("progress") == ["1 met 300", "2-3 missed", "4 late -600", "5 running 13:30"]


def test_the_end_of_a_repeat_before_the_open_turn_is_due() -> None:
    story = on_the_spot().when("10:20 done leave-site")
    assert story.look("12:00").every("progress") == ["1 met 300"]
    assert story.states("progress") == ["done"]


def test_the_end_of_a_repeat_after_the_open_turn_was_due() -> None:
    story = on_the_spot().when("10:40 done leave-site")
    assert story.look("12:00").every("progress") == ["1 met 300", "2 missed"]


def test_a_repeat_waits_for_its_next_turn() -> None:
    story = on_the_spot()
    assert story.states("progress") == ["waiting"]
    assert [(w.kind, clock(w.at)) for w in story.step("progress").waits] == [("turn", "09:30")]
    story.refused("09:27 done progress", "step-waits")
    story.when("09:27 done progress : they asked again")
    assert story.look("09:31").every("progress") == ["1 met 300", "2 running 10:30"]


def test_followers_wait_for_a_question_and_a_list() -> None:
    story = on_the_spot().when("10:00 done draft")
    assert story.step("draft").owed == ("major-matter", "tasks")
    assert story.states("decide", "reply", "carry-out") == ["waiting", "waiting", "waiting"]
    assert [w.id for w in story.step("decide").waits] == ["major-matter"]
    story.when(
        "10:05 set major-matter=no", "10:05 row tasks task=a due=2026-03-12", "10:05 row tasks task=b due=2026-03-13"
    )
    assert story.states("decide", "reply", "carry-out") == ["not-applicable", "ready", "ready"]
    story.when("10:10 done carry-out@1", "10:11 done carry-out@2")
    assert story.states("carry-out") == ["done"]
    story.when("10:12 row tasks task=c due=2026-03-14")
    assert story.states("carry-out") == ["ready"]
    assert story.limit("carry-out", turn=3) == "running 03-15 00:00"


def test_working_days_over_a_make_up_day() -> None:
    """Friday 13 February 2026; the Saturday after is a working day, the festival ends on the 23rd."""
    story = Story(
        """
        runbook: days
        title: D
        version: 1.0.0
        sources: {C: {title: C, kind: plan}}
        roles: {head: Head}
        steps:
          - {id: hear, stage: on-site, title: hear, role: head, source: C-1}
          - {id: fix, stage: coordinate, title: fix, role: head, after: [hear], source: C-1, limits: [{within: 3 working days, from: hear, basis: plan, source: C-1}]}
        """,
        began="02-13 09:00",
    ).when("02-13 10:00 done hear")
    assert clock(story.limits("fix")[0].due_at) == "02-26 00:00"


def test_ten_working_days_ahead_of_the_national_day() -> None:
    """Counted back from 1 October 2026 over mid-autumn (25 to 27 September) and the Sunday worked before it."""
    story = Story(AHEAD).when("03-09 09:00 set event=2026-10-01")
    assert clock(story.limits("check")[0].due_at) == "09-18 00:00", "24:00 of the 17th"
    assert (story.limits("check")[0].ahead, story.limits("check")[0].within) == ("10 working days", "")


def test_a_lead_that_was_over_when_the_date_became_known() -> None:
    story = Story(AHEAD, began="08-31 08:00").when("09-01 09:00 set event=2026-09-10")
    view = story.limits("check")[0]
    assert (view.state, view.known_late, clock(view.due_at)) == ("overdue", True, "08-28 00:00")
    assert story.when("09-01 10:00 start check").limit("check").startswith("late"), "it is to be started by then"


def test_sixty_days_extended_by_thirty() -> None:
    story = Story(CASE).when("09:00 done register")
    assert story.limit("reply") == "running 05-09 00:00"
    story.refused("05-01 09:00 extend reply/1 Zhao legal : more time", "not-the-role")
    story.when("05-01 09:00 extend reply/1 Liu head : a survey is awaited")
    assert story.limit("reply") == "running 06-08 00:00"
    story.refused("05-02 09:00 extend reply/1 Liu head : once more", "already-extended")
    late = Story(CASE).when("09:00 done register")
    late.refused("05-09 09:00 extend reply/1 Liu head : more time", "extended-after-due")
    assert story.limit("reply", 2) == "running 06-10 00:00", "three months from the 9th of March"


def test_a_private_company_keeps_the_law_by_choice_and_what_binds_others_not() -> None:
    story = Story(CASE, site="site: x\nprofile: private\n").when("09:00 done register")
    assert [(v.limit, v.basis, v.state) for v in story.session.snapshot().limits if v.step == "reply"] == [
        (1, "adopted", "running"),
        (2, "plan", "running"),
        (3, "plan", "not-applicable"),
    ]


AHEAD = """
runbook: ahead
title: A
sources: {C: {title: C, kind: plan}}
roles: {head: Head}
facts: {event: {type: date, ask: when}}
steps:
  - {id: set-up, stage: routine, title: set up, role: head, record: [event], source: C-1}
  - {id: check, stage: routine, title: check, role: head, source: C-1, limits: [{by: event, ahead: 10 working days, to: start, basis: plan, source: C-3.1.2a}]}
"""

CASE = """
runbook: case
title: C
sources: {C: {title: C, kind: plan}, 条例: {title: 条例, kind: statute, binds: state-owned}}
roles: {officer: Officer, head: Head, legal: Legal}
steps:
  - {id: register, stage: routine, title: register, role: officer, source: C-1}
  - id: reply
    stage: routine
    title: reply
    role: officer
    after: [register]
    source: 条例-34
    limits:
      - {within: 60 days, from: register, extend: {by: 30 days, role: head}, basis: statute, source: 条例-34}
      - {within: 3 months, from: register, basis: plan, source: C-3.2.3a}
      - {within: 15 working days, from: register, when: {profile: state-owned}, basis: plan, source: C-3.2.2b}
"""


def test_a_date_that_had_passed_when_it_became_known() -> None:
    story = on_the_spot().when("10:00 done draft", "10:05 row tasks task=a due=2026-03-06")
    view = story.limits("carry-out")[0]
    assert (view.state, view.known_late) == ("overdue", True)


def test_owed_fields_hold_back_the_closing_only() -> None:
    story = Story("S").when("08:41 done log-sign place=gate")
    assert story.states("log-sign") == ["done"]
    assert len(story.step("log-sign").owed) == 5
    refusal = story.refused("09:00 close", "close-open")
    assert ("log-sign", "course") in refusal.values["owed"]
    assert "report" in refusal.values["steps"]


def test_closing_with_a_reason() -> None:
    story = begun().when("09:00 close : the group left")
    assert [story.limit(s) for s in ("report", "notice", "on-site")] == ["missed", "missed", "missed"]
    assert [story.limit(s) for s in ("choose", "police")] == ["not-applicable", "not-applicable"]
    story.refused("09:01 done report", "closed")
    story.when("09:05 note the group came back to thank us")


def test_a_false_alarm_withdraws_what_had_not_fallen_due() -> None:
    story = begun().when("09:00 close false-alarm : a school class on a visit")
    assert {story.limit(s) for s in ("report", "notice", "on-site", "choose", "police")} == {"not-applicable"}
    later = begun().when("09:11 close false-alarm : a school class on a visit")
    assert later.limit("report") == "missed"


def test_two_at_once() -> None:
    story = begun()
    seen = story.session.state.version
    story.when("08:50 start report")
    refusal = story.refused("08:51 start report", "changed-meanwhile", by="Li", seen=seen)
    assert refusal.values["by"] == "Wang"
    assert not hasattr(story.attempt("08:51 start on-site", by="Li", seen=seen), "code")


def test_what_binds_state_companies_is_adopted_by_a_private_one() -> None:
    story = Story("S", site="site: x\nprofile: private\npeople: {}\n")
    assert story.limits("notice")[0].basis == "adopted"
    assert story.limits("report")[0].basis == "plan"


def test_times() -> None:
    assert clock(ms("08:40")) == "08:40"
    assert clock(ms("24:00")) == "03-10 00:00"
