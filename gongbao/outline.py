"""The outline of a document: which headings its paragraphs stand under."""

from collections.abc import Sequence

from gongbao.model import Paragraph, Role


def heading_paths(paragraphs: Sequence[Paragraph]) -> list[tuple[str, ...]]:
    """For each paragraph the headings that it stands under, outermost first."""
    above: list[tuple[int, str]] = []
    paths: list[tuple[str, ...]] = []
    for paragraph in paragraphs:
        if paragraph.role in (Role.PART_TITLE, Role.ATTACHMENT_TITLE):
            above = []
        elif paragraph.role is Role.HEADING:
            above = [(level, text) for level, text in above if level < paragraph.level]
        paths.append(tuple(text for _, text in above))
        if paragraph.role in (Role.PART_TITLE, Role.ATTACHMENT_TITLE):
            above = [(-1, paragraph.text)]
        elif paragraph.role is Role.HEADING:
            above.append((paragraph.level, paragraph.text))
    return paths
