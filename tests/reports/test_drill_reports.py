"""A drill told as text and JSON: in both languages, by basis, in words that can be trusted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reports.cells import cell_width
from reports.drill_compared import comparison_text, verdict
from reports.drill_headline import headline
from reports.drill_json import comparison_json, drill_json
from reports.drill_phrases import length, limit_of, percent, with_interval
from reports.drill_tables import Table
from reports.drill_text import drill_text
from reports.drill_values import Quantile, Share, StuckResult
from reports.json_text import dumped
from reports.table_lines import table_lines
from tests.reports.drill_example import GAIN, LOSS, MINUTE, ON_SITE, REPORT, SAME, UNSEEN, compared, drilled
from tests.reports.gate import EN, ZH


def block(text: str, heading: str) -> list[str]:
    """The lines of a table."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(heading))
    end = lines.index("", start)
    return lines[start:end]


def test_a_manager_reads_first_what_gives_way():
    said = headline(drilled(), EN)
    assert said[0] == "Limits of plan and law that could be judged: 3; kept in at least 95% of the runs: 1."
    assert said[1].startswith(
        "Gives way first: 02 Report to the leading group (plan 30 min), kept in 75.0% (68.6-80.5%)"
    )
    assert said[1].endswith("; in half of them done within 22 min.")
    assert said[2].startswith("Then: 08 Call 110 (plan 5 min), kept in 90.0%")
    assert "one more of Department head" in said[3]
    assert "more often by 15.5 points (+10.5 to +21.1)" in said[3]
    assert said[4] == "90.0% of all waiting for people and things is for Department head."
    assert said[5] == (
        "The plan stops: 04 Hear the claims waits for Department head, of whom nobody is free any more, since 1 h 1 min"
        " from the start (median), in 6.0% of the runs, such as run 141."
    )


def test_what_was_open_when_too_many_runs_ended_is_not_called_kept():
    early = replace(ON_SITE, kept=7, broken=0, censored=193, not_applicable=0, share=Share(1.0, 0.64567, 1.0))
    said = headline(drilled(limits=(REPORT, early)), EN)
    assert said[0] == "Limits of plan and law that could be judged: 1; kept in at least 95% of the runs: 0."
    assert "Not judged: 1 more limit, not due yet when many runs ended: 03 (plan 1 h)." in said
    assert "Where many runs are open, kept looks better than it is: " in drill_text(drilled(limits=(REPORT, early)), EN)
    assert "Where many runs are open" not in drill_text(drilled(limits=(REPORT,)), EN)
    alone = headline(drilled(limits=(early,)), EN)
    assert alone[0] == "No limit of the plan or of law could be judged."


def test_a_limit_that_gives_way_whatever_becomes_of_the_open_runs_is_told_with_them():
    weak = replace(REPORT, kept=40, broken=100, censored=60, share=Share(0.286, 0.217, 0.366))
    said = headline(drilled(limits=(weak,)), EN)
    assert said[0].endswith("that could be judged: 1; kept in at least 95% of the runs: 0.")
    assert "kept in 28.6% (21.7-36.6%) of the runs that could be judged, 30.0% being open at their end;" in said[1]


def test_what_was_undone_at_the_end_is_not_said_to_take_as_long_as_the_drill():
    late = replace(REPORT, p50=Quantile(None, 0, None), p90=Quantile(None, 0, None))
    assert headline(drilled(limits=(late,)), EN)[1].endswith("; in half of them not done when the drill ended.")
    (row,) = [line for line in drill_text(drilled(limits=(late,)), EN).splitlines() if line.startswith("  02")]
    assert row.endswith("not by the end  not by the end")


def test_an_assumed_target_never_leads():
    worse = replace(REPORT, limit=2, share=Share(0.01, 0.0, 0.03))
    said = headline(drilled(limits=(worse, ON_SITE)), EN)
    assert said[0] == "Limits of plan and law that could be judged: 1; kept in at least 95% of the runs: 1."
    assert not any("Gives way" in line for line in said)


@pytest.mark.parametrize(
    ("kind", "waits_for", "said"),
    [
        ("fact", "danger", '04 Hear the claims waits for the answer to "Danger", which nobody gives'),
        ("step", "report", "04 Hear the claims waits for 02 Report to the leading group"),
        ("undone", "on-site", "04 Hear the claims waits for 03 Department on site, which nobody does in a drill"),
    ],
)
def test_where_a_plan_stops_is_said(kind, waits_for, said):
    stuck = StuckResult("hear", kind, waits_for, 200, 0, 1)
    assert headline(drilled(stuck=(stuck,)), EN)[-1].startswith(f"The plan stops: {said}, since")


