"""`drillbook verify`: is the record what was written?"""

from __future__ import annotations

from pathlib import Path

import click

from drillbook.console import out, out_bytes, warn
from drillbook.options import everywhere, given, json_option, settings_of
from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, GOOD, NO, Stop
from incidents.journal.anchors import Anchors, anchors_path, read_anchors
from incidents.journal.chain import full_head, short_head
from incidents.journal.errors import NotDurable, UnknownStream
from incidents.journal.heads import WrittenHead, parse_head
from incidents.journal.opening import journal_path, open_store
from reports.cells import printable
from reports.format_value import record_no
from reports.json_text import dumped
from reports.verifying import Verified, verify_file, verify_incident
from reports.words import Words
from reports.words.verify import broken

_SQLITE = b"SQLite format 3\0"


def command(words: Words) -> click.Command:
    """The command."""
    return click.Command(
        "verify",
        callback=_verify,
        params=[
            click.Argument(["what"], metavar="INCIDENT|FILE"),
            click.Option(
                ["--head"],
                default="",
                metavar="HEAD",
                callback=given(words),
                help=words.say("A head from elsewhere: 7F3A-91C2, #128 7F3A-91C2, or all 64 digits."),
            ),
            json_option(words),
            *everywhere(words, by=False),
        ],
        help=words.say(
            "Verify that a record is what was written: an incident, an exported timeline (JSON), or a whole journal"
            " file. Only a head that was kept elsewhere shows that the end was cut off or all was written anew."
        ),
    )


@click.pass_context
def _verify(ctx: click.Context, what: str, head: str, as_json: bool) -> int:
    settings = settings_of(ctx)
    words = settings.words
    written = _head(words, head)
    found = _found(settings, what, written)
    if as_json:
        out_bytes(dumped([verified.to_json() for verified in found]))
    else:
        if not found:
            out(words.say("There is no incident in it."))
        for verified in found:
            out("\n".join(_told(words, verified)))
    return GOOD if all(verified.ok for verified in found) else NO


def _head(words: Words, text: str) -> WrittenHead | None:
    if not text:
        return None
    written = parse_head(text)
    if written is None:
        said = words.say(
            "Cannot read the head {text}. Write 7F3A-91C2, #128 7F3A-91C2, or all 64 digits.", text=printable(text)
        )
        raise Stop(BAD_INPUT, said)
    return written


def _found(settings: Settings, what: str, head: WrittenHead | None) -> list[Verified]:
    path = Path(what)
    try:
        is_file = path.is_file()
        data = path.read_bytes() if is_file else b""
    except (OSError, ValueError) as error:
        raise Stop(BAD_INPUT, settings.words.say("{path}: {error}", path=printable(what), error=error)) from None
    if not is_file:
        return [_incident(settings, what, head)]
    if data.startswith(_SQLITE):
        return _journal(settings.words, path, head)
    verified = verify_file(data, head)
    if verified is None:
        raise Stop(
            BAD_INPUT, settings.words.say("{path} is neither an exported timeline (JSON) nor a journal.", path=what)
        )
    return [verified]


def _incident(settings: Settings, incident: str, head: WrittenHead | None) -> Verified:
    from drillbook.opening import reading, unknown_incident

    kept = _kept(settings.words, journal_path(settings.db))
    with reading(settings) as store:
        try:
            return verify_incident(store, incident, kept.of(incident), head)
        except UnknownStream:
            raise unknown_incident(settings, store, incident) from None


def _kept(words: Words, journal: Path) -> Anchors:
    try:
        kept = read_anchors(anchors_path(journal))
    except NotDurable as error:
        warn(words.say("The kept heads cannot be read and were left out: {error}.", error=error.detail))
        return Anchors((), 0)
    if kept.unreadable:
        n = kept.unreadable
        warn(
            words.many(
                "{n} kept head cannot be read and was left out.", "{n} kept heads cannot be read and were left out.", n
            )
        )
    return kept


def _journal(words: Words, path: Path, head: WrittenHead | None) -> list[Verified]:
    kept = _kept(words, path)
    store = open_store(path, writing=False)
    try:
        return [verify_incident(store, info.id, kept.of(info.id), head) for info in store.streams()]
    finally:
        store.close()


def _told(words: Words, verified: Verified) -> list[str]:
    verdict = verified.verdict
    if verdict.fault is not None:
        return [broken(words, verified.incident, verdict.fault.version, verdict.fault.what)]
    lines = [
        words.many(
            "{id}: {n} record, chain whole", "{id}: {n} records, chain whole", verified.records, id=verified.incident
        )
    ]
    if verified.anchors:
        lines.append("  " + words.many("{n} kept head agrees", "{n} kept heads agree", verified.anchors))
    if verified.head_given:
        lines.append("  " + words.say("the head that you gave is in it"))
        if not verified.full_head:
            lines.append("  " + words.say("a short head shows mistakes; only the full one is proof against intent"))
    if not verified.anchors and not verified.head_given:
        lines.append(
            "  " + words.say("no head from elsewhere was compared: a cut end cannot be seen without one (--head)")
        )
    if verified.withheld:
        lines.append("  " + words.many("{n} text is withheld", "{n} texts are withheld", verified.withheld))
    if verified.story is not None:
        agrees = words.say("what the file tells is what its journal says")
        differs = words.say("what the file tells is NOT what its journal says: believe the journal")
        lines.append("  " + (agrees if verified.story else differs))
    lines.append(f"  {record_no(verdict.ok_up_to)} {short_head(verdict.head)}")
    lines.append(f"  {full_head(verdict.head)}")
    return lines
