"""Pages that could not be read."""

from gongbao.model import Page
from gongbao.model.findings import page_rejected


def reject_page(index: int, reader: str, reason: str) -> Page:
    """A page without lines that says why."""
    return Page(index=index, lines=(), reader=reader, rejected=reason, findings=(page_rejected(index, reason),))
