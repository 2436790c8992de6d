"""Handing over the duty: whom to, some words, the outgoing officer signs, the incoming one reads and signs.

Two signatures, two records. Between them the outgoing officer stays responsible, and what is recorded meanwhile has to
be looked through before the incoming one can sign. The words are a draft until they are in the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents import commands as c
from incidents.events import Event
from reports.handover import handover_summary
from tui.desk.effects import DropDraft, Record, SaveDraft
from tui.desk.field import EMPTY, Field
from tui.desk.handover_stage import ended, likely, offer, stage, takers, unread
from tui.desk.keys import Key
from tui.desk.panel import Handover, Menu
from tui.desk.scene import Out, Scene
from tui.desk.ui import Find, Ui
from tui.pages.handover_region import body_rows, region
from tui.pages.view import View

_SCROLLING = frozenset({"pagedown", "pageup"})


def begin(ui: Ui, scene: Scene) -> Out:
    """Open it: where an offer stands, for the incoming officer's signature; else with the words that were begun."""
    board = scene.board
    ui = replace(ui, find=Find(), digit="")
    place = next((n for n, panel in enumerate(ui.panels) if isinstance(panel, Handover)), None)
    if place is not None:
        return replace(ui, panels=ui.panels[: place + 1]), ()
    taker, text = ui.handover or ("", "")
    standing = offer(board)
    panel = Handover(
        taker if taker and taker != board.state.duty else likely(board),
        Field.of(text),
        since=board.version,
        read=standing[0].seq if standing else 0,
    )
    return ui.opened(panel), ()


def press(ui: Ui, panel: Handover, key: Key, scene: Scene) -> Out:
    """One key."""
    at = stage(panel, scene.board)
    if key.name in _SCROLLING:
        return _scrolled(ui, panel, key.name, scene), ()
    match at:
        case "whom":
            return _whom(ui, panel, key, scene)
        case "words":
            return _words(ui, panel, key, scene)
        case "out":
            return _out(ui, panel, key, scene)
        case "sign":
            return _sign(ui, panel, key, scene)
    return _ended(ui, panel, key, scene)


# -- whom to --------------------------------------------------------------------------------------------


def _whom(ui: Ui, panel: Handover, key: Key, scene: Scene) -> Out:
    """A digit, or a name and Enter."""
    known = takers(scene.board)
    match key.name:
        case "digit" if known and not panel.name.text:
            n = int(key.plain)
            return _chosen(ui, panel, known[n - 1], scene) if 0 < n <= len(known) else (ui, ())
        case "space" if not panel.name.text:
            return ui, ()
        case "enter":
            name = panel.name.text.strip()
            return _chosen(ui, panel, name, scene) if name else (ui, ())
        case "escape":
            return _not_asking(ui, panel), ()
        case "left" if not panel.name.text:
            return _not_asking(ui, panel), ()
    name_ = panel.name.insert(key.char) if key.types else panel.name.key(key.name)
    return (ui, ()) if name_ is None else (ui.changed(replace(panel, name=name_)), ())


def _not_asking(ui: Ui, panel: Handover) -> Ui:
    """Whom to stays as it was; where it was never said, the panel closes."""
    if panel.name.text:
        return ui.changed(replace(panel, name=EMPTY))
    return ui.changed(replace(panel, asking=False)) if panel.asking and panel.taker else ui.closed()


def _chosen(ui: Ui, panel: Handover, taker: str, scene: Scene) -> Out:
    """Somebody was named. Where an offer stands, it is taken back and made again to that one."""
    if taker == scene.board.state.duty:
        said = scene.words.sense("handover", "{name} is on duty now. Nothing was recorded.", name=taker)
        return replace(ui, said=said), ()
    panel = replace(panel, asking=False, name=EMPTY)
    standing = scene.board.state.handover
    if standing is None:
        panel = replace(panel, taker=taker)
        return _kept(ui, panel) if panel.field.text.strip() else (ui.changed(panel), ())
    if taker == standing[1]:
        return ui.changed(panel), ()
    reason = scene.words.sense("handover", "to {name} instead", name=taker)
    return _taken_back(ui, replace(panel, instead=taker), scene, reason)


# -- the words ------------------------------------------------------------------------------------------


def _words(ui: Ui, panel: Handover, key: Key, scene: Scene) -> Out:
    """They are typed; Enter ends them, with the stock phrase that is picked behind them."""
    phrases = scene.board.site.phrases
    match key.name:
        case "escape":
            return ui.changed(replace(panel, writing=False, phrase=0)), ()
        case "enter":
            return _worded(ui, panel, scene)
        case "down" | "up":
            step = 1 if key.name == "down" else -1
            return ui.changed(replace(panel, phrase=max(0, min(panel.phrase + step, len(phrases))))), ()
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    if field is None:
        return ui, ()
    if field.text == panel.field.text:
        return ui.changed(replace(panel, field=field)), ()
    return _kept(ui, replace(panel, field=field, phrase=0))


def _worded(ui: Ui, panel: Handover, scene: Scene) -> Out:
    text = panel.field.text.strip()
    ended_ = replace(panel, writing=False, phrase=0)
    if not panel.phrase:
        return ui.changed(ended_), ()
    phrase = scene.words.text(scene.board.site.phrases[panel.phrase - 1])
    joint = "; " if text else ""
    return _kept(ui, replace(ended_, field=Field.of(f"{text}{joint}{phrase}")))


