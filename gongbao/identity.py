"""Which id each document of an issue goes by: what it is says so, not where it stands."""

from collections import Counter
from collections.abc import Sequence

from gongbao.ids import make_digest, numbered_document_id, titled_document_id
from gongbao.model import Document

MARK = 6  # hex digits that tell two documents of one name apart


def name_by_title(gazette: str, document: Document) -> str:
    """The id of a document by issuer, day, kind and title; a number of the usual form is no part of it."""
    number = None if numbered_document_id(gazette, document.number) else document.number
    named = (document.issuer, document.date, document.kind.value, document.title, number)
    return titled_document_id(gazette, document.issue, *named)


def name_within(issue: str, document: Document) -> str:
    """The id of a document by kind, title and number, within an issue: of a copy whose own id another one bears."""
    return titled_document_id("", issue, None, None, document.kind.value, document.title, document.number)


def name_documents(gazette: str, documents: Sequence[Document]) -> list[str]:
    """The ids of all documents of an issue, each once.

    Of several with one 发文字号 the first bears it, the others go by their titles. Of several with one title each goes
    by its text as well, so that none is called otherwise because another is gone.
    """
    names: list[str] = []
    for document in documents:
        number = numbered_document_id(gazette, document.number)
        names.append(number if number and number not in names else name_by_title(gazette, document))
    common = Counter(names)
    seen: Counter[str] = Counter()
    for at, document in enumerate(documents):
        if common[names[at]] > 1:
            name = name_by_text(names[at], document)
            seen[name] += 1
            names[at] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return names


def name_by_text(name: str, document: Document) -> str:
    """A name that several documents bear, and what tells this one from the others."""
    text = "".join(char for paragraph in document.paragraphs for char in paragraph.text if char.isalnum())
    return f"{name}-{make_digest(text, MARK)}"
