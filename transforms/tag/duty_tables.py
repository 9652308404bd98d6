"""Duties in tables: rows under 任务, 牵头单位, 责任单位, 完成时限."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.model.spans import Span
from transforms.tag.duty_lists import is_body, split_bodies
from transforms.tag.duty_statements import NamedBody, role_of
from transforms.tag.rows import split_cells

_BODIES = "(?:单位|部门|处室|科室|股室|机构|主体|地区|县区|领导小组)"
_ROLE = re.compile(
    rf"(?P<role>(?:主要|第一)?(?:牵头|主办|责任|负责|承办|落实|实施|配合|协办|参与|协同)(?:[、和及与/]?(?:责任|落实|实施|牵头))?){_BODIES}"
    rf"(?:[、和及与/（].{{0,12}})?"
)
_DUE = re.compile("(?:完成|办结|整改|落实|推进|计划完成)?(?:时限|时间|期限|时间节点|进度安排|时间要求)(?:要求|安排)?")
_TASK = re.compile(r".{0,6}(?:任务|事项|措施|内容|举措|项目|工作|目标|要求|问题).{0,6}")
_HEADING = 60  # characters: a row of one cell that parts a table is not longer


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cells of a table's rows name bodies, by role, which the task and by when."""

    count: int
    roles: dict[int, str]
    task: int | None
    due: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that states a duty: its paragraph, its bodies, and where its task and its deadline stand."""

    paragraph: int
    bodies: tuple[NamedBody, ...]
    task: Span | None
    deadline: Span | None


def find_rows(texts: Sequence[str]) -> list[Row]:
    """The rows of tables with columns for bodies, in the order of the text.

    A row is a paragraph whose cells are parted by tabs. A table goes on over headings of one cell, and under its own
    columns again.
    """
    found = []
    columns: Columns | None = None
    for paragraph, text in enumerate(texts):
        if "\t" not in text:
            columns = columns if len(text) <= _HEADING else None
            continue
        cells = split_cells(text)
        if head := read_columns([text[cell.start : cell.end] for cell in cells]):
            columns = head
            continue
        if columns and (row := _read_row(text, paragraph, cells, columns)):
            found.append(row)
    return found


def _read_row(text: str, paragraph: int, cells: Sequence[Span], columns: Columns) -> Row | None:
    """The duty of a row; one with too few cells has those on its left in common with the row above (merged cells)."""
    missing = columns.count - len(cells)
    if missing < 0 or any(at < missing for at in columns.roles):
        return None
    bodies = tuple(
        NamedBody(role, body) for at, role in columns.roles.items() for body in split_bodies(text, *cells[at - missing])
    )
    sure = [is_body(text[body.span.start : body.span.end]) for body in bodies]
    if not any(sure) or (missing and not all(sure)):
        return None
    task, due = (None if at is None or at < missing else cells[at - missing] for at in (columns.task, columns.due))
    return Row(paragraph, bodies, task, due if due and text[due.start : due.end].strip() else None)


def read_columns(cells: Sequence[str]) -> Columns | None:
    """What the columns of a table hold, by its head; None where that names no column of bodies."""
    names = [re.sub(r"\s", "", cell) for cell in cells]
    roles = {at: role_of(role["role"]) for at, name in enumerate(names) if (role := _ROLE.fullmatch(name))}
    if not roles:
        return None
    due = next((at for at, name in enumerate(names) if _DUE.fullmatch(name)), None)
    tasks = [at for at, name in enumerate(names) if at not in roles and at != due and _TASK.fullmatch(name)]
    return Columns(len(cells), roles, tasks[-1] if tasks else None, due)
