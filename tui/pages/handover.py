"""The page of a handover: the picture, the words, two signatures, the head to copy into the paper log."""

from __future__ import annotations

from typing import Final

from reports.cells import cell_width, fit
from reports.format_time import hhmmss
from reports.format_value import record_no
from tui.desk.handover_stage import Stage, ended, last_offer, offer, stage, takers, typing, unread
from tui.desk.panel import Handover
from tui.lines import BLANK, Line, drawn, first_that_fits, line, row, rule
from tui.pages.field_rows import Caret, typed_rows
from tui.pages.find_line import function_row
from tui.pages.foot import stored_row
from tui.pages.handover_picture import packed
from tui.pages.handover_region import Region, region
from tui.pages.view import View

_NAMES: Final = 3
"""Names beside each other, where one is to be chosen."""
_ROLE, _NAME = 4, 13
_SIGNS: Final = 4


def handover_rows(view: View, panel: Handover, height: int) -> tuple[list[Line], Caret | None]:
    """`height` rows below the first one, and where a caret stands in them."""
    at, found = stage(panel, view.board), region(view, panel, height)
    lines = [_title(view, panel), *_scrolled(view, panel, found)]
    block, caret = _block(view, panel, at, found)
    if caret is not None:
        caret = (len(lines) + caret[0], caret[1])
    lines += block
    lines += _signatures(view, panel, at)[: found.signs] if found.signs >= _SIGNS else _signatures(view, panel, at)[1:3]
    made = [each.fitted(view.width) for each in lines[:height]]
    return [*made, *[BLANK.fitted(view.width)] * (height - len(made))], caret


def _people(view: View, panel: Handover) -> tuple[str, str]:
    """Who gives the duty and who takes it."""
    last = ended(panel, view.board)
    if view.board.state.handover is not None:
        giver, taker = view.board.state.handover
    elif last is not None and last.kind != "handover-cancelled":
        giver, taker = str(last.data["from"]), str(last.data["to"])
    else:
        giver, taker = view.board.state.duty, panel.taker
    return drawn(giver), drawn(taker)


def _title(view: View, panel: Handover) -> Line:
    """`==== 交班  王岚 >> 何平 ==================== 时钟不停; 何平签收前仍由王岚负责 ==`."""
    words = view.words
    giver, taker = _people(view, panel)
    title = words.sense("handover", "Handover")
    who = f"{giver} >> {taker}" if taker and stage(panel, view.board) != "whom" else f"{giver} >> ?"
    ends = [words.sense("handover", "clock runs; {giver} answers until signed", giver=giver, taker=taker)]
    if ended(panel, view.board) is not None:
        ends = [words.sense("handover", "ended")]
    if stage(panel, view.board) == "whom" and view.board.state.handover is None:
        ends = []
    start = f"== {title}  {who}"
    room = view.width - cell_width(start) - 8
    return rule(start, first_that_fits(room, [*ends, ""]), view.width, "=")


def _scrolled(view: View, panel: Handover, found: Region) -> list[Line]:
    """What scrolls; where not all of it is seen, the last row says how much more there is."""
    if len(found.lines) <= found.rows:
        return [*found.lines, *[BLANK] * (found.rows - len(found.lines))]
    words = view.words
    top = found.top(panel)
    below = len(found.lines) - top - found.shown
    lines = list(found.lines[top : top + found.shown])
    said = words.many("1 more line", "{n} more lines", below) if below else words.sense("handover", "that is all of it")
    if top:
        said += "  " + words.sense("handover", "{n} above", n=top)
    return [*lines, rule(said, "PgDn PgUp", view.width)][: found.rows]


# -- whom to, in words ----------------------------------------------------------------------------------


def _block(view: View, panel: Handover, at: Stage, found: Region) -> tuple[list[Line], Caret | None]:
    """The rows between the picture and the signatures."""
    match at:
        case "whom":
            lines, caret = _whom(view, panel, found.block)
        case "words":
            lines, caret = _writing(view, panel, found.block)
        case _:
            lines, caret = _written(view, panel, found), None
    return [*lines, *[BLANK] * (found.block - len(lines))], caret


