"""What is not saved, where two editors have one file open: neither takes the other's draft away."""

from __future__ import annotations

from pathlib import Path

from tests.tui.editing.writer import PLAN, Writer


def test_what_somebody_else_gives_up_is_put_away_again_by_whom_it_belongs_to(tmp_path: Path) -> None:
    one = Writer(tmp_path).type("# one ").rest()
    other = Writer(tmp_path)
    assert other.room.draft is not None
    other.press("2")
    assert not list(one.drafts.glob("plan-*.json"))
    one.bench.put_away()
    assert one.bench.kept
    assert Writer(tmp_path).press("1").text == "# one " + PLAN


def test_two_editors_of_one_file_keep_a_draft_each(tmp_path: Path) -> None:
    one, other = Writer(tmp_path), Writer(tmp_path)
    one.type("# one ").rest()
    other.type("# the other ").rest()
    one.type("more ").rest()
    assert len(list(one.drafts.glob("plan-*.json"))) == 2
    other.press("f2").check()
    assert other.path.read_text(encoding="utf-8").startswith("# the other ")
    again = Writer(tmp_path)
    assert again.room.stale_draft
    assert again.press("1").text == "# one more " + PLAN
    again.press("f2").check()
    assert not list(one.drafts.glob("plan-*.json"))


def test_a_draft_that_says_what_the_file_says_is_passed_over_for_an_older_one(tmp_path: Path) -> None:
    one, other = Writer(tmp_path), Writer(tmp_path)
    one.type("# one ").rest()
    other.time += 60_000
    other.type("# the other ").rest()
    other.path.write_text(other.text, encoding="utf-8", newline="")
    assert Writer(tmp_path).press("1").text == "# one " + PLAN
