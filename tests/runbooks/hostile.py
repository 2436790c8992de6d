"""Hostile files, by kind: how each is made and the first code that must be said of it.

Run as a program, it reads them all (or those named) in a thread with 512 KiB of stack and prints, as JSON by
kind, what the reader said, how long it took and how much memory it took beyond the file: a crash is then the
program's alone.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from runbooks.reader import read

MOST = 4 * 1024 * 1024


def _bomb() -> bytes:
    """Every line doubles what the one before stands for."""
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    return "\n".join(lines).encode()


def _merge_bomb() -> bytes:
    lines = ["m0: &m0 {k: v}"]
    lines += [f"m{i}: &m{i} {{<<: [{', '.join([f'*m{i - 1}'] * 9)}]}}" for i in range(1, 9)]
    return "\n".join(lines).encode()


def _keys(count: int) -> bytes:
    return b"".join(b"k%d: v%d\n" % (i, i) for i in range(count))


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    # depth
    "open brackets": ("too-deep", lambda: b"[" * MOST),
    "open braces": ("key-not-text", lambda: b"{" * MOST),
    "braces with keys": ("too-deep", lambda: b"{a: " * (MOST // 4)),
    "brackets and braces": ("key-not-text", lambda: b"[{" * (MOST // 2)),
    "brackets with question marks": ("key-not-text", lambda: b"[? " * (MOST // 3)),
    "thirty thousand brackets that close": ("too-deep", lambda: b"[" * 30_000 + b"]" * 30_000),
    "dashes in a row": ("too-deep", lambda: b"- " * (MOST // 2)),
    "question marks in a row": ("key-not-text", lambda: b"? " * (MOST // 2)),
    "ever deeper lines": ("too-deep", lambda: b"".join(b" " * i + b"a:\n" for i in range(2_500))),
    "ever less deep lines": ("bad-indentation", lambda: b"".join(b" " * (2_500 - i) + b"a: b\n" for i in range(2_500))),
    "brackets inside quotes": ("text-too-long", lambda: b'a: "' + b"[" * 70_000 + b'"'),
    # number
    "a list without end": ("too-many-values", lambda: b"[" + b"1," * (MOST // 2 - 2) + b"]"),
    "a map without end": ("too-many-values", lambda: _keys(250_000)),
    "a map without end in braces": ("too-many-values", lambda: b"{" + _keys(240_000).replace(b"\n", b", ") + b"}"),
    "lists of one": ("too-many-values", lambda: b"- [1]\n" * 400_000),
    "empty values": ("too-many-values", lambda: b"-\n" * 1_000_000),
    "nearly too many keys": ("bidi-character", lambda: "# \u202e\n".encode() + _keys(99_990) + "# 😀".encode()),
    "one key again and again": ("duplicate-key", lambda: b"a: b\n" * 90_000),
    "documents without end": ("second-document", lambda: b"---\n" * (MOST // 4)),
    "ends of documents": ("empty-file", lambda: b"...\n" * (MOST // 4)),
    "directives without end": ("directive", lambda: b"%A\n" * (MOST // 3)),
    # length
    "one word": ("text-too-long", lambda: b"a" * MOST),
    "one quoted word": ("text-too-long", lambda: b'"' + b"a" * (MOST - 2) + b'"'),
    "one block": ("text-too-long", lambda: b"a: |\n" + b"  x\n" * 1_000_000),
    "one folded text of empty lines": ("text-too-long", lambda: b'"a' + b"\n" * (MOST - 4) + b'"'),
    "one comment": ("empty-file", lambda: b"#" * MOST),
    "one long key": ("text-too-long", lambda: b"? " + b"a " * 500_000),
    "one key beyond what a line may hold": ("quote-the-text", lambda: b"a" * 70_000 + b": b"),
    "one number": ("number-too-long", lambda: b"a: " + b"9" * 60_000),
    "one tag": ("tag", lambda: b"!" + b"a" * (MOST - 3) + b" b"),
    "one anchor": ("anchor", lambda: b"&" + b"a" * (MOST - 3) + b" b"),
    "larger than four mebibytes": ("file-too-large", lambda: b"a" * (MOST + 1)),
    "spaces only": ("empty-file", lambda: b" " * MOST),
    "line breaks only": ("empty-file", lambda: b"\n" * MOST),
    "carriage returns only": ("empty-file", lambda: b"\r" * MOST),
    "tabs only": ("tab-indentation", lambda: b"\t" * MOST),
    "spaces after a wrong quote": ("text-after-quote", lambda: b'a: {b: "c" d' + b" " * (MOST - 100)),
    "a quote that never ends": ("unclosed-quote", lambda: b'a: "' + b"b\n" * (MOST // 2 - 4)),
    "commas in a text": ("quote-the-text", lambda: b"{a: b" + b", c" * 90_000 + b"}"),
    "colons in a text": ("quote-the-text", lambda: b"a: " * (MOST // 3)),
    "colons in every text": ("quote-the-text", lambda: b"- a: b: c\n" * 20_000),
    "question marks in brackets": ("quote-question-mark", lambda: b"[" + b"a?, " * 190_000 + b"]"),
    # meaning
    "a bomb of aliases": ("anchor", _bomb),
    "a bomb of merges": ("anchor", _merge_bomb),
    "an alias of itself": ("anchor", lambda: b"a: &a [*a]"),
    "an unknown alias": ("alias", lambda: b"a: *nobody"),
    "aliases without end": ("anchor", lambda: b"- &a b\n" + b"- *a\n" * 150_000),
    "merges without end": ("merge-key", lambda: b"- <<: *a\n" * 40_000),
    "tags without end": ("tag", lambda: b"- !a b\n" * 90_000),
    "a tag that makes objects": ("tag", lambda: b"a: !!python/object/apply:os.system [id]"),
    "keys that are lists": ("key-not-text", lambda: b"- {[a]: b}\n" * 30_000),
    "a key that is itself a map of maps": ("key-not-text", lambda: b"? {? {? a : b} : c} : d"),
    # bytes
    "UTF-16": ("encoding-utf16", lambda: "a: b\n".encode("utf-16") * 1_000),
    "GBK": ("encoding-gbk", lambda: "标题：火灾预案\n".encode("gbk") * 1_000),
    "bytes that are no text": ("encoding-not-utf8", lambda: b"\xff" * MOST),
    "a program": ("encoding-not-utf8", lambda: bytes(range(1, 256)) * 1_000),
    "overlong UTF-8": ("encoding-not-utf8", lambda: b"a: \xe0\x80\xaf"),
    "a lone surrogate": ("encoding-not-utf8", lambda: b"a: \xed\xa0\x80"),
    "an escaped surrogate": ("unknown-escape", lambda: rb'a: "\ud800"'),
    "zero bytes": ("control-character", lambda: b"a: b" + b"\x00" * 1_000 + b"c" * 9_000),
    "terminal commands": ("control-character", lambda: b"a: \x1b]0;owned\x07\x1b[2J\n" * 10_000),
    "escaped terminal commands": ("control-character", lambda: rb'a: "\e]0;owned\a"'),
    "text turned round": ("bidi-character", lambda: "\u202e".encode() * (MOST // 3)),
    "line separators": ("line-separator", lambda: "a: b\u2028c d\n".encode() * 30_000),
}


def _status(name: str) -> int:
    """Bytes from Linux's account of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def _memory_is_told() -> bool:
    try:
        Path("/proc/self/clear_refs").write_text("5")
        return _status("VmHWM") > 0
    except (OSError, LookupError):
        return False


def main(kinds: list[str]) -> None:
    """Reads these kinds; prints JSON."""
    told: dict[str, object] = {}
    measured = _memory_is_told()

    def go() -> None:
        for kind in kinds:
            data = KINDS[kind][1]()
            before = 0
            if measured:
                Path("/proc/self/clear_refs").write_text("5")
                before = _status("VmRSS")
            started = time.thread_time()
            tree, problems = read(data, "hostile.yaml")
            seconds = time.thread_time() - started
            more = _status("VmHWM") - before if measured else 0
            first = problems[0] if problems else None
            told[kind] = {
                "code": first.code if first else None,
                "place": list(first.place) if first else None,
                "problems": len(problems),
                "seconds": round(seconds, 3),
                "memory": more,
            }
            del tree, problems, data

    threading.stack_size(512 * 1024)
    thread = threading.Thread(target=go)
    thread.start()
    thread.join()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:] or list(KINDS))
