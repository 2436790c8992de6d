"""What verifying the record of a closed incident came to, as a value for the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """The record was verified at `at` (milliseconds UTC) as far as `version` records.

    `fault` is the number at which it breaks and `what` in what way (0: it is whole); `anchors` kept heads were
    compared. `error` says why it could not be verified at all.
    """

    version: int
    at: int
    fault: int = 0
    what: str = ""
    anchors: int = 0
    error: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.fault and not self.error
