"""Both languages say everything, with the same values."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po as babel_read

from incidents.journal.chain import Flaw
from incidents.journal.errors import JournalError
from incidents.refusals import CODES
from reports.typed.understood import CODES as TYPED_CODES
from reports.words import Words, diff_names, journal, names, understood, verify
from reports.words.catalogue import LOCALE, catalogue, read_po
from reports.words.keys import KEYS
from reports.words.problem_sentences import SENTENCES as PROBLEMS
from reports.words.refusals import JUST_DONE, NOT_CORRECTED_SO, NOT_STARTED
from reports.words.refusals import SENTENCES as REFUSALS
from tests.reports.messages import ROOT, said_in_code, values_in_code
from tui.plain.help import FORMS

FILES = sorted(LOCALE.rglob("*.po"))
CLICKS_OWN = {"possibilities", "choices", "nargs", "len"}
AMBIGUOUS = re.compile("[“”‘’…—·→×①■●]")

TABLES = {
    "refusals": [("", s) for s in [*REFUSALS.values(), JUST_DONE, NOT_CORRECTED_SO, NOT_STARTED]],
    "typed": [("", s) for s in [*understood.SENTENCES.values(), *understood.UNKNOWN_NAMES.values()]],
    "problems": [("", s) for s in PROBLEMS.values()],
    "journal": [
        ("", s)
        for s in [
            *journal.SENTENCES.values(),
            *journal.NOT_DURABLE.values(),
            *journal.DAMAGED.values(),
            journal.UNKNOWN,
        ]
    ],
    "verify": [("", s) for s in verify.FLAWS.values()],
    "forms": [("form", s) for s in FORMS.values()],
    "diff": [
        entry
        for table in (diff_names.KINDS, diff_names.FILES, diff_names.KEYS, diff_names.SITE, diff_names.SCENARIO)
        for entry in table.values()
    ],
    "keys": [("key", s) for table in KEYS.values() for s in table.values()],
    "names": [
        entry
        for name, table in vars(names).items()
        if name.isupper() and name != "STEP_MARKS"
        for entry in table.values()
    ],
}


def holes(message: str) -> set[str]:
    """The values that a message names; click's own take conversions, which are dropped."""
    return {name.partition("!")[0] for _, name, _, _ in Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_our_reader_of_catalogues_agrees_with_babel(path):
    with path.open("rb") as stream:
        theirs = {
            (m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id): m.string[0]
            if isinstance(m.string, tuple)
            else m.string
            for m in babel_read(stream)
            if m.id
        }
    assert read_po(path.read_text(encoding="utf-8")) == theirs


def test_no_message_stands_in_two_catalogues():
    keys = [key for path in FILES for key in read_po(path.read_text(encoding="utf-8"))]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("folder", ["reports", "tui", "drillbook"])
def test_every_message_in_the_code_has_its_chinese(folder):
    said = {m: place for m, place in said_in_code().items() if place.startswith(folder)}
    missing = {m: place for m, place in said.items() if m not in catalogue("zh")}
    assert missing == {}


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_of_a_table_has_its_chinese(table):
    assert TABLES[table]
    assert [e for e in TABLES[table] if e not in catalogue("zh")] == []


def test_every_chinese_message_is_said_somewhere():
    said = {*said_in_code(), *(e for table in TABLES.values() for e in table)}
    clicks = set(read_po((FILES[0].parent / "click.po").read_text(encoding="utf-8")))
    assert sorted(set(catalogue("zh")) - said - clicks) == []


def test_translations_name_the_same_values():
    wrong = {
        source: chinese
        for (_, source), chinese in catalogue("zh").items()
        if not holes(chinese) <= holes(source) | values_in_code(source) | {"n", *CLICKS_OWN}
    }
    assert wrong == {}


def test_no_character_of_ambiguous_width():
    said = [*catalogue("zh").values(), *(m for _, m in said_in_code())]
    assert [m for m in said if AMBIGUOUS.search(m)] == []


def test_every_code_has_a_sentence():
    assert set(REFUSALS) == set(CODES)
    assert set(understood.SENTENCES) | {"unknown-name"} == set(TYPED_CODES)
    assert set(verify.FLAWS) == set(Flaw.__args__)
    special = {"not-durable", "damaged"}
    assert set(journal.SENTENCES) | special == {error.code for error in JournalError.__subclasses__()}


def problem_codes() -> set[str]:
    """Codes that the source of `runbooks` and of scenarios gives to a problem, a fault or a finding."""
    found = set()
    makers = {
        "Problem",
        "Fault",
        "Finding",
        "problem",
        "unknown",
        "fault",
        "at_start",
        "_report",
        "_refuse",
        "_wrong_key",
    }
    for path in [*(ROOT / "runbooks").glob("*.py"), *(ROOT / "simulator").glob("scenario*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                codes = [t for t in texts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", t)]
                if called in makers and codes:
                    found.add(codes[0])
    return found


def test_every_problem_has_a_sentence():
    assert len(problem_codes()) > 80
    assert problem_codes() - set(PROBLEMS) == set()


def test_a_sentence_with_doubled_braces_has_values_too():
    assert [m for m in PROBLEMS.values() if "{{" in m and not holes(m)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_of_a_problem_can_be_said(lang):
    for code, message in PROBLEMS.items():
        assert Words(lang).say(message, given=code)


def test_a_value_that_nobody_gave_is_a_question_mark():
    assert Words("en").say("{a} and {b}", a=1) == "1 and ?"


def test_an_unknown_code_is_said_as_it_is():
    assert names.name(Words("zh"), names.KINDS, "crystal-gazed") == "crystal-gazed"


def test_lists():
    assert Words("zh").all_of(["03", "04"]) == "03、04"
    assert Words("en").all_of(["03", "04", "05"]) == "03, 04 and 05"
    assert Words("en").all_of(["03"]) == "03"
    assert Words("en").many("{n} field owed", "{n} fields owed", 1) == "1 field owed"
    assert Words("zh").many("{n} field owed", "{n} fields owed", 3) == "欠填3项"
