"""What the reader says to the writer of a file, and where. In the texts «…» marks where the caret must stand."""

from __future__ import annotations

import os
import subprocess
import sys
from math import inf
from pathlib import Path

import pytest

from runbooks.nodes import Node
from runbooks.problems import Place, Problem
from runbooks.reader import bytes_of, read


def read_file(path: Path, shown_as: str | None = None) -> tuple[Node | None, list[Problem]]:
    """What is read of a file on disk."""
    file = shown_as if shown_as is not None else str(path)
    data, problems = bytes_of(path, file)
    return (None, problems) if data is None else read(data, file)


MARKED = [
    # colons, commas, quotes: the accidents of people who write sentences
    ("quote-the-text", "title: «Note: do it»\n"),
    ("quote-the-text", "title: «Note: do it»  # a comment\n"),
    ("quote-the-text", "title: «(b, c): d»"),
    ("quote-the-text", "title: «a: b: c: d»\nabout: e\n"),
    ("quote-the-text", "title: «? what»\n"),
    ("quote-the-text", "title: [a, «- b»]\n"),
    ("quote-the-text", "title: {en: «Note: do it», zh: x}\n"),
    ("quote-the-text", "title: {en: «Greet, offer seats»}\n"),
    ("quote-the-text", "title: {en: «Greet, offer seats, pour tea», zh: 请坐}\n"),
    ("quote-the-text", "title: «@everybody»\n"),
    ("quote-the-text", "title: «`now`»\n"),
    ("quote-the-text", "title: «%5 of them»\n"),
    ("quote-the-text", "title: «**urgent**»\n"),
    ("quote-the-text", "title: {en: «@all», zh: x}\n"),
    ("quote-the-text", "title: «!重要 b»\n"),
    ("quote-question-mark", "facts: {ask: {en: «Is it safe?», zh: 是否安全}}\n"),
    ("quote-question-mark", "ask: [«Sure?»]\n"),
    ("key-without-value", "danger: {«yes»}\n"),
    ("key-without-value", 'title: {en: "Greet", «offer seats»}\n'),
    ("space-after-colon", "limit: {«within:5»}\n"),
    ("space-after-colon", "title: {«en:»[a], zh: b}\n"),
    ("space-after-colon", "a: 1\n«title:Fire»\nb: 2\n"),
    ("wide-colon", "a: 1\n«标题：火灾»\nb: 2\n"),
    ("wide-colon", "«标题：火灾»\nb: 2\n"),
    ("missing-colon", "a: 1\n«title Fire»\nb: 2\n"),
    ("missing-colon", "steps:\n  - a: 1\n    «title Fire»\n    b: 2\n"),
    ("text-after-quote", 'title: «"x" y»\nb: 1\n'),
    ("text-after-quote", "title: «'it's'»\n"),
    ("text-after-quote", 'title: «"the "great" fire: a plan"»  # b\nabout: c\n'),
    ("text-after-quote", 'title: {en: «"x" y», zh: z}\n'),
    ("unclosed-quote", "title: «'abc»\nb: 3\n"),
    ("unclosed-quote", 'title: «"abc»\nb: "x"\nc: 1\n'),
    ("unknown-escape", 'path: "C:«\\d»ocs"\n'),
    ("unknown-escape", 'path: "C:«\\u»zzz"\n'),
    # brackets
    ("unclosed-bracket", "a: «[»1, 2\nb: 3\n"),
    ("unclosed-bracket", "a: «{»x: 1\nb: 3\n"),
    ("unclosed-bracket", "a: «[»1, 2"),
    ("unclosed-bracket", "a: «[»"),
    ("wrong-bracket", "a: {b: c«]»\n"),
    ("extra-bracket", "a: «}»\n"),
    ("extra-bracket", "a: 1\n«]»\n"),
    ("extra-comma", "a: [1,«,»2]\n"),
    # indentation
    ("tab-indentation", "a:\n«\t»b: 1\n"),
    ("tab-indentation", "a:\n  b: 1\n  «\t\t»c: 1\n"),
    ("tab-indentation", "a: |\n «\t»x\n"),
    ("wide-space", "a: 1\nb:\n  - x\n«　»- y\nc: 1\n"),
    ("wide-space", "a: 1\n«　b»: 2\n"),
    ("bad-indentation", "title: x\n  «about: y»\n"),
    ("bad-indentation", "- a: 1\n «b: 2»\n"),
    ("bad-indentation", "- a: 1\n   «b: 2»\n"),
    ("bad-indentation", "a:\n  - b\n «- c»\n"),
    ("bad-indentation", "a: 1\n«- b»\n"),
    ("list-on-key-line", "a: «- b»\n"),
    ("block-text", "how: «| all on one line»\n"),
    # what YAML can and plans need not
    ("anchor", "a: «&x b»\n"),
    ("anchor", "a: «&»x {b: c}\n"),
    ("anchor", "«&k a»: b\n"),
    ("alias", "a: «*x»\n"),
    ("alias", "«*x» : b\n"),
    ("merge-key", "«<<»: {a: b}\n"),
    ("merge-key", "a: {«<<»: *x, b: c}\n"),
    ("tag", "a: «!!int 3»\n"),
    ("tag", "a: «!»x [b]\n"),
    ("directive", "«%YAML 1.2»\n---\na: b\n"),
    ("directive", "«%FOO bar»\n---\na: b\n"),
    ("directive", "«%YAML 3.0»\n---\na: 1\n"),
    ("second-document", "a: 1\n«---»\nb: 2\n"),
    ("second-document", "a: 1\n...\n«b: 2»\n"),
    ("key-not-text", "«[»a]: b\n"),
    ("key-not-text", "? «{»a: 1}\n: b\n"),
    ("empty-key", "«:» b\n"),
    ("empty-key", "a: {b: c, «:» d}\n"),
    ("empty-key", '«""»: b\n'),
    ("duplicate-key", "a: 1\nb: 2\n«a»: 3\n"),
    ("duplicate-key", 'x: {a: 1, «"a"»: 2}\n'),
    ("number-too-long", "a: «1234567890123456789»\n"),
    ("bidi-character", 'a: «"\\u202e"»\n'),
    ("control-character", 'a: «"\\e[2J"»\n'),
    ("control-character", '«"a\\rb"»: 1\n'),
    ("line-separator", 'a: «"\\L"»\n'),
    # characters of the file
    ("control-character", "a: b«\x07»c\n"),
    ("control-character", "a: b«\x85»c\n"),
    ("control-character", "a: b«\x7f»\n"),
    ("line-separator", "a: 是«\u2028»否\n"),
    ("line-separator", "a: 是否\nb: «\u2029»c\n"),
    ("bidi-character", "a: b\n\nc: «\u202e»d\n"),
    ("bidi-character", "a: «\u2066»d\n"),
    ("invisible-character", "a«\u200b»: d\n"),
    ("invisible-character", "a: b\nc: d«\ufeff»\n"),
]


