"""The duty officer's pages cannot lie: their tables are pressed, their keys and words are those of the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from reports.words import Lang, Words
from tests.tui.desk.hands import Hands
from tests.tui.home.guest import Guest
from tests.tui.home.village import alone
from tests.tui.north_gate import late_morning
from tui.actions import ACTIONS
from tui.home.ui import OpenPlan
from tui.keys import key_said

TESTS = Path(__file__).parents[1]
DOCS = TESTS.parent / "docs"
PAGES: dict[Lang, Path] = {"en": DOCS / "duty-officer.md", "zh": DOCS / "duty-officer.zh-CN.md"}
LANGS: tuple[Lang, ...] = ("zh", "en")
_KEY = re.compile(r"<kbd>([^<]+)</kbd>")
_PART = re.compile(r"<kbd>([^<]+)</kbd>|`([^`]+)`")
_SAID = {"en": re.compile(r'"([^"]+)"'), "zh": re.compile(r"「([^」]+)」")}
_TABLE = re.compile(r"<!-- (pressed: \w+|keys) -->\n\|[^\n]*\n\| ---[^\n]*\n(.*?)\n<!-- end -->", re.DOTALL)


@cache
def keys(lang: Lang) -> dict[str, str]:
    """What the screens call each key that the table of actions names, a digit, and Esc; and its name."""
    names = {part for action in ACTIONS for way in (*action.keys, *action.without_f) for part in way.split()}
    called = {key_said(name, Words(lang)): name for name in names - {"digit", "text"}}
    return called | {str(digit): str(digit) for digit in range(10)}


def pressed(lang: Lang, text: str) -> list[str]:
    """The keys that a text names, in order."""
    return [keys(lang)[named] for named in _KEY.findall(text)]


def rows(lang: Lang, table: str) -> list[list[str]]:
    """The cells of a table."""
    found = dict(_TABLE.findall(PAGES[lang].read_text(encoding="utf-8")))[table]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found.splitlines()]


def opening(lang: Lang, press: list[str]) -> Hands:
    """Home with nothing under way; the first key of the page opens the default plan."""
    village = alone(lang)
    guest = Guest(village).keys(press.pop(0))
    assert isinstance(guest.hall.going, OpenPlan)
    session = guest.hall.enter(guest.hall.going)
    gate = SimpleNamespace(session=session, clock=village.clock, by=village.by)
    return Hands(gate, lang=lang, fresh=True)  # type: ignore[arg-type]


def handover(lang: Lang, press: list[str]) -> Hands:
    """Later in the morning."""
    return Hands(late_morning(), lang=lang)


STORIES: dict[str, Callable[[Lang, list[str]], Hands]] = {"opening": opening, "handover": handover}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("story", STORIES)
def test_what_the_page_says_to_press_does_what_it_says(
    story: str, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # exported pages are written there
    table = rows(lang, f"pressed: {story}")
    first = pressed(lang, table[0][0])
    hands = STORIES[story](lang, first)
    for n, (press, *_, shows) in enumerate(table):
        for named, typed in _PART.findall(press) if n else [(name, "") for name in first]:
            if typed:
                hands.wait(1_000).type(typed).wait(1_000)
            else:
                hands.keys(keys(lang)[named] if n else named)
        (words,) = _SAID[lang].findall(shows)
        assert words in hands.screen(), (press, hands.screen())


@pytest.mark.parametrize("lang", LANGS)
def test_the_opening_records_what_its_table_tells(lang: Lang) -> None:
    press = [name for row in rows(lang, "pressed: opening") for name in pressed(lang, row[0])]
    hands = opening(lang, press).keys(" ".join(press[: press.index("f6")]))
    assert hands.kinds == [
        *("began-stated", "fact-stated", "fact-stated", "level-set", "fact-stated"),
        *("call-logged", "call-logged", "step-done"),
        *("call-logged", "step-started", "step-assigned"),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_on_the_page_is_called_as_on_the_screen(lang: Lang) -> None:
    named = _KEY.findall(PAGES[lang].read_text(encoding="utf-8"))
    assert len(named) > 40
    assert set(named) <= set(keys(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_keys_is_the_table_of_actions(lang: Lang) -> None:
    words = Words(lang)
    for wanted, text in rows(lang, "keys"):
        press = pressed(lang, text)
        ways = [
            " ".join(way).split()
            for action in ACTIONS
            if wanted in {action.label(words), action.short(words)}
            for way in (action.keys[:1], action.without_f)
        ]
        digits = ["digit" if name.isdigit() else name for name in press]
        assert any(way in (press[: len(way)], digits[: len(way)]) for way in ways), (wanted, press, ways)


@cache
def shown(lang: Lang) -> str:
    """Everything that the agreed screens show in a language."""
    found = [*TESTS.glob(f"golden/*/*-{lang}.txt"), *TESTS.glob(f"golden/*/*-{lang}-*.txt")]
    assert len(found) > 100
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


@pytest.mark.parametrize("lang", LANGS)
def test_every_quoted_word_is_one_that_a_screen_shows(lang: Lang) -> None:
    text = re.sub(_TABLE, "", PAGES[lang].read_text(encoding="utf-8"))
    quoted = _SAID[lang].findall(text)
    assert len(quoted) >= 7
    assert [word for word in quoted if word not in shown(lang)] == []


def test_both_pages_press_the_same() -> None:
    english, chinese = (pressed(lang, PAGES[lang].read_text(encoding="utf-8")) for lang in ("en", "zh"))
    assert english == chinese


def test_the_pages_are_two_pages_long() -> None:
    english = re.sub(r"<[^>]+>|[|#*`]", " ", PAGES["en"].read_text(encoding="utf-8"))
    chinese = PAGES["zh"].read_text(encoding="utf-8")
    assert len(english.split()) < 1_050
    assert sum("一" <= char <= "鿿" for char in chinese) < 1_600
