"""JSON as this program writes it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_STEERS: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys and JSON lets stand; only texts can hold it, and there an escape means the same."""


def dumped(value: Any) -> bytes:
    """UTF-8, keys in their documented order, two spaces, a line break at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8", "replace") + b"\n"
