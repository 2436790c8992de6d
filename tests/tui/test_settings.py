"""The settings: other keys for actions, the bell off; and what is refused, with its line, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillbook.settings import Settings
from reports.words import Lang, Words
from reports.words.problems import headline
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import mid_incident
from tui.actions import ACTIONS, Registry
from tui.desk.panel import Note
from tui.lines import plain_text
from tui.pages.frame import draw
from tui.settings import notice, preferences_from
from tui.shell.station import Station


def written(folder: Path, text: str) -> Path:
    """A file of settings."""
    path = folder / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_is_as_it_is_shipped() -> None:
    found, problems = preferences_from(None)
    assert (found.registry.actions, found.bell, problems) == (ACTIONS, True, [])


def test_other_keys_and_no_bell(tmp_path: Path) -> None:
    found, problems = preferences_from(written(tmp_path, "keys:\n  note: [F2, ctrl+K]\n  log: f6\nbell: off\n"))
    assert problems == []
    assert found.registry.at("live", "f2") == found.registry.at("field", "ctrl+k") == "note"
    assert found.registry.at("live", "f6") == "log"
    assert found.registry.at("live", "f8") == ""
    assert found.registry.at("live", "escape 6") == "note"
    assert not found.bell


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "bell: on\n", "keys: {}\n"])
def test_little_is_enough(tmp_path: Path, text: str) -> None:
    found, problems = preferences_from(written(tmp_path, text or "{}"))
    assert (found.registry.actions, found.bell, problems) == (ACTIONS, True, [])


REFUSED = {
    "keys:\n  nota: [f2]\n": (2, "没有'nota'这个操作, 在 keys.nota; 是不是 note?"),
    "keys:\n  note: [f2]\n  menu: [f6]\n": (3, "'menu'的键是固定的, 不能改, 在 keys.menu"),
    "keys:\n  step.done: [f2]\n": (2, "'step.done'的键是固定的, 不能改, 在 keys.step.done"),
    "keys:\n  log:\n    - f8\n    - f4\n": (4, "f4 不是到处都能用: 会被输入法、终端或 tmux 截走, 在 keys.log[1]"),
    "keys: {log: Ctrl+C}\n": (1, "ctrl+c 不是到处都能用: 会被输入法、终端或 tmux 截走, 在 keys.log"),
    "keys: {log: [L]}\n": (1, "l 是字母: 输入法会一次送来一串字母, 所以字母不能当操作键, 在 keys.log[0]"),
    "keys:\n  log: [f6]\n": (2, "f6 在同一处已经是'note'的键, 在 keys.log[0]"),
    "keys:\n  note: [f2]\n  log: [f2]\n": (3, "f2 在同一处已经是'note'的键, 在 keys.log[0]"),
    "keys:\n  facts: [f6]\n": (2, "f6 在同一处已经是'note'的键, 在 keys.facts[0]"),
    "keys:\n  log: [space]\n": (2, "space 不能用作操作键, 在 keys.log[0]"),
    "keys:\n  log: [f13]\n": (2, "f13 不能用作操作键, 在 keys.log[0]"),
    "keys:\n  log: ['6']\n": (2, "6 不能用作操作键, 在 keys.log[0]"),
    "keys:\n  log: []\n": (2, ""),
    "keys:\n  log: 8\n": (2, ""),
    "keys: [f8]\n": (1, ""),
    "bell: never\n": (1, ""),
    "\nkey: {}\n": (2, ""),
    "keys:\n  log: [f8]\n  log: [f2]\n": (3, ""),
    "keys: {log: [f8]\n": (1, ""),
    "keys:\n  menu: [f6]\n": (2, "'menu'的键是固定的, 不能改, 在 keys.menu"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_line_and_no_key_changes(tmp_path: Path, text: str) -> None:
    line, said = REFUSED[text]
    found, problems = preferences_from(written(tmp_path, text))
    assert found.registry.actions == ACTIONS
    assert problems[0].place.line == line
    zh, en = Words("zh"), Words("en")
    if said:
        assert [headline(zh, p) for p in problems] == [said]
    assert notice(problems, zh).startswith(f"按标准键: settings.yaml 第{line}行: ")
    assert notice(problems, en).startswith(f"Standard keys: settings.yaml, line {line}: ")
    for problem in problems:
        assert problem.code not in headline(en, problem)
        assert headline(zh, problem) != headline(en, problem)


def test_every_fault_is_told_each_once_and_the_bell_stays_as_it_was_set(tmp_path: Path) -> None:
    text = "keys:\n  nota: [f2]\n  help: [f4]\n  log: [f6, x]\nbell: off\n"
    found, problems = preferences_from(written(tmp_path, text))
    assert [(p.place.line, p.code) for p in problems] == [
        (2, "unknown-action"),
        (3, "forbidden-key"),
        (4, "key-clash"),
        (4, "letter-key"),
    ]
    assert found.registry.actions == ACTIONS
    assert not found.bell


def test_a_file_that_is_not_there_or_is_no_text(tmp_path: Path) -> None:
    found, problems = preferences_from(tmp_path / "nowhere.yaml")
    assert (found.registry.actions, [p.code for p in problems]) == (ACTIONS, ["file-missing"])
    path = tmp_path / "settings.yaml"
    path.write_bytes("bell: off  # 铃\n".encode("gb18030"))
    found, problems = preferences_from(path)
    assert found.bell
    assert problems


def with_keys(lang: Lang, text: str, folder: Path) -> Hands:
    """An officer whose keys are their own."""
    found, problems = preferences_from(written(folder, text))
    assert problems == []
    hands = Hands(mid_incident(), lang=lang)
    before = hands.station
    hands.station = Station(
        before.session, words=before.words, by=before.by, site=before.board.site, registry=found.registry
    )
    return hands


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_screen_names_the_keys_that_are_in_force(tmp_path: Path, lang: Lang) -> None:
    keys = "keys: {note: [f2], facts: [ctrl+k], log: [f6], danger: [f3]}\n"
    hands = with_keys(lang, keys, tmp_path)
    for size in ((80, 24), (120, 40)):
        hands.station.resize(*size)
        last = hands.screen().splitlines()[-1]
        assert [part[:2] for part in last.split()[:2]] == (["F1", "Ct"] if lang == "zh" else ["F1", "He"])
        assert "F8" not in hands.screen()
        assert "F9" not in hands.screen()
    assert ("情况 (Ctrl+K改)" if lang == "zh" else "(Ctrl+K changes)") in hands.screen()
    hands.station.resize(80, 24)
    hands.keys("esc")
    assert ("记录  (F6)" if lang == "zh" else "Log  (F6)") in hands.screen()
    hands.keys("esc").type("领导")
    assert ("F2=改成记事" if lang == "zh" else "F2=make it a note") in hands.screen()
    hands.keys("esc f2")
    assert isinstance(hands.ui.panel, Note)
    assert ("F3=危险" if lang == "zh" else "F3=danger") in hands.screen()
    hands.keys("f1")
    shown = plain_text(draw(hands.station.view()))
    assert "F8" not in shown
    assert "Ctrl+K" in shown


def test_the_keys_do_what_was_set(tmp_path: Path) -> None:
    hands = with_keys("zh", "keys: {note: [ctrl+k], log: [f6]}\n", tmp_path)
    hands.keys("ctrl+k")
    assert isinstance(hands.ui.panel, Note)
    hands.type("门").keys("esc f6")
    assert hands.ui.page == "log"
    hands.keys("f8")
    assert hands.ui.panels == ()
    assert hands.recorded == []


def test_a_registry_knows_what_its_keys_are_called() -> None:
    assert Registry().key("note") == "F6"
    assert Registry().key("more") == "Esc 4"


def test_where_the_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words, named = Words("zh"), str(tmp_path / "mine.yaml")
    assert Settings(words, environ={"DRILLBOOK_SETTINGS": named}).preferences_path == tmp_path / "mine.yaml"
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path)
    assert Settings(words, environ={}).preferences_path is None
    path = written(tmp_path, "bell: off\n")
    assert Settings(words, environ={}).preferences_path == path