def test_what_waits_for_a_step_that_nobody_comes_to_is_not_told_besides():
    base = drilled()
    stuck = StuckResult("hear", "step", "report", 200, 0, 1)
    steps = tuple(
        replace(s, waiting=200, waiting_run=1, waiting_since=MINUTE, people=(("head",), ("duty", "head")))
        if s.step == "report"
        else s
        for s in base.steps
    )
    said = headline(replace(base, stuck=(stuck,), steps=steps), EN)
    assert not any("The plan stops" in line for line in said)
    assert "it had waited for Department head and Duty officer or Department head since 1 min" in said[-1]


def test_limits_of_which_none_could_be_judged_are_no_more_limits():
    base = drilled()
    lost = tuple(
        replace(limit, share=None, kept=0, broken=0, censored=0, not_applicable=base.runs) for limit in base.limits
    )
    text = drill_text(replace(base, limits=lost), EN)
    plan = sum(limit_of(found.step, found.limit, base.plan).basis == "plan" for found in lost)
    assert block(text, "Plan limits")[1:] == [f"  {plan} limits of this kind applied in no run."]


def test_three_blocks_that_are_never_summed():
    text = drill_text(drilled(), EN)
    plan = block(text, "Plan limits")
    assert [line.split()[0] for line in plan[2:-1]] == ["02", "03", "08"]
    assert plan[2].split("  ")[-1].strip() == "41 min"
    assert plan[-1] == "  1 more limit of this kind applied in no run."
    assert block(text, "Statute limits")[1:] == [
        "  1 limit of this kind was neither kept nor broken in any run: not due yet, or nobody does the step."
    ]
    assumed = block(text, "Assumed targets")
    assert "510/600" in assumed[-1]
    assert "10 min" in assumed[2]
    assert not any("total" in line.lower() for line in text.splitlines())


def test_the_shares_of_a_limit_stand_beside_each_other():
    (row,) = [line for line in block(drill_text(drilled(), EN), "Plan limits") if line.startswith("  08")]
    assert row.split() == [
        "08",
        "Call",
        "110",
        "5",
        "min",
        "90.0%",
        "(59.6-98.2%)",
        "0.5%",
        "0%",
        "95.0%",
        "2",
        "min",
        "4",
        "min",
    ]


def test_who_is_short_and_what_one_more_would_change():
    rows = block(drill_text(drilled(), EN), "Who is short")
    assert rows[2].endswith("02 (plan 30 min) +15.5 points (+10.5 to +21.1)")
    assert rows[3].split()[-1] == "-"
    assert rows[4].endswith("nothing: every limit as before")


def test_that_nobody_more_would_help_what_gives_way_first_is_said():
    base = drilled()
    tried = tuple(replace(role, plus_one=role.plus_one or ()) for role in base.roles)
    said = " would not be kept visibly more often with one more of any role."
    on_site = replace(ON_SITE, kept=2, broken=198, share=Share(0.01, 0.003, 0.036))
    worse = replace(base, roles=tried, limits=(REPORT, on_site))
    assert "03 (plan 1 h)" + said in headline(worse, EN)
    assert "03 (预案1小时) 则无论哪个岗位多一个, 都看不出守得更多。" in headline(worse, ZH)
    assert not any(said in line for line in headline(replace(base, roles=tried), EN))
    assert not any(said in line for line in headline(replace(worse, roles=base.roles), EN))


def test_where_nothing_gives_way_nobody_asks_for_one_more():
    base = drilled(limits=(ON_SITE,))
    tried = replace(base, roles=tuple(replace(role, plus_one=(SAME,)) for role in base.roles))
    assert headline(tried, EN)[0].endswith("judged: 1; kept in at least 95% of the runs: 1.")
    assert not any(line.startswith("One more person") for line in headline(tried, EN))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((SAME,), "; one more would change nothing for any limit."),
        ((SAME, UNSEEN), "; with one more no difference was seen."),
        ((SAME, LOSS), "."),
        ((), "."),
        (None, "."),
    ],
)
def test_what_is_waited_for_most_is_not_always_what_there_is_too_little_of(found, said):
    base = drilled()
    roles = tuple(replace(role, plus_one=found) if role.role == "head" else role for role in base.roles)
    told = next(line for line in headline(replace(base, roles=roles), EN) if "of all waiting" in line)
    assert told == f"90.0% of all waiting for people and things is for Department head{said}"


def test_what_was_not_tried_is_not_said_to_change_nothing():
    base = drilled()
    tried = replace(base, roles=tuple(replace(role, plus_one=(SAME,)) for role in base.roles))
    said, note = "One more person in any one role would not", "  Where no change stands it was not tried: "
    assert any(line.startswith(said) for line in headline(tried, EN))
    assert note not in drill_text(tried, EN)
    stopped = replace(tried, roles=(replace(base.roles[1], plus_one=None), *tried.roles[1:]))
    assert not any(line.startswith(said) for line in headline(stopped, EN))
    assert f"\n{note}the drill was stopped before that." in drill_text(stopped, EN)


