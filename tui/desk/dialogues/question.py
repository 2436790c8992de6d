"""What a dialogue is made of: its questions, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `options` are what the digits choose, each with the answer that it gives.

    `typed`: an answer cannot be typed; it can, in place of the options (a digit of its own leads there); it must be.
    `blank` is the answer that Enter alone gives (None: Enter alone gives none), `empty` what that is called. `read`
    makes an answer of what was typed, and raises NotUnderstood.
    """

    text: str
    options: tuple[tuple[str, str], ...] = ()
    typed: Literal["no", "own", "only"] = "own"
    own: str = ""
    blank: str | None = None
    empty: str = ""
    read: Callable[[str], str] = str.strip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dialogue: what it is called, what it asks next (None: nothing more), what the answers do.

    `stay` says what leaving it means. `given`: so many answers are there from the start, and are not asked for.
    """

    title: Callable[[Dialogue, Scene], str]
    ask: Callable[[Dialogue, Scene], Question | None]
    done: Callable[[Ui, Dialogue, Scene], Out]
    stay: Callable[[Scene], str]
    given: int = 0
