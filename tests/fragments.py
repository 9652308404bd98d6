"""Fragments made up for tests."""

from gongbao.model import Line, Page
from transforms.clean.aligned import AlignedText
from transforms.segment.fragments import Fragment, read_fragments


def make_fragment(text: str, **known: object) -> Fragment:
    """A fragment of which only the words and what is given are known."""
    return Fragment(AlignedText(text, ()), **known)  # type: ignore[arg-type]


def make_fragments(*texts: str) -> list[Fragment]:
    """Fragments of which only the words are known."""
    return [make_fragment(text) for text in texts]


def read_text_fragments(text: str) -> tuple[Fragment, ...]:
    """The fragments of a text on one page."""
    return read_fragments([Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))])[0]
