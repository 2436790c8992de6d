"""What bad luck looks like, in both languages: the whole screen (i), every banner, the paper panel at each question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from incidents import commands as c
from incidents.commands import StateFact
from incidents.journal.errors import Damaged, NotDurable
from incidents.session import Session
from reports.cells import cell_width
from reports.words import Lang, Words
from tests.tui.desk.hands import Hands
from tests.tui.desk.test_trouble import empty, fill, on
from tests.tui.shell.test_station import Flaky
from tests.tui.test_screens import Golden
from tui.common.unstored import Trouble, Unstored
from tui.shell.trouble import (
    banner_of,
    clock_banner,
    lock_banner,
    paper_banner,
    slept_banner,
    trouble_banner,
)

LANGS: tuple[Lang, ...] = ("zh", "en")
_HEAD = re.compile(r"(#\d{3,} )[0-9A-F]{4}-[0-9A-F]{4}\b")


def story(lang: Lang, width: int = 80, height: int = 24) -> tuple[Hands, Flaky]:
    """An officer whose disk does what the test says."""
    store = Flaky()
    return Hands(on(store), lang=lang, width=width, height=height), store


def full(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")


def full_and_pressed_again(hands: Hands, store: Flaky) -> None:
    full(hands, store)
    hands.keys("down space")


def full_with_a_draft(hands: Hands, store: Flaky) -> None:
    full(hands, store)
    hands.keys("f6").type("派出所说五分钟到")
    hands.wait(1_000).keys("enter")


def full_in_a_step(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("enter 1")


def back(hands: Hands, store: Flaky) -> None:
    full(hands, store)
    hands.wait(45_000).wait(45_000)
    empty(store)
    hands.wait(2_000).wait(2_000)


def back_and_asked(hands: Hands, store: Flaky) -> None:
    back(hands, store)
    hands.keys("1")


def back_and_typed(hands: Hands, store: Flaky) -> None:
    back_and_asked(hands, store)
    hands.type("08:53 何平 派出所回电 04").keys("enter").type("明天").keys("enter")


def back_and_put_away(hands: Hands, store: Flaky) -> None:
    back(hands, store)
    hands.keys("esc")


def broken(hands: Hands, store: Flaky) -> None:
    class Broken(Flaky):
        def append(self, *args: object, **kwargs: object) -> list[object]:  # type: ignore[override]
            raise NotDurable("io", stored=19)

    one = Broken()
    one._streams = store._streams
    hands.gate.session.store = one
    hands.keys("space")
    hands.keys("down space")


class Taken(Flaky):
    """Another program holds the journal, however often it is asked."""

    def append(self, *args: object, **kwargs: object) -> list[object]:  # type: ignore[override]
        raise NotDurable("locked")

    def held(self) -> bool:
        return True


def waiting(hands: Hands, store: Flaky) -> None:
    one = Taken()
    one._streams = store._streams
    hands.gate.session.store = one
    hands.keys("space").wait(500).wait(3_000)


def waited_in_vain(hands: Hands, store: Flaky) -> None:
    waiting(hands, store)
    hands.wait(9_000)


def unknown(hands: Hands, store: Flaky) -> None:
    class Unsure(Flaky):
        def append(self, *args: object, **kwargs: object) -> list[object]:  # type: ignore[override]
            raise NotDurable("io", unknown=True, stored=19)

    one = Unsure()
    one._streams = store._streams
    hands.gate.session.store = one
    hands.keys("space")
    hands.keys("down space")


def overtaken(hands: Hands, store: Flaky) -> None:
    other = Session.resume(store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.Done(at=hands.gate.clock.time, step="report-leading-group"), "李强")
    hands.keys("space")


def asleep(hands: Hands, store: Flaky) -> None:
    hands.wait(1_000)
    hands.wait(3_600_000)


def damaged(hands: Hands, store: Flaky) -> None:
    rows = store._streams[hands.gate.session.id]
    rows.append(replace(rows[-1], version=rows[-1].version + 1, op="odd"))
    store._writers.append(object())
    hands.station.poll()
    hands.keys("space")


def readonly(hands: Hands, store: Flaky) -> None:
    store.no = store.fault = NotDurable("readonly")
    hands.station._look_for_trouble()
    hands.keys("space")


SCREENS: dict[str, Callable[[Hands, Flaky], None]] = {
    "full": full,
    "full-pressed-again": full_and_pressed_again,
    "full-draft": full_with_a_draft,
    "full-step": full_in_a_step,
    "paper-lost": back,
    "paper-line": back_and_asked,
    "paper-fault": back_and_typed,
    "paper-later": back_and_put_away,
    "disk-error": broken,
    "lock-waiting": waiting,
    "lock-in-vain": waited_in_vain,
    "unknown": unknown,
    "overtaken": overtaken,
    "asleep": asleep,
    "damaged": damaged,
    "readonly": readonly,
}


def shown(name: str, lang: Lang, width: int = 80, height: int = 24) -> str:
    hands, store = story(lang, width, height)
    SCREENS[name](hands, store)
    return _HEAD.sub(r"\1____-____", hands.screen())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
def test_bad_luck_looks_as_agreed(name: str, lang: Lang, golden: Golden) -> None:
    golden(f"trouble/{name}-{lang}.txt", shown(name, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_a_wide_window_has_the_paper_rows_over_its_whole_width(lang: Lang, golden: Golden) -> None:
    golden(f"trouble/full-{lang}-120x30.txt", shown("full", lang, 120, 30))


@pytest.mark.parametrize("size", [(80, 20), (72, 20), (66, 14), (60, 12), (50, 10), (40, 6), (200, 60)])
@pytest.mark.parametrize("name", SCREENS)
def test_no_row_is_wider_or_narrower_than_the_window(name: str, size: tuple[int, int]) -> None:
    rows = shown(name, "zh", *size).splitlines()
    assert len(rows) == size[1]
    assert {cell_width(row) for row in rows} == {size[0]}


def rows_of(lang: Lang) -> list[str]:
    """Every banner there is, with numbers as in a long incident."""
    hands, _ = story(lang)
    words = Words(lang)
    done = StateFact(at=hands.gate.clock.time, fact="danger", value=True)
    lost = (Unstored(done, "何平", "电话 派出所 接通"),)
    banners = [
        banner_of(NotDurable("readonly"), words, 128),
        banner_of(NotDurable("settings", detail="synchronous=2"), words, 128),
        banner_of(NotDurable("io", unknown=True), words, 128),
        *(trouble_banner(Trouble(129, kind, free=63), words) for kind in ("full", "io", "locked")),
        *(paper_banner(Trouble(129, "full", left), words) for left in (lost, ())),
        lock_banner(lost[0].said, 9, 10, words),
        banner_of(Damaged("chain", "2026-0309-01", 87), words, 128),
        banner_of(Damaged("chain", "2026-0309-01", 1), words, 128),
        banner_of(Damaged("pages"), words, 128),
        banner_of(Damaged("schema"), words, 128),
        clock_banner(252_000, words),
        slept_banner(hands.board, hands.gate.clock.time, hands.gate.clock.time + 3_600_000),
        slept_banner(hands.board, hands.gate.clock.time, hands.gate.clock.time + 90_000),
    ]
    return [f"{banner.kind:<8} {row}" for banner in banners for row in banner.lines]


@pytest.mark.parametrize("lang", LANGS)
def test_every_banner_fits_its_row(lang: Lang, golden: Golden) -> None:
    rows = rows_of(lang)
    golden(f"trouble/banners-{lang}.txt", "\n".join(rows) + "\n")
    assert [row for row in rows if cell_width(row) - 9 > 69] == []


def test_the_goldens_are_all_there_and_no_others() -> None:
    folder = Path(__file__).parents[1] / "golden" / "trouble"
    names = {f"{name}-{lang}.txt" for name in [*SCREENS, "banners"] for lang in LANGS}
    assert {path.name for path in folder.iterdir()} == names | {f"full-{lang}-120x30.txt" for lang in LANGS}
