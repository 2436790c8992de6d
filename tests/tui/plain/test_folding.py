"""Long lines are folded; nothing is lost, and no line begins with a mark that closes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.cells import cell_width
from tui.plain.asks import choices
from tui.plain.folding import WIDE, WIDTH, fold

WORDS = st.lists(st.text("工资差额，。「」（）ab1:;, ", min_size=1, max_size=30), max_size=12).map(" ".join)


@given(WORDS)
def test_folding_loses_nothing(line: str) -> None:
    pieces = fold(line)
    assert "".join("".join(pieces).split()) == "".join(line.split())


@given(WORDS)
def test_folded_pieces_fit_and_begin_well(line: str) -> None:
    pieces = fold(line)
    if len(pieces) > 1:
        assert cell_width(line) > WIDE
        for piece in pieces[1:]:
            assert piece.startswith("    ")
            assert piece.strip()[0] not in "，。」）", pieces
        assert all(cell_width(piece) <= WIDTH or " " not in piece.strip() for piece in pieces if piece.isascii())


def test_a_line_a_little_too_long_is_left_whole() -> None:
    line = "x" * (WIDTH + 5)
    assert fold(line) == [line]


def test_a_word_longer_than_the_line_stands_alone() -> None:
    word = "h" * 100
    assert fold(f"head {word}") == ["head", f"    {word}"]


def test_choices_stand_on_as_few_lines_as_they_need() -> None:
    assert choices(["yes", "no"], "Danger?") == ["Danger?  1 yes  2 no"]
    long = ["a" * 30, "b" * 30, "c" * 30]
    assert choices(long, "Which?") == ["Which?", *(f"  {n} {option}" for n, option in enumerate(long, 1))]
    many = [f"option {n}" for n in range(12)]
    lines = choices(many, "Which?")
    assert len(lines) == 3
    assert all(cell_width(line) <= 80 for line in lines)
    assert " ".join(" ".join(lines[1:]).split()) == " ".join(f"{n} {o}" for n, o in enumerate(many, 1))
