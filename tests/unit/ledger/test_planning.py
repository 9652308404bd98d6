"""What a commit makes of each document: where the ids lead of those that are withdrawn."""

from dataclasses import replace

import pytest
from builders import make_document

from connectors.ledger.planning import DocumentChange, HeldDocument, find_successors, with_successors
from connectors.ledger.records import pack
from gongbao.model import Document

TEXT = ("现将甲事通知如下。",)
OLD = make_document(1, title="关于甲类工作的通知", texts=TEXT)


def gone(document: Document) -> DocumentChange:
    """The withdrawal of a document."""
    return DocumentChange(HeldDocument(1, document.id, document.issue, 1, False, "a", pack(document)), None, "", 2)


def fresh(document: Document) -> DocumentChange:
    """A document that was not there before."""
    return DocumentChange(None, document, "b", 1)


@pytest.mark.parametrize(
    ("others", "successor", "why"),
    [
        ([make_document(title="关于乙类工作的通知", texts=TEXT)], 0, "the same text by another title"),
        ([replace(OLD, paragraphs=())], 0, "the same title"),
        (
            [replace(OLD, paragraphs=()), make_document(title="公告", texts=TEXT)],
            1,
            "the text tells more than the title",
        ),
        ([make_document(title="公告", texts=("乙。",))], None, "nothing is the same"),
        ([], None, "nothing came"),
    ],
)
def test_where_the_id_of_a_withdrawn_document_leads(others: list[Document], successor: int | None, why: str) -> None:
    """To the new one with the same text, else 文号, else title."""
    named = [replace(document, id=f"shili/new/{n}") for n, document in enumerate(others)]
    found = find_successors([gone(OLD), *map(fresh, named)])
    assert found == ({} if successor is None else {OLD.id: f"shili/new/{successor}"}), why
    assert with_successors({OLD.id: gone(OLD)}, found)[OLD.id].successor == found.get(OLD.id)


def test_a_document_that_was_there_is_no_successor() -> None:
    """It has an id of its own, whatever its title; and no two lead to one."""
    there = replace(OLD, id="shili/there")
    stays = DocumentChange(gone(there).held, there, "a", 1)
    assert find_successors([gone(OLD), stays]) == {}
    twin = replace(OLD, id="shili/twin")
    assert find_successors([gone(OLD), gone(twin), fresh(replace(OLD, id="shili/new"))]) == {OLD.id: "shili/new"}
