"""What every key of a plan, a site or a scenario means, in a sentence: the one place for it.

The schemas that editors complete from and the reference in the documentation are made from these sentences and from the
models that the reader itself holds files against. A test fails for a key without a sentence, or a sentence without a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PLAN: Final = {
    "title": "The name. Its languages are those that every other text must have.",
    "about": "When the plan is for, in a sentence or two.",
    "version": "Version of the plan, in quotes, as people cite it.",
    "number-from": "Of a part: the first number of its steps (1 to 99), so that they stand in a range of their own.",
    "sources": "The documents that are cited, by a short id.",
    "numbers": 'Values of our own, by name: what replaces a vague word such as "at once". A site may change them.',
    "roles": "Who acts, by id. People are named in site.yaml, never here.",
    "facts": "What can be stated at any moment, by id.",
    "levels": "Levels of the event, the lowest first.",
    "include": "Other runbooks that are brought in, each once.",
    "steps": "What is done, in reading order.",
    "change": "What is changed of steps that were brought in.",
}

_FACT: Final = {
    "type": "What kind of answer: yes-no, count, choice, text, date, moment, person (own staff), role, file (an id of evidence), rows (a list).",
    "ask": "The question, as the screen asks it.",
    "of": "The choices (id: text), or for rows the columns (id: type).",
    "min": "The smallest count.",
    "max": "The largest count.",
    "when": "Asked only while this holds.",
    "source": "Why it is asked.",
}

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "Runbook": {
        **_PLAN,
        "runbook": "The plan's id: what it is called on the command line.",
    },
    "Overlay": {
        **_PLAN,
        "overlay": "The overlay's id: what site.yaml calls it.",
        "for": "The plans that it fits.",
    },
    "Source": {
        "title": "The document's title.",
        "kind": "plan (our own document), statute (law), practice (ours, written nowhere). It decides which basis a limit may claim.",
        "edition": "Which edition, for example the date it came into force.",
        "binds": "state-owned: it binds only those; at a private site its limits are adopted, never law.",
    },
    "Number": {
        "is": "The value: a duration such as 10 min or 3 working days, or a count.",
        "replaces": "The word of the document that it replaces; a dash where the document says nothing.",
        "why": "Why just so much.",
    },
    "Role": {
        "title": "What the role is called.",
        "kind": "staff (our own), outside (police, superiors: awaited and recorded, never assigned), thing (a room, a radio).",
        "one-of": "Roles of which any one that is free will do; any: whoever is there.",
    },
    "Level": {
        "id": "The level's id.",
        "title": "What it is called.",
        "command": "The role in command at this level.",
        "when": "The level is proposed while this holds; the highest one wins.",
        "how": "What to do at this level.",
    },
    "Include": {
        "part": "The id of the runbook that is brought in.",
        "after": "What its first steps follow (those without an after of their own).",
        "when": "When its first steps are needed, instead of their own conditions.",
    },
    "AnyOf": {
        "any": "Steps of which any one is enough.",
    },
    "Fact": _FACT,
    "RecordedFact": {
        **_FACT,
        "id": "The fact's id.",
    },
    "Step": {
        "id": "The step's id, in letters that can be typed on any keyboard.",
        "title": "What is done, as short as the screen is narrow.",
        "stage": "The stage in which it stands.",
        "role": "Who does it. Several: together, one person of each.",
        "after": "What it follows; an entry is a step, or {any: [a, b]}. Without it, the step can be done at once.",
        "when": "Needed only when this holds. While it is not answered the step waits, and its limits run.",
        "each": "A list (fact of type rows): the step is done once for each of its rows.",
        "limits": "By when, on whose authority. Several are all kept.",
        "record": "What is asked when it is done: facts by id, or facts written here.",
        "form": "What the filled form is called in exports.",
        "how": "How to do it, two sentences at most.",
        "say": "What can be read out; the id of a fact in braces stands for what is known by then.",
        "tells": "Who has been told once it is done.",
        "opens": "A plan that is offered to be opened when it is done.",
        "where": "site: only for drills, whoever does it must be there.",
        "work": "Only for drills: how long it takes, fixed (5 min) or varying ({median: 6 min, p90: 15 min}).",
        "source": "The clause that asks for it.",
    },
    "Limit": {
        "within": "So long after the moment from.",
        "by": "On a date: a date fact, or a column of a list (tasks.due).",
        "every": "Again and again: a duration, or day, week, month, quarter, half-year, year.",
        "first": "How long until the first time, if not as long as every.",
        "from": "The moment from which it is counted: a step, a yes-no, date or moment fact, or began.",
        "until": "Until when it is repeated; if absent, until the closing.",
        "to": "start: it must be begun by then; done (if absent): it must be done.",
        "when": "Counts only while this holds, and not from before it held.",
        "basis": "On whose authority: plan, statute, or assumed (ours; going over is no breach).",
        "source": "The clause; its document must be of that kind.",
        "ahead": "So long before the date of by.",
        "day": "The day of the period on which it is due; if absent, the last.",
        "extend": "By how much it may be lengthened, once, and whose word that takes.",
    },
    "Extend": {
        "by": "How much longer.",
        "role": "Whose holder may extend it.",
    },
    "Change": {
        "step": "The steps that are changed.",
        "limits": "Limits that are added.",
        "record": "What is asked besides.",
        "role": "Who does it instead.",
        "when": "When it is needed instead.",
        "after": "What it follows instead.",
        "work": "How long it takes instead, in drills.",
    },
    "Person": {
        "name": "The name of one of our own people, or of a desk outside.",
        "tel": "Telephones in the order of trying, in quotes.",
        "title": "Post or rank, as it is said on the telephone.",
    },
    "Site": {
        "site": "The site's name.",
        "timezone": "The zone of working days and of 24:00, such as Asia/Shanghai.",
        "profile": "state-owned, or private: what binds only state-owned ones is then adopted by choice, never law.",
        "people": "Role to people: the holder first, then the deputies in calling order.",
        "numbers": "Values that differ here from those of the plans.",
        "overlays": "The overlays in force.",
        "default-plan": "The plan that F2 opens on the home screen.",
        "duty": "Who may be on duty; the first is offered first.",
        "places": "Places offered by digit.",
        "phrases": "Stock phrases for notes and handover.",
        "call-back": "The number that we leave with others.",
    },
    "Gather": {
        "p": "How many a minute come by themselves, as a share of those who are still to come.",
        "q": "How strongly those who are there draw others.",
    },
    "Crowd": {
        "size": "How many come in all, some later, some early.",
        "gather": "How people gather.",
        "stay": "How long they stay, on average.",
        "base": "Tension with nobody there, 0 to 1.",
        "crowding": "How much a large crowd adds to it.",
        "half": "So many people add half of that.",
        "relax": "How fast tension goes back.",
        "threshold": "Below it nobody is active.",
        "violence": "The rate of violence a minute, for each who is active.",
        "gate": "Work at the gate takes 1 + gate x tension as long.",
    },
    "Away": {
        "from": "When somebody leaves, counted from the start.",
        "for": "For how long; if absent, to the end.",
    },
    "Staff": {
        "title": "What a thing is called that the plan does not know, such as a radio.",
        "count": "How many there are.",
        "reaction": "From being called until they set out.",
        "travel": "The way to the site, once each.",
        "away": "When somebody is away.",
    },
    "Measure": {
        "tension": "By how much tension changes, -1 to 1.",
        "leaving": "How many times as fast people leave.",
        "for": "How long that lasts; if absent, for good.",
    },
    "Inject": {
        "id": "Its name.",
        "at": "How long after the start; this or when.",
        "when": "Once when this first holds; this or at.",
        "says": "What the trainee is told.",
        "hidden": "yes: it happens, and nobody is told.",
        "set": "Facts that it states.",
        "tension": "By how much tension changes, -1 to 1.",
        "people": "How many more come.",
        "away": "A fault: which role or thing is gone, and how long.",
        "expects": "The steps that should follow it.",
    },
    "Objective": {
        "id": "Its name.",
        "title": "What it is called.",
        "of": "The steps by which it is rated.",
    },
    "Scenario": {
        "scenario": "Its id: what it is called on the command line.",
        "title": "The name. Its languages are those that every other text must have.",
        "about": "What it teaches.",
        "runbook": "The plan that is drilled, by id.",
        "overlays": "Overlays laid over it; those of the site only with --site-overlays.",
        "start": "Date and time with offset, such as 2026-03-09T08:40+08:00.",
        "horizon": "How long it goes on, at most 744 h.",
        "set": "Facts known at the start.",
        "crowd": "The crowd: a number, never persons. If absent, nobody comes.",
        "reports": "Facts that the crowd makes: present, violence, or {active: 5}.",
        "notice": "How long until the desk hears of it.",
        "staff": "Who and what is there, by role.",
        "outside": "How long those from outside take to come, by role.",
        "needs": "Things that a step cannot be done without; reports: the statements themselves.",
        "work": "Working times that differ from the plan's, by step.",
        "answers": "What is answered when a fact is asked: always the same, or values with chances that add up to 1.",
        "measures": "What a step, once done, does to the crowd.",
        "injects": "What happens.",
        "objectives": "What is rated.",
    },
}
"""By the name of a model, without what its class is called besides; then by key."""
