"""What stands above everything until its cause is gone, the worst first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.desk.ui import Banner, Ui

ORDER: Final = ("disk", "chain", "unknown", "lock", "danger", "station", "clock", "slept", "paper")


def with_banner(ui: Ui, banner: Banner) -> Ui:
    """The same with a banner in its place; one of its kind gives way to it."""
    kept = [b for b in ui.banners if b.kind != banner.kind]
    return replace(ui, banners=tuple(sorted((*kept, banner), key=lambda b: ORDER.index(b.kind))))


def without(ui: Ui, kind: str) -> Ui:
    """The same without the banners of a kind: their cause is gone."""
    return replace(ui, banners=tuple(banner for banner in ui.banners if banner.kind != kind))
