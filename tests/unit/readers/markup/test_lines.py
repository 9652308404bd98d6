"""Lines of structured files, and the addresses in them."""

import pytest

from connectors.readers.markup.lines import MarkupLine, keep_address, part_pages, to_page
from transforms.segment.fragments import read_fragments

ADDRESSES = [
    ("./W020.docx", "./W020.docx", "one beside the page"),
    (" https://a.example/b.pdf ", "https://a.example/b.pdf", "a whole one, blanks around it"),
    ("HTTP://a.example", "HTTP://a.example", "schemes have no case"),
    ("javascript:alert(1)", None, "a program"),
    ("data:text/html,甲", None, "a page in an address"),
    ("file:///etc/passwd", None, "a file of this machine"),
    ("#top", None, "a place on the page itself"),
    ("//[", None, "no address at all"),
    ("a" * 3000, None, "data"),
    (None, None, "none"),
]


@pytest.mark.parametrize(("href", "kept", "why"), ADDRESSES, ids=[row[2] for row in ADDRESSES])
def test_addresses_of_documents_are_kept(href, kept, why):
    """The others run something, or lead nowhere."""
    assert keep_address(href) == kept, why


def test_a_page_ends_where_it_is_said():
    """Pages without lines are none."""
    a, b = MarkupLine("甲", "/p[1]"), MarkupLine("乙", "/p[2]")
    assert part_pages([None, a, None, None, b, None]) == [[a], [b]]


def test_each_line_is_a_paragraph():
    """However its words end: the file's structure says so."""
    page = to_page(0, [MarkupLine("加快建设，", "/p[1]"), MarkupLine("完善机制", "/p[2]")], "html")
    fragments, _ = read_fragments([page])
    assert [(f.text, f.begins, f.full) for f in fragments] == [("加快建设，", True, False), ("完善机制", True, False)]
