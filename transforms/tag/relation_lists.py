"""Lists of texts, and what becomes of them: by the heading above, the sentence that leads in, or a cell of a row."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongbao.language.characters import HAN
from gongbao.language.numbering import DIVISIONS, NumberingStyle, find_marker
from gongbao.language.titles import names_text
from gongbao.model import RelationKind
from gongbao.model.spans import Span
from transforms.tag.named_texts import Clauses, NamedText, title_issuer
from transforms.tag.relation_clauses import read_days
from transforms.tag.relation_words import BASIS, FATES
from transforms.tag.rows import split_cells
from transforms.tag.titles import find_numbers, find_titles

_HEADING = 60  # characters: what is longer is no heading
_LEADS_IN = re.compile("下列|以下|如下|下述|下面|附件|目录|清单")
_TEXTS = re.compile("文件|规章|法规|目录|清单|政策|规定|办法|条例|通知|决定|制度")
_PROPOSED = re.compile("拟|建议|应当|是否|未|不予|不得")
_FATE_CELL = re.compile(
    r"(?:予以|宣布|需要?|全文|重新|自动|自行)*(?:废止|失效|修改|修订|保留|有效|继续有效|继续执行|停止执行|现行有效|延长有效期)"
    r"(?:[，,（]?(?:有效期)?[^\t]{0,24})"
)
_COLUMN_TITLE = re.compile(r"(?:规范性)?(?:文件|规章|法规|政策)?(?:名称|标题|题目|题名)|(?:规范性)?文件|规章|法规")
_COLUMN_NUMBER = re.compile("(?:发文|文件)?(?:文号|字号|编号)|发文号")
_COLUMN_UNTIL = re.compile("有效期|到期|截止|失效日期")
# 某市财政局关于印发《某办法》的通知, without marks of its own
_COVERING = re.compile(
    r"\s*(?P<title>[^。；《》（）]{0,60}(?:关于|印发|转发|批转|公布|发布)[^。；《》]{0,20}《[^《》]{2,120}》[^。；（《]{0,12}?"
    r"(?:通知|决定|意见|公告|通告|批复|函))\s*(?=[（(；。]|$)"
)
_UNTITLED = re.compile(rf"(?P<title>[^《》，。；：\t]{{4,160}}?)[ \u3000]?（(?=[{HAN}A-Za-z]{{1,16}}〔)")
_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?|[\d.．]{1,8}[、\s]*)")
_CLOSED = re.compile(r"[）)；;。，、\s]*")
_ENDS_ITEM = re.compile(r"等?\s*(?:[，；。、（）()]|$)")  # 《…》已经… is a sentence, no item
_BEFORE_ITEM = re.compile(rf"(?:[（(]?[一二三四五六七八九十百\d]{{1,4}}[）)]?[、.．]?)?\s*(?:[{HAN}]{{0,24}})?")


@dataclass(frozen=True, slots=True)
class Listing:
    """What becomes of the texts of a list."""

    kind: RelationKind
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Which columns of a table hold titles and numbers."""

    title: int | None
    number: int | None
    until: int | None = None  # the last day of the term


def read_fates(text: str) -> list[RelationKind]:
    """What becomes of texts by the words of a heading, a lead or a title."""
    return [kind for pattern, kind in FATES if pattern.search(text)]


def choose_fate(text: str) -> RelationKind | None:
    """The one thing that becomes of a list's texts; nothing where several may. 废止 and 失效 side by side end all."""
    kinds = read_fates(text)
    if set(kinds) == {RelationKind.REPEALS, RelationKind.LAPSES}:
        return RelationKind.REPEALS
    if set(kinds) == {RelationKind.KEEPS, RelationKind.EXTENDS}:
        return RelationKind.EXTENDS
    return kinds[0] if len(kinds) == 1 else None


def read_listing(text: str, year: int | None) -> Listing | None:
    """What a heading, or a sentence that leads in a list, says of the texts below it."""
    if BASIS.fullmatch(_NUMBER.sub("", text).rstrip("：:")):
        return Listing(RelationKind.BASED_ON)
    last = text.rstrip("。").rpartition("。")[2]
    leads = last.endswith(("：", ":")) or bool(_LEADS_IN.search(last))
    if (len(text) > _HEADING or "。" in text) and not leads:
        return None
    said = last if leads else text
    kind = choose_fate(said)
    if kind is None or _PROPOSED.search(said) or not _TEXTS.search(said):
        return None
    end = max((match.end() for pattern, _ in FATES if (match := pattern.search(said))), default=0)
    return Listing(kind, *read_days(said, kind, end, year))


