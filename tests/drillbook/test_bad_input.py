"""Every line is a bad call: the exit code, a sentence on standard error, nothing stored, no traceback."""

from __future__ import annotations

import shlex

import pytest

from tests.drillbook.conftest import desk_in

BAD = """
# code  call                                             what is said, in part
2 opne                                                   Did you mean open?
2 --db                                                   requires an argument
2 --lang fr status x                                     'fr' is not one of 'zh', 'en'
2 --db postgres://x incidents                            A journal at postgres:// is not supported
2 status                                                 Missing argument 'INCIDENT'
2 status 2026-0309-1                                     Did you mean 2026-0309-01?
2 status ../x                                            No incident ../x.
2 status ''                                              No incident .
2 status 2026-0309-01 extra                              unexpected extra argument (extra)
2 status 2026-0309-01 --jsn                              Did you mean '--json'?
2 --db nowhere.db status x                               nowhere.db. It is made when the first incident is opened
2 --db nowhere.db act x note y                           There is no journal at
2 timeline 2026-0309-01 --format pdf                     'pdf' is not one of
2 timeline 2026-0309-01 -o no/such/folder.md             Cannot write no/such/folder.md
2 verify 2026-0309-07                                    Did you mean 2026-0309-01?
2 verify 2026-0309-01 --head XYZ                         Cannot read the head XYZ
2 verify PLAN                                            neither an exported timeline (JSON) nor a journal
2 check nowhere.yaml                                     There is no nowhere.yaml.
2 check .                                                There is no YAML file in .
2 check nowhere                                          and there is no such file. All of them: drillbook show
2 check quiet-five                                       and there is no such file. Did you mean quiet-four?
2 check                                                  Missing argument
2 show soe-rapid-respons                                 Did you mean soe-rapid-response? All plans: drillbook show
2 show ../../etc/passwd                                  No plan "../../etc/passwd"
2 show ./journal.db                                      No plan "./journal.db"
2 open nosuch                                            No plan "nosuch"
2 open ../gate                                           No plan "../gate"
2 open PLAN --at 25:70                                   Cannot read the time 25:70; nothing recorded.
2 open PLAN --at 23:59                                   23:59 is in the future (now 09:00); nothing recorded.
2 open PLAN --set headcount                              headcount is not of the form NAME=VALUE.
2 open PLAN --set hedcount=3                             No fact hedcount in this plan. Did you mean headcount?
2 open PLAN --set danger=perhaps                         Cannot read perhaps as a value of "Danger": it takes yes or no.
2 open PLAN --set claims=wages                           "Claims" is a list: enter it row by row.
2 --site nowhere.yaml open PLAN                          the file does not exist
2 --site PLAN open PLAN                                  give the file another name, and go on without names
2 run PLAN                                               The full screen needs a terminal.
2 run                                                    Missing argument 'PLAN'
2 run nosuch --plain                                     No plan "nosuch"
2 run PLAN --plain --at 23:59                            is in the future
2 resume                                                 drillbook resume --plain. Nothing was opened.
2 resume nosuch --plain                                  No incident nosuch.
2 act                                                    Usage: drillbook act
2 act 2026-0309-01                                       Missing command.
2 act 2026-0309-01 don 02                                Did you mean done?
2 act 2026-0309-07 note x                                Did you mean 2026-0309-01?
2 act 2026-0309-01 done                                  Missing argument 'STEP'
2 act 2026-0309-01 done reprt                            No step reprt in this plan. Did you mean report?
2 act 2026-0309-01 done 99                               No step 99 in this plan.
2 act 2026-0309-01 done 02@x                             No step 02@x in this plan.
1 act 2026-0309-01 done 02@7                             02 has no turn 7.
2 act 2026-0309-01 done 02 --at 9                        Cannot read the time 9
2 act 2026-0309-01 done 02 --at 09:30                    09:30 is in the future (now 09:00)
1 act 2026-0309-01 done 02 --at 08:39                    08:39 is before it all began (08:40).
1 act 2026-0309-01 done 04                               04 cannot be done yet: 02 and 03 are open.
1 act 2026-0309-01 start 04                              04 cannot be started yet
1 act 2026-0309-01 done 08                               not answered yet: "Danger"
2 act 2026-0309-01 done 02 --field headcount=3           No field headcount in the form of this step.
2 act 2026-0309-01 done 01 --field headcount=lots        Cannot read lots as a value of "Head count"
1 act 2026-0309-01 skip 02                               A reason is needed.
1 act 2026-0309-01 reopen 02 --wrong                     02 is not done yet
2 act 2026-0309-01 reopen 02                             Give a STEP with --wrong or --again
2 act 2026-0309-01 reopen 02 --wrong --again             Give a STEP with --wrong or --again
2 act 2026-0309-01 reopen --wrong                        Give a STEP with --wrong or --again
1 act 2026-0309-01 reopen --reason x                     The incident is not closed.
2 act 2026-0309-01 fill 01                               Missing option '--field'
2 act 2026-0309-01 fill 01 --field cours=x               Did you mean course? Allowed: headcount, entrance, course.
1 act 2026-0309-01 waive 02/9 --approver a --reason b    02 has no limit 9; it has 2.
1 act 2026-0309-01 waive 02/1 --reason b                 The name of whoever approves is needed.
1 act 2026-0309-01 waive 02/1 --approver a               A reason is needed.
2 act 2026-0309-01 set                                   Missing argument
2 act 2026-0309-01 set headcount                         not of the form NAME=VALUE
2 act 2026-0309-01 set headcount=2 danger=x              Cannot read x as a value
2 act 2026-0309-01 set headcount=50-30                   Cannot read 50-30
2 act 2026-0309-01 set began=23:59                       23:59 is in the future
2 act 2026-0309-01 set level=mayor                       Did you mean major?
2 act 2026-0309-01 row claims                            Give at least one COLUMN=VALUE.
2 act 2026-0309-01 row claims 1 --withdraw x=y           --withdraw takes the number of a row
2 act 2026-0309-01 row claims clam=x                     No column clam in this list. Did you mean claim?
2 act 2026-0309-01 row claims reply-by=soon              a date such as 2026-03-09
1 act 2026-0309-01 row claims 7 claim=x                  "Claims" has no row 7.
1 act 2026-0309-01 row claims 7 --withdraw --reason x    "Claims" has no row 7.
1 act 2026-0309-01 row headcount claim=x                 "Head count" is not a list and has no rows.
2 act 2026-0309-01 level mayor                           Did you mean major? Allowed: general, major.
1 act 2026-0309-01 keep-level --reason x                 No level is proposed at present.
2 act 2026-0309-01 call group                            Missing option '--result'
2 act 2026-0309-01 call group --result reachd            'reachd' is not one of
2 act 2026-0309-01 call leader --result reached          No role leader in this plan.
2 act 2026-0309-01 call group --result reported --step 9 No step 9 in this plan.
2 act 2026-0309-01 note                                  Missing argument
1 act 2026-0309-01 note ' '                              There is no text.
2 act 2026-0309-01 evidence DV-1                         Missing option '--delete-by'
2 act 2026-0309-01 evidence DV-1 --delete-by soon        Cannot read the date soon; nothing recorded. Write 2026-03-09.
2 act 2026-0309-01 assign nobody 王岚                    No role nobody in this plan.
2 act 2026-0309-01 handover 王岚                         Give FROM and TO, or --cancel.
2 act 2026-0309-01 handover 王岚 何平 --cancel           Give FROM and TO, or --cancel.
1 act 2026-0309-01 handover 李强 何平                    李强 is not on duty, 王岚 is.
1 act 2026-0309-01 handover --cancel                     No handover is under way.
1 act 2026-0309-01 accept 何平                           No handover is under way.
1 act 2026-0309-01 take-over 何平                        A reason is needed.
2 act 2026-0309-01 correct 1                             Give --void, or what is right instead
2 act 2026-0309-01 correct one --void                    'one' is not a valid integer
2 act 2026-0309-01 correct 99999999999 --void            is not in the range
1 act 2026-0309-01 correct 9 --void --reason x           No record #9; the last one is #1.
1 act 2026-0309-01 correct 1 --void --reason x           #1 (incident opened) cannot be corrected.
2 act 2026-0309-01 correct 1 --at 9 --reason x           Cannot read the time 9
2 act 2026-0309-01 follow-up nosuch                      No plan "nosuch"
2 act 2026-0309-01 follow-up PLAN --step 99              No step 99 in this plan.
2 act 2026-0309-01 action x --owner y --due soon         Cannot read the date soon; nothing recorded. Write 2026-03-09.
1 act 2026-0309-01 action ' ' --owner y --due 2026-03-31  There is no text.
1 act 2026-0309-01 close                                 The incident cannot be closed yet. Still open: 01, 02, 03
2 act 2026-0309-01 close --outcome won                   'won' is not one of
1 act 2026-0309-01 close --outcome mistake               A reason is needed.
2 act 2026-0309-01 close --outcome switched --reason x   --outcome switched takes --plan
2 act 2026-0309-01 close --plan PLAN --reason x          --outcome switched takes --plan
"""

