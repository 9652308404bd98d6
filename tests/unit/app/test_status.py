"""Looking at what the ledger holds: documents, pages, facts, events."""

import pytest
from builders import make_issue

from connectors.ledger import SqlLedger
from gongbao.app.status import follow_events, show_document, show_page, tabulate_facts
from gongbao.errors import NotFoundError
from gongbao.model import Kind
from gongbao.ports import Selection, StoredDocument

ISSUE, NOTICE = "shili/2021/4", "shili/示政发/2021/5"


def test_facts_are_tabulated_with_their_documents(ledger: SqlLedger) -> None:
    """Those of the documents that are meant; a kind that is none is an error."""
    assert [row["document"] for row in tabulate_facts(ledger, "duties", Selection()).rows] == [NOTICE]
    assert len(tabulate_facts(ledger, "duties", Selection(kind=Kind.APPOINTMENT))) == 0
    with pytest.raises(NotFoundError):
        tabulate_facts(ledger, "wishes", Selection())


def test_a_document_is_shown_with_what_was_asked() -> None:
    """Places and reasons cost reading the issue, so they are there only where they are wanted."""

    class Held:
        """A ledger whose issues must not be asked for."""

        def document(self, name: str) -> StoredDocument:
            """The first document of the issue."""
            return StoredDocument(make_issue().documents[0], "", 1)

        def text(self, name: str) -> str:
            """Its name will do."""
            return name

    shown = show_document(Held(), NOTICE)  # type: ignore[arg-type]
    assert (shown.stored.document.id, shown.text, shown.places, shown.reasons) == (NOTICE, NOTICE, None, None)


def test_places_and_reasons_are_one_a_paragraph(ledger: SqlLedger) -> None:
    """In the order of the paragraphs."""
    shown = show_document(ledger, NOTICE, places=True, explain=lambda issue, document: [issue.id, document])  # type: ignore[list-item,return-value]
    assert shown.places is not None and len(shown.places) == len(shown.stored.document.paragraphs)
    assert shown.reasons == [ISSUE, NOTICE]


def test_a_page_that_is_not_there_says_which_are(ledger: SqlLedger) -> None:
    """Pages count from 0."""
    assert show_page(ledger, ISSUE, 0).artifact == make_issue().artifact
    with pytest.raises(NotFoundError) as caught:
        show_page(ledger, ISSUE, 1)
    assert caught.value.next_step == "Its pages are 0 to 0."


def test_events_are_followed_until_nobody_waits(ledger: SqlLedger) -> None:
    """What came while it waited is told once, behind what was there."""
    there = [event.position for event in ledger.events()]

    def more() -> None:
        ledger.commit(make_issue(number=5, documents=()))

    following = follow_events(ledger, 0, None, more)
    assert [next(following).position for _ in there] == there
    assert next(following).position > there[-1]
    assert [event.position for event in follow_events(ledger, there[0], None)][: len(there) - 1] == there[1:]