def _whom(view: View, panel: Handover, rows: int) -> tuple[list[Line], Caret | None]:
    words, known = view.words, takers(view.board)
    ends = words.sense("handover", "digit, or type a name and Enter")
    if typing(panel, view.board):
        ends = words.sense("handover", "type a name and Enter")
    lines = [rule(words.sense("handover", "To whom?"), ends, view.width)]
    if typing(panel, view.board):
        field, at = typed_rows(view, " > ", panel.name, 1)
        return [*lines, *field], (len(lines) + at[0], at[1])
    size = (view.width - 5) // _NAMES
    cells = [fit(f"{n} {drawn(name)}", size) for n, name in enumerate(known, 1)]
    lines += [line("     " + "".join(cells[n : n + _NAMES]).rstrip()) for n in range(0, len(cells), _NAMES)]
    return lines[:rows], None


def _writing(view: View, panel: Handover, rows: int) -> tuple[list[Line], Caret]:
    words = view.words
    phrases = [drawn(words.text(phrase)) for phrase in view.board.site.phrases]
    giver = drawn(view.board.state.duty)
    if phrases:
        title = words.sense("handover", "In words ({giver} writes; Down=stock phrases)", giver=giver)
    else:
        title = words.sense("handover", "In words ({giver} writes)", giver=giver)
    field, at = typed_rows(view, " > ", panel.field, max(rows - 1 - bool(phrases and rows > 2), 1))
    lines = [rule(title, "", view.width), *field]
    room = max(rows - len(lines), 0)
    marked = [f"[{text}]" if n == panel.phrase else text for n, text in enumerate(phrases, 1)]
    shown = packed(marked, " / ", view.width - 4)
    if len(shown) > room and panel.phrase:
        shown = packed(marked[panel.phrase - 1 :], " / ", view.width - 4)
    return [*lines, *(line(f"   {text}") for text in shown[:room])], (1 + at[0], at[1])


def _written(view: View, panel: Handover, found: Region) -> list[Line]:
    words = view.words
    giver, _ = _people(view, panel)
    lines = [rule(words.sense("handover", "In words ({giver})", giver=giver), "", view.width)]
    if not any(found.said):
        return [*lines, line(f"   {words.sense('handover', 'nothing to add')}", "dim")]
    return [*lines, *(line(f" {'>' if n == 0 else ' '} {text}") for n, text in enumerate(found.said))]


# -- signatures -----------------------------------------------------------------------------------------


def _signatures(view: View, panel: Handover, at: Stage) -> list[Line]:
    """Heading, who gives, who takes, the head of the record."""
    words = view.words
    lines = [rule(words.sense("handover", "Signatures"), "", view.width)]
    lines += _ended(view, panel) if at == "ended" else [_out(view, panel, at), _in(view, panel, at)]
    last = ended(panel, view.board)
    if last is not None and last.kind == "handover-cancelled":
        return lines
    if at not in {"sign", "ended"}:
        later = words.sense("handover", "Once it is offered, both read the head of the record aloud and copy it.")
        return [*lines, line(f" {later}", "dim")]
    version, _, short = view.board.session.head
    said = words.sense("handover", "Both read the head aloud and copy it into the paper log:")
    brief = words.sense("handover", "Both copy the head:")
    head = f"{record_no(version)}  {short}"
    return [*lines, line(first_that_fits(view.width, [f" {said}  {head}", f" {brief}  {head}", f" {head}"]))]


def _signature(view: View, mark: str, role: str, name: str, said: str, style: str = "") -> Line:
    """`>[ ] 接班 何平          << 何平本人核对后按空格`."""
    size = _NAME if said.startswith("<<") else cell_width(name)
    gap = " " if view.words.chinese or said.startswith("<<") else "  "
    text = f"{mark} {fit(role, _ROLE)} {fit(name, max(size, cell_width(name)))}{gap}{said}".rstrip()
    return line(text, style).fitted(view.width) if style else line(text)


