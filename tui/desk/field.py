"""A line that is being typed: its text, and where in it the caret stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.lines import note


@dataclass(frozen=True, slots=True)
class Field:
    """`caret` counts characters from the left."""

    text: str = ""
    caret: int = 0

    @classmethod
    def of(cls, text: str) -> Field:
        """A text with the caret behind it."""
        return cls(text, len(text))

    def insert(self, text: str) -> Field:
        """Type a text; what does not print is left out."""
        text = note(text)
        return Field(self.text[: self.caret] + text + self.text[self.caret :], self.caret + len(text))

    def key(self, name: str) -> Field | None:
        """Move or delete; None for a key that means nothing in a field."""
        before, after = self.text[: self.caret], self.text[self.caret :]
        match name:
            case "left":
                return Field(self.text, max(self.caret - 1, 0))
            case "right":
                return Field(self.text, min(self.caret + 1, len(self.text)))
            case "home":
                return Field(self.text, 0)
            case "end":
                return Field(self.text, len(self.text))
            case "backspace":
                return Field(before[:-1] + after, max(self.caret - 1, 0))
            case "delete":
                return Field(before + after[1:], self.caret)
        return None


EMPTY: Final = Field()
"""Nothing typed yet."""
