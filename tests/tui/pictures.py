"""The pictures of the documentation: an officer at the station presses keys, and what the screen shows is drawn.

`pytest tests/tui/test_pictures.py --update-goldens` makes them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from incidents import commands as c
from reports.words import Lang
from tests.tui.desk.hands import Hands
from tests.tui.editing.test_editor_screens import mistaken
from tests.tui.editing.writer import Writer
from tests.tui.home.guest import Guest
from tests.tui.home.village import morning
from tests.tui.north_gate import late_morning, mid_incident, ms
from tests.tui.svg import svg
from tests.tui.test_handover_screens import WORDS, noon
from tui.lines import Line
from tui.pages.frame import draw
from tui.pages.home import draw as draw_home

WIDTH: Final = 120
HEIGHT: Final = 30
"""As large as Windows Terminal opens."""


def _screen(hands: Hands) -> list[Line]:
    return draw(hands.station.view())


def home(lang: Lang) -> list[Line]:
    """09:12:40, before anything is pressed."""
    return draw_home(Guest(morning(lang), width=WIDTH, height=HEIGHT).hall.scene())


def checklist(lang: Lang) -> list[Line]:
    """08:52:10, twelve minutes after the first employees were seen."""
    return _screen(Hands(mid_incident(), lang=lang, width=WIDTH, height=HEIGHT))


def danger(lang: Lang) -> list[Line]:
    """10:21:52 F9, Space, and half a minute at the telephone."""
    gate = late_morning()
    gate.tell("09:50", c.Done, step="choose-speaker")
    gate.tell("09:52", c.Done, step="speaker-in-front", by="赵立")
    gate.clock.time = ms("10:21:52")
    hands = Hands(gate, lang=lang, width=WIDTH, height=HEIGHT)
    hands.key("f9")
    hands.wait(3_000).key("space")
    return _screen(hands.wait(36_000))


def handover(lang: Lang) -> list[Line]:
    """11:58:20: signed by the one who goes, read by the one who comes."""
    hands = Hands(noon(), lang=lang, width=WIDTH, height=HEIGHT).keys("esc 4 1")
    hands.type(WORDS if lang == "zh" else "Talks again at 14:00, room 2; 赵立 back at 12:30; 35 meals are ready")
    hands.keys("enter space")
    return _screen(hands.wait(ms("11:58:20") - hands.gate.clock.time))


def editor(lang: Lang) -> list[Line]:
    """A limit was shortened, one of its keys mistyped, and a step is being named."""
    with TemporaryDirectory() as folder:
        writer = Writer(Path(folder), lang, size=(WIDTH, HEIGHT))
        mistaken(writer)
        return writer.draw().lines


Screen = Callable[[Lang], list[Line]]
SCREENS: Final[dict[str, tuple[Screen, str, str]]] = {
    "home": (
        home,
        "首页: 正在处置的、要到期的、可启动的预案",
        "Home: what is in progress, what falls due, what can be opened",
    ),
    "checklist": (
        checklist,
        "处置清单: 时限、现在要做的、打给谁",
        "The checklist: limits, what to do now, whom to call",
    ),
    "danger": (danger, "危险处置: 打110照着念", "Danger: what to say to the police"),
    "handover": (handover, "交班: 一页局面, 两人签收", "Handover: the state on one page, two signatures"),
    "editor": (
        editor,
        "编辑预案: 问题在行下, 旁边是值班员会看到的",
        "The plan editor: problems under the lines, beside them what the officer will see",
    ),
}
PICTURES: Final = tuple((name, lang) for name in SCREENS for lang in ("zh", "en"))


def picture(name: str, lang: Lang) -> str:
    """One picture as SVG."""
    screen, zh, en = SCREENS[name]
    return svg(screen(lang), zh if lang == "zh" else en)
