"""The names of incidents: the day on which they began and a number within the day, as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from runbooks.days import local_date

_ID = re.compile(r"\d{4}-\d{4}-\d{2,}")


def incident_id(began: int, zone: str, taken: Iterable[str]) -> str:
    """`2026-0309-01` for the first incident that began on 9 March 2026 at the site."""
    day = local_date(began, zone).strftime("%Y-%m%d")
    numbers = [int(name[len(day) + 1 :]) for name in taken if name.startswith(f"{day}-") and _ID.fullmatch(name)]
    return f"{day}-{max(numbers, default=0) + 1:02}"
