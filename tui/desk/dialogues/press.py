"""Keys in a dialogue: a digit answers and goes on, Backspace goes back a question, Left and Esc record nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reports.typed.understood import NotUnderstood
from reports.words.understood import not_understood
from tui.board import NOWHERE, Spot
from tui.desk.dialogues.kinds import KINDS
from tui.desk.dialogues.question import Question
from tui.desk.field import EMPTY, Field
from tui.desk.keys import Key
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene, nothing_written
from tui.desk.ui import Ui

PER_PAGE: Final = 9
"""So many options have a digit; 0 turns to the next ones."""


def begin(kind: str, ui: Ui, scene: Scene, spot: Spot = NOWHERE) -> Out:
    """Open a dialogue: its first question, or what it does where nothing need be asked."""
    return opened(ui, Dialogue(kind, spot), scene)


def opened(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    """Open a dialogue of which something is answered already."""
    return _onward(ui.opened(panel), panel, scene)


def question(panel: Dialogue, scene: Scene) -> Question | None:
    """What is asked at present."""
    return KINDS[panel.kind].ask(panel, scene)


def labels(found: Question, scene: Scene) -> list[str]:
    """What the digits choose, in their order."""
    own = [found.own or scene.words.sense("dialogue", "other, in own words")] if found.typed == "own" else []
    return [*(label for label, _ in found.options), *own]


def press(ui: Ui, panel: Dialogue, key: Key, scene: Scene) -> Out:
    """One key."""
    found = question(panel, scene)
    if found is None:
        return ui.closed(), ()
    if panel.typing:
        return _typing(ui, panel, key, found, scene)
    match key.name:
        case "escape" | "left":
            return ui.closed(), ()
        case "backspace":
            return _back(ui, panel, scene), ()
        case "enter" if found.blank is not None:
            return _answered(ui, panel, found.blank, scene)
        case "digit":
            return _digit(ui, panel, int(key.plain), found, scene)
        case "pagedown" | "pageup":
            return _turned(ui, panel, found, scene), ()
        case "text" if found.typed == "own":
            fresh = replace(panel, typing=True, field=EMPTY.insert(key.char), fault="")
            return ui.changed(fresh), ()
    return ui, ()


def _digit(ui: Ui, panel: Dialogue, pressed: int, found: Question, scene: Scene) -> Out:
    if pressed == 0:
        return _turned(ui, panel, found, scene), ()
    at = panel.page * PER_PAGE + pressed - 1
    if at < len(found.options):
        return _answered(ui, panel, found.options[at][1], scene)
    if at < len(labels(found, scene)):
        return ui.changed(replace(panel, typing=True, fault="")), ()
    return ui, ()


def _turned(ui: Ui, panel: Dialogue, found: Question, scene: Scene) -> Ui:
    pages = -(-len(labels(found, scene)) // PER_PAGE)
    return ui.changed(replace(panel, page=(panel.page + 1) % max(pages, 1)))


def _back(ui: Ui, panel: Dialogue, scene: Scene) -> Ui:
    """The question before is asked once more."""
    if len(panel.answers) <= KINDS[panel.kind].given:
        return ui
    return ui.changed(_at(replace(panel, answers=panel.answers[:-1]), scene))


def _at(panel: Dialogue, scene: Scene) -> Dialogue:
    """The panel at its present question, with nothing answered yet."""
    found = question(panel, scene)
    return replace(panel, field=EMPTY, page=0, fault="", typing=found is not None and found.typed == "only")


def _typing(ui: Ui, panel: Dialogue, key: Key, found: Question, scene: Scene) -> Out:
    match key.name:
        case "escape":
            return ui.closed(), ()
        case "left" | "backspace" if not panel.field.text:
            if found.typed == "own":
                return ui.changed(replace(panel, typing=False, fault="")), ()
            return (ui.closed() if key.name == "left" else _back(ui, panel, scene)), ()
        case "enter":
            return _entered(ui, panel, found, scene)
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    return (ui, ()) if field is None else (ui.changed(replace(panel, field=field, fault="")), ())


def _entered(ui: Ui, panel: Dialogue, found: Question, scene: Scene) -> Out:
    text = panel.field.text.strip()
    if not text and found.blank is None:
        return replace(ui, said=nothing_written(scene.words)), ()
    if not text:
        return _answered(ui, panel, found.blank or "", scene)
    try:
        answer = found.read(text)
    except NotUnderstood as error:
        error.values.setdefault("allowed", ())
        fault = not_understood(scene.words, error, scene.plan, scene.now)
        return ui.changed(replace(panel, fault=fault, field=Field.of(text))), ()
    return _answered(ui, panel, answer, scene)


def _answered(ui: Ui, panel: Dialogue, answer: str, scene: Scene) -> Out:
    return _onward(ui, replace(panel, answers=(*panel.answers, answer)), scene)


def _onward(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    """The next question; after the last one what the answers do. Until that is on disk the last question stands.

    What the answers do may be another dialogue: then its first question follows.
    """
    if question(panel, scene) is not None:
        return ui.changed(_at(panel, scene)), ()
    after, effects = KINDS[panel.kind].done(ui, panel, scene)
    following = after.panel
    if isinstance(following, Dialogue) and following.kind != panel.kind:
        after, more = _onward(after, following, scene)
        return after, (*effects, *more)
    return after, effects
