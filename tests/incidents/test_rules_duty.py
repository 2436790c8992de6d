"""Who is on duty: handed over by two signatures, taken over alone with a reason; and who holds a role."""

from __future__ import annotations

from incidents import commands as c
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, ms

PLAN = tiny("", step("a", "limits: [{within: 30 min, from: began, basis: plan, source: C-1}]"))


def duty(story: Story) -> tuple[str, tuple[str, str] | None]:
    seen = story.session.snapshot()
    return seen.duty, seen.handover


def test_whoever_opened_is_on_duty() -> None:
    assert duty(Story(PLAN, by="Zhao")) == ("Zhao", None)


def test_between_offer_and_signature_the_outgoing_one_is_responsible() -> None:
    story = Story(PLAN).when("08:45 start a", "09:00 handover Wang Li")
    assert duty(story) == ("Wang", ("Wang", "Li"))
    before = story.look("09:02").step("a"), story.limits("a")
    story.refused("09:01 accept Zhao", "not-the-taker", by="Zhao")
    story.refused("09:01 handover Wang Zhao", "handover-open")
    story.when("09:02 accept Li", by="Li")
    assert duty(story) == ("Li", None)
    assert (story.step("a"), story.limits("a")) == before, "states, turns and limits are untouched"
    story.refused("09:03 accept Li", "no-handover")


def test_an_offer_is_taken_back() -> None:
    story = Story(PLAN).when("09:00 handover Wang Li", "09:01 cancel-handover : he is not there yet")
    assert duty(story) == ("Wang", None)
    story.refused("09:02 cancel-handover", "no-handover")
    story.refused("09:02 accept Li", "no-handover")


def test_only_whoever_is_on_duty_hands_over() -> None:
    story = Story(PLAN)
    story.refused("09:00 handover Li Zhao", "not-on-duty")
    story.refuses(c.OfferHandover(at=ms("08:40"), giver="", taker="Wang"), "needs-text")
    story.refuses(c.OfferHandover(at=ms("08:40"), giver="", taker=" "), "needs-text")
    story.do(c.OfferHandover(at=ms("08:40"), giver="", taker="Li", words=" calm ", summary={"open": ["a"]}))
    assert story.session.events[-1].data == {"from": "Wang", "to": "Li", "words": "calm", "summary": {"open": ["a"]}}


def test_taking_over_alone_needs_a_reason() -> None:
    story = Story(PLAN).when("09:00 handover Wang Zhao")
    story.refused("09:05 take-over Li", "needs-reason")
    story.refused("09:05 take-over Wang : x", "not-on-duty")
    story.when("09:05 take-over Li : Wang was taken ill", by="Li")
    assert duty(story) == ("Li", None), "the offer is void with it"
    story.refused("09:06 accept Zhao", "no-handover")


def test_a_voided_signature_gives_the_duty_back() -> None:
    story = Story(PLAN).when("09:00 handover Wang Li", "09:01 accept Li", "09:02 void 3")
    assert duty(story) == ("Wang", ("Wang", "Li"))
    story.when("09:03 void 2")
    assert duty(story) == ("Wang", None)


def test_a_role_is_held_by_whoever_was_named_last() -> None:
    story = Story(PLAN).when("08:45 role head Chen", "08:46 role head Liu")
    assert story.session.snapshot().people == {"head": "Liu"}
    story.when("08:47 void 3")
    assert story.session.snapshot().people == {"head": "Chen"}
    story.when("08:48 void 2")
    assert story.session.snapshot().people == {}
    assert story.refused("08:49 role haed Liu", "unknown-role").values["near"] == "head"
    story.refuses(c.AssignRole(at=ms("08:45"), role="head", person=" "), "needs-text")
