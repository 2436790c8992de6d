"""Digits wait a moment for company: an input method, or a phone that types for somebody, sends `42人` in one burst.

A digit alone may record something (the result of a call), a digit in a text may not, and which one it is can only be
told by what comes with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.desk.keys import Key

COMPANY_MS: Final = 30
"""So long a digit waits. Nobody types another key by hand within it."""


class Gather:
    """Keys in, keys out, in the same order."""

    def __init__(self) -> None:
        self.waiting: list[Key] = []

    def feed(self, key: Key, *, hold: bool) -> list[Key]:
        """The keys that can be acted on now. `hold`: a digit here may record something."""
        late = self.waiting and key.at - self.waiting[0].at > COMPANY_MS
        if self.waiting and not late and key.name == "text":
            return [*(replace(one, name="text") for one in self._all()), key]
        if self.waiting and not late and key.name == "digit":
            self.waiting.append(key)
            return []
        ready = self._all()
        if hold and key.name == "digit":
            self.waiting.append(key)
            return ready
        return [*ready, key]

    def due(self, at: int) -> list[Key]:
        """The digits that stayed alone."""
        if self.waiting and at - self.waiting[0].at >= COMPANY_MS:
            return self._all()
        return []

    def _all(self) -> list[Key]:
        ready, self.waiting = self.waiting, []
        return ready
