"""Whatever is typed, in whatever order: nothing crashes, and what is said to be on disk is on disk."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.cells import cell_width
from reports.words import Words
from tests.incidents.small_plans import plan_of
from tests.incidents.story import Story
from tests.tui.plain.transcript import World
from tui.plain.desk import Desk
from tui.plain.grammar import NAMES
from tui.plain.talk import Talk

STEPS = ("01", "02", "03", "04", "06", "07", "08", "12", "24@1", "73", "91", "92", "97")
PIECES = st.one_of(
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(STEPS),
    st.sampled_from("0123456789"),
    st.sampled_from(["0840", "8:45", "2359", "42", "30-50", "是", "no", "?", ".", "取消", "何平", "李强", "security"]),
    st.sampled_from(
        ["claims", "危险", "地点", "major", "重大", "无法补齐 没有", "a; b; c", "2026-04-01", "03-12", "DV-1 03-12"]
    ),
    st.text("工资 a1；.\u202e\x1b０", max_size=6),
)
LINES = st.lists(st.lists(PIECES, max_size=4).map(" ".join), min_size=1, max_size=14)
ON_DISK = re.compile(r"#(\d{3,})(?:-(\d{3,}))? \d\d:\d\d:\d\d (?:已存盘|on disk:)")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    lines=LINES,
    language=st.sampled_from(["zh", "en"]),
    plan=st.sampled_from(["soe-rapid-response", "company-six-stage"]),
)
def test_whatever_is_typed(
    lines: list[str], language: str, plan: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world = World(language, tmp_path_factory.mktemp("drafts"))
    talk = world.seat(world.open(plan, "王岚"), "王岚")
    for n, line in enumerate(lines):
        world.clock.time += 7_000 * n
        talk.hear(line)
        desk, said = talk.desk, [*world.printed]
        world.printed.clear()
        told = [int(found[2] or found[1]) for one in said if (found := ON_DISK.match(one))]
        if told and "接着办" not in "".join(said) and "Going on as" not in "".join(said):
            assert told[-1] == desk.session.state.version == len(world.store.read(desk.session.id))
        assert all(one.isprintable() or one == "" for one in said)
        assert all(cell_width(one) < 130 for one in said)
        assert desk.shown == desk.session.state.version


BARE = """
    runbook: bare
    title: Bare
    version: 1.0.0
    sources: {C: {title: C, kind: plan}}
    roles: {officer: Officer, head: Head}
    steps:
      - {id: look, stage: report, title: look, role: officer, source: C-1}
      - {id: tell, stage: report, title: tell, role: officer, tells: head, source: C-1}
"""


def test_a_plan_without_danger_levels_lists_or_people() -> None:
    story = Story(BARE)
    said: list[str] = []
    desk = Desk(story.session, words=Words("en"), by="Wang", out=said.append)
    talk = Talk(desk)
    for line in (
        "",
        "danger",
        "level",
        "row",
        "count 5",
        "02",
        "02 3",
        "1",
        "02 1",
        "01 1",
        "01 0",
        "facts",
        "switch",
        "handover",
        "Li",
        "",
        "accept",
        "close",
        "1",
    ):
        talk.hear(line)
    text = "\n".join(said)
    assert "This plan knows no danger. Call 110 first" in text
    assert "This plan has no levels." in text
    assert "This plan has no lists." in text
    assert "02 ready tell; call first: Head" in text
    assert "No other plan can be opened from here." in text
    assert story.session.state.closed is not None
    assert plan_of(BARE).levels == ()


@pytest.mark.parametrize(
    ("typed", "language"), [("人数 42", "en"), ("count 42", "zh"), ("情况 danger 否", "en"), ("fact 危险 no", "zh")]
)
def test_words_of_both_languages_always_work(typed: str, language: str) -> None:
    world = World(language)
    talk = world.seat(world.open("soe-rapid-response", "王岚"), "王岚")
    talk.hear(typed)
    assert talk.desk.session.state.version == 2
