"""Find running headers and folios across the pages of an issue, and take them out of the text."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from gongbao.model import Line, Page
from transforms.layout.page_order import are_mixed_up, is_run

EDGE = 0.2  # of the page's height: no header or folio stands farther in
DEEP = 3  # rows of headers at one edge, at most
SAME_HEIGHT = 0.012  # of the page's height: headers stand this near to one another
ALIKE = 80  # of 100: headers that differ by a misread character or two are the same
SAME_ROW = 0.004  # of the page's height: headers set on one row are no farther apart
MOST = 0.5  # of the pages: where as many have a header, that row is the headers'
SMALL = 1.2  # times the body's size: what is larger is a title, not a running header
OF_TEXT = 10  # characters of a line that is surely one of the text, which shows how far the text goes
BESIDE = 0.8  # ems between the text and what stands in the outer margin
APART = 1.8  # ems of white that set a lone number off from the text
ALTERNATIVES = 100  # spellings of headers at one height that another is compared with, at most
LONGEST = 60  # characters of a header in plain text
# No pattern gives blanks back (`*+`): a line may hold a hundred thousand.
DECORATION = r"[\s·•・∙.．‧—–－―─~～﹣|/*_＿<>《》〈〉()（）\[\]【】-]*+"
OF_ALL = r"(?:(?:[/／]|of)\s*+\d{1,4}\s*+)?"  # 3/25, as browsers print it
FOLIO = re.compile(
    rf"{DECORATION}(?:第|Page)?\s*+(\d{{1,4}})\s*+{OF_ALL}[页頁⻚]?{DECORATION}(?:共\s*+\d++\s*+页{DECORATION})?"
)
ROMAN_FOLIO = re.compile(rf"{DECORATION}([ivxIVXⅠ-Ⅻⅰ-ⅻ]{{1,7}})({DECORATION})")
# What the text itself may hold: 5  （5）  5.  1/2
BARE = re.compile(rf"[(（\[【]?\s*+(?:\d++\s*+{OF_ALL}|[ivxIVXⅠ-Ⅻⅰ-ⅻ]++)\s*+[)）\]】]?[.．]?")
# What a browser prints about a page: when, and from where.
PRINTED_AT = re.compile(
    r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?\s*+(?:[上下]午)?\s*+\d{1,2}:\d{2}(?:\s*+[AaPp][Mm])?"
)
PRINTED_FROM = re.compile(r"(?:https?|file)://\S++")
NUMBERED = re.compile(r"(?:(\d{1,4})\s++)?\D.*?(?:(?<!\s)\s++(\d{1,4}))?", re.DOTALL)
GAZETTE_HEADER = re.compile(r"\S{2,20}公报\s*+\d{4}年\s*+第?\s*+[\d-]{1,7}\s*+[期号]\s*+\d{0,4}")
# In plain text, which has no heights, only what is unmistakably a header or a folio.
DASH = r"[·•・∙—–－―─~～-]++"
DRESSED = re.compile(rf"(?:{DASH}\s*+(\d{{1,4}})\s*+{DASH}|第\s*+(\d{{1,4}})\s*+页(?:\s*+共\s*+\d++\s*+页)?)")
DATED = r"(?:\d{4}\s*+年)?\s*+第?\s*+\d[\d\s—－-]*+[期号]"
NAMED = re.compile(rf"(?:\d{{1,4}}\s*+)?(?:\S{{2,20}}公报\s*+(?:{DATED})?|{DATED}\s*+\S{{2,20}}公报)\s*+\d{{0,4}}")
CONTENTS = re.compile(r"#*+\s*+目\s*+[录錄次]")
FIGURES = re.compile(r"\d++")
FIGURES_AND_BLANKS = re.compile(r"[\d\s]++")
JUMP = re.compile(r"[上下][接转]\s*第")
ROMANS = {  # to 39
    "x" * tens + ones: 10 * tens + value
    for tens in range(4)
    for value, ones in enumerate(["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"])
    if 10 * tens + value
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line at the edge of a page that may be a running header or a folio. `height` is a share of the page's."""

    page: int  # position in the sequence
    line: Line
    row: tuple[int, ...]  # indices of the lines that share its height
    top: bool
    height: float
    value: int | None  # where the line is a number and no more
    roman: bool  # a number of pages before the first
    decorated: bool  # a number printed as a folio
    lone: bool  # white sets it off from the text


