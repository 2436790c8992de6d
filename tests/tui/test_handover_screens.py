"""The page of a handover at noon, at every stage, in both languages and at the usual sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from unicodedata import east_asian_width

import pytest

from incidents import commands as c
from reports.cells import cell_width
from reports.handover import handover_summary
from reports.words import Lang
from tests.tui.north_gate import NorthGate, in_danger, ms
from tui.actions import Registry
from tui.desk.after import first_look
from tui.desk.field import Field
from tui.desk.handover_stage import likely
from tui.desk.panel import Handover, Note
from tui.desk.ui import Ui
from tui.lines import Line, plain_text
from tui.pages.frame import draw, screen
from tui.pages.view import View

Golden = Callable[[str, str], None]
LANGS: tuple[Lang, ...] = ("zh", "en")
WORDS = "代表要求14:00再谈, 2号会议室; 赵立12:30回厂; 食堂备了35份盒饭"
_HEAD = re.compile(r"(#\d{3,} +)[0-9A-F]{4}-[0-9A-F]{4}\b")


def noon() -> NorthGate:
    """As the page of the handover shows it, 11:57:30: the danger is over, talks go on in the afternoon."""
    gate = in_danger()
    gate.call("10:23", "police", "报警电话", "reported", "call-police")
    gate.tell("10:24", c.Done, step="protect-people", by="李强")
    gate.call("10:25", "leading_group", "陈敏", "reported", "tell-leading-group-danger")
    gate.fact("10:26", "injury", False)
    gate.fact("10:26", "accident", False)
    gate.tell("10:35", c.Done, step="receive-police", by="李强")
    gate.tell("10:38", c.Skip, step="keep-evidence", reason="没有拍到")
    gate.tell("10:41", c.Done, step="back-to-dialogue", facts={"danger": False}, by="李强")
    gate.tell("10:45", c.Done, step="hear-representatives", facts={"representatives": 4, "elected": True}, by="赵立")
    gate.tell("10:50", c.AssignStep, step="fix-department", person="吴昊", role="legal")
    gate.tell("11:06", c.Skip, step="release", reason="经领导同意暂不办", approver="陈敏")
    gate.fact("11:10", "entrance", "free")
    gate.call("11:14", "leading_group", "高远", "no-answer")
    gate.call("11:20", "leading_group", "高远", "no-answer")
    gate.fact("11:40", "headcount", 35)
    gate.call("11:52", "police", "辖区派出所", "message")
    gate.clock.time = ms("11:57:30")
    return gate


def offered() -> NorthGate:
    """11:58:20: signed by the outgoing officer."""
    gate = noon()
    seen = gate.session.snapshot(ms("11:57:40"))
    summary = handover_summary(seen, gate.session.state)
    gate.tell("11:57:40", c.OfferHandover, giver="王岚", taker="何平", words=WORDS, summary=summary)
    gate.clock.time = ms("11:58:20")
    return gate


def with_news() -> NorthGate:
    """The same, after two more records."""
    gate = offered()
    gate.tell("11:58:30", c.AddNote, text="市信访局来电: 下午派人到场", by="李强")
    gate.fact("11:58:40", "headcount", 40, at="11:58:35")
    gate.clock.time = ms("11:58:50")
    return gate


def ended(kind: type[c.Command], by: str, **values: object) -> Callable[[], NorthGate]:
    """The offer came to an end at another station."""

    def made() -> NorthGate:
        gate = offered()
        gate.tell("11:59:02", kind, by=by, **values)
        gate.clock.time = ms("11:59:10")
        return gate

    return made


FIELD = Field.of(WORDS)
READ = 10**6
LONG = "; ".join([WORDS, "医务室在南门待命", "记者两人在传达室, 由郑岩接待", "午饭12:15送到", "调度室电话8131有人守"])
SCREENS: dict[str, tuple[Callable[[], NorthGate], Handover]] = {
    "whom": (noon, Handover("何平", FIELD, asking=True)),
    "whom-typed": (noon, Handover("何平", FIELD, Field.of("周宁"), asking=True)),
    "words": (noon, Handover("何平", FIELD, phrase=2)),
    "out": (noon, Handover("何平", FIELD, writing=False)),
    "sign": (offered, Handover("何平", FIELD, read=READ)),
    "sign-back": (offered, Handover("何平", FIELD, read=READ, back=True)),
    "sign-news": (with_news, Handover("何平", FIELD)),
    "sign-news-read": (with_news, Handover("何平", FIELD, read=READ, top=99)),
    "long-words": (noon, Handover("何平", Field.of(LONG * 2), writing=False, top=99)),
    "accepted": (ended(c.AcceptHandover, "何平", taker="何平"), Handover("何平", FIELD)),
    "cancelled": (ended(c.CancelHandover, "李强"), Handover("何平", FIELD)),
    "taken-over": (ended(c.TakeOver, "钱进", taker="钱进", reason="王岚去医院"), Handover("何平", FIELD)),
}
LARGE = ((120, 30), (120, 40))
SIZES = ((80, 24), *LARGE, (80, 20), (72, 20), (66, 14), (60, 12), (50, 10), (30, 5), (200, 60))


@cache
def told(make: Callable[[], NorthGate]) -> NorthGate:
    """A story told once."""
    return make()


def view(name: str, lang: Lang, width: int, height: int) -> View:
    """What a screen is drawn from."""
    make, panel = SCREENS[name]
    gate = told(make)
    board = gate.board(lang)
    ui: Ui = replace(first_look(board), width=width, height=height, draft=("", "代表提出14:00前要见财务"))
    return View(board, gate.clock.time, Registry(), ui.opened(panel))


def lines(name: str, lang: Lang, width: int = 80, height: int = 24) -> list[Line]:
    """The lines of a screen."""
    return draw(view(name, lang, width, height))


def shown(name: str, lang: Lang, width: int = 80, height: int = 24) -> str:
    """The same as text, without what hangs on every word of the plan."""
    return _HEAD.sub(r"\1____-____", plain_text(lines(name, lang, width, height)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
def test_every_stage_is_as_it_was_agreed(name: str, lang: Lang, golden: Golden) -> None:
    golden(f"screens/handover-{name}-{lang}.txt", shown(name, lang))


@pytest.mark.parametrize(("width", "height"), LARGE)
@pytest.mark.parametrize("lang", LANGS)
def test_in_a_larger_window_everything_is_seen_at_once(width: int, height: int, lang: Lang, golden: Golden) -> None:
    text = shown("sign", lang, width, height)
    golden(f"screens/handover-sign-{lang}-{width}x{height}.txt", text)
    assert "PgDn" not in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
def test_every_line_is_as_wide_as_the_window(name: str, lang: Lang, size: tuple[int, int]) -> None:
    drawn = screen(view(name, lang, *size))
    assert len(drawn.lines) == size[1]
    assert {cell_width(line.text) for line in drawn.lines} == {size[0]}
    assert 0 <= drawn.caret[0] < size[1]
    assert 0 <= drawn.caret[1] < size[0]


def test_without_colours_the_text_is_the_same_and_says_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = shown("sign", "zh")
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown("sign", "zh") == coloured
    assert "时限   逾期0 " in coloured
    assert ">[ ] 接班 何平" in coloured


@pytest.mark.parametrize("name", SCREENS)
def test_no_text_of_the_page_has_a_character_of_uncertain_width(name: str) -> None:
    for lang in LANGS:
        assert [char for char in shown(name, lang) if east_asian_width(char) == "A"] == [], lang


def test_the_caret_stands_behind_the_words_where_an_input_method_opens_its_window() -> None:
    drawn = screen(view("words", "zh", 80, 24))
    row, column = drawn.caret
    assert drawn.lines[row].text.startswith(" > 代表要求14:00再谈")
    assert column == cell_width(f" > {WORDS}")


def test_scrolled_through_every_line_of_the_picture_is_seen_once_at_least() -> None:
    whole = [line.text.strip() for line in lines("sign", "zh", 80, 60)[2:56] if line.text.strip()]
    seen: set[str] = set()
    panel = SCREENS["sign"][1]
    for top in range(40):
        changed = view("sign", "zh", 80, 18)
        ui = replace(changed.ui, panels=(replace(panel, top=top),))
        seen |= {line.text.strip() for line in draw(replace(changed, ui=ui))}
    picture = whole[: next(n for n, text in enumerate(whole) if text.startswith("--"))]
    assert len(picture) > 9
    assert set(picture) <= seen


def test_a_note_lies_over_the_lower_half_and_the_picture_stays() -> None:
    below = view("sign", "zh", 80, 24)
    text = plain_text(draw(replace(below, ui=below.ui.opened(Note(Field.of("记一句"))))))
    assert "现场35人(11:40)" in text
    assert "> 记一句" in text


def test_nobody_likely_means_that_somebody_is_asked_for() -> None:
    board = told(noon).board("zh")
    board.site = replace(board.site, duty=())
    below = view("words", "zh", 80, 24)
    asked = Handover(likely(board))
    text = plain_text(draw(View(board, below.now, below.registry, below.ui.closed().opened(asked))))
    assert "交给谁?" in text
    assert "打名字, 回车" in text
