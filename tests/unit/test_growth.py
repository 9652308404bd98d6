"""Time grows with the text: of each function that reads what a stranger has written, and of all of them together.

What is measured is found by walking the modules, so that a new function can't be forgotten: it is given what its
parameters are called after, or stands in `ELSEWHERE` with the reason why it needs no measuring here.
"""

import inspect
from dataclasses import replace
from functools import lru_cache, partial

import pytest
from adversaries import load_modules
from growth import ADVERSARIAL, STEEPEST, find_steepness

from connectors.readers.text import TextReader
from gongbao.errors import InputError
from gongbao.gazette import load_all
from gongbao.model import Artifact, ContentsEntry, Line, Page, Paragraph, SourceSpan
from transforms.check import check
from transforms.clean.aligned import AlignedText
from transforms.pipeline import HOME, segment_pages
from transforms.segment.contents import Contents
from transforms.segment.fragments import Fragment, Seams, read_fragments
from transforms.segment.heads import DocumentHead
from transforms.segment.heads.head import Place
from transforms.segment.heads.heading import Heading
from transforms.segment.pairing import Segment, find_ends
from transforms.segment.parting import START

PACKAGES = (
    "gongbao.language",
    "connectors.readers.text",
    "transforms.check",
    "transforms.clean",
    "transforms.segment",
    "transforms.layout.running_headers",
)
FUNCTIONS = {
    f"{module.__name__}.{name}": function
    for module in load_modules(PACKAGES)
    for name, function in vars(module).items()
    if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
}
"""The public functions of these packages."""

ELSEWHERE = {
    "numbers and days, no texts": (
        "make_date",
        "month_days",
        "add_months",
        "format_decimal",
        "misplace",
        "write_numeral",
    ),
    "makes a pattern, which test_patterns looks at": ("match_number", "match_jump"),
    "a cost of one pair, or of one fragment: measured with stitch": (
        *("page_of_jump_in", "page_of_jump_out", "both_ends_in_one_text", "number_amid_sentence", "take_half"),
        *("mark_behind_closed", "number_skips", "words_of_pair", "signature_amid_sentence", "signature_of_either"),
        *("words_go_on", "mark_opens", "words_anew", "number_next", "number_one", "number_out_of_count"),
        *("number_interrupts", "host_was_complete", "text_changes_hands", "jump_over_the_page"),
        *("jump_breaks_off", "host_breaks_off", "assign", "was_signed"),
    ),
    "what rules are made of, and one seam: measured with join_fragments": (
        *("rule", "name_function", "where", "decide", "add_up", "itemize"),
        *("crosses_jump", "has_geometry", "is_chronicle", "is_closed", "follows_heading"),
    ),
    "an issue: measured with all its steps": (
        "segment",
        "make_title",
        "check",
        "check_contents",
        "check_document",
        "check_numbering",
    ),
    "another issue's numbers: a few": ("check_series",),
}
SIZE = 4_000  # characters to begin with: of so many what is bounded has reached its bounds
ARTIFACT = Artifact("file:///issue.txt", "0" * 64, "text/plain", 1)
GAZETTES = load_all(HOME)
TITLE = "某某市人民政府关于印发办法的通知"
# A text that belongs to documents, each of which the contents name.
OPENING = (
    "某某市人民政府公报\n2021年第4期\n目　录\n某某市人民政府关于印发办法的通知（某政发〔2021〕5号）……（1）\n"
    "某某市人民政府关于第二个办法的通知……（9）\n某某市人民政府文件\n某政发〔2021〕5号\n"
    "某某市人民政府关于印发办法的通知\n各县（市、区）人民政府：\n现将《某某市办法》印发给你们，请遵照执行。\n"
)
CLOSING = "\n某某市人民政府\n2021年1月1日\n某某市人民政府关于第二个办法的通知\n各县人民政府：\n现将办法印发给你们。\n"


@lru_cache(maxsize=256)
def make_pages(text):
    """The pages of a text."""
    parts = text.split("\f")
    return tuple(
        Page(at, tuple(Line(line, at, n) for n, line in enumerate(part.split("\n")))) for at, part in enumerate(parts)
    )


@lru_cache(maxsize=256)
def make_fragments(text):
    """Its fragments, and so more than one of each line where it has none but one."""
    return read_fragments(make_pages(text))[0] or (Fragment(AlignedText("字", ())),)


@lru_cache(maxsize=256)
def make_segments(text):
    """Its fragments as two documents."""
    fragments = make_fragments(text)
    half = len(fragments) // 2
    return Segment(fragments[:half], 1, 4), Segment(fragments[half:], 5, 9)


