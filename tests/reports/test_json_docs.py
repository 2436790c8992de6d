"""The examples of docs/json.md are what the program prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent

from incidents import commands as c
from incidents.index import incidents
from incidents.journal.memory import MemoryStore
from incidents.session import Session
from incidents.timeline import timeline
from reports.check_report import check_json
from reports.diff_json import diff_json
from reports.drill_json import comparison_json, drill_json
from reports.due_json import due_json
from reports.due_list import due_list
from reports.forms_json import forms_bytes
from reports.incident_list import incidents_json
from reports.json_text import dumped
from reports.plan_json import plan_json
from reports.status_json import status_json
from reports.timeline_json import timeline_json
from reports.verifying import verify_incident
from runbooks.calendar import WorkingDays
from runbooks.changes import changes
from runbooks.library import check_file, load
from tests.reports.drill_example import compared, documented
from tests.reports.gate import EN, Gate, GateClock, ms

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n(?:\n```json\n.*?\n```\n)?", re.DOTALL)

PLAN = """\
    runbook: gate
    title: {zh: 北门聚集, en: At the gate}
    version: 1.0.0
    sources: {C: {title: {zh: 企业方案, en: Company plan}, kind: plan}}
    roles: {duty: {zh: 值班员, en: Duty officer}, group: {zh: 领导小组, en: Leading group}}
    steps:
      - id: log-sign
        stage: report
        title: {zh: 登记聚集迹象, en: Log the sign}
        role: duty
        record: [{id: headcount, type: count, ask: {zh: 现场人数, en: Head count}}]
        source: C-3.1
      - id: report
        stage: report
        title: {zh: 向领导小组报告, en: Report to the leading group}
        role: duty
        tells: [group]
        limits: [{within: 30 min, from: began, basis: plan, source: C-3.3}]
        source: C-3.3
    """


def examples(folder: Path) -> dict[str, object]:
    """Each form, from one run."""
    path = folder / "gate.yaml"
    path.write_text(dedent(PLAN), encoding="utf-8")
    plan = load(str(path)).plan
    assert plan is not None
    path.write_text(dedent(PLAN).replace("within: 30 min", "within: 20 min"), encoding="utf-8")
    shorter = load(str(path)).plan
    assert shorter is not None
    path.write_text(dedent(PLAN), encoding="utf-8")
    clock, store, counter = GateClock(ms("08:43:10")), MemoryStore(entropy=bytes), iter(range(1, 100))
    session = Session.open(
        store,
        plan,
        clock=clock,
        by="王岚",
        calendar=WorkingDays(),
        at=ms("08:40"),
        entropy=lambda n: next(counter).to_bytes(n, "big"),
    )
    clock.time = ms("09:00")
    due = due_json(due_list([session], clock.time), clock.time)
    clock.time = ms("09:11")
    session.do(c.LogCall(at=clock.time, role="group", result="reported", step="report"), "王岚")
    clock.time = ms("09:12")
    told = timeline(session, clock.time)
    bad = folder / "bad" / "bad.yaml"
    bad.parent.mkdir()
    bad.write_text(dedent(PLAN).replace("within: 30 min, from", "within: 30 min, form", 1), encoding="utf-8")
    problems = check_json(check_file(bad), EN)
    return {
        "timeline": timeline_json(told),
        "forms": json.loads(forms_bytes(reported := timeline(a_report().session, ms("09:12")), reported.forms)),
        "status": status_json(told),
        "incidents": incidents_json(incidents(store, clock)),
        "due": due,
        "verify": [verify_incident(store, session.id, [], None).to_json()],
        "check": [{**p, "file": "bad.yaml"} for p in problems],
        "diff": diff_json(changes(plan, shorter), plan, shorter),
        "show": plan_json(plan),
        "drill": drill_json(documented()),
        "compare": comparison_json(compared()),
    }


def a_report() -> Gate:
    """The five-field report done, the head count corrected, one field left open, one changed since."""
    gate = Gate(opened="08:40")
    gate.tell("08:45", c.Done, step="log-sign", facts={"headcount": 24, "entrance": "free"})
    gate.tell("08:50", c.Correct, seq=2, data={"value": 42}, reason="抄错")
    gate.tell("09:10", c.StateFact, fact="entrance", value="blocked")
    return gate


def test_the_examples_are_what_the_program_prints(tmp_path, request):
    made = examples(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    assert set(EXAMPLE.findall(page)) == set(made)

    def block(match: re.Match[str]) -> str:
        return f"<!-- example: {match[1]} -->\n\n```json\n{dumped(made[match[1]]).decode().rstrip()}\n```\n"

    fresh = EXAMPLE.sub(block, page)
    if request.config.getoption("--update-goldens"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == fresh, "pytest --update-goldens writes the examples anew"


def test_every_key_of_an_example_is_explained(tmp_path):
    page = EXAMPLE.sub("", PAGE.read_text(encoding="utf-8"))
    explained = set(re.findall(r"`([a-z_0-9]+)`", page))
    made = examples(tmp_path)
    story = made["timeline"]
    assert isinstance(story, dict)
    keys = {*story, *story["events"][0], *story["limits"][0], *json.loads(dumped(made["status"]))}
    for form in ("drill", "compare", "forms"):
        keys |= set(re.findall(r'"([a-z_0-9]+)":', dumped(made[form]).decode()))
    assert sorted(keys - explained - {"zh", "en", "drillbook", "numpy", "simpy"}) == []