def test_nobody_more_is_not_called_useless_where_no_limit_could_be_judged():
    base = drilled()
    roles = tuple(replace(role, plus_one=(SAME,)) for role in base.roles)
    lost = tuple(replace(limit, share=None, kept=0, broken=0, censored=base.runs) for limit in base.limits)
    early = tuple(replace(limit, kept=1, broken=0, censored=199, share=Share(1.0, 0.2, 1.0)) for limit in base.limits)
    for limits, useless in ((base.limits, True), (early, False), (lost, False)):
        said = headline(replace(base, roles=roles, limits=limits), EN)
        assert any(line.startswith("One more person") for line in said) == useless


def test_chinese_stands_in_columns_and_is_not_cut():
    text = drill_text(drilled(), ZH)
    assert text.startswith("推演: 北门演练\n")
    assert "人群模型只作示意, 未经任何单位校准" in text
    assert "最先守不住: 02 向领导小组报告 (预案30分), 75.0% (68.6-80.5%) 的推演守住" in text
    heading, *rows = block(text, "预案时限")[1:-1]
    at = cell_width(heading[: heading.index("时限")])
    assert {cell_width(row[: row.index(limit)]) for row, limit in zip(rows, ("30分", "1小时", "5分"), strict=True)} == {
        at
    }


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 200])
def test_a_report_fits_its_window_and_says_what_was_left_out(words, width):
    text = drill_text(drilled(), words, width)
    assert max(cell_width(line) for line in text.splitlines()) <= width
    left_out = "For want of room without: " if words is EN else "窗口太窄, 没有列出: "
    if width == 60:
        assert left_out in text
    told = comparison_text(compared(), words, width)
    assert max(cell_width(line) for line in told.splitlines()) <= width
    if width == 200:
        assert (text, told) == (drill_text(drilled(), words), comparison_text(compared(), words))


def test_in_a_tiny_window_every_row_is_told_and_nothing_is_left_out():
    text = drill_text(drilled(), EN, 40)
    assert "For want of room" not in text
    told = " ".join(line.strip() for line in block(text, "Plan limits"))
    assert "02 Report to the leading group limit: 30 min; kept (95 %): 75.0% (68.6-80.5%); broken: 25.0%; open" in told
    assert "Duty officer there are: 1; busy: 5.0%;" in " ".join(text.split())


def test_in_a_narrow_window_what_tells_most_stays():
    text = drill_text(drilled(), EN, 60)
    heading, first = block(text, "Plan limits")[1:3]
    assert heading.split("  ")[-2:] == ["kept (95 %)", "broken"]
    assert first.split()[0] == "02"
    assert "75.0% (68.6-80.5%)" in first
    assert "02 (plan 30 min) +15.5 points (+10.5 to +21.1)" in text.replace("\n      ", " ")


def test_without_a_crowd_nothing_is_said_of_its_model():
    assert "illustrative" not in drill_text(drilled(crowd=()), EN)


def test_a_drill_that_was_stopped_says_so_first():
    assert headline(drilled(wanted=2000), EN)[0] == "Stopped early: 200 of 2000 runs were finished."
    assert not headline(drilled(wanted=2000, precision=0.05), EN)[0].startswith("Stopped")
    wide = drilled(precision=0.05, reached_precision=False)
    assert headline(wide, EN)[0] == "The intervals are still wider than +-5%: more runs would be needed."


def test_only_all_is_all_and_only_none_is_none():
    assert [percent(x) for x in (1.0, 0.9999, 0.5, 0.0001, 0.0)] == ["100%", ">99.9%", "50.0%", "<0.1%", "0%"]
    assert with_interval(Share(1.0, 0.9981, 1.0)) == "100% (99.8-100%)"
    assert with_interval(None) == "-"


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0 min"),
        (29.64 * MINUTE, "29.6 min"),
        (59.97 * MINUTE, "1 h"),
        (61.4 * MINUTE, "1 h 1 min"),
        (24 * 60 * MINUTE, "1 d"),
        (26 * 60 * MINUTE + 600_000, "1 d 2 h"),
        (None, "-"),
    ],
)
def test_lengths_as_one_says_them(ms, said):
    assert length(ms, EN) == said


def test_a_heading_is_never_cut_and_a_long_text_is():
    table = Table("T", ("a very long heading of a column of texts", "n"), (("x" * 99, "1"),), (0,))
    lines = list(table_lines(table, EN))
    assert lines[1] == "  a very long heading of a column of texts  n"
    assert lines[2].split() == ["x" * 37 + "...", "1"]


# -- comparison


