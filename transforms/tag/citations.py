"""Citations: which other documents a document names by 文号, and which of them it puts an end to."""

from collections.abc import Iterator, Sequence

from gongbao.model import Citation, Document, Relation
from transforms.tag.named_texts import NamedText, find_named
from transforms.tag.relation_clauses import ENDS
from transforms.tag.relations import LocatedRelation
from transforms.tag.titles import find_numbers

_CERTAIN, _SAID, _BY_TITLE = 1.0, 0.9, 0.8


def find_citations(document: Document, related: Sequence[LocatedRelation]) -> tuple[Citation, ...]:
    """One citation a 文号 other than the document's own, `repeals` where a relation puts an end to it, else `cites`.

    A text that ends but has no 文号 is a citation by title alone.

    Args:
        document: The document.
        related: Its relations, from which it follows what ends.
    """
    found = {one.relation.number or f"《{one.relation.title}》": _end(one) for one in related if _ends_whole(one)}
    own = _norm(document.number)
    for citation in _cite(document):
        if citation.number != own:
            found.setdefault(citation.number or "", citation)
    return tuple(sorted(filter(None, found.values()), key=lambda cited: (cited.paragraph, cited.start)))


def _ends_whole(one: LocatedRelation) -> bool:
    return one.relation.relation in ENDS and one.relation.provision is None and one.name is not None


def _end(one: LocatedRelation) -> Citation:
    said = one.relation
    start, end = one.name or (0, 0)
    how, sure = ("number-ended", _SAID) if said.number else ("title-ended", _BY_TITLE)
    return Citation(Relation.REPEALS, said.number, said.title, said.paragraph, start, end, how, sure)


def _cite(document: Document) -> Iterator[Citation]:
    for index, paragraph in enumerate(document.paragraphs):
        for one in _numbered(paragraph.text):
            yield Citation(Relation.CITES, one.number, one.title, index, one.start, one.name_end, "number", _CERTAIN)


def _numbered(text: str) -> Iterator[NamedText]:
    return (one for one in find_named(text) if one.number)


def _norm(number: str | None) -> str | None:
    mentions = find_numbers(number) if number else []
    return mentions[0].norm if mentions else number
