"""`drillbook` alone: what is under way and due, which plans there are, what to type next."""

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
    out("\n" + words.say("The full screen is to come in a later version."))
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
