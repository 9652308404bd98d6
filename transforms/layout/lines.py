"""What was put into order, written as lines: text by column, tables row by row."""

import itertools
from collections.abc import Mapping, Sequence

from gongbao.model import Box, Line, TextCell
from transforms.layout.columns import Column
from transforms.layout.flow import Flow, Path, TableBlock
from transforms.layout.gutters import NARROW
from transforms.layout.rows import LARGE
from transforms.layout.strips import CLOSE, LEADER, Strip
from transforms.layout.tables import Row

WORD = 0.2  # ems: a wider gap between two Latin letters is a space
RAISED = 0.5  # ems that small type is raised or lowered beside its line at most
BESIDE = 1.5  # ems of white at least between the text and what stands in the outer margin
OVERLAP = 0.5  # ems that strips of one line overlap at most


def write_lines(page: int, flow: Flow, columns: Mapping[Path, Column]) -> list[Line]:
    """Strips on one baseline of one column, in the order of the flow, as one line; tables row by row."""
    lines: list[Line] = []
    pending: list[Strip] = []
    at: tuple[Path, int] = ((), 0)

    def finish() -> None:
        if pending:
            lines.append(_write_line(pending, columns[at[0]], at[1], (page, len(lines))))
            pending.clear()

    for item, path, region in flow.placed:
        if isinstance(item, TableBlock):
            finish()
            column = columns[path].number if path in columns else 0
            for row in item.table.rows:
                lines.append(_write_row(row, item.number, column, region, (page, len(lines))))
            continue
        if (path, region) != at or not _is_same_line(pending, item, flow.em, columns[path]):
            finish()
        pending.append(item)
        at = path, region
    finish()
    return lines


def _is_same_line(line: Sequence[Strip], strip: Strip, em: float, column: Column) -> bool:
    """Whether a strip stands on the line: on its baseline, or raised or lowered beside it as small type is."""
    main = max(line, key=lambda s: s.size, default=strip)
    size = max(main.size, strip.size)
    if abs(strip.baseline - main.baseline) > RAISED * size:
        return False
    if not all(strip.x0 >= s.x1 - OVERLAP * size or strip.x1 <= s.x0 + OVERLAP * size for s in line):
        return False
    # Words far apart are lines of their own, but for the words of a title and a number at the end of an entry.
    if any(_stands_in_margin(s, column, em) for s in (*line, strip)):
        return not line
    gap = strip.x0 - max((s.x1 for s in line), default=strip.x0)
    return gap < NARROW * size or size > LARGE * em or strip.cells[0].text.strip(LEADER).isdigit()


def _stands_in_margin(strip: Strip, column: Column, em: float) -> bool:
    """Whether a strip is no part of its column: a number or a word in the outer margin, beside a line of the text."""
    return strip.x1 < column.left - BESIDE * em or strip.x0 > column.right + BESIDE * em


def _write_line(strips: Sequence[Strip], column: Column, region: int, place: tuple[int, int]) -> Line:
    """One line of the strips on it. `place` is its page and its index there."""
    cells = sorted((cell for strip in strips for cell in strip.cells), key=lambda cell: cell.x0)
    main = max(cells, key=lambda cell: (len(cell.text), cell.size))
    size, end = main.size, max(cell.x1 for cell in cells)
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    return Line(
        text=join_text(cells).strip().replace("\t", " "),
        page=place[0],
        index=place[1],
        box=_make_box(cells[0].x0, top, end, bottom),
        baseline=round(main.baseline, 2),
        size=round(size, 2),
        confidence=_mean_confidence(cells),
        indent=round((cells[0].x0 - column.left) / size, 2),
        room=round((column.right - end) / size, 2),
        column=column.number,
        region=region,
        bold=sum(len(cell.text) for cell in cells if cell.bold) * 2 > sum(len(cell.text) for cell in cells),
    )


def join_text(cells: Sequence[TextCell]) -> str:
    """The text of cells that stand left to right, with a blank where white shows one."""
    text = cells[0].text
    for before, cell in itertools.pairwise(cells):
        text += " " + cell.text if _is_blank_between(before, cell) else cell.text
    return text


def _is_blank_between(before: TextCell, after: TextCell) -> bool:
    gap = (after.x0 - before.x1) / max(before.size, after.size)
    latin = before.text[-1].isascii() and after.text[0].isascii()
    return gap > (WORD if latin else CLOSE) and not before.text.endswith(" ")


def _mean_confidence(cells: Sequence[TextCell]) -> float | None:
    """By characters; None where no OCR was needed."""
    sure = [(cell.confidence, len(cell.text)) for cell in cells if cell.confidence is not None]
    return round(sum(c * n for c, n in sure) / sum(n for _, n in sure), 3) if sure else None


def _write_row(row: Row, table: int, column: int, region: int, place: tuple[int, int]) -> Line:
    return Line(
        text=row.text,
        page=place[0],
        index=place[1],
        box=_make_box(row.box.x0, row.box.y0, row.box.x1, row.box.y1),
        baseline=round(row.baseline, 2),
        size=round(row.size, 2),
        confidence=row.confidence,
        column=column,
        region=region,
        table=table,
    )


def _make_box(x0: float, y0: float, x1: float, y1: float) -> Box:
    """Rounded to hundredths of a point."""
    return Box(round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
