"""The journal and the incidents in it, opened to be read or to be recorded in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from drillbook.console import warn
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from incidents.index import Summary, incidents
from incidents.journal.anchors import Anchor, anchors_path, write_anchor
from incidents.journal.errors import NoJournal, NotDurable, UnknownStream
from incidents.journal.opening import journal_path, open_store
from incidents.journal.sqlite import SqliteStore
from incidents.journal.store import Store
from incidents.session import Session
from reports.cells import printable
from reports.typed.names import nearest
from reports.words.journal import damage, journal_error
from tui.wall import WallClock

Remark = Callable[[str], None]
"""Says something that is no part of the answer."""


@contextmanager
def reading(settings: Settings) -> Iterator[SqliteStore]:
    """The journal, to look at; nothing is made and nothing changed."""
    with closing(open_store(settings.db, writing=False)) as store:
        yield store


@contextmanager
def writing(settings: Settings, *, new: bool = False) -> Iterator[SqliteStore]:
    """The journal, to record in; only opening an incident makes a new one."""
    path = journal_path(settings.db)
    if not new and not path.exists():
        raise NoJournal(str(path))
    with closing(open_store(settings.db)) as store:
        refused = store.refusal()
        if refused is not None:
            raise refused
        space = store.space()
        if space.low:
            free = space.free // (1024 * 1024)
            warn(
                settings.words.say(
                    "{free} MB left on the disk. Recording goes on; please make room: 64 MB are wanted.", free=free
                )
            )
        yield store


def resume(settings: Settings, store: Store, incident: str, *, record: bool = False) -> Session:
    """The incident of that id; where its record is broken, that is said and it is read as far as it is sound."""
    session = resumed(settings, store, incident, remark=warn if record else None)
    if session.damage is not None:
        warn(damage(settings.words, session.damage))
    return session


def resumed(settings: Settings, store: Store, incident: str, *, remark: Remark | None) -> Session:
    """The incident of that id; to record in it, heads are kept and `remark` is told where that fails."""
    anchor = anchoring(settings, remark) if remark is not None else None
    try:
        return Session.resume(store, incident, clock=WallClock(), anchor=anchor)
    except UnknownStream:
        raise unknown_incident(settings, store, incident) from None


def known(settings: Settings, incident: str) -> None:
    """Ends the command where the journal has no incident of that id."""
    with reading(settings) as store:
        if incident not in [info.id for info in store.streams()]:
            raise unknown_incident(settings, store, incident)


def unknown_incident(settings: Settings, store: Store, incident: str) -> Stop:
    """That there is no such incident, which one was perhaps meant, and how to see all."""
    near = nearest(incident, [info.id for info in store.streams()])
    said = settings.words.say("No incident {stream}.", stream=printable(incident))
    if near:
        said += settings.words.say(" Did you mean {near}?", near=near)
    return Stop(BAD_INPUT, said + settings.words.say(" All incidents: drillbook incidents"))


def anchoring(settings: Settings, remark: Remark = warn) -> Callable[[str, int, bytes], None]:
    """Keeps heads in the file beside the journal. If that cannot be written it is said: the record itself is stored."""
    path = anchors_path(journal_path(settings.db))
    clock = WallClock()

    def anchor(incident: str, version: int, digest: bytes) -> None:
        try:
            write_anchor(path, Anchor(incident, version, digest, "act", clock.now()))
        except NotDurable as error:
            remark(
                settings.words.say(
                    "#{n} is stored, but its head could not be kept beside the journal: {error}.",
                    n=version,
                    error=error.detail,
                )
            )

    return anchor


def all_incidents(settings: Settings) -> list[Summary]:
    """Every incident, the latest first; where there is no journal yet there are none."""
    try:
        with reading(settings) as store:
            return incidents(store, WallClock())
    except NoJournal as error:
        tell_missing(settings, error)
        return []


def tell_missing(settings: Settings, error: NoJournal) -> None:
    """Where somebody named a journal that is not there, an empty list would look like a quiet one."""
    if settings.db_option:
        warn(journal_error(settings.words, error))
