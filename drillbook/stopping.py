"""How a command ends when it does not end well: an exit code and a sentence, never a traceback."""

from __future__ import annotations

from typing import Final

GOOD: Final = 0
NO: Final = 1
"""The answer is no: problems found, chain broken, command refused."""
BAD_INPUT: Final = 2
NOT_DURABLE: Final = 3
"""Nothing can be kept: disk, database."""
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
"""What a shell reports of a program whose reader went away; here also of one whose answer could not be written."""


class Stop(Exception):  # noqa: N818 - it ends a command, it is not always an error
    """Ends a command with a sentence on standard error."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