def remove_running_headers(pages: Sequence[Page]) -> list[Page]:
    """The pages without running headers and folios, which go to `running`, and with the numbers printed on them.

    A header is small type that recurs at the same height near the edge of another page; a folio is a number
    there that grows from page to page, or is decorated as one (`· 5 ·`, `第5页`).
    """
    body = _measure_body_size(pages)
    taken: list[set[int]] = [set() for _ in pages]
    folios: list[int | None] = [None for _ in pages]
    for _ in range(DEEP):
        marks = [
            mark
            for i, page in enumerate(pages)
            for mark in (*_find_edge_marks(i, page, taken[i], body), *_find_side_marks(i, page, taken[i], body))
        ]
        numbers = _find_folios([mark for mark in marks if mark.value is not None], len(pages))
        headers = _find_headers(
            [m for m in marks if m.value is None and (m.line.size or 0) <= SMALL * body], len(pages)
        )
        found = {(mark.page, mark.line.index) for mark in [*numbers, *headers]}
        # No header shares its height with the text.
        found = {(m.page, m.line.index) for m in [*numbers, *headers] if all((m.page, n) in found for n in m.row)}
        for mark, value in [*((m, m.value) for m in numbers if not m.roman), *_find_numbers_in(headers)]:
            if folios[mark.page] is None and (mark.page, mark.line.index) in found:
                folios[mark.page] = value
        for position, index in found:
            taken[position].add(index)
        if not found:
            break
    values = _correct_folios(folios)
    return [_take_out(page, gone, value) for page, gone, value in zip(pages, taken, values, strict=True)]


def find_running_headers(pages: Sequence[Page]) -> frozenset[tuple[int, int]]:
    """Running headers and folios among lines that have no place on their page, as page and index of the line.

    Those before the 目录 are the issue's own title. Folios must grow, and both come more than once.
    """
    lines = [(page.index, line) for page in pages if not page.height for line in page.lines if line.text.strip()]
    front = next((at for at, (_, line) in enumerate(lines) if CONTENTS.fullmatch(line.text.strip())), None)
    if front is None:
        return frozenset()
    folios: list[tuple[int, tuple[int, int]]] = []
    headers: dict[str, list[tuple[int, int]]] = {}
    for page, line in lines[front:]:
        text = line.text.strip()
        if match := DRESSED.fullmatch(text):
            folios.append((int(match[1] or match[2]), (page, line.index)))
        elif len(text) <= LONGEST and NAMED.fullmatch(text):
            headers.setdefault(FIGURES_AND_BLANKS.sub("", text), []).append((page, line.index))
    rising = sum(a < b for (a, _), (b, _) in itertools.pairwise(folios))
    found = {place for _, place in folios} if folios[1:] and rising >= 0.7 * (len(folios) - 1) else set()
    return frozenset(found.union(*(places for places in headers.values() if len(places) > 1)))


def _measure_body_size(pages: Iterable[Page]) -> float:
    """The size that the middle character of the text is set in."""
    sizes = sorted((line.size, len(line.text)) for page in pages for line in page.lines if line.size)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return 1.0


def _find_edge_marks(position: int, page: Page, taken: set[int], body: float) -> Iterator[_Mark]:
    """Lines of the outermost row that is left at the top and at the bottom."""
    lines = sorted(
        (line.baseline, line.index, line)
        for line in page.lines
        if line.index not in taken and line.baseline is not None
    )
    if not page.height or not lines:
        return
    for top in (True, False):
        ordered = lines if top else lines[::-1]
        outer = ordered[0][0]
        row = [line for baseline, _, line in ordered if abs(baseline - outer) < 0.5 * (line.size or body)]
        gap = abs(ordered[len(row)][0] - outer) if len(ordered) > len(row) else page.height
        for line in row:
            height = (line.baseline or 0.0) / page.height
            if (height > EDGE if top else height < 1 - EDGE) or line.table is not None:
                continue
            value, roman = _read_folio(line.text)
            yield _Mark(
                page=position,
                line=line,
                row=tuple(other.index for other in row),
                top=top,
                height=height,
                value=value,
                roman=roman,
                decorated=value is not None and not BARE.fullmatch(line.text.strip()),
                lone=gap > APART * max(body, line.size or 0.0),
            )


def _find_side_marks(position: int, page: Page, taken: set[int], body: float) -> Iterator[_Mark]:
    """Lines in the outer margins, beside the text: a number halfway down, words that run down the side."""
    lines = [(line.box, line) for line in page.lines if line.box is not None and line.index not in taken]
    texts = [box for box, line in lines if line.table is not None or len(line.text) >= OF_TEXT]
    if not page.height or not texts:
        return
    left, right = min(box.x0 for box in texts), max(box.x1 for box in texts)
    for box, line in lines:
        if len(line.text) < OF_TEXT and (box.x1 < left - BESIDE * body or box.x0 > right + BESIDE * body):
            value, roman = _read_folio(line.text)
            height = (line.baseline or 0.0) / page.height
            yield _Mark(position, line, (line.index,), False, height, value, roman, decorated=False, lone=True)


def _read_folio(text: str) -> tuple[int | None, bool]:
    """The number that a line is and no more, None where it is more; and whether it is a Roman one."""
    if match := FOLIO.fullmatch(text):
        return int(match[1]), False
    match = ROMAN_FOLIO.fullmatch(text)
    value = ROMANS.get(unicodedata.normalize("NFKC", match[1]).lower()) if match else None
    return value, value is not None