def _kept(ui: Ui, panel: Handover) -> Out:
    """What is written is kept as a draft, with whom it is for; what is taken out to the last letter is none."""
    ui, text = ui.changed(panel), panel.field.text
    if not text.strip():
        return replace(ui, handover=None), (DropDraft("handover"),)
    return replace(ui, handover=(panel.taker, text)), (SaveDraft(panel.taker, text, "handover"),)


# -- two signatures -------------------------------------------------------------------------------------


def _out(ui: Ui, panel: Handover, key: Key, scene: Scene) -> Out:
    """The outgoing officer signs with Space; text goes on with the words."""
    match key.name:
        case "space":
            return ui, (_offered(panel, panel.taker, scene),)
        case "right":
            return ui.changed(replace(panel, asking=True)), ()
        case "up":
            return ui.changed(replace(panel, writing=True)), ()
        case "left":
            return ui.closed(), ()
        case "escape":
            return ui.opened(Menu()), ()
        case "text":
            return _kept(ui, replace(panel, writing=True, field=panel.field.insert(key.char)))
    return ui, ()


def _offered(panel: Handover, taker: str, scene: Scene) -> Record:
    """The offer, with the summary as it stands now."""
    board = scene.board
    command = c.OfferHandover(
        at=scene.now,
        seen=scene.seen,
        giver=board.state.duty,
        taker=taker,
        words=panel.field.text.strip(),
        summary=handover_summary(board.snapshot(scene.now), board.state),
    )
    return Record(command, "handover")


def _sign(ui: Ui, panel: Handover, key: Key, scene: Scene) -> Out:
    """The incoming officer signs with Space, once everything new was looked through."""
    words = scene.words
    if panel.back:
        if key.name == "left" or (key.name == "digit" and key.plain == "1"):
            return _taken_back(ui, replace(panel, back=False, instead=""), scene)
        ui = ui.changed(replace(panel, back=False))
        return ui, ()
    match key.name:
        case "space":
            new = unread(panel, scene.board)
            if new:
                first = words.sense("handover", "Not signed: {n} new. PgDn shows them, then Space.", n=len(new))
                return replace(ui, said=first), ()
            taker = scene.board.state.handover[1] if scene.board.state.handover else ""
            command = c.AcceptHandover(at=scene.now, seen=scene.seen, taker=taker)
            return ui, (Record(command, "sit", by=taker),)
        case "right":
            return ui.changed(replace(panel, asking=True)), ()
        case "left":
            return ui.changed(replace(panel, back=True)), ()
        case "escape":
            return ui.opened(Menu()), ()
        case "down" | "up":
            return _scrolled(ui, panel, key.name, scene), ()
    return ui, ()


def _taken_back(ui: Ui, panel: Handover, scene: Scene, reason: str = "") -> Out:
    """The offer is withdrawn; its words stay."""
    standing = offer(scene.board)
    if not panel.field.text and standing is not None:
        panel = replace(panel, field=Field.of(standing[1]))
    command = c.CancelHandover(at=scene.now, seen=scene.seen, reason=reason)
    return ui.changed(panel), (Record(command, "handover"),)


def _ended(ui: Ui, panel: Handover, key: Key, scene: Scene) -> Out:
    """It came to an end at another station: offer it again where it was taken back, else leave."""
    last = ended(panel, scene.board)
    match key.name:
        case "enter" if last is not None and last.kind == "handover-cancelled":
            taker = panel.taker if panel.taker != scene.board.state.duty else likely(scene.board)
            return ui.changed(Handover(taker, panel.field, since=scene.board.version)), ()
        case "enter" | "left":
            return ui.closed(), ()
        case "escape":
            return ui.opened(Menu()), ()
    return ui, ()


def stored(ui: Ui, events: Sequence[Event], scene: Scene) -> Out:
    """An offer, or its end, is on disk."""
    panel, event = ui.panel, events[0]
    if not isinstance(panel, Handover):
        return ui, ()
    if event.kind == "handover-offered":
        taker = str(event.data["to"])
        fresh = Handover(taker, panel.field, writing=False, since=event.seq, read=event.seq)
        return replace(ui.changed(fresh), handover=None), (DropDraft("handover"),)
    fresh = replace(panel, writing=False, since=event.seq, read=0, top=0, instead="")
    if panel.instead:
        return ui.changed(fresh), (_offered(fresh, panel.instead, scene),)
    return _kept(ui, fresh)


# -- scrolling ------------------------------------------------------------------------------------------


def _scrolled(ui: Ui, panel: Handover, name: str, scene: Scene) -> Ui:
    """Down and PgDn go to what is new first; what has been seen to its end counts as read."""
    view = View(scene.board, scene.now, scene.registry, ui)
    found = region(view, panel, body_rows(view))
    top = found.top(panel)
    page = found.shown if name in _SCROLLING else 1
    if name in {"pageup", "up"}:
        return ui.changed(replace(panel, top=max(top - page, 0)))
    fresh = next((first for seq, first, _ in found.new if seq > panel.read), None)
    if fresh is not None and fresh >= top + found.shown:
        top = fresh - 1
    elif fresh is None or found.seen(top) <= panel.read:
        top += max(found.shown - 1, 1) if fresh is not None else page
    top = min(top, found.last_top)
    return ui.changed(replace(panel, top=top, read=max(panel.read, found.seen(top))))
