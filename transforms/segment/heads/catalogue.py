"""What a web edition prints above a document: its entry in a catalogue (索引号, 发文机关, 标题, 发文字号 …), in a table
or line by line.

The labels are the elements of 政府信息公开目录系统实施指引 (国办秘函〔2009〕6号), with the words that sites use.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongbao.language.document_numbers import read_head_number
from gongbao.language.orders import read_whole_number
from transforms.clean.aligned import AlignedText
from transforms.segment.fragments import Fragment

MOST = 40  # lines that an entry takes at most
FEWEST = 3  # labels that show an entry
_NUMBER = "发文字号|文号|文件编号"
_TITLE = "标题|名称|信息名称|文件名称"
LABEL = re.compile(
    rf"(?P<label>(?P<number>{_NUMBER})|(?P<title>{_TITLE})|索引号|信息分类|主题分类|体裁分类|组配分类|公文种类|发文机关"
    "|发布机构|发文机构|公开机构|信息来源|成文日期|生成日期|发文日期|发布日期|公开日期|发布时间|施行日期|生效日期|废止日期"
    "|主题词|关键词|有效性|时效性?|有效期|效力状态|公开方式|公开形式|内容概述|统一登记号)[：:]"
)
CELL = re.compile("[^\t]+")
# What stands below the title of a web page: where it was taken from, when it was set in, how often it was read.
SOURCE = re.compile("(?:信息来源|来源|发布时间|发布日期|作者|浏览次数|字体)[：:].{0,120}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An entry of a catalogue: where it ends, the number of the document and its title, as far as it says them."""

    end: int
    number: str | None
    title: AlignedText


def read_catalogue(fragments: Sequence[Fragment], at: int) -> Catalogue | None:
    """The entry that begins at a fragment; None where none does."""
    if LABEL.match(fragments[at].text) is None:
        return None
    end = _find_end(fragments, at)
    labels: set[str] = set()
    number, title, waiting = None, AlignedText("", ()), ""
    for cell in (cell for fragment in fragments[at:end] for cell in _part_cells(fragment)):
        match = LABEL.match(cell.text)
        if match:
            labels.add(match["label"])
            waiting = "number" if match["number"] else "title" if match["title"] else ""
            cell = cell.cut(match.end()).strip()
        if cell.text and waiting == "number":
            whole = read_whole_number(cell.text)
            number, waiting = whole[1] if whole else read_head_number(cell.text), ""
        elif cell.text and waiting == "title":
            title, waiting = cell, ""
    return Catalogue(end, number, title) if len(labels) >= FEWEST else None


def pass_source(fragments: Sequence[Fragment], at: int) -> int:
    """Behind the line that says where a web page was taken from, and when; `at` where there is none."""
    return at + 1 if at < len(fragments) and SOURCE.fullmatch(fragments[at].text) else at


def _find_end(fragments: Sequence[Fragment], at: int) -> int:
    """Where an entry ends: behind the last label and what stands beside or below it."""
    end, bare = at, False
    while end < min(at + MOST, len(fragments)):
        match = LABEL.match(fragments[end].text)
        if match is None and not bare:
            break
        bare = match is not None and match.end() == len(fragments[end].text)
        end += 1
    return end


def _part_cells(fragment: Fragment) -> Iterator[AlignedText]:
    """The cells of a row, or the line."""
    for match in CELL.finditer(fragment.text):
        yield fragment.aligned.cut(match.start(), match.end()).strip()