LINES = [line for line in BAD.strip().splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory):
    """One incident for all lines: none of them changes it."""
    with pytest.MonkeyPatch.context() as patch:
        desk = desk_in(tmp_path_factory.mktemp("desk"), patch)
        desk.opened()
        desk.clock("09:00")
        yield desk


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line.split("  ")[0].split()))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bad_calls(one_desk, line, lang):
    desk = one_desk
    desk.lang = lang
    before = desk.rows()
    call, _, said = line[2:].partition("  ")
    answer = desk.call(*(desk.plan if word == "PLAN" else word for word in shlex.split(call)))
    assert answer.code == int(line[0]), answer
    assert answer.err.strip()
    assert answer.out == ""
    if lang == "en":
        assert said.strip() in answer.err
    else:
        assert not any("\uff01" in text or "错误操作" in text or "失败" in text for text in answer.err.splitlines())
    assert desk.rows() == before


def test_every_usage_error_is_chinese(desk):
    desk.lang = "zh"
    for args in (["opne"], ["status"], ["status", "x", "--jsn"], ["timeline", "x", "--format", "pdf"], ["--db"]):
        err = desk.call(*args).err
        assert "有问题: " in err
        assert not any(word in err for word in ("Usage", "Error", "Missing", "such", "Did you mean", "Try"))
