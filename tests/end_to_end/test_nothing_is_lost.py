"""The law of the house: nothing printed is lost."""

import random
from pathlib import Path

import pytest

from gongbao.model import Artifact, Issue, Line, Page
from transforms.segment.assemble import segment

ISSUES = sorted((Path(__file__).parent.parent / "data" / "issues").glob("*.txt"))


def unaccounted(issue: Issue) -> list[tuple[int, int, int, str]]:
    """Printed characters that are in no document, nor the masthead, nor the contents, nor among the corrections."""
    spans = [r for d in issue.documents for p in d.paragraphs for r in p.spans]
    spans += [r for d in issue.documents for r in d.heading]
    spans += [*issue.masthead.spans, *issue.contents_spans]
    held = {(r.page, r.line, r.offset + i) for r in spans for i in range(r.length)}
    held |= {(c.page, c.line, c.offset + i) for c in issue.corrections for i in range(len(c.before))}
    return [
        (line.page, line.index, at, char)
        for page in issue.pages
        for line in page.lines
        for at, char in enumerate(line.text)
        if not char.isspace() and (line.page, line.index, at) not in held
    ]


def read(text: str) -> Issue:
    """The issue that a text holds."""
    pages = [Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))]
    return segment(Artifact("a.txt", "0" * 64, "text/plain", len(text)), pages, ())


@pytest.mark.parametrize("path", ISSUES, ids=lambda p: p.stem)
def test_every_character_of_a_real_issue_is_accounted_for(path):
    """Each printed character is somewhere, and only once among the paragraphs."""
    issue = read(path.read_text("utf-8"))
    assert unaccounted(issue) == []
    spans = [r for d in issue.documents for p in d.paragraphs for r in p.spans]
    places = [(r.page, r.line, r.offset + i) for r in spans for i in range(r.length)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("seed", range(12))
def test_every_character_of_a_torn_issue_is_accounted_for(seed):
    """Lines lost, doubled, cut and shuffled: what is left is still all there."""
    chance = random.Random(seed)
    lines = ISSUES[seed % len(ISSUES)].read_text("utf-8").split("\n")
    start = chance.randrange(len(lines) // 2)
    lines = lines[start : start + 400] if seed % 3 else lines[:300]
    for _ in range(40):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        move = chance.choice(["swap", "drop", "double", "cut"])
        if move == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif move == "drop":
            del lines[at]
        elif move == "double":
            lines.insert(to, lines[at])
        else:
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = [lines[at][:cut], "", lines[at][cut:]]
    assert unaccounted(read("\n".join(lines))) == []


@pytest.mark.parametrize("path", ISSUES, ids=lambda p: p.stem)
def test_every_character_leads_back(path):
    """A paragraph's characters are those printed at its places, but for the corrections."""
    issue = read(path.read_text("utf-8"))
    lines = {(line.page, line.index): line.text for page in issue.pages for line in page.lines}
    after = {(c.page, c.line, c.offset + i): ch for c in issue.corrections for i, ch in enumerate(c.after)}
    for document in issue.documents:
        for paragraph in document.paragraphs:
            for span in paragraph.spans:
                for i in range(span.length):
                    printed = lines[span.page, span.line][span.offset + i]
                    now = paragraph.text[span.start + i]
                    assert now == printed or after[span.page, span.line, span.offset + i] == now
            assert sum(r.length for r in paragraph.spans) == len(paragraph.text)
