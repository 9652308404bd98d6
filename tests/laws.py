"""The laws that hold of every issue, however bad the file was: what each returns is what breaks it."""

from collections.abc import Iterator

from gongbao.model import Issue, Paragraph

Place = tuple[int, int, int]
"""Page, line and offset in it, from 0."""


def find_unaccounted(issue: Issue) -> list[tuple[Place, str]]:
    """Printed characters that are in no document, nor the masthead, nor the contents, nor among the corrections."""
    spans = [span for d in issue.documents for p in d.paragraphs for span in p.spans]
    spans += [span for d in issue.documents for span in d.heading]
    spans += [*issue.masthead.spans, *issue.contents_spans]
    held = {(s.page, s.line, s.offset + i) for s in spans for i in range(s.length)}
    held |= {(c.page, c.line, c.offset + i) for c in issue.corrections for i in range(len(c.before))}
    return [
        (place, char)
        for page in issue.pages
        for line in page.lines
        for at, char in enumerate(line.text)
        if not char.isspace() and (place := (line.page, line.index, at)) not in held
    ]


def find_doubled(issue: Issue) -> list[Place]:
    """Places that two paragraphs claim."""
    seen: set[Place] = set()
    twice = []
    for paragraph in _paragraphs(issue):
        for span in paragraph.spans:
            for i in range(span.length):
                place = (span.page, span.line, span.offset + i)
                if place in seen:
                    twice.append(place)
                seen.add(place)
    return twice


def find_untraceable(issue: Issue) -> list[str]:
    """Paragraphs whose characters are not those printed at their places, but for the corrections."""
    lines = {(line.page, line.index): line.text for page in issue.pages for line in page.lines}
    after = {(c.page, c.line, c.offset + i): ch for c in issue.corrections for i, ch in enumerate(c.after)}

    def leads_back(paragraph: Paragraph) -> bool:
        for span in paragraph.spans:
            for i in range(span.length):
                printed = lines[span.page, span.line][span.offset + i]
                now = paragraph.text[span.start + i]
                if now != printed and after.get((span.page, span.line, span.offset + i)) != now:
                    return False
        return sum(span.length for span in paragraph.spans) == len(paragraph.text)

    return [paragraph.text for paragraph in _paragraphs(issue) if not leads_back(paragraph)]


def find_untitled(issue: Issue) -> list[str]:
    """Documents that nobody could find by a title."""
    return [document.id for document in issue.documents if not document.title.strip()]


def find_twins(issue: Issue) -> list[str]:
    """Ids that two documents bear."""
    ids = [document.id for document in issue.documents]
    return sorted({name for name in ids if ids.count(name) > 1})


def find_stray_entities(issue: Issue) -> list[str]:
    """Mentions that are not the words at their place."""
    return [
        entity.text
        for document in issue.documents
        for entity in document.facts.entities
        if document.paragraphs[entity.paragraph].text[entity.start : entity.end] != entity.text
    ]


LAWS = {
    "nothing printed is lost": find_unaccounted,
    "nothing stands in two paragraphs": find_doubled,
    "every character leads back to its place": find_untraceable,
    "every document has a title": find_untitled,
    "every document has an id of its own": find_twins,
    "every entity is the words at its place": find_stray_entities,
}
"""By what each says; a law holds where nothing is found."""


def find_broken(issue: Issue) -> dict[str, object]:
    """The laws that an issue breaks, each with the first thing that breaks it."""
    found = {law: find(issue) for law, find in LAWS.items()}
    return {law: broken[0] for law, broken in found.items() if broken}


def _paragraphs(issue: Issue) -> Iterator[Paragraph]:
    return (paragraph for document in issue.documents for paragraph in document.paragraphs)
