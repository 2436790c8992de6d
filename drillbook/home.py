"""`drillbook` alone: on a terminal the full screen; elsewhere what is under way, which plans there are, what next."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.console import out
from drillbook.opening import all_incidents
from drillbook.plans import plans_text, search, site, sorted_out
from drillbook.settings import Settings
from drillbook.stopping import GOOD
from incidents.index import Summary
from reports.cells import printable
from reports.incident_list import under_way
from reports.words import Words
from runbooks.library import Library


def home_screen(settings: Settings) -> int:
    """The full screen, from which incidents are opened and taken up."""
    from drillbook import screen

    place = site(settings)
    default = place.site.default_plan if place and place.site.default_plan else "PLAN"
    screen.able(settings.words, f"drillbook run {default} --plain")
    with screen.house(settings, place) as own:
        return screen.show(own)


def home(settings: Settings) -> int:
    """The page."""
    words = settings.words
    place = site(settings)
    name = words.text(place.site.name) if place else ""
    out(printable(f"{words.say('Drillbook: emergency plans, lived')} {name}".rstrip()))
    running = [s for s in all_incidents(settings) if s.seen is not None and s.seen.status == "open"]
    out("\n".join(_running(running, words)))
    listed, _, _ = sorted_out(Library(search(place)))
    out("\n" + words.say("Plans"))
    out(plans_text(listed, words))
    default = place.site.default_plan if place and place.site.default_plan else "PLAN"
    out("\n" + words.say("What to type next"))
    for line, said in _next(running, default, words):
        out(f"  {line:<44} {said}")
    out("\n" + words.say("On a terminal, drillbook alone shows all this on the full screen, and opens from there."))
    return GOOD


def _running(running: list[Summary], words: Words) -> Iterator[str]:
    yield ""
    if not running:
        yield words.say("No incident is under way.")
        return
    yield words.say("Under way {n}", n=len(running))
    for summary in running:
        yield from (printable(line) for line in under_way(summary, words))


def _next(running: list[Summary], default: str, words: Words) -> Iterator[tuple[str, str]]:
    if running:
        yield f"drillbook resume {running[0].id} --plain", words.say("go on with it")
        yield f"drillbook status {running[0].id}", words.say("see where it stands")
    yield f"drillbook run {default} --plain", words.say("open an incident: the clock starts at once")
    yield "drillbook show PLAN", words.say("read a plan")
    yield "drillbook --help", words.say("everything else")
