"""The names of what the engine speaks of in codes: states, bases, kinds of record, results of calls, outcomes, stages.

A table holds (context, English); the Chinese is in `names.po`. A code that is not in its table is said as it is, so
that a journal of a later version stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports.words.words import Words

Names = Mapping[str, tuple[str, str]]

STEP_STATES: Final[Names] = {
    "waiting": ("step", "waits"),
    "ready": ("step", "ready"),
    "in-progress": ("step", "doing"),
    "done": ("step", "done"),
    "skipped": ("step", "skipped"),
    "not-applicable": ("step", "not applicable"),
}

STEP_MARKS: Final[Mapping[str, str]] = {
    "waiting": "[.]",
    "ready": "[ ]",
    "in-progress": "[*]",
    "done": "[+]",
    "skipped": "[-]",
    "not-applicable": "[/]",
}

BINDING_STATES: Final[Names] = {
    "not-applicable": ("limit", "not applicable"),
    "pending": ("limit", "not started"),
    "running": ("limit", "running"),
    "overdue": ("limit", "overdue"),
    "met": ("limit", "in time"),
    "late": ("limit", "done late"),
    "missed": ("limit", "missed"),
    "waived": ("limit", "waived"),
}

TARGET_STATES: Final[Names] = {
    **BINDING_STATES,
    "overdue": ("target", "past target"),
    "late": ("target", "done past target"),
    "met": ("target", "kept"),
}
"""An assumed target is never *overdue*: that word belongs to what a document sets."""

BASES: Final[Names] = {
    "plan": ("basis", "plan"),
    "statute": ("basis", "statute"),
    "adopted": ("basis", "statute, adopted"),
    "assumed": ("basis", "assumed"),
}

BASIS_HEADINGS: Final[Names] = {
    "plan": ("basis heading", "Plan limits: written in our plan; going over breaks the plan"),
    "statute": ("basis heading", "Statute limits: binding by law; going over breaks the law"),
    "adopted": ("basis heading", "Statute limits, adopted by choice: going over breaks no law"),
    "assumed": ("basis heading", 'Assumed targets: the source says only "at once"; the minutes are ours; no breach'),
}

KINDS: Final[Names] = {
    "incident-opened": ("record", "incident opened"),
    "began-stated": ("record", "start"),
    "fact-stated": ("record", "fact"),
    "row-added": ("record", "row added"),
    "row-corrected": ("record", "row corrected"),
    "row-withdrawn": ("record", "row withdrawn"),
    "level-set": ("record", "level"),
    "level-kept": ("record", "level kept"),
    "step-started": ("record", "started"),
    "step-done": ("record", "done"),
    "step-skipped": ("record", "skipped"),
    "step-reopened": ("record", "reopened"),
    "step-assigned": ("record", "handed over"),
    "step-reminded": ("record", "reminded"),
    "limit-waived": ("record", "waived"),
    "limit-extended": ("record", "extended"),
    "call-logged": ("record", "call"),
    "note-added": ("record", "note"),
    "evidence-filed": ("record", "evidence"),
    "role-assigned": ("record", "role"),
    "handover-offered": ("record", "handover offered"),
    "handover-accepted": ("record", "handover signed"),
    "handover-cancelled": ("record", "handover taken back"),
    "taken-over": ("record", "taken over alone"),
    "corrected": ("record", "correction"),
    "follow-up-opened": ("record", "follow-up"),
    "action-agreed": ("record", "action agreed"),
    "inject-delivered": ("record", "news"),
    "incident-closed": ("record", "incident closed"),
    "incident-reopened": ("record", "incident reopened"),
}

CALLS: Final[Names] = {
    "reported": ("call", "reached, reported"),
    "reached": ("call", "reached"),
    "no-answer": ("call", "no answer"),
    "busy": ("call", "busy"),
    "message": ("call", "message left"),
    "assigned": ("call", "reached, takes it over"),
}

OUTCOMES: Final[Names] = {
    "handled": ("outcome", "handled"),
    "false-alarm": ("outcome", "false alarm"),
    "mistake": ("outcome", "opened by mistake"),
    "switched": ("outcome", "another plan used"),
}

STAGES: Final[Names] = {
    "report": ("stage", "report"),
    "respond": ("stage", "respond"),
    "on-site": ("stage", "on site"),
    "coordinate": ("stage", "coordinate"),
    "inform": ("stage", "inform"),
    "review": ("stage", "review"),
    "routine": ("stage", "routine"),
    "readiness": ("stage", "readiness"),
}

MODES: Final[Names] = {
    "live": ("mode", "LIVE"),
    "exercise": ("mode", "EXERCISE"),
    "drill": ("mode", "DRILL"),
}

RATINGS: Final[Names] = {
    "performed": ("rating", "performed"),
    "some-challenges": ("rating", "performed with some challenges"),
    "major-challenges": ("rating", "performed with major challenges"),
    "unable": ("rating", "could not be performed"),
    "not-rated": ("rating", "not rated"),
}
"""What an objective of an exercise comes to."""

PERIODS: Final[Names] = {
    "day": ("period", "day"),
    "week": ("period", "week"),
    "month": ("period", "month"),
    "quarter": ("period", "quarter"),
    "half-year": ("period", "half-year"),
    "year": ("period", "year"),
}

SEVERITIES: Final[Names] = {
    "error": ("severity", "error"),
    "warning": ("severity", "warning"),
    "note": ("severity", "note"),
}

FACT_TYPES: Final[Names] = {
    "yes-no": ("type", "yes or no"),
    "count": ("type", "a number such as 42, or a range such as 30-50"),
    "choice": ("type", "one of the choices"),
    "text": ("type", "text"),
    "date": ("type", "a date such as 2026-03-09"),
    "moment": ("type", "a time such as 08:40"),
    "person": ("type", "a name of our own staff"),
    "role": ("type", "a role"),
    "file": ("type", "an evidence id and the date by which it is deleted"),
    "rows": ("type", "a list, row by row"),
}


KINDS_OF_VALUE: Final[Names] = {
    "text": ("kind", "a text"),
    "list": ("kind", "a list"),
    "map": ("kind", "keys with values"),
    "count": ("kind", "a whole number"),
    "number": ("kind", "a number"),
    "true-false": ("kind", "true or false"),
}


COLUMNS: Final[Names] = {
    heading: ("column", heading)
    for heading in (
        *(
            "no.",
            "happened",
            "recorded",
            "entered later",
            "kind",
            "step",
            "title",
            "turn",
            "role",
            "by",
            "what",
            "reason",
        ),
        *("void", "corrected by", "state", "started", "done at", "owed", "question", "answer", "from"),
        *("action", "owner", "by when", "remarks", "period", "due", "margin", "source"),
    )
}
"""Headings of tables."""


def columns(words: Words, *headings: str) -> list[str]:
    """Headings in this language."""
    return [name(words, COLUMNS, heading) for heading in headings]


def name(words: Words, names: Names, code: str) -> str:
    """What a code is called; an unknown code is its own name."""
    entry = names.get(code)
    return words.sense(*entry) if entry else code


def limit_state(words: Words, basis: str, state: str) -> str:
    """The state of a limit, in the vocabulary of its basis."""
    return name(words, TARGET_STATES if basis == "assumed" else BINDING_STATES, state)


def step_mark(state: str) -> str:
    """The mark of a step's state, as on the screens."""
    return STEP_MARKS.get(state, "[?]")
