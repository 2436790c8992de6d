"""A record is corrected: when it happened, what a note says, that it does not count. The record itself stays."""

from __future__ import annotations

from typing import Final

from incidents import commands as c
from incidents.apply import standing
from incidents.events import STANDING_KINDS, Event
from reports.cells import clip
from reports.format_time import hhmm
from reports.telling import tell
from reports.typed.times import read_time
from tui.board import NOWHERE
from tui.desk.dialogues.about import back, step_of, why
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.lines import drawn

_SHOWN: Final = 34
_MINUTE: Final = 60_000
_EARLIER: Final = (1, 3, 5, 10)


def said(event: Event, scene: Scene) -> str:
    """`#018 08:49 级别 重大`."""
    what = drawn(tell(event, scene.plan, scene.words, scene.now))
    return clip(f"#{event.seq:03} {hhmm(stands_at(event, scene), scene.board.zone)} {what}", _SHOWN)


def stands_at(event: Event, scene: Scene) -> int:
    """When it happened, after all corrections."""
    stands = standing(scene.board.state, event)
    return event.at if stands is None else stands[0]


def correctable(event: Event, scene: Scene) -> bool:
    """Whether a record stands and can be corrected."""
    return event.kind in STANDING_KINDS and standing(scene.board.state, event) is not None


def _event(panel: Dialogue, scene: Scene) -> Event:
    return scene.board.session.events[int(panel.answers[0]) - 1]


# -- one record of the log ------------------------------------------------------------------------------


def _title(panel: Dialogue, scene: Scene) -> str:
    if not panel.answers:
        return scene.words.sense("dialogue", "Correct a record")
    return scene.words.sense("dialogue", "Correct {record}", record=said(_event(panel, scene), scene))


def _ways(panel: Dialogue, scene: Scene) -> Question | None:
    words, event = scene.words, _event(panel, scene)
    if len(panel.answers) > 1:
        return None
    if not correctable(event, scene):
        return Question(
            words.sense("dialogue", "This record cannot be corrected: it opens, closes or corrects."), typed="no"
        )
    options = [
        (words.sense("dialogue", "change its time"), "retime-one"),
        (words.sense("dialogue", "it does not count"), "void"),
    ]
    if event.kind == "note-added":
        options.append((words.sense("dialogue", "change the text"), "retext"))
    return Question(words.sense("dialogue", "What about it? A digit:"), tuple(options), typed="no")


def _way(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    del scene
    seq, kind = panel.answers
    return ui.changed(Dialogue(kind, panel.spot, (seq,))), ()


RECORD: Final = Kind(_title, _ways, _way, back, given=1)


# -- when it happened -----------------------------------------------------------------------------------


def _retime_ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            return _which(panel, scene)
        case 1:
            at = stands_at(_event(panel, scene), scene)
            options = tuple(
                (
                    words.sense("dialogue", "{at}: {n} min earlier", at=hhmm(at - n * _MINUTE, scene.board.zone), n=n),
                    str(at - n * _MINUTE),
                )
                for n in _EARLIER
            )
            return Question(
                words.sense("dialogue", "When did it happen?"),
                options,
                own=words.sense("dialogue", "another time, such as 0840"),
                read=lambda text: str(read_time(text, scene.now, scene.board.zone)),
            )
        case 2:
            return why(
                scene,
                words.sense("dialogue", "no time to enter it then"),
                words.sense("dialogue", "entered with a wrong time"),
            )
    return None


def _which(panel: Dialogue, scene: Scene) -> Question:
    """Which record of the step, the latest first."""
    words = scene.words
    step = step_of(panel, scene).id if panel.spot != NOWHERE else ""
    mine = (event for event in reversed(scene.board.session.events) if step and event.step == step)
    found = [event for event in mine if correctable(event, scene)]
    if not found:
        return Question(words.sense("dialogue", "Nothing has been recorded about this step."), typed="no")
    options = tuple((said(event, scene), str(event.seq)) for event in found)
    return Question(words.sense("dialogue", "Which record?"), options, typed="no")


def _retimed(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    seq, at, reason = panel.answers
    command = c.Correct(at=scene.now, seen=scene.seen, seq=int(seq), new_at=int(at), reason=reason)
    return ui, (Record(command, "close"),)


RETIME: Final = Kind(_title, _retime_ask, _retimed, back)
RETIME_ONE: Final = Kind(_title, _retime_ask, _retimed, back, given=1)
"""The same for a record that was chosen already: there is no question before to go back to."""


# -- that it does not count, what it says ---------------------------------------------------------------


def _void_ask(panel: Dialogue, scene: Scene) -> Question | None:
    if len(panel.answers) > 1:
        return None
    words = scene.words
    return why(
        scene,
        words.sense("dialogue", "pressed by mistake"),
        words.sense("dialogue", "it was otherwise"),
        words.sense("dialogue", "recorded twice"),
    )


def _voided(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    seq, reason = panel.answers
    command = c.Correct(at=scene.now, seen=scene.seen, seq=int(seq), void=True, reason=reason)
    return ui, (Record(command, "close"),)


VOID: Final = Kind(_title, _void_ask, _voided, back, given=1)


def _text_ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 1:
            return Question(words.sense("dialogue", "The right text:"), typed="only")
        case 2:
            return why(scene, words.sense("dialogue", "a slip of the pen"), words.sense("dialogue", "it was otherwise"))
    return None


def _rewritten(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    seq, text, reason = panel.answers
    command = c.Correct(at=scene.now, seen=scene.seen, seq=int(seq), data={"text": text}, reason=reason)
    return ui, (Record(command, "close"),)


RETEXT: Final = Kind(_title, _text_ask, _rewritten, back, given=1)
