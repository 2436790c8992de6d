"""The table of actions tells the truth: whatever it says can be pressed somewhere is pressed there, and does something.

And the documentation of the keys is what the table makes of it (`pytest --update-goldens` writes it anew).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest

from reports.words import Lang
from reports.words.catalogue import catalogue
from tests.reports.messages import said_in_code
from tests.tui.desk.hands import Hands
from tests.tui.home.guest import Guest
from tests.tui.home.village import Village
from tests.tui.keys_table import tables
from tests.tui.north_gate import mid_incident, ms
from tui.actions import ACTIONS, LINES, LONGEST, Action, Place, faults
from tui.board import Spot
from tui.desk.doing import DOING
from tui.desk.panel import (
    Course,
    Danger,
    Detail,
    Dialogue,
    Facts,
    Form,
    Handover,
    Help,
    Level,
    Menu,
    Note,
    Panel,
    Paper,
    Strip,
)
from tui.desk.press import place_of
from tui.keys import function_key
from tui.plain.dispatch import HANDLERS

DOCS = Path(__file__).parents[2] / "docs"
Setting = Callable[[Hands], None]


def on(number: str) -> Setting:
    """The list, the cursor on a step."""

    def set_(hands: Hands) -> None:
        spot = hands.board.spot_of(hands.board.plan.by_number[number].id)
        hands.station.ui = replace(hands.ui, cursor=spot)

    return set_


def under(*panels: Panel) -> Setting:
    """Panels over the list."""

    def set_(hands: Hands) -> None:
        hands.station.ui = replace(hands.ui, panels=panels)

    return set_


def step(number: str, **values: bool) -> Setting:
    """A step in full."""

    def set_(hands: Hands) -> None:
        on(number)(hands)
        under(Detail(hands.ui.cursor, **values))(hands)  # type: ignore[arg-type]

    return set_


def after_an_act(hands: Hands) -> None:
    """The list, something done just now."""
    on("04")(hands)
    hands.keys("space")


SITUATIONS: dict[Place, tuple[Setting, ...]] = {
    "live": (on("02"), on("05"), after_an_act),
    "detail": (step("02"), step("02", more=True), step("01")),
    "panel": (under(Facts(1)), under(Level()), under(Menu())),
    "field": (under(Form(("course", "state-now"), "log-sign")),),
    "form": (under(Form(("entrance", "headcount"))),),
    "digits": (under(Facts()),),
}
"""What is tried for each place; doing something in one of them is enough."""
ELSEWHERE: set[Place] = {"home", "training", "editor"}
"""Screens of their own: home is tried below; no command of this version leads to the others."""


def seated(setting: Setting) -> Hands:
    """An officer in a situation."""
    hands = Hands(mid_incident())
    setting(hands)
    hands.wait(2_000)
    return hands


def ways(action: Action, place: Place) -> Iterator[tuple[str, ...]]:
    """What the table says is to be pressed: each of its keys, and the way without function keys."""
    typed = {"digit": "0" if place == "live" else "1", "text": "领"}
    for key in action.keys:
        yield tuple("escape" if part == "escape" else typed.get(part, part) for part in key.split())
    digits = iter("04" if place == "live" else "1")
    yield tuple(next(digits) if key == "digit" else typed.get(key, key) for key in action.without_f)


PASSING = {"last", "pressed_at", "text_at", "digit_at", "said", "act", "warned", "pulse"}
"""What a key leaves behind even where it means nothing: the guards' memory of it, a remark."""


def looks(hands: Hands) -> tuple[dict[str, object], int, int, bool]:
    """Everything that an action may change."""
    ui = {one.name: getattr(hands.ui, one.name) for one in fields(hands.ui) if one.name not in PASSING}
    return ui, hands.ui.act.minutes if hands.ui.act else 0, len(hands.recorded), hands.station.leaving


def pressed(hands: Hands, way: tuple[str, ...]) -> int:
    """Press a way; what lies on top is left first where Esc stands for the menu. How many keys it took."""
    if way[0] != "escape" or len(way) == 1:
        hands.keys(" ".join(way))
        return len(way)
    count = 0
    while not isinstance(hands.ui.panel, Menu):
        hands.keys("esc")
        count += 1
        assert count <= LONGEST
    hands.keys(" ".join(way[1:]))
    return count + len(way) - 1


CLAIMS = [(action, place) for action in ACTIONS for place in SITUATIONS if place in action.where]


@pytest.mark.parametrize(("action", "place"), CLAIMS, ids=lambda one: one.id if isinstance(one, Action) else one)
def test_whatever_can_be_pressed_in_a_place_does_something_there(action: Action, place: Place) -> None:
    for way in ways(action, place):
        happened = False
        for setting in SITUATIONS[place]:
            hands = seated(setting)
            before = looks(hands)
            count = pressed(hands, way)
            assert count <= LONGEST, (way, place)
            happened |= looks(hands) != before
        assert happened, (action.id, place, way)