def read_header(text: str) -> Header | None:
    """The columns that a table's first row names; None for another row."""
    cells = ["".join(text[slice(*cell)].split()) for cell in split_cells(text)]
    title = next((at for at, cell in enumerate(cells) if _COLUMN_TITLE.fullmatch(cell)), None)
    number = next((at for at, cell in enumerate(cells) if _COLUMN_NUMBER.fullmatch(cell)), None)
    until = next((at for at, cell in enumerate(cells) if _COLUMN_UNTIL.match(cell)), None)
    return None if title is None and number is None else Header(title, number, until)


def read_row(
    text: str, header: Header | None, listing: Listing | None, year: int | None
) -> tuple[NamedText, Listing] | None:
    """The text of a row, and what becomes of it by one of its cells, else by what stands above the table."""
    cells = split_cells(text)
    fate = listing
    for cell in cells:
        said = text[slice(*cell)].strip()
        if len(said) > _HEADING or find_titles(said):
            continue
        if _FATE_CELL.fullmatch(said) and (
            kind := choose_fate(said) or (RelationKind.KEEPS if "有效" in said else None)
        ):
            fate = Listing(kind, *read_days(said, kind, 0, year))
        elif _PROPOSED.match(said) and read_fates(said):
            fate = None
    named = _name_row(text, cells, header)
    if fate and fate.until is None and header and header.until is not None and header.until < len(cells):
        _, until = read_days("至" + text[slice(*cells[header.until])].strip("至到 "), fate.kind, 0, year)
        fate = replace(fate, until=until)
    return (named, fate) if named and fate else None


def _name_row(text: str, cells: Sequence[Span], header: Header | None) -> NamedText | None:
    number = next(
        (
            (mention, cell)
            for cell in cells
            for mention in find_numbers(text[slice(*cell)])
            if not text[slice(*cell)].strip()[: mention.start].strip("《〈（(")
        ),
        None,
    )
    title_cell = None
    if header and header.title is not None and header.title < len(cells):
        title_cell = cells[header.title]
    else:
        title_cell = next((cell for cell in cells if _is_title(text[slice(*cell)].strip())), None)
    said = text[slice(*title_cell)].strip() if title_cell else ""
    untitled = _UNTITLED.match(said)
    marked = find_titles(said) if said.startswith("《") else []
    inner = find_numbers(said) if title_cell else []
    title = marked[0].norm if marked else (untitled["title"] if untitled else said) or None
    norm = number[0].norm if number else (inner[-1].norm if inner and not marked else None)
    if marked and not number:
        norm = next((one.norm for one in inner if one.start >= marked[0].end), None)
    if title and title.isdigit():
        title = None
    if not title and not norm:
        return None
    places = [cell for cell in (title_cell, number[1] if number else None) if cell and cell.end > cell.start]
    start, end = min(cell.start for cell in places), max(cell.end for cell in places)
    return NamedText(start, start, end, title, norm, title_issuer(title) if title else None, name_end=end)


def _is_title(cell: str) -> bool:
    return cell.startswith("《") or names_text(cell.partition("（")[0])


def find_items(clauses: Clauses) -> list[NamedText]:
    """The texts that a paragraph is an item for: those it begins with, in marks or, before their number, without."""
    text = clauses.text
    marker = find_marker(text)
    start = marker.end if marker else 0
    if clauses.named:
        first = clauses.named[0]
        if covering := _COVERING.match(text, start):
            return [_cover(covering, clauses.named)]
        if first.title is None and (named := _untitled(text, start, first)):
            return [named]
        if not _BEFORE_ITEM.fullmatch(text, 0, first.before):
            return []
        items = [first]
        for one in clauses.named[1:]:
            if text[items[-1].end : one.before].strip("、和及与以，, ）"):
                break
            items.append(one)
        return items if _ENDS_ITEM.match(text, items[-1].end) else []
    said = text[start:].rstrip("；;。 ").lstrip()
    if marker and marker.style not in (*DIVISIONS, NumberingStyle.ARTICLE) and names_text(said) and "，" not in said:
        return [NamedText(start, start, start + len(said), said, None, title_issuer(said), name_end=start + len(said))]
    return []


def _cover(match: re.Match[str], named: Sequence[NamedText]) -> NamedText:
    """A covering notice by its title, which quotes that of the text it issues, and the number behind it."""
    title = match["title"].strip()
    number = next((one for one in named if one.title is None and 0 <= one.start - match.end() <= 1), None)
    start, end = match.start("title"), number.end if number else match.end("title")
    return NamedText(start, start, end, title, number.number if number else None, title_issuer(title), name_end=end)


def _untitled(text: str, start: int, number: NamedText) -> NamedText | None:
    """A title without marks before its number, which closes the item."""
    title = text[start : number.start].strip("（( \u3000")
    if not names_text(title) or not _CLOSED.match(text, number.end):
        return None
    return NamedText(start, start, number.end, title, number.number, title_issuer(title), name_end=number.end)
