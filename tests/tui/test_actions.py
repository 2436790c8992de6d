"""The table of actions: no clash, no forbidden key, everything within reach of one hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.words import Words
from tui.actions import ACTIONS, LIVE, Action, Fault, Registry, faults, places, rebound
from tui.keys import FORBIDDEN, function_key


def test_the_table_has_no_fault():
    assert list(faults()) == []


def test_every_action_is_had_without_function_keys_within_three_keys():
    for action in ACTIONS:
        assert 1 <= len(action.without_f) <= 3, action.id
        assert not any(function_key(key) for key in action.without_f), action.id


def test_every_action_has_a_name_in_both_languages_that_fits_the_footer():
    for action in ACTIONS:
        assert action.label(Words("zh"))
        assert action.label(Words("en"))
    for lang in ("zh", "en"):
        footer = Registry().footer("live")
        assert [a.keys[0] for a in footer] == ["f1", "f3", "f5", "f6", "f7", "f8", "f9"]
        assert sum(len(a.short(Words(lang))) + 4 for a in footer) < 70


@pytest.mark.parametrize("key", sorted(FORBIDDEN))
def test_a_forbidden_key_is_refused(key):
    other = replace(ACTIONS[0], keys=(key,))
    assert Fault("forbidden", "help", key) in list(faults([other, *ACTIONS[1:]]))


def test_a_letter_is_refused():
    _, wrong = rebound({"note": ["n"]})
    assert wrong == [Fault("letter", "note", "n")]


def test_two_actions_on_one_key_in_one_place_are_refused_and_nothing_changes():
    actions, wrong = rebound({"note": ["f3"]})
    assert Fault("clash", "note", "f3", "facts") in wrong
    assert actions == list(ACTIONS)


def test_the_same_key_may_mean_other_things_in_other_places():
    registry = Registry()
    assert registry.at("home", "f2") == "incident.open"
    assert registry.at("editor", "f2") == "editor.save"
    assert registry.at("live", "left") == "act.earlier"
    assert registry.at("detail", "left") == "back"
    assert registry.at("live", "f2") == ""


def test_an_action_can_be_had_by_another_key():
    actions, wrong = rebound({"note": ["f2"]})
    assert wrong == []
    assert Registry(actions).at("live", "f2") == "note"
    assert Registry(actions).at("live", "escape 6") == "note"


def test_what_is_not_there_or_fixed_cannot_be_rebound():
    assert [fault.code for fault in rebound({"nonsense": ["f2"], "menu": ["right"]})[1]][:2] == ["unknown", "fixed"]


def test_the_menu_is_in_the_order_of_its_digits():
    assert [a.without_f[1] for a in Registry().menu("live")] == ["1", "3", "4", "5", "6", "7", "8", "9", "0"]
    assert Registry().at("live", "escape 9") == "danger"
    assert Registry().at("field", "escape 9") == "danger"


def test_a_way_that_is_too_far_or_needs_a_function_key_is_found():
    far = Action("far", ("f2",), ("escape", "4", "2", "1"), "远", "Far", LIVE)
    needs = Action("needs", ("f2",), ("f2",), "要", "Needs", places("home"))
    assert [fault.code for fault in faults([far])] == ["too-far"]
    assert [fault.code for fault in faults([needs])] == ["needs-f"]
