"""What a closed incident's record rests on: how long it is, whether it is whole, the full head to copy."""

from __future__ import annotations

from reports.format_time import hhmmss
from reports.format_value import record_no
from reports.words import Words
from reports.words.verify import FLAWS
from tui.desk.checked import Checked
from tui.lines import Line, between, line, note, rule, wrap
from tui.pages.view import View


def record_heading(view: View) -> Line:
    """`--记录 213条, 链完整 17:20:31 ---`, or where it breaks."""
    words, n, checked = view.words, view.board.state.version, view.ui.checked
    if checked is None:
        said = words.sense("closed", "{n} records, verifying...", n=n)
    elif checked.fault:
        said = words.sense("closed", "{n} records: CHAIN BROKEN at {seq}", n=n, seq=record_no(checked.fault))
    elif checked.error:
        said = words.sense("closed", "{n} records, not verified", n=n)
    else:
        at = hhmmss(checked.at, view.board.zone)
        said = words.sense("closed", "{n} records, chain whole {at}", n=checked.version, at=at)
    return rule(said, "", view.width, "-", "overdue" if checked is not None and checked.fault else "bar")


def record_rows(view: View, *, hint: bool) -> list[Line]:
    """The head with what it is good for; in its place what is wrong with the record."""
    words, checked = view.words, view.ui.checked
    if checked is not None and not checked.whole:
        return [line(f" {piece}", "warning") for piece in wrap(verified(checked, words), view.width - 2)]
    _, head, _ = view.board.session.head
    lines = [line(between(f" {head}", "", view.width), "head")]
    if hint:
        said = words.sense(
            "closed",
            "Copy this line into the report or read it to the leading group: it proves later that nothing was changed.",
        )
        lines += [line(f" {piece}") for piece in wrap(said, view.width - 2)]
    return lines


def verified(checked: Checked, words: Words) -> str:
    """What came of verifying, in a sentence or two."""
    if checked.error:
        return words.sense("closed", "The record could not be verified: {error}", error=note(checked.error))
    if not checked.fault:
        said = words.sense("closed", "Verified: {n} records, chain whole.", n=checked.version)
        if checked.anchors:
            return words.sense("closed", "{where} {flaw}", where=said, flaw=_kept(checked, words))
        alone = words.sense("closed", "No head kept elsewhere was compared.")
        return words.sense("closed", "{where} {flaw}", where=said, flaw=alone)
    if checked.fault > 1:
        good = words.sense("closed", "#1-#{n} are sound, the rest is only to be read.", n=checked.fault - 1)
    else:
        good = words.sense("closed", "None of it can be trusted.")
    start = words.sense("closed", "The chain breaks at {seq}: {good}", seq=record_no(checked.fault), good=good)
    flaw = FLAWS.get(checked.what)
    return words.sense("closed", "{where} {flaw}", where=start, flaw=words.say(flaw)) if flaw else start


def _kept(checked: Checked, words: Words) -> str:
    return words.many("1 kept head agrees.", "{n} kept heads agree.", checked.anchors)
