"""Lines that a reader of PDFs broke at their marks: which pieces go on, and which begin a paragraph."""

import random
from itertools import pairwise

import pytest
from fragments import make_fragments, read_text_fragments

from transforms.segment.fragments import Fragment
from transforms.segment.printed_lines import find_measure, find_words, lay_out, measure

FULL = 20


def set_in_type(paragraphs: list[str], chance: random.Random) -> list[str]:
    """The pieces that a reader gives for paragraphs set in lines of `FULL` characters: broken at many a comma."""
    pieces: list[str] = []
    for paragraph in paragraphs:
        at, room = 0, FULL - 2
        while at < len(paragraph):
            line = paragraph[at : at + room]
            while at + len(line) < len(paragraph) and paragraph[at + len(line)] in "，。":
                line += paragraph[at + len(line)]
            pieces += [piece for piece in _break(line, chance) if piece]
            at, room = at + len(line), FULL
    return pieces


def _break(line: str, chance: random.Random) -> list[str]:
    return "".join(c + "\n" * (c == "，" and chance.random() < 0.5) for c in line).split("\n")


def make_paragraph(chance: random.Random) -> str:
    """A paragraph of clauses, as long as they come."""
    clauses = ["甲" * chance.randrange(5, 17) for _ in range(chance.randrange(4, 12))]
    return "，".join(clauses) + "。"


def find_again(paragraphs: list[str], chance: random.Random) -> int:
    """How many of the paragraphs are found in their pieces."""
    laid = lay_out(read_text_fragments("\n".join(set_in_type(paragraphs, chance))), float(FULL))
    begin = [at for at, fragment in enumerate(laid) if fragment.begins]
    texts = ["".join(f.text for f in laid[a:b]) for a, b in pairwise([0, *begin, len(laid)])]
    return len(set(texts) & set(paragraphs))


def test_paragraphs_are_found_again() -> None:
    """Nearly all of them, by the measure alone: there is one letter only, and a full stop within none."""
    chance = random.Random(7)
    issues = [[make_paragraph(chance) for _ in range(12)] for _ in range(20)]
    assert sum(find_again(paragraphs, chance) for paragraphs in issues) > 0.75 * 12 * 20


def test_the_measure_shows_where_lines_were_broken_at_marks() -> None:
    """Many lines of one length, and commas at the ends of short ones."""
    chance = random.Random(1)
    paragraphs = [make_paragraph(chance) for _ in range(20)]
    assert find_measure(read_text_fragments("\n".join(set_in_type(paragraphs, chance)))) == FULL


def test_no_measure_where_lines_are_whole() -> None:
    """Commas at the ends of full lines alone say nothing."""
    assert find_measure(read_text_fragments("\n".join(["甲" * (FULL - 1) + "，"] * 40))) == 0
    assert find_measure(read_text_fragments("\n\n".join(["甲" * 9 + "，"] * 40))) == 0
    assert find_measure(()) == 0


# pieces, which of them begin a paragraph for certain, which go on, why
LAID = [
    (
        ("一、甲甲甲，", "甲甲甲甲甲甲甲甲甲甲甲甲", "甲甲甲甲。", "乙" * 18),
        (3,),
        (1, 2),
        "a closed line that is short",
    ),
    (("三、", "甲甲甲。", "甲甲甲甲甲甲甲甲甲甲甲甲甲", "甲。"), (), (1, 2, 3), "a number and a heading on one line"),
    (("甲" * 18, "甲。", "2022年3月1日"), (2,), (1,), "a date goes on with nothing"),
    (("甲" * 18, "甲。", "附件：乙"), (2,), (1,), "neither does a list of attachments"),
    (("各县人民政府，市某局：", "现将甲，", "甲甲。"), (1,), (2,), "whom it goes to stands apart"),
    (("甲" * 18, "甲。", "责任单位：乙局"), (2,), (1,), "neither does a label of bodies"),
    (("甲甲甲甲甲岗位3", "6万个。"), (), (1,), "a figure broken in two"),
]


@pytest.mark.parametrize(("pieces", "begin", "go_on", "why"), LAID, ids=[row[3] for row in LAID])
def test_pieces_are_laid_out(pieces: tuple[str, ...], begin: tuple[int, ...], go_on: tuple[int, ...], why: str) -> None:
    """What begins a paragraph and what goes on."""
    laid = lay_out(read_text_fragments("\n".join(pieces)), float(FULL))
    assert [at for at, fragment in enumerate(laid) if fragment.begins] == list(begin), why
    assert [at for at, fragment in enumerate(laid) if fragment.begins is False] == list(go_on), why


def test_what_geometry_says_stays() -> None:
    """Where indents are known nothing is guessed, nor where there is no measure."""
    known = [Fragment(f.aligned, begins=True) for f in make_fragments("甲，", "乙。")]
    assert lay_out(known, 20.0) == tuple(known)
    unknown = make_fragments("甲，", "乙。")
    assert lay_out(unknown, 0.0) == tuple(unknown)
    assert lay_out((), 20.0) == ()


def test_figures_are_narrow() -> None:
    """Two take the room of one character, and a little stands between them and what is wide."""
    assert measure("甲乙") == 2
    assert 3 < measure("甲12乙") < 3.5


def test_words_begin_below_the_addressees() -> None:
    """They may take several lines."""
    assert find_words(make_fragments("各县人民政府，", "市某局：", "现将甲")) == 2
    assert find_words(make_fragments("为了甲，", "做乙：", "丙")) == 0
    assert find_words(make_fragments("为了甲。")) == 0
