"""The home screen as plain text, in both languages and at every size. Heads of the record are blanked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from drillbook.plans import lived
from incidents import commands as c
from reports.cells import cell_width
from reports.due_list import due_list, when_of
from reports.words import Lang
from tests.tui.home.guest import Guest
from tests.tui.home.village import Village, alone, case_plan, morning
from tests.tui.north_gate import plan

Golden = Callable[[str, str], None]
_HEAD = re.compile(r"(#\d{3,} )[0-9A-F]{4}-[0-9A-F]{4}\b")
LANGS: tuple[Lang, ...] = ("zh", "en")
SIZES = ((80, 24), (120, 30), (120, 40))
SMALL = ((80, 20), (72, 16), (60, 12), (50, 10))


def damaged(lang: Lang) -> Village:
    """A past incident of which nothing can be read, one under way whose record is broken in the middle."""
    village = morning(lang)
    village.damage("2026-0218-01", 1)
    village.damage("2026-0309-01", 12)
    return village


def without_site(lang: Lang) -> Village:
    """Nobody has written a site file."""
    village = alone(lang)
    village.site = None
    return village


def without_plans(lang: Lang) -> Village:
    """The shelf is empty, and so is the site's file."""
    village = alone(lang, plans=())
    village.site = None
    return village


def crowded(lang: Lang) -> Village:
    """Six incidents under way, twelve past ones, agreed actions that fell due."""
    village = morning(lang)
    for n in range(5):
        session = village.incident(f"03-09 08:0{n}", plan("company-six-stage"), mode="exercise" if n == 4 else "live")
        village.tell(session, f"03-09 08:1{n}", c.StateFact, fact="headcount", value=3 + n)
    for n in range(12):
        past = village.incident(f"02-{n + 1:02} 10:00", case_plan())
        village.tell(past, f"02-{n + 1:02} 11:00", c.Close, outcome="handled", reason="办结")
    village.tell(past, "02-20 10:00", c.AgreeAction, what="更换北门监控", owner="蒋文", due="2026-03-06")
    return village


def full_shelf(lang: Lang) -> Village:
    """Every plan that is shipped, in the order of the house."""
    village = morning(lang)
    village.plans = tuple(lived(None))[: -len(PARTS)]
    return village


PARTS = ("after-action", "danger-branch")
STORIES: dict[str, Callable[[Lang], Village]] = {
    "home": morning,
    "shelf": full_shelf,
    "alone": alone,
    "damaged": damaged,
    "no-site": without_site,
    "no-plans": without_plans,
    "crowded": crowded,
}
KEYS = {"menu": "esc", "help": "f1", "plan": "5"}


def shown(guest: Guest) -> str:
    """The screen, every row exactly as wide as the window."""
    text = guest.screen()
    lines = text.splitlines()
    assert len(lines) == guest.hall.ui.height
    assert {cell_width(line) for line in lines} == {guest.hall.ui.width}
    return _HEAD.sub(r"\1____-____", text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("story", STORIES)
def test_home_is_as_it_was_agreed(story: str, lang: Lang, golden: Golden) -> None:
    golden(f"home/{story}-{lang}.txt", shown(Guest(STORIES[story](lang))))


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("story", ["home", "crowded"])
def test_a_larger_window_shows_more(story: str, lang: Lang, width: int, height: int, golden: Golden) -> None:
    guest = Guest(STORIES[story](lang), width=width, height=height)
    golden(f"home/{story}-{lang}-{width}x{height}.txt", shown(guest))


@pytest.mark.parametrize(("width", "height"), SMALL)
def test_a_smaller_window_loses_rows_and_refuses_nothing(width: int, height: int, golden: Golden) -> None:
    guest = Guest(morning(), width=width, height=height)
    golden(f"home/home-zh-{width}x{height}.txt", shown(guest))
    assert guest.keys("f2").hall.going is not None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", KEYS)
def test_what_lies_over_it(name: str, lang: Lang, golden: Golden) -> None:
    golden(f"home/{name}-{lang}.txt", shown(Guest(morning(lang)).keys(KEYS[name])))


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_found(lang: Lang, golden: Golden) -> None:
    guest = Guest(morning(lang)).type("聚集" if lang == "zh" else "open")
    golden(f"home/found-{lang}.txt", shown(guest))


@pytest.mark.parametrize("lang", LANGS)
def test_before_anything_was_read(lang: Lang, golden: Golden) -> None:
    guest = Guest(crowded(lang), read=False)
    first = shown(guest)
    for _ in range(4):
        guest.hall.overview.step()
    golden(f"home/reading-{lang}.txt", first + "\n" + shown(guest))


@pytest.mark.parametrize("lang", LANGS)
def test_the_next_page(lang: Lang, golden: Golden) -> None:
    golden(f"home/more-{lang}.txt", shown(Guest(crowded(lang)).keys("0")))


def test_a_head_count_is_said_as_in_the_incident() -> None:
    village = morning()
    gate = village.streams()[-1].id
    session = village.resume(gate)
    assert not isinstance(session, str)
    village.tell(session, "03-09 08:50", c.StateFact, fact="headcount", value=30, reason="30人以上")
    said = Guest(village).screen()
    assert "现场30人以上  历时" in said
    later = Guest(village, width=120).wait(30 * 60_000)
    assert "现场30人以上?" in later.screen()


def days(lang: Lang = "zh") -> Village:
    """No alarm, only days: actions that were agreed on, from long past to far ahead."""
    village = alone(lang)
    past = village.incident("02-10 10:00", case_plan())
    village.tell(past, "02-10 11:00", c.Close, outcome="handled", reason="办结")
    for n, due in enumerate(["03-02", "03-08", "03-09", "03-10", "03-16", "03-17", "06-30"]):
        village.tell(past, f"02-20 10:0{n}", c.AgreeAction, what=f"第{n + 1}项", owner="蒋文", due=f"2026-{due}")
    return village


@pytest.mark.parametrize(("lang", "size"), [("zh", (120, 30)), ("en", (120, 30)), ("zh", (80, 24)), ("en", (60, 14))])
def test_what_falls_due_stands_in_its_group(lang: Lang, size: tuple[int, int], golden: Golden) -> None:
    guest = Guest(days(lang), width=size[0], height=size[1])
    golden(f"home/days-{lang}-{size[0]}x{size[1]}.txt", shown(guest))


def test_the_groups_are_those_of_the_list_of_what_falls_due() -> None:
    village = days()
    guest = Guest(village)
    session = village.resume("2026-0210-01")
    assert not isinstance(session, str)
    now = village.clock.time
    listed = [when_of(due, now) for due in due_list([session], now)]
    assert [one.when for one in guest.hall.overview.dated(now)] == listed
    assert listed == ["over", "over", "today", "week", "week", "later", "later"]
    assert "其他到期 7: 已过期限 2, 今天 1, 七天内 2, 以后 2" in guest.screen()


@pytest.mark.parametrize(
    ("lang", "said", "plans"), [("zh", " 2027-02-08 ", "预案时限1 "), ("en", " 8 Feb 2027 ", "1 plan limit ")]
)
def test_next_year_is_named_whole_and_one_limit_is_one(lang: Lang, said: str, plans: str) -> None:
    village = Village(lang=lang, plans=("ledger-issue",))
    past = village.incident("03-01 10:00", case_plan())
    village.tell(past, "03-02 11:00", c.Close, outcome="handled", reason="办结")
    village.tell(past, "03-03 10:00", c.AgreeAction, what="更换北门监控", owner="蒋文", due="2027-02-08")
    screen = shown(Guest(village))
    assert said in screen
    assert plans in screen