def test_every_place_is_tried_or_a_screen_of_its_own() -> None:
    assert {place for action in ACTIONS for place in action.where} == set(SITUATIONS) | ELSEWHERE


def test_the_table_has_no_fault() -> None:
    assert list(faults()) == []
    assert len({action.id for action in (*ACTIONS, *LINES)}) == len(ACTIONS) + len(LINES)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_had_without_function_keys_within_three_keys(action: Action) -> None:
    assert 1 <= len(action.without_f) <= LONGEST
    assert not any(function_key(key) for key in action.without_f)


def test_whatever_has_a_name_and_is_done_stands_in_the_table() -> None:
    assert set(DOING) <= {action.id for action in ACTIONS}


def test_every_word_of_the_numbered_lines_belongs_to_one_action() -> None:
    typed = [action for action in (*ACTIONS, *LINES) if action.typed]
    assert {action.verb for action in typed} == set(HANDLERS)
    assert len({action.verb for action in typed}) == len(typed)
    assert all(action.zh and action.en for action in typed)


@pytest.mark.parametrize(("lang", "name"), [("en", "keys.md"), ("zh", "keys.zh-CN.md")])
def test_the_documentation_is_what_the_table_says(lang: Lang, name: str, request: pytest.FixtureRequest) -> None:
    path = DOCS / name
    before, start, rest = path.read_text(encoding="utf-8").partition("<!-- table -->\n")
    _, end, after = rest.partition("<!-- end of table -->\n")
    assert start
    assert end
    made = before + start + tables(lang) + end + after
    if request.config.getoption("--update-goldens"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, f"{name} is stale; pytest --update-goldens writes it anew"


def test_no_text_names_a_key_that_can_be_changed() -> None:
    named = re.compile(r"(?<![A-Za-z0-9])F[1-9](?![A-Za-z0-9])")
    here = {message for message, place in said_in_code().items() if place.startswith("tui/")}
    texts = {text for message in here for text in (message[1], catalogue("zh").get(message, ""))}
    assert sorted(text for text in texts if named.search(text)) == []


OVER: dict[type, Panel] = {
    Detail: Detail(Spot(1)),
    Note: Note(),
    Facts: Facts(),
    Form: Form(("course", "state-now"), "log-sign"),
    Level: Level(),
    Danger: Danger(ms("08:52:10")),
    Menu: Menu(),
    Help: Help(),
    Dialogue: Dialogue("step", Spot(1)),
    Handover: Handover("何平"),
    Strip: Strip(),
    Course: Course("report-leading-group"),
    Paper: Paper(),
}


def test_every_panel_is_tried() -> None:
    assert set(OVER) == set(get_args(Panel))


@pytest.mark.parametrize("panel", OVER.values(), ids=lambda panel: type(panel).__name__)
@pytest.mark.parametrize("key", ["f9", "alt+9"])
def test_danger_is_asked_about_in_every_field_and_panel(panel: Panel, key: str) -> None:
    hands = Hands(mid_incident())
    under(panel)(hands)
    hands.keys(key)
    assert isinstance(hands.ui.panel, Danger)
    hands.keys("space")
    assert hands.kinds == ["fact-stated"]


@pytest.mark.parametrize("panel", OVER.values(), ids=lambda panel: type(panel).__name__)
@pytest.mark.parametrize("key", ["f1", "f3", "f5", "f6", "f7", "f8"])
def test_a_key_that_a_panel_does_not_claim_does_nothing_in_it(panel: Panel, key: str) -> None:
    hands = Hands(mid_incident())
    under(panel)(hands)
    before = looks(hands)
    place = place_of(hands.ui, hands.board)
    claimed = hands.station.registry.at(place, key)
    hands.keys(key)
    same = (claimed, type(panel)) in {("note", Note), ("facts", Facts), ("call", Detail), ("help", Help)}
    asked = isinstance(panel, Danger)
    assert (looks(hands) != before) is (bool(claimed) and not same and not asked)
    assert hands.recorded == []


def at_home(going: str = "") -> Guest:
    """An officer at home, an incident under way."""
    guest = Guest(Village(mid_incident()))
    return guest.keys(going) if going else guest


def looks_at_home(guest: Guest) -> tuple[dict[str, object], object, bool]:
    """Everything that an action may change there."""
    ui = {one.name: getattr(guest.hall.ui, one.name) for one in fields(guest.hall.ui) if one.name not in PASSING}
    return ui, guest.hall.going, guest.hall.leaving


@pytest.mark.parametrize("action", [a for a in ACTIONS if "home" in a.where], ids=lambda action: action.id)
def test_whatever_can_be_pressed_at_home_does_something_there(action: Action) -> None:
    for way in ways(action, "home"):
        happened = False
        for going in ("", "down", "down down"):
            guest = at_home(going)
            before = looks_at_home(guest)
            guest.keys(" ".join(way).replace("escape", "esc"))
            happened |= looks_at_home(guest) != before
        assert happened, way
