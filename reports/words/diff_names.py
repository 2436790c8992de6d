"""What the keys of a plan are called where two plans are compared."""

from __future__ import annotations

from typing import Final

from reports.words.names import Names

KINDS: Final[Names] = {
    "level": ("diff kind", "level"),
    "fact": ("diff kind", "fact"),
    "number": ("diff kind", "number"),
    "role": ("diff kind", "role"),
    "source": ("diff kind", "source"),
    "overlay": ("diff kind", "overlay"),
    "reports": ("diff kind", "the desk hears"),
    "staff": ("diff kind", "there"),
    "outside": ("diff kind", "from outside"),
    "needs": ("diff kind", "what is needed for"),
    "work": ("diff kind", "working time"),
    "answers": ("diff kind", "what is answered"),
    "measures": ("diff kind", "what it does to the crowd"),
    "injects": ("diff kind", "what happens"),
    "objectives": ("diff kind", "what is rated"),
    "set": ("diff kind", "known at the start"),
}

FILES: Final[Names] = {
    "runbook": ("diff file", "a plan"),
    "overlay": ("diff file", "an overlay"),
    "site": ("diff file", "a site file"),
    "scenario": ("diff file", "a scenario"),
}
"""What kind of file was given."""

KEYS: Final[Names] = {
    "id": ("diff key", "id"),
    "title": ("diff key", "title"),
    "about": ("diff key", "about"),
    "version": ("diff key", "version"),
    "command": ("diff key", "in command"),
    "when": ("diff key", "condition"),
    "how": ("diff key", "how"),
    "number": ("diff key", "number"),
    "stage": ("diff key", "stage"),
    "role": ("diff key", "who"),
    "after": ("diff key", "after"),
    "each": ("diff key", "once for each row of"),
    "record": ("diff key", "asked"),
    "form": ("diff key", "form"),
    "say": ("diff key", "read out"),
    "tells": ("diff key", "then told"),
    "opens": ("diff key", "opens"),
    "where": ("diff key", "where"),
    "work": ("diff key", "working time in drills"),
    "source": ("diff key", "source"),
    "to": ("diff key", "by then"),
    "extend": ("diff key", "extension"),
    "basis": ("diff key", "basis"),
    "type": ("diff key", "kind of answer"),
    "ask": ("diff key", "question"),
    "of": ("diff key", "choices"),
    "columns": ("diff key", "columns"),
    "min": ("diff key", "least"),
    "max": ("diff key", "most"),
    "value": ("diff key", "value"),
    "replaces": ("diff key", "replaces"),
    "why": ("diff key", "why"),
    "kind": ("diff key", "kind"),
    "one_of": ("diff key", "one of"),
    "edition": ("diff key", "edition"),
    "binds": ("diff key", "binds only"),
    "for_": ("diff key", "laid over"),
}

SITE: Final[Names] = {
    "name": ("diff key", "title"),
    "timezone": ("diff key", "time zone"),
    "profile": ("diff key", "profile"),
    "default_plan": ("diff key", "plan that F2 opens"),
    "duty": ("diff key", "on duty"),
    "places": ("diff key", "places"),
    "phrases": ("diff key", "phrases"),
    "call_back": ("diff key", "number to call back"),
    "value": ("diff key", "value"),
}

SCENARIO: Final[Names] = {
    "": ("diff key", "what of the crowd"),
    **{key: KEYS[key] for key in ("title", "about", "when")},
    "of": ("diff key", "steps"),
    "scenario": ("diff key", "id"),
    "runbook": ("diff key", "plan drilled"),
    "overlays": ("diff key", "overlays"),
    "start_at": ("diff key", "begins"),
    "horizon_s": ("diff key", "lasts"),
    "notice": ("diff key", "news is heard after"),
    "size": ("diff key", "people"),
    "stay_s": ("diff key", "stay on average"),
    "count": ("diff key", "how many"),
    "reaction": ("diff key", "reacts in"),
    "travel": ("diff key", "on the way"),
    "away": ("diff key", "away"),
    "delay": ("diff key", "there after"),
    "things": ("diff key", "things"),
    "work": ("diff key", "takes"),
    "chances": ("diff key", "answer"),
    "tension": ("diff key", "tension"),
    "leaving": ("diff key", "people leave so many times as fast"),
    "for_s": ("diff key", "lasts"),
    "at_s": ("diff key", "happens after"),
    "says": ("diff key", "says"),
    "hidden": ("diff key", "nobody is told"),
    "set": ("diff key", "states"),
    "people": ("diff key", "people more"),
    "expects": ("diff key", "should follow"),
}
"""Keys of a scenario's data; the constants of the crowd are said as they are written."""