def _find_folios(numbers: Sequence[_Mark], pages: int) -> list[_Mark]:
    """Numbers that stand at one height on several pages and grow, or that are decorated or set off as folios."""
    found: list[_Mark] = []
    for group in _group_by_height(numbers):
        growing = _grows(group)
        found.extend(m for m in group if growing or m.decorated or (m.lone and not (m.top or m.roman) and pages == 1))
    return found


def _grows(group: Sequence[_Mark]) -> bool:
    """Whether values rise from page to page, but for a misread one; or would, were the pages in order."""
    values = [mark.value or 0 for mark in group]
    pairs = [(a, b) for a, b in itertools.pairwise(zip(group, values, strict=True)) if a[0].page != b[0].page]
    rising = sum(a[1] < b[1] for a, b in pairs)
    return bool(pairs) and (rising >= 0.7 * len(pairs) or (len(pairs) == len(group) - 1 and is_run(values)))


def _find_headers(words: Sequence[_Mark], pages: int) -> list[_Mark]:
    """Lines that recur at one height on other pages, and others set off at the height where most pages have such.

    On a page by itself, what a browser or a gazette prints there.
    """
    if pages == 1:
        printed = {mark.row for mark in words if PRINTED_AT.match(mark.line.text)}
        sources = {mark.row for mark in words if printed and PRINTED_FROM.match(mark.line.text.strip())}
        return [m for m in words if m.row in printed | sources or GAZETTE_HEADER.fullmatch(m.line.text.strip())]
    enough = max(2, round(0.03 * pages))
    found: list[_Mark] = []
    for group in _group_by_height([mark for mark in words if not JUMP.search(mark.line.text)]):
        recurring = [mark for alike in _group_alike(group) if len({m.page for m in alike}) >= enough for mark in alike]
        found += recurring
        if len({mark.page for mark in recurring}) >= MOST * pages:
            found += _find_others(group, recurring)
    return found


def _find_others(group: Sequence[_Mark], recurring: Sequence[_Mark]) -> list[_Mark]:
    """Headers of a short part of a volume, which say its title on a page or two: they stand where all others do."""
    heights = sorted(mark.height for mark in recurring)
    usual = heights[len(heights) // 2]
    having = {mark.page for mark in recurring}
    return [m for m in group if m.lone and abs(m.height - usual) < SAME_ROW and m.page not in having]


def _group_by_height(marks: Iterable[_Mark]) -> Iterator[list[_Mark]]:
    """Marks of one edge and height, in the order of their pages."""
    group: list[_Mark] = []
    for mark in sorted(marks, key=lambda m: (m.top, m.height)):
        if group and (mark.top != group[0].top or mark.height - group[-1].height > SAME_HEIGHT):
            yield sorted(group, key=lambda m: m.page)
            group = []
        group.append(mark)
    if group:
        yield sorted(group, key=lambda m: m.page)


def _group_alike(marks: Iterable[_Mark]) -> list[list[_Mark]]:
    """Marks by spelling; numbers may differ, and so may a character that was misread."""
    groups: dict[str, list[_Mark]] = {}
    for mark in marks:
        key = FIGURES.sub("0", "".join(mark.line.text.split()))
        if key not in groups:
            others = itertools.islice(groups, ALTERNATIVES)  # what is spelt in more ways is no header
            key = next((other for other in others if fuzz.ratio(key, other) >= ALIKE), key)
        groups.setdefault(key, []).append(mark)
    return list(groups.values())


def _find_numbers_in(headers: Sequence[_Mark]) -> list[tuple[_Mark, int]]:
    """Folios that share a line with a header: numbers set off at its end or start that differ from page to page."""
    found = []
    for mark in headers:
        match = NUMBERED.fullmatch(mark.line.text.strip())
        number = match and (match[2] or match[1])
        if number:
            found.append((mark, int(number)))
    # Where other headers have none, or another, it is no part of the header's own words.
    return found if len({value for _, value in found}) > 1 or len(found) < len(headers) else []


def _correct_folios(folios: Sequence[int | None]) -> list[int | None]:
    """Numbers as printed; one that its neighbours on both sides agree against was misread."""
    values = list(folios)
    if are_mixed_up([value for value in values if value is not None]):
        return values  # who stands beside whom says nothing then
    for i in range(1, len(values) - 1):
        before, here, after = values[i - 1], values[i], values[i + 1]
        if before is not None and here is not None and after == before + 2:
            values[i] = before + 1
    return values


def _take_out(page: Page, gone: set[int], folio: int | None) -> Page:
    if not gone:
        return page
    kept = [line for line in page.lines if line.index not in gone]
    first = min((line.region for line in kept), default=0)
    lines = tuple(replace(line, index=i, region=line.region - first) for i, line in enumerate(kept))
    running = tuple(line for line in page.lines if line.index in gone)
    return replace(page, lines=lines, running=running, folio=folio)
