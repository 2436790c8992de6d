"""Whether every text is there in each language of the plan: those in which its title is written.

A text without a language passes only where it is the same in all of them: the name of a form in 《》, or no words at
all. Remarks for the editors of plans (what a number replaces and why), titles of sources and of choices, and names of
forms may stay in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from runbooks.gather import PlanFile
from runbooks.problems import Problem
from runbooks.texts import Use, Written, texts

EITHER: frozenset[Use] = frozenset({"number", "source", "choice", "form"})


def missing_languages(files: Iterable[PlanFile], languages: Sequence[str]) -> list[Problem]:
    """Warnings for texts that lack a language."""
    if not languages:
        return []
    found = [missing_language(text, languages) for file in files for text in texts(file)]
    return [problem for problem in found if problem is not None]


def missing_language(text: Written, languages: Sequence[str]) -> Problem | None:
    """The warning for one text, if it lacks a language."""
    given = text.languages()
    if "" in given:
        words = given[""].node.text
        if len(languages) < 2 or text.use in EITHER or _same_everywhere(words):
            return None
        return text.spot.problem("text-without-language", {"languages": tuple(languages)}, severity="warning")
    lacking = tuple(language for language in languages if language not in given)
    if not lacking:
        return None
    return text.spot.problem("text-missing-language", {"languages": lacking}, severity="warning")


def _same_everywhere(words: str) -> bool:
    return (words.startswith("《") and words.endswith("》")) or not any(c.isalpha() for c in words)
