"""JSON as this program writes it."""

from __future__ import annotations

import json
from typing import Any


def dumped(value: Any) -> bytes:
    """UTF-8, keys in their documented order, two spaces, a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8", "replace") + b"\n"