HEAD = DocumentHead(0, 0, "", "某政发〔2021〕5号", AlignedText(TITLE, ()), None)
BY_PARAMETER = {
    "text": lambda text: text,
    "data": lambda text: text.encode(),
    "following": lambda text: text,
    "title": lambda text: text,
    "texts": lambda text: text.split("\n"),
    "line": lambda text: Line(text, 0, 0),
    "parts": lambda text: [f.aligned for f in make_fragments(text)],
    "pages": make_pages,
    "fragment": lambda text: Fragment(AlignedText(text, ())),
    "fragments": make_fragments,
    "block": make_fragments,
    "stitched": make_fragments,
    "group": make_fragments,
    "segments": make_segments,
    "paragraphs": lambda text: [Paragraph(f.text, spans=f.spans) for f in make_fragments(text)],
    "outs": lambda text: find_ends(make_segments(text))[0],
    "ins": lambda text: find_ends(make_segments(text))[1],
    "seams": lambda text: Seams([text]),
    "mine": lambda text: [True] * len(make_fragments(text)),
    "entries": lambda text: [ContentsEntry(None, line, None, None) for line in text.split("\n")[:100]],
    "titles": lambda text: text.split("\n")[:40],
    "contents": lambda _: Contents((ContentsEntry("字", TITLE, None, None),), 0, 0),
    "around": lambda text: make_surroundings(text),
    "head": lambda _: HEAD,
    "artifact": lambda _: ARTIFACT,
    "gazettes": lambda _: GAZETTES,
    "gazette": lambda _: GAZETTES[0],
    "signatories": lambda _: (),
    "signed": lambda _: (False, True),
    "before": lambda text: Fragment(AlignedText(text, ())),
    "number": lambda _: None,
    "thread": make_fragments,
    "host": lambda _: START,
    "listed": lambda _: True,
    "marks": lambda _: "，、",
    "width": lambda _: 20,
    "full": lambda _: 20.0,
    "chronicle": lambda _: False,
    "ordinal": lambda _: 1,
    "at": lambda _: 0,
    "first": lambda _: 0,
    "place": lambda text: Place(make_fragments(text), 0, 0, {}),
    "heading": lambda _: Heading(0, 1, AlignedText(TITLE, ()), None, False, False),
    "heads": lambda text: [replace(HEAD, start=at, end=at) for at in range(len(make_fragments(text)))],
    "start": lambda _: 0,
    "history": lambda text: text,
    "office": lambda text: text,
    "whole": lambda _: True,
    "one": lambda text: make_fragments(text)[0],
    "other": lambda text: make_fragments(text)[0],
    "bodies": lambda _: ("某某市人民政府",),
    "name": lambda text: text,
    "words": lambda text: AlignedText(text, tuple(SourceSpan(at, 1, 0, 0, at) for at in range(len(text)))),
    "rule": lambda _: "jump-mark",
}
OTHERWISE = {
    "part": {"thread": lambda _: START},
    "explain_parting": {"thread": lambda _: START},
    "find_awaited": {"host": lambda text: list(enumerate(make_fragments(text)))},
    "unweave": {name: lambda text: make_fragments(text)[0] for name in ("first", "broken")},
    "follow": {"thread": lambda _: START},
    "find_places": {"titles": lambda text: dict(enumerate(text.split("\n")[:100]))},
    "measure_likeness": {"title": lambda _: TITLE},
    "find_red_head": {"number": lambda text: len(make_fragments(text))},
    "classify_document": {"head": lambda _: HEAD},
}
"""Parameters that are called the same and are something else."""


def make_surroundings(text):
    """An issue around a document."""
    from transforms.segment.assemble import Surroundings

    return Surroundings(GAZETTES[0], "某/2021/4", (), make_fragments(text), Seams([text]), 20)


def make_arguments(function, make, size):
    """What a function is given, by what its parameters are called; those that may be left out are."""
    text = make(size)
    given = BY_PARAMETER | OTHERWISE.get(function.__name__, {})
    return [
        given[parameter.name](text)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is parameter.empty
    ]


def run(function, arguments):
    """A step, to its end; that a text is none of a gazette is an answer."""
    try:
        made = function(*arguments)
        return list(made) if inspect.isgenerator(made) else made
    except InputError:
        return None


LISTED = {name for listed in ELSEWHERE.values() for name in listed}
MEASURED = {name: function for name, function in FUNCTIONS.items() if function.__name__ not in LISTED}


def test_every_function_is_measured_or_says_why_not():
    """No name that is listed has gone, and what is not listed can be given a text."""
    names = {function.__name__ for function in FUNCTIONS.values()}
    assert not LISTED - names
    for function in MEASURED.values():
        make_arguments(function, ADVERSARIAL["short lines"], 100)


@pytest.mark.parametrize("name", MEASURED)
def test_time_grows_with_the_text(name):
    """Eight times the time for four times the text is too much, whatever the text is made of."""
    function = MEASURED[name]
    steep = {
        kind: growth
        for kind, make in ADVERSARIAL.items()
        if (growth := find_steepness(partial(run, function), partial(make_arguments, function, make), SIZE)) > STEEPEST
    }
    assert not steep


@pytest.mark.parametrize("kind", ADVERSARIAL)
def test_time_grows_with_the_issue(kind):
    """All steps up to the documents of an issue, in whose first document such a text stands."""

    def make(size):
        return make_pages(OPENING + ADVERSARIAL[kind](size) + CLOSING)

    assert find_steepness(lambda pages: check(segment_pages(ARTIFACT, pages, HOME, "0")), make, SIZE) <= STEEPEST


def test_a_text_is_read_once_whatever_pages_it_has(tmp_path):
    """Each page is asked for by itself."""
    path = tmp_path / "issue.txt"
    reader = TextReader(10_000_000)

    def make(size):
        path.write_text("公报" * 20 + "字\f" * (size // 2), "utf-8")

    def read(_):
        return [reader.read(path, index) for index in range(reader.count(path))]

    assert find_steepness(read, make) <= STEEPEST
