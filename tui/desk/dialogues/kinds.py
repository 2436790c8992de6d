"""Every kind of dialogue, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.desk.dialogues import (
    closing,
    correcting,
    duty,
    evidence,
    extending,
    handing,
    more,
    skipping,
    step_menu,
    waiving,
)
from tui.desk.dialogues.question import Kind

KINDS: Final[Mapping[str, Kind]] = {
    "more": more.MORE,
    "step": step_menu.STEP,
    "assign": handing.ASSIGN,
    "start": handing.START,
    "remind": handing.REMIND,
    "skip": skipping.SKIP,
    "reopen": skipping.REOPEN,
    "evidence": evidence.EVIDENCE,
    "retime": correcting.RETIME,
    "retime-one": correcting.RETIME_ONE,
    "waive": waiving.WAIVE,
    "extend": extending.EXTEND,
    "record": correcting.RECORD,
    "void": correcting.VOID,
    "retext": correcting.RETEXT,
    "close": closing.CLOSE,
    "reopen-incident": closing.REOPEN_INCIDENT,
    "switch": closing.SWITCH,
    "duty": duty.DUTY,
    "take-over": duty.TAKE_OVER,
}
"""What can be opened by `begin`; each leads to one record, or to another of these."""
