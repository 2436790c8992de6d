"""What is read out on the telephone may name declared facts in braces, and `{began}` and `{now}`; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from runbooks.problems import Problem
from runbooks.spots import Spot
from runbooks.texts import Written

ALWAYS = ("began", "now")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}|[{}]")


def placeholders(text: str) -> list[str]:
    """The names in braces, in order; a brace without its partner stands for itself."""
    return [match[1] if match[1] is not None else match[0] for match in _PLACEHOLDER.finditer(text)]


def unknown_placeholders(say: Spot, facts: Iterable[str]) -> list[Problem]:
    """Placeholders of one `say` that no fact of the plan fills."""
    known = {*facts, *ALWAYS}
    return [
        spot.unknown("unknown-placeholder", name, known)
        for spot in Written("say", say).languages().values()
        for name in dict.fromkeys(placeholders(spot.node.text))
        if name not in known
    ]
