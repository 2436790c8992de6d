"""A limit is lengthened: once, by the role that the plan names, not after its due; and what stands afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock

FACTS = "promised: {type: date, ask: p}, danger: {type: yes-no, ask: d}, tasks: {type: rows, ask: t, of: {due: date}}"
BY_HEAD = "extend: {by: 30 days, role: leading_group_head}"
SIXTY = f"{{within: 60 days, from: register, {BY_HEAD}, basis: statute, source: 条例-34}}"
ASKED = "extend reply/1 Liu leading_group_head : a second expert is heard"


def case(*limits: str, of: str = "") -> Story:
    """Registered on 9 March 2026; the reply is due 60 days later, which may become 90."""
    listed = ", ".join(limits or (SIXTY,))
    plan = tiny(
        FACTS, step("register"), step("reply", "after: [register]", f"limits: [{listed}]", *([of] if of else []))
    )
    return Story(plan).when("09:00 done register")


def test_sixty_days_and_thirty_more() -> None:
    story = case().when(f"05-01 10:00 {ASKED}")
    view = story.limits("reply")[0]
    assert clock(view.due_at) == "06-08 00:00"
    assert (view.extended, view.extended_by, view.extended_reason) == ("30 days", "Liu", "a second expert is heard")
    assert (view.within, view.state) == ("60 days", "running")
    story.when("06-07 23:59:59 done reply")
    assert story.limit("reply") == "met 1"


def test_without_it_the_same_reply_is_late() -> None:
    assert case().when("06-07 23:59:59 done reply").limit("reply").startswith("late")


def test_only_once() -> None:
    story = case().when(f"05-01 10:00 {ASKED}")
    refusal = story.refused(f"05-02 10:00 {ASKED}", "already-extended")
    assert (clock(refusal.values["at"]), refusal.values["by"]) == ("05-01 10:00", "Liu")


def test_not_by_another_role() -> None:
    story = case()
    for role in ("head", "officer", ""):
        refusal = story.refused(f"05-01 10:00 extend reply/1 Liu {role} : more time".replace("  ", " "), "not-the-role")
        assert refusal.values == {"name": "Liu", "role": "leading_group_head"}


def test_where_the_incident_names_the_holder_nobody_else_is() -> None:
    story = case().when("04-01 09:00 role leading_group_head Sun")
    story.refused(f"05-01 10:00 {ASKED}", "not-the-role")
    story.when(f"05-01 10:00 {ASKED.replace('Liu', 'Sun')}")
    assert story.limits("reply")[0].extended_by == "Sun"


def test_a_role_that_several_share() -> None:
    limit = "limits: [{within: 1 h, from: began, extend: {by: 30 days, role: head}, basis: plan, source: C-1}]"
    plan = tiny(FACTS, step("reply", limit))
    shared = replace(plan.roles["head"], one_of=("officer", "department_head"))
    story = Story(replace(plan, roles={**plan.roles, "head": shared}))
    story.refused("08:50 extend reply/1 Liu leading_group_head : x", "not-the-role")
    story.when("08:50 extend reply/1 Liu officer : x")
    assert story.limits("reply")[0].extended == "30 days"


@pytest.mark.parametrize(("at", "accepted"), [("05-09 00:00", True), ("05-09 00:00:01", False)])
def test_not_after_the_due(at: str, accepted: bool) -> None:
    story = case()
    if accepted:
        assert clock(story.when(f"{at} {ASKED}").limits("reply")[0].due_at) == "06-08 00:00"
        return
    refusal = story.refused(f"{at} {ASKED}", "extended-after-due")
    assert clock(refusal.values["due"]) == "05-09 00:00"


def test_given_in_time_it_may_be_entered_later() -> None:
    line = "extend reply/1 Liu leading_group_head at 05-01 10:00 : on paper"
    story = case().when(f"05-20 09:00 {line}")
    assert story.session.events[-1].entered_later
    assert story.limit("reply") == "running 06-08 00:00"
    done = case().when("05-20 09:00 done reply", f"05-21 09:00 {line}")
    assert done.limit("reply") == f"met {(18 * 24 + 15) * 3600}", "graded by what now stands"


def test_it_needs_an_approver_a_reason_and_a_limit_that_allows_it() -> None:
    story = case(SIXTY, "{within: 3 months, from: register, basis: plan, source: C-1}")
    story.refused("05-01 10:00 extend reply/1 Liu leading_group_head", "needs-reason")
    story.refused("05-01 10:00 extend reply/2 Liu leading_group_head : x", "no-extension")
    story.refused("05-01 10:00 extend reply/3 Liu leading_group_head : x", "unknown-limit")
    story.refused("05-01 10:00 extend reply@2/1 Liu leading_group_head : x", "unknown-turn")
    story.refused("05-01 10:00 extend nothing/1 Liu leading_group_head : x", "unknown-step")


def test_only_what_runs_can_be_lengthened() -> None:
    waiting = case(SIXTY.replace("from: register", "from: danger"))
    assert waiting.refused(f"05-01 10:00 {ASKED}", "cannot-extend").values["state"] == "pending"
    done = case().when("04-01 09:00 done reply")
    assert done.refused(f"05-01 10:00 {ASKED}", "cannot-extend").values["state"] == "met"
    waived = case().when("04-01 09:00 waive reply/1 : agreed")
    assert waived.refused(f"05-01 10:00 {ASKED}", "cannot-extend").values["state"] == "waived"
    ceased = case(SIXTY.replace("basis", "when: {danger: yes}, basis"))
    ceased.when("09:10 set danger=yes", "06-01 09:00 set danger=no")
    assert ceased.refused(f"06-02 10:00 {ASKED}", "cannot-extend").values["state"] == "missed"
    assert case().when("09:30 close : over").refused(f"05-01 10:00 {ASKED}", "closed")
    skipped = case().when("09:30 skip reply : another body replies")
    assert skipped.when(f"10:00 {ASKED}").limit("reply") == "missed", "skipping is not waiting longer"


def test_a_row_has_its_own() -> None:
    story = case(f"{{by: tasks.due, {BY_HEAD}, basis: plan, source: C-1}}", of="each: tasks").when(
        "09:10 row tasks due=2026-03-20",
        "09:10 row tasks due=2026-03-20",
        "03-12 09:00 " + ASKED.replace("reply", "reply@2"),
    )
    assert [clock(v.due_at) for v in story.limits("reply")] == ["03-21 00:00", "04-20 00:00"]
    assert [v.extended for v in story.limits("reply")] == ["", "30 days"]


def test_hours_lengthen_by_hours() -> None:
    story = case("{within: 1 h, from: register, extend: {by: 30 min, role: head}, basis: plan, source: C-1}")
    story.when("09:10 extend reply/1 Li head : the road is closed")
    assert story.limit("reply") == "running 10:30"


# -- what now stands --------------------------------------------------------------------------------------


def test_voided_it_never_was_and_may_be_given_again() -> None:
    story = case().when(f"05-01 10:00 {ASKED}", "05-02 09:00 void 3")
    assert story.limit("reply") == "running 05-09 00:00"
    story.when(f"05-03 09:00 {ASKED}")
    assert story.limit("reply") == "running 06-08 00:00"
    assert story.picture() == story.replayed()


def test_its_reason_may_be_corrected_and_who_approved_only_by_voiding() -> None:
    story = case().when(f"05-01 10:00 {ASKED}", "05-02 09:00 correct 3 reason=expert")
    assert story.limits("reply")[0].extended_reason == "expert"
    story.refused("05-02 09:01 correct 3 approver=Sun", "unknown-fact")


def test_given_after_the_due_as_it_now_stands_it_does_not_count() -> None:
    story = case().when(f"05-01 10:00 {ASKED}", "05-02 09:00 set began=08:00", "05-02 09:00 reopen wrong register")
    assert story.limit("reply") == "pending"
    story.when("05-02 09:01 done register at 09:00")
    assert story.limit("reply") == "running 06-08 00:00"
    story.when("05-12 09:00 retime 3 05-10 10:00")
    assert (story.limit("reply"), story.limits("reply")[0].extended) == ("overdue 05-09 00:00", "")


def test_reopened_it_keeps_its_extension_and_done_again_it_has_none() -> None:
    story = case().when(f"05-01 10:00 {ASKED}", "05-10 09:00 done reply", "05-11 09:00 reopen wrong reply")
    assert story.limit("reply") == "running 06-08 00:00"
    story.when("05-12 09:00 done reply", "05-12 09:00 reopen again reply", "05-12 09:00 reopen again register")
    story.when("05-12 10:00 done register")
    assert clock(story.limits("reply", turn=2)[-1].due_at) == "07-12 00:00"


def test_a_waiver_after_it_shows_the_longer_due() -> None:
    story = case().when(f"05-01 10:00 {ASKED}", "05-20 09:00 waive reply/1 : settled otherwise")
    view = story.limits("reply")[0]
    assert (view.state, clock(view.due_at), view.extended, view.waived_late) == (
        "waived",
        "06-08 00:00",
        "30 days",
        False,
    )
