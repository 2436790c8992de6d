"""What each code of the scenario language says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCENARIOS: Final[Mapping[str, str]] = {
    "after-the-horizon": "'{given}' is after the end of the drill (horizon: {horizon}), so it never comes",
    "answer-not-count": "'{fact}' is a count: write a whole number, not '{given}'",
    "answer-not-rows": "'{fact}' is a list: write how many rows it gets, not '{given}'",
    "at-or-when": "an inject happens either `at` a time or `when` a condition first holds; given: {given}",
    "bad-chance": "'{given}' is not a chance: write a number from 0 to 1",
    "bad-report": "'{given}' is nothing that the crowd makes",
    "bad-start": "'{given}' is not a date and time of this century",
    "chances-not-one": "these chances add up to {sum}; they must add up to 1",
    "crowd-answers": "the crowd makes '{given}' (see `reports`), so nobody else answers it",
    "doubled-id": "the id '{given}' is already there: {first}",
    "doubled-scenario": "two scenarios of this folder are called '{given}'; the other is {first}: rename one",
    "inject-does-nothing": "the inject '{given}' neither says nor changes anything",
    "level-not-stated": "a drill comes to its levels by itself: state the facts that decide them",
    "measure-does-nothing": "'{given}' does nothing to the crowd: give tension or leaving, or leave it out",
    "missing-answer": "'{step}' asks '{given}', which decides '{of}', and no answer to it stands under `answers`",
    "missing-delay": "'{given}' from outside takes part in {steps}, and nothing under `outside` says how long they take to come",
    "missing-staff": "under `staff` nobody is there for '{given}', who does {steps}",
    "names-a-person": "'{found}' names a person; in a drill people are numbers and roles",
    "needs-a-person": "'{given}' is a role that acts itself; only things are needed",
    "never-reached": "no run comes to '{given}' in this drill",
    "no-crowd": "`{given}` is about a crowd, and this scenario has none",
    "no-time-at-all": "'{given}' is no time at all: write 1 min or more",
    "no-working-time": "nobody does {steps} in this drill, for neither the plan nor `work` says how long it takes",
    "nobody-comes": "a crowd has somebody in it; where nobody comes, leave `crowd` out",
    "nobody-gathers": "with p: 0 nobody ever comes: write a little more",
    "nobody-of-a-role": "of each role that is named at least 1 is there; where nobody ever is, say that they are away",
    "not-answerable": "'{fact}' is of type {type} and decides nothing: a drill fills it in by itself",
    "not-from-outside": "'{given}' is a role of our own: put it under `staff`",
    "people-may-leave": "people are always free to leave: write more than 0",
    "plan-has-errors": "the runbook '{given}' cannot be used as it is; errors in it: {errors}; see drillbook check {files}",
    "report-of-other-type": "'{fact}' is of type {type}; {given} makes a fact of type {wanted}",
    "staff-from-outside": "'{given}' comes from outside: put it under `outside`",
    "staff-is-a-choice": "'{given}' stands for one of several roles: name those themselves",
    "start-without-offset": "'{given}' does not say in which zone: add the offset",
    "thing-does-not-move": "'{given}' is a thing: it has no {key}",
    "thing-not-in-staff": "nothing says how many '{given}' there are: put it under `staff`",
    "time-in-days": "a drill runs by the clock: write minutes and hours, not '{given}'",
    "title-is-the-plans": "'{given}' is a role of the plan, which says what it is called; a title is for things of the scenario",
    "unknown-staff": "nobody under `staff` is called '{given}'",
    "waits-outside-the-drill": "'{step}' has a working time but follows '{given}', which has none: nobody would ever come to it",
}
