"""Heads of orders (令)."""

from gongbao.language.bodies import ORDER_HEAD
from gongbao.language.document_numbers import ORDER_NUMBER
from transforms.clean.aligned import AlignedText
from transforms.segment.heads.head import DocumentHead, Place


def read_order(place: Place) -> DocumentHead | None:
    """A head 令: the body's name and 令, and its number on the same line or the next. Its title comes later."""
    fragments, at = place.fragments, place.at
    text = fragments[at].text
    match = ORDER_HEAD.match(text)
    if match is None:
        return None
    rest, end = text[match.end() :], at + 1
    if not rest and end < len(fragments):
        rest, end = fragments[end].text, end + 1
    serial = ORDER_NUMBER.fullmatch(rest)
    if serial is None:
        return None
    return DocumentHead(at, end, "order", f"{match[0]}第{serial[1]}号", AlignedText("", ()), match["body"])
