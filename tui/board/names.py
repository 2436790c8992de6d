"""What steps can be found by, made ready once: the find line asks it of every step at every letter."""

from __future__ import annotations

from unicodedata import normalize

from runbooks.plan import Plan


class Names:
    """The titles and ids of a plan's steps as they are compared."""

    def __init__(self, plan: Plan) -> None:
        self.titles = [tuple([folded(title) for title in step.title.values()]) for step in plan.steps]
        self.all = ["\n".join((*titles, folded(step.id))) for titles, step in zip(self.titles, plan.steps, strict=True)]
        """For each step everything in one."""
        self.roles = frozenset(role for step in plan.steps for role in (*step.role, *step.tells))
        """Whoever does anything or is told of it."""


def folded(text: str) -> str:
    """A text as it is compared."""
    return normalize("NFKC", text).strip().casefold()
