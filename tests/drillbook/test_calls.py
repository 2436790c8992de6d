"""Lists, plans, checks, verification: what each command answers, and with which exit code."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

import drillbook

ID = "2026-0309-01"


def test_version(desk):
    assert desk.good("--version") == f"drillbook {drillbook.__version__}\n"


def test_home_without_anything(desk):
    out = desk.good()
    assert "No incident is under way." in out
    assert "soe-rapid-response" in out
    assert "danger-branch" not in out
    assert "drillbook run PLAN --plain" in out
    assert not desk.db.exists()


def test_home_with_an_incident_and_a_site(desk):
    (desk.folder / "site.yaml").write_text("site: {zh: 机械厂, en: Works}\ndefault-plan: gate\n", encoding="utf-8")
    desk.opened()
    desk.lang = "zh"
    out = desk.good()
    assert out.splitlines()[0] == "信访突发事件处置 Drillbook 机械厂"
    assert f"drillbook resume {ID} --plain" in out
    assert "drillbook run gate --plain" in out
    assert "| 单位 | 机械厂 |" in desk.good("timeline", ID)


def test_incidents(desk):
    assert json.loads(desk.good("incidents", "--json")) == []
    assert desk.good("incidents") == "Under way 0\n\nPast 0\n"
    desk.opened()
    (one,) = json.loads(desk.good("incidents", "--json"))
    assert (one["incident"], one["next_due"]["step"]) == (ID, "report")


def test_plans(desk):
    out = desk.good("show")
    assert [line for line in out.splitlines() if not line.startswith(" ")] == [
        "Plans",
        "Parts of plans",
        "Overlays",
        "Scenarios",
    ]
    assert "At the gate" in desk.good("show", desk.plan)
    assert desk.good("show", desk.plan, "--format", "mermaid").startswith(
        '---\ntitle: "At the gate"\n---\nflowchart TD\n'
    )
    assert json.loads(desk.good("show", desk.plan, "--format", "json"))["runbook"] == "gate"


def test_the_sites_own_plans_come_first(desk):
    folder = desk.folder / "runbooks"
    folder.mkdir()
    (folder / "own.yaml").write_bytes(Path(desk.plan).read_bytes().replace(b"runbook: gate", b"runbook: own"))
    assert "own" in desk.good("show")
    assert desk.good("open", "own") == f"{ID}\n"


def test_check(desk):
    assert desk.good("check", desk.plan) == "1 file checked: nothing found\n"
    bad = desk.folder / "bad.yaml"
    bad.write_text("runbook: bad\ntitle: 火\nversion: 1\nstepps: []\n", encoding="utf-8")
    answer = desk.call("check", "bad.yaml")
    assert answer.code == 1
    assert "bad.yaml:4:1: unknown key 'stepps'; did you mean 'steps'?" in answer.out
    assert answer.out.endswith("1 file checked: 2 errors\n")
    found = json.loads(desk.call("check", ".", "--format", "json").out)
    assert {"file", "line", "column", "code", "severity", "message", "hint"} <= set(found[0])
    assert {p["code"] for p in found} >= {"unknown-key"}


def test_only_warnings_are_good(desk):
    path = desk.folder / "warn.yaml"
    text = Path(desk.plan).read_text(encoding="utf-8").replace("    record: [danger]\n", "")
    path.write_text(text, encoding="utf-8")
    answer = desk.call("check", "warn.yaml")
    assert answer.code == 0
    assert "warning: no step asks 'danger'" in answer.out


def test_timelines_to_the_screen_and_to_files(desk):
    desk.opened()
    assert desk.good("timeline", ID).startswith("# At the gate 2026-0309-01\n")
    assert desk.call("timeline", ID, "--format", "csv").raw.startswith(b"\xef\xbb\xbfno.,happened")
    answer = desk.call("timeline", ID, "--format", "json", "-o", "t.json")
    assert (answer.code, answer.out, answer.err) == (0, "", "Written: t.json\n")
    assert json.loads((desk.folder / "t.json").read_text(encoding="utf-8"))["incident"] == ID
    compared = json.loads(desk.good("timeline", ID, "--compare"))
    assert not {"incident", "mode", "head", "journal"} & set(compared)


def test_an_exported_timeline_verifies_by_itself(desk):
    desk.opened()
    desk.act("note", "工资")
    desk.call("timeline", ID, "--format", "json", "-o", "t.json")
    path = desk.folder / "t.json"
    out = desk.good("verify", "t.json")
    assert "2 records, chain whole" in out
    assert "what the file tells is what its journal says" in out
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace('"text": "工资"', '"text": "奖金"', 1), encoding="utf-8")
    answer = desk.call("verify", "t.json")
    assert answer.code == 1
    assert "is NOT what its journal says" in answer.out
    head, tail = told[: told.rindex("工资")], told[told.rindex("工资") + 2 :]
    path.write_text(f"{head}奖金{tail}", encoding="utf-8")
    answer = desk.call("verify", "t.json", "--json")
    assert answer.code == 1
    assert json.loads(answer.out)[0]["fault"] == {"seq": 2, "what": "body"}


def test_heads_from_elsewhere(desk):
    desk.opened()
    desk.act("note", "x")
    (told,) = json.loads(desk.good("verify", ID, "--json"))
    assert told["ok"]
    assert told["anchors"] >= 1
    assert "short head shows mistakes" in desk.good("verify", ID, "--head", f"#2 {told['head']['short']}")
    assert "short head" not in desk.good("verify", ID, "--head", told["head"]["hash"])
    wrong = desk.call("verify", ID, "--head", "0000-0000")
    assert (wrong.code, "nowhere in this record" in wrong.out) == (1, True)
    cut = desk.call("verify", ID, "--head", f"#9 {told['head']['short']}")
    assert (cut.code, "The end is missing" in cut.out) == (1, True)
    assert "2 records" in desk.good("verify", "journal.db")


def test_reading_leaves_no_anchors(desk):
    desk.opened()
    kept = (desk.folder / "journal.db.anchors").read_bytes()
    desk.good("status", ID)
    desk.good("timeline", ID)
    desk.good()
    assert (desk.folder / "journal.db.anchors").read_bytes() == kept


def tampered(desk):
    """The third record says something else than was written."""
    desk.opened()
    for n in range(3):
        desk.act("note", f"n{n}")
    with sqlite3.connect(desk.db) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE events SET body = CAST(replace(CAST(body AS TEXT), 'n1', 'n9') AS BLOB) WHERE version = 3")


def test_a_damaged_record_is_read_up_to_the_damage_and_says_so(desk):
    tampered(desk)
    for call in (["status", ID], ["timeline", ID], ["timeline", ID, "--format", "json"]):
        answer = desk.call(*call)
        assert answer.code == 1
        assert "#1 to #2 can be trusted." in answer.err
        assert "n0" in answer.out or call[0] == "status"
        assert "n2" not in answer.out
    assert json.loads(desk.call("timeline", ID, "--format", "json").out)["damaged_from"] == 3
    assert desk.call("incidents").code == 1
    verified = desk.call("verify", ID)
    assert verified.code == 1
    assert "broken at #3: #1 to #2 can be trusted. What a record says, or its seal, was changed." in verified.out
    act = desk.call("act", ID, "note", "more")
    assert act.code in (1, 3)
    assert act.out == ""


def test_a_journal_of_a_later_version(desk):
    desk.opened()
    with sqlite3.connect(desk.db) as db:
        db.execute("PRAGMA user_version = 7")
    for call in (["status", ID], ["act", ID, "note", "x"], ["incidents"], ["open", desk.plan]):
        answer = desk.call(*call)
        assert answer.code == 3
        assert "written by a later" in answer.err


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_journal(desk, content):
    desk.db.write_bytes(content)
    for call in (["status", ID], ["act", ID, "note", "x"]):
        answer = desk.call(*call)
        assert answer.code in (1, 2, 3)
        assert answer.err
    verified = desk.call("verify", "journal.db")
    assert verified.err or verified.out == "There is no incident in it.\n"


def test_a_read_only_folder(desk, monkeypatch):
    desk.opened()
    monkeypatch.setattr("incidents.journal.sqlite.writable", lambda _path: False)
    assert desk.call("status", ID).code == 0
    for call in (["act", ID, "note", "x"], ["open", desk.plan]):
        answer = desk.call(*call)
        assert answer.code == 3
        assert "The data folder is read-only" in answer.err
        assert answer.out == ""


def test_a_full_disk(desk, monkeypatch):
    from incidents.journal.errors import NotDurable
    from incidents.journal.sqlite import SqliteStore

    desk.opened()

    def full(*_args):
        raise NotDurable("full", stored=1)

    monkeypatch.setattr(SqliteStore, "append", full)
    answer = desk.call("act", ID, "note", "x")
    assert (answer.code, answer.out) == (3, "")
    assert "Write on paper from #2" in answer.err


def test_little_room_is_said_and_stops_nothing(desk, monkeypatch):
    from incidents.journal.rows import Space
    from incidents.journal.sqlite import SqliteStore

    desk.opened()
    monkeypatch.setattr(SqliteStore, "space", lambda _self: Space(free=5 * 1024 * 1024, reserve=0))
    answer = desk.call("act", ID, "note", "x")
    assert answer.code == 0
    assert answer.err == "5 MB left on the disk. Recording goes on; please make room: 64 MB are wanted.\n"


def test_kept_heads_that_cannot_be_read(desk):
    desk.opened()
    with (desk.folder / "journal.db.anchors").open("a", encoding="utf-8") as stream:
        stream.write("\nnonsense\n\n")
    answer = desk.call("verify", ID)
    assert answer.code == 0
    assert answer.err == "1 kept head cannot be read and was left out.\n"


def test_a_fault_of_our_own_is_no_traceback(desk, monkeypatch):
    desk.opened()
    monkeypatch.setattr("incidents.timeline.timeline", lambda *_args: 1 / 0)
    from click.testing import CliRunner

    from drillbook.cli import cli
    from reports.words import Words

    result = CliRunner().invoke(cli(Words("zh")), ["--db", str(desk.db), "status", ID])
    assert result.exit_code == 70
    assert result.stderr == "程序本身出了问题: ZeroDivisionError: division by zero。已记的都在。\n"


def test_a_plan_with_errors_is_told_in_full(desk):
    bad = desk.folder / "bad.yaml"
    bad.write_text("runbook: bad\ntitle: 火\nversion: 1\nstepps: []\n", encoding="utf-8")
    answer = desk.call("open", "bad.yaml")
    assert answer.code == 2
    assert "unknown key 'stepps'" in answer.err
    assert desk.rows() == []


def test_options_work_before_and_after_the_command(desk):
    desk.opened()
    other = str(desk.folder / "other.db")
    assert desk.good("--db", other, "incidents") == desk.good("incidents", "--db", other) == "Under way 0\n\nPast 0\n"
    desk.good("act", ID, "note", "x", "--by", "李强", "--lang", "zh")
    story = json.loads(desk.good("timeline", ID, "--format", "json", "--lang", "en"))
    assert story["events"][-1]["by"] == "李强"


def test_help_of_every_command(desk):
    from drillbook.cli import commands
    from drillbook.commands.act import acts
    from reports.words import Words

    for lang in ("zh", "en"):
        desk.lang = lang
        for name in commands(Words("en")):
            assert desk.good(name, "--help").startswith("用法:" if lang == "zh" else "Usage:")
        for name in acts(Words("en")):
            assert desk.good("act", ID, name, "-h")
    assert "Traceback" not in desk.good("--help")


def test_times_are_those_of_the_site(desk):
    (desk.folder / "site.yaml").write_text("site: 厂\ntimezone: Europe/Berlin\n", encoding="utf-8")
    desk.clock("15:00")
    desk.good("open", desk.plan, "--at", "07:30")
    assert json.loads(desk.good("status", ID, "--json"))["began"] == "2026-03-09T07:30:00+01:00"


def test_the_numbered_lines_from_the_command_line(desk):
    answer = desk.call("run", desk.plan, "--plain", stdin="note x\n")
    assert answer.code == 0
    assert ID in answer.out
    resumed = desk.call("resume", "--plain", stdin="")
    assert resumed.code == 0
    desk.good("open", desk.plan)
    which = desk.call("resume", "--plain")
    assert which.code == 2
    assert f"Several are under way: 2026-0309-02, {ID}." in which.err