def unmark(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The text without «», and line, column and width of what stood between them."""
    text = ""
    spans = []
    start = 0
    for char in marked:
        if char == "«":
            start = len(text)
        elif char == "»":
            before = text[:start]
            spans.append((before.count("\n") + 1, start - before.rfind("\n"), len(text) - start))
        else:
            text += char
    return text, spans


def found(data: str | bytes) -> tuple[Node | None, list[Problem]]:
    """A file `f.yaml` read."""
    return read(data.encode() if isinstance(data, str) else data, "f.yaml")


def places(problems: list[Problem]) -> list[tuple[str, int, int, int]]:
    """Code, line, column and width of each."""
    return [(p.code, *p.place[1:]) for p in problems]


@pytest.mark.parametrize(("code", "marked"), MARKED)
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_each_problem_stands_where_it_is_to_be_mended(code: str, marked: str, breaks: str) -> None:
    text, spans = unmark(marked)
    _, problems = found(text.replace("\n", breaks))
    assert places(problems) == [(code, *span) for span in spans]
    line = text.split("\n")[spans[0][0] - 1]
    shown = problems[0].excerpt
    assert len(shown) == len(line)
    assert all(a in (b, "\ufffd") for a, b in zip(shown, line, strict=True))
    assert problems[0].place.file == "f.yaml"


@pytest.mark.parametrize(("code", "marked"), MARKED)
def test_a_byte_order_mark_moves_nothing(code: str, marked: str) -> None:
    text, spans = unmark(marked)
    _, problems = found(b"\xef\xbb\xbf" + text.encode())
    assert places(problems) == [(code, *span) for span in spans]


def test_all_problems_come_at_once_in_file_order() -> None:
    marked = (
        "runbook: «&x fire»\n"
        "title: «Fire: the plan»\n"
        "about: {en: «Read, then act», zh: 读}\n"
        "a«\u200b»b: 1\n"
        "«runbook»: again\n"
        "steps:\n"
        "  - {id: «*x», how: «@all»}\n"
        '  - {id: «!y b», how: "C:«\\d»"}\n'
        "«end of it»\n"
    )
    text, spans = unmark(marked)
    tree, problems = found(text)
    codes = [
        "anchor",
        "quote-the-text",
        "quote-the-text",
        "invisible-character",
        "duplicate-key",
        "alias",
        "quote-the-text",
        "tag",
        "unknown-escape",
        "missing-colon",
    ]
    assert places(problems) == [(code, *span) for code, span in zip(codes, spans, strict=True)]
    assert tree is not None, "the rest is there for later checks"
    assert [e.key for e in tree.entries()] == ["runbook", "title", "about", "a\ufffdb", "steps"]


def test_a_syntax_error_that_nothing_mends_ends_the_reading_but_not_what_was_found() -> None:
    text, spans = unmark("a: «*x»\nb: «[»1\nc: 2\nd: *y\n")
    tree, problems = found(text)
    assert tree is None
    assert places(problems) == [("alias", *spans[0]), ("unclosed-bracket", *spans[1])]


def test_a_problem_says_where_in_the_plan_it_is() -> None:
    _, problems = found("steps:\n  - {id: check, title: x}\n  - id: b\n    limits: [{by: a, by: c}, {to: *x}]\n")
    assert [p.where for p in problems] == ["steps[1] (id: b).limits[0]", "steps[1] (id: b).limits[1].to"]
    _, problems = found("steps:\n  - id: check\n    title: x: y\n    role: [a\n")
    assert [(p.code, p.where) for p in problems] == [
        ("quote-the-text", "steps[0] (id: check)"),
        ("unclosed-bracket", "steps[0] (id: check).role[1]"),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: b: c", '"b: c"'),
        ("a: {en: Greet, offer seats}", '"Greet, offer seats"'),
        ('a: say "hi": c', "'say \"hi\": c'"),
        ("a: {b:1}", "b: 1"),
        ("x: 1\na：b\ny: 2", "a: b"),
        ("a: 'it's'", '"it\'s"'),
        ('a: "x" y', "'\"x\" y'"),
        ("a: {b: Sure?}", '"Sure?"'),
        ("a: 12345678901234567890", '"12345678901234567890"'),
    ],
)
def test_what_to_write_instead(text: str, hint: str) -> None:
    (problem,) = found(text)[1]
    assert problem.hint == hint


def test_a_question_mark_is_only_a_warning() -> None:
    tree, (problem,) = found("a: {b: Sure?}")
    assert problem.severity == "warning"
    assert tree is not None
    assert tree.plain() == {"a": {"b": "Sure?"}}


def test_a_text_that_falls_apart_behind_a_wrong_key_is_told_too() -> None:
    text, spans = unmark("x: {«<<»: «a, b», c: d, «c»: «e, f, g»}\n")
    codes = ["merge-key", "quote-the-text", "duplicate-key", "quote-the-text"]
    assert places(found(text)[1]) == [(code, *span) for code, span in zip(codes, spans, strict=True)]


def test_words_without_quotes_mean_what_yaml_1_2_says() -> None:
    tree, problems = found(
        "a: [no, yes, on, 1:30, 2026-02-30, 0b1, 1_000, '3', =, 010, 0o17, 0x1F, +5, -3, 1.5, .5, 1e3,\n"
        "  .inf, -.INF, ~, null, true, FALSE]\n"
        "b:\n"
    )
    assert not problems
    assert tree is not None
    numbers = [10, 15, 31, 5, -3, 1.5, 0.5, 1000.0, inf, -inf]
    assert tree.plain() == {
        "a": ["no", "yes", "on", "1:30", "2026-02-30", "0b1", "1_000", "3", "=", *numbers, None, None, True, False],
        "b": None,
    }
    assert [type(v) for v in tree.plain()["a"][9:19]] == [type(n) for n in numbers]


def test_a_tree_knows_the_place_of_every_key_and_value() -> None:
    tree, _ = found("标题: 火\nsteps:\n  - {id: a, n: 5}\n  - how: |\n      x\n    say: 'y'\n")
    assert tree is not None
    assert [(e.key, e.place) for e in tree.entries()] == [
        ("标题", Place("f.yaml", 1, 1, 2)),
        ("steps", Place("f.yaml", 2, 1, 5)),
    ]
    steps = tree.get("steps")
    assert steps is not None
    first, second = steps.items()
    assert (steps.place, first.place, second.place) == (
        Place("f.yaml", 3, 3, 1),
        Place("f.yaml", 3, 5, 1),
        Place("f.yaml", 4, 5, 1),
    )
    number, how, say = first.get("n"), second.get("how"), second.get("say")
    assert number is not None
    assert how is not None
    assert say is not None
    assert (number.value, number.text, number.quoted, number.place) == (5, "5", False, Place("f.yaml", 3, 16, 1))
    assert (how.value, how.quoted, how.place) == ("x\n", True, Place("f.yaml", 4, 10, 1))
    assert (say.value, say.quoted, say.place) == ("y", True, Place("f.yaml", 6, 10, 3))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"# only a comment\n\n", "empty-file"),
        (b"...\n", "empty-file"),
        ("a: b\n".encode("utf-16"), "encoding-utf16"),
        ("a: b\n".encode("utf-16-le"), "encoding-utf16"),
        (b"#" * (4 * 1024 * 1024 + 1), "file-too-large"),
    ],
)
def test_a_file_that_is_no_plan_at_all(data: bytes, code: str) -> None:
    tree, problems = found(data)
    assert tree is None
    assert places(problems) == [(code, 1, 1, 3 if data.startswith(b"...") else 1)]


def test_a_file_saved_as_gbk_is_told_so_with_the_place_and_the_line() -> None:
    tree, (problem,) = found("runbook: fire\ntitle: x 火灾预案\n".encode("gbk"))
    assert tree is None
    assert (problem.code, *problem.place[1:3], problem.excerpt) == ("encoding-gbk", 2, 10, "title: x 火灾预案")


def test_a_single_bad_byte_has_a_place() -> None:
    _, (problem,) = found("\ufefftitle: 火".encode() + b"\xff\nb: \xe7\x81")
    assert (problem.code, *problem.place[1:3]) == ("encoding-not-utf8", 1, 9)
    assert (problem.values, problem.excerpt) == ({"byte": "0xFF"}, "title: 火\ufffd")


def test_bounds_are_exact() -> None:
    for opened, closed in ("[", "]"), ("{a: ", "}"), ("- ", ""):
        assert places(found(opened * 32 + "x" + closed * 32)[1]) == []
        assert [p.code for p in found(opened * 33 + "x" + closed * 33)[1]] == ["too-deep"]
    assert found("a: " + "x" * 65_536)[1] == []
    assert places(found("a: " + "x" * 65_537)[1]) == [("text-too-long", 1, 4, 2_047)]
    assert found("[" + "x, " * 199_998 + "x]")[1] == []
    _, (problem,) = found("[" + "x, " * 199_999 + "x]")
    assert (problem.code, problem.place.column, problem.values) == ("too-many-values", 599_999, {"most": 200_000})


def test_more_problems_than_anybody_reads_are_cut() -> None:
    _, problems = found("- *a\n" * 1000)
    assert len(problems) == 201
    assert places(problems[-2:]) == [("alias", 200, 3, 2), ("more-problems", 201, 3, 2)]


def test_what_comes_back_is_short_and_harmless() -> None:
    long = "x" * 1_000
    _, problems = found(f"{long}: {{{long}: *{long}, a: [b], {long}1}}\nc: \x1b[31m\n")
    assert [p.code for p in problems] == ["alias", "key-without-value", "control-character"]
    for problem in problems:
        said = [problem.where, problem.hint, *map(str, problem.values.values())]
        assert all(len(word) < 300 and "\x1b" not in word for word in said)
        assert len(problem.excerpt) <= 2_000
        assert "\x1b" not in problem.excerpt


def test_a_file_on_disk(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"a: b\n")
    tree, problems = read_file(plan)
    assert tree is not None
    assert (tree.plain(), tree.place.file, problems) == ({"a": "b"}, str(plan), [])
    tree, _ = read_file(plan, "plans/plan.yaml")
    assert tree is not None
    assert tree.place.file == "plans/plan.yaml"


def test_a_file_that_cannot_be_had_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b" " * (4 * 1024 * 1024 + 1))
    expected = {
        tmp_path / "none.yaml": "file-missing",
        large / "below-a-file.yaml": "file-missing",
        Path("zero\0byte.yaml"): "file-missing",
        tmp_path: "not-a-file",
        large: "file-too-large",
        tmp_path / ("x" * 300): "file-unreadable",
    }
    for path, code in expected.items():
        tree, (problem,) = read_file(path, "shown.yaml")
        assert tree is None
        assert (problem.place, problem.code) == (Place("shown.yaml", 1, 1), code)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [p.code for p in read_file(tmp_path / "pipe")[1]] == ["not-a-file"]


def test_without_the_c_parser_the_reader_says_what_is_missing() -> None:
    hidden = "import sys; sys.modules['yaml._yaml'] = None; import runbooks.reader"
    run = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("ImportError: Drillbook needs PyYAML with its C parser (libyaml)")