def _out(view: View, panel: Handover, at: Stage) -> Line:
    words = view.words
    giver, taker = _people(view, panel)
    role = words.sense("handover", "out")
    found = offer(view.board)
    if found is not None:
        time = hhmmss(found[0].recorded, view.board.zone)
        return _signature(view, " [+]", role, giver, words.sense("handover", "signed {at}", at=time))
    if at == "out":
        said = words.sense("handover", "<< {giver} checks and presses Space: to {taker}", giver=giver, taker=taker)
        return _signature(view, ">[ ]", role, giver, said, "cursor")
    return _signature(view, " [ ]", role, giver, "")


def _in(view: View, panel: Handover, at: Stage) -> Line:
    words = view.words
    _, taker = _people(view, panel)
    role = words.sense("handover", "in")
    if at != "sign":
        return _signature(view, " [ ]", role, taker, "")
    new = len(unread(panel, view.board))
    if new:
        said = words.many("<< 1 new record: PgDn, then Space", "<< {n} new records: PgDn, then Space", new)
    else:
        said = words.sense("handover", "<< {taker} checks and presses Space", taker=taker)
    return _signature(view, ">[ ]", role, taker, said, "cursor")


def _ended(view: View, panel: Handover) -> list[Line]:
    """What happened at another station."""
    words, last = view.words, ended(panel, view.board)
    if last is None:
        return []
    giver, taker = _people(view, panel)
    time = hhmmss(last.recorded, view.board.zone)
    match last.kind:
        case "handover-accepted":
            said = words.sense("handover", "signed {at}: {taker} is on duty now", at=time, taker=taker)
            offered = last_offer(view.board)
            at = hhmmss(offered[0].recorded, view.board.zone) if offered else ""
            signed = words.sense("handover", "signed {at}", at=at)
            first = _signature(view, " [+]", words.sense("handover", "out"), giver, signed)
            return [first, _signature(view, " [+]", words.sense("handover", "in"), taker, said)]
        case "taken-over":
            said = words.sense("handover", "took over alone {at} and is on duty now", at=time)
            first = _signature(view, " [-]", words.sense("handover", "out"), giver, "")
            return [first, _signature(view, " [+]", words.sense("handover", "in"), taker, said)]
    said = words.sense("handover", "{name} took the offer back at {at}.", name=drawn(last.by), at=time)
    stays = words.sense("handover", "{giver} is still on duty; the words are kept.", giver=giver)
    return [line(f" [-] {said}"), line(f"     {stays}")]


# -- below ----------------------------------------------------------------------------------------------


def handover_foot(view: View, panel: Handover) -> list[Line]:
    """What is on disk, what the keys do, the keys."""
    return [stored_row(view), _keys(view, panel), function_row(view)]


def _keys(view: View, panel: Handover) -> Line:
    words = view.words
    giver, taker = _people(view, panel)
    at, right = stage(panel, view.board), ""
    match at:
        case "whom" if typing(panel, view.board):
            said = words.sense("handover", "Enter=to this one  Esc=drop the name")
        case "whom":
            said = words.sense("handover", "digit=choose  letters=a name  Left=back")
        case "words":
            danger = view.registry.key("danger")
            said = words.sense(
                "handover", "Enter=done  Down=stock phrase  Esc=leave, the draft is kept  {key}=danger", key=danger
            )
        case "out":
            said = words.sense(
                "handover", "Space={giver} signs  Right=somebody else  Up=words  Left=not now", giver=giver
            )
        case "sign" if panel.back:
            said = words.sense(
                "handover", "Take the offer back?  1 or Left=yes, {giver} stays  any other key=no", giver=giver
            )
            return line(said, "warning").fitted(view.width)
        case "sign":
            if new := len(unread(panel, view.board)):
                start = words.many("PgDn=the new record", "PgDn=the {n} new records", new)
            else:
                start = words.sense("handover", "Space={taker} signs", taker=taker)
            said = f"{start}  {words.sense('handover', 'Right=somebody else  Left=cancel')}"
            right = words.sense("handover", "nobody: Menu, Take over")
        case _:
            last = ended(panel, view.board)
            again = last is not None and last.kind == "handover-cancelled"
            back = words.sense("handover", "Left=back to the list")
            said = f"{words.sense('handover', 'Enter=offer it again')}  {back}" if again else back
    room = view.width - cell_width(said) - 2
    return row(said, right if cell_width(right) <= room else "", view.width)