def test_verdicts_in_plain_words():
    assert verdict(GAIN, EN) == "kept more often by 15.5 points (+10.5 to +21.1)"
    assert verdict(LOSS, EN) == "kept less often by 15.0 points (-20.3 to -10.5)"
    assert verdict(UNSEEN, EN) == "no difference seen (-2.8 to +1.4 points)"
    assert verdict(SAME, EN) == "exactly the same"
    assert verdict(GAIN, ZH) == "多守住 15.5 个百分点 (+10.5 至 +21.1)"
    assert verdict(LOSS, ZH) == "少守住 15.0 个百分点 (-20.3 至 -10.5)"


def test_a_comparison_tells_binding_limits_apart_from_targets():
    text = comparison_text(compared(), EN)
    first, second = text.split("under the plan gate 1.2.0")
    assert "Department head: 2 instead of 1\n  Limits of plan and law: 3; kept more often: 1, less often: 0." in first
    assert "02 Report to the leading group (plan 30 min): kept more often" in first
    assert "; done 6.2 min sooner on average  [75.0% (68.6-80.5%), then 90.5% (85.7-93.8%)]" in first
    assert "    1 limit exactly the same in every run" in first
    assert first.index("Assumed targets") < first.index("kept less often")
    assert "Exactly the same for every limit of plan and law, in every run." in second
    assert "Only in the first plan: 06 Written notice of receipt (statute 15 days)" in second


def test_no_difference_is_not_said_of_what_was_open_when_many_runs_ended():
    base = compared()
    first, second, *_ = base.alternatives[0].limits

    def told(*limits):
        return comparison_text(replace(base, alternatives=(replace(base.alternatives[0], limits=limits),)), EN)

    assert "no difference seen" in told(replace(second, open=10))
    text = told(replace(second, open=200))
    assert "No limit of the plan or of law could be judged in both." in text
    assert "Too early to tell of 1 limit of plan and law, still open when many runs ended." in text
    assert "(plan 1 h): too early to tell, 50.0% of the runs being open at their end" in text
    assert "no difference seen" not in text
    never = replace(second.difference, of=0, before=0, after=0, share=None, sooner=None)
    assert "too early to tell, 100% of the runs" in told(replace(second, difference=never, open=200))
    text = told(replace(first, open=50))
    assert "(+10.5 to +21.1); without the 20.0% of the runs that were open at their end; done" in text
    assert "sooner on average where it was done both times  [" in text


# -- JSON


def test_the_json_has_the_names_that_were_promised():
    told = json.loads(dumped(drill_json(drilled())))
    assert (told["scenario"], told["runbook"], told["runs"], told["seed"]) == ("at-the-gate", "gate", 200, 7)
    limit = told["limits"][0]
    promised = "step basis source within_s kept kept_low kept_high broken censored not_applicable p50_s p90_s p95_s"
    assert set(promised.split()) <= set(limit)
    assert (limit["kept"], limit["kept_low"], limit["broken"], limit["p95_s"]) == (0.75, 0.6857, 0.25, None)
    assert {"role", "staff", "busy", "queue_share", "plus_one"} <= set(told["roles"][0])
    assert told["roles"][0]["plus_one"] == []
    assert told["roles"][1]["plus_one"][0]["difference"] == 0.155
    assert told["roles"][2]["plus_one"] is None
    assert told["crowd_calibrated"] is False
    late = json.loads(dumped(drill_json(drilled(never_came=(("late", 119 * MINUTE, 50),)))))
    assert late["never_came"] == [{"inject": "late", "at_s": 7140, "share": 0.25}]


def test_the_json_of_a_comparison():
    told = json.loads(dumped(comparison_json(compared())))
    first = told["alternatives"][0]
    title = {"zh": "部门负责人", "en": "Department head"}
    assert first["staff"] == [{"role": "head", "title": title, "was": 1, "is": 2}]
    assert [limit["verdict"] for limit in first["limits"]] == ["better", "not-seen", "none", "worse"]
    assert first["limits"][0]["sooner_s"] == 370.0
    assert told["alternatives"][1]["only_first"][0]["step"] == "notice"


def test_two_limits_that_read_the_same_get_a_letter_and_a_note():
    rows = (("92", "Call 110", "5 min", "danger", "90%"), ("92", "Call 110", "5 min", "disorder", "80%"))
    table = Table("Limits", ("no.", "step", "limit", "counted from", "kept"), rows, (0, 1, 2, 3), ("a note",), (3,))
    assert list(table_lines(table, EN)) == [
        "Limits",
        "  no.  step      limit      kept",
        "  92   Call 110  5 min (a)   90%",
        "  92   Call 110  5 min (b)   80%",
        "  (a)  counted from: danger",
        "  (b)  counted from: disorder",
        "  a note",
    ]
    other = replace(table, rows=(rows[0], ("93", *rows[1][1:])))
    assert not any("(a)" in line for line in table_lines(other, EN))
