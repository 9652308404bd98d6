"""Rows of tables: paragraphs whose cells are parted by tabs."""

import itertools

from gongbao.model.spans import Span


def split_cells(text: str) -> list[Span]:
    """The cells of a row, empty ones too; a text without a tab is one cell."""
    tabs = [-1, *(at for at, char in enumerate(text) if char == "\t"), len(text)]
    return [Span(before + 1, after) for before, after in itertools.pairwise(tabs)]
