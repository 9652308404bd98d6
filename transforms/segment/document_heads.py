"""Find where each document begins: red head, 发文字号 and title, in whichever order they were printed."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gongbao.language.bodies import ORDER_HEAD, RED_HEAD, is_red_head
from gongbao.language.characters import DASHES
from gongbao.language.dates import YEAR, parse_date
from gongbao.language.document_numbers import ORDER_NUMBER, is_number
from gongbao.language.numbering import find_marker
from gongbao.language.titles import CHRONICLE_NAME, is_issued_title, is_title
from gongbao.model import ContentsEntry
from gongbao.model.spans import Span
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.printed_titles import ALIKE, LOOK_AHEAD, find_places, measure_likeness

CHRONICLE = re.compile(rf".{{0,30}}(?:{CHRONICLE_NAME})(?:（.{{4,20}}）)?")
MONTH = re.compile(rf"（?{YEAR}年?[\d{DASHES}至年、]*月?(?:份)?）?")
ISSUING = re.compile("关于|印发|转发|任免|任命|公布|废止|修改")
SERIAL = re.compile(r"(?<!\d)\d++(?=号)")
BY_ORDER = re.compile("（[^（）]{0,60}令[^（）]{0,60}）$")
LOOK_BACK = 5  # lines of a head before its number


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """The head (版头) of a document: fragments from `start` to `end`. `entry` is its place in the contents, from 0."""

    start: int
    end: int
    kind: str  # order, chronicle, or "" where the title tells
    number: str | None
    title: AlignedText
    red_head: str | None
    entry: int | None = None


def find_document_heads(
    fragments: Sequence[Fragment], first: int, entries: Sequence[ContentsEntry]
) -> tuple[DocumentHead, ...]:
    """The heads of all documents from fragment `first` on, in print order."""
    heads: list[DocumentHead] = []
    expected = {entry.number: entry.title for entry in reversed(entries)}
    at = first
    while at < len(fragments):
        head = (
            _read_order(fragments, at)
            or _read_chronicle(fragments, at)
            or _read_numbered(fragments, at, heads[-1].end if heads else first, expected)
        )
        if head is None:
            at += 1
            continue
        heads.append(head)
        at = max(head.end, at + 1)
    heads = [_with_printed_title(fragments, head, entries) for head in _match_entries(heads, entries)]
    heads += _find_unnumbered(fragments, first, entries, heads)
    return tuple(sorted(heads, key=lambda h: h.start))


def _read_numbered(
    fragments: Sequence[Fragment], at: int, floor: int, titles: Mapping[str | None, str]
) -> DocumentHead | None:
    """A head around the 发文字号 that stands alone at `at`; `titles` are those of the contents, by their numbers."""
    number = fragments[at].text
    if not is_number(number) or fragments[at].row:
        return None
    expected = titles.get(number)
    before = _title_before(fragments, at, floor, expected)
    after = _title_after(fragments, at, expected)
    if before is None and after is None:
        red = at - 1 if at > floor and _may_head(fragments[at - 1]) else at
        if red == at and expected is None:
            return None
        return DocumentHead(red, at + 1, "", number, AlignedText("", ()), _red_head(fragments, red, at))
    if before is not None and (after is None or before[1] >= after[1]):
        start = before[0]
        title = join(f.aligned for f in fragments[start:at])
        end = at + 1
    else:
        assert after is not None
        start, end = at, after[0]
        title = join(f.aligned for f in fragments[at + 1 : end])
    if start > floor and _may_head(fragments[start - 1]):
        start -= 1
    if before is not None and end == at + 1:
        title = _with_issuer(fragments, start, before[0], title)
    return DocumentHead(start, end, "", number, title, _red_head(fragments, start, at))


def _may_head(fragment: Fragment) -> bool:
    """Whether a fragment may be a red head: no line of a paragraph, none that jumps."""
    flush = fragment.begins is False and fragment.full is True and not fragment.spans_columns
    return is_red_head(fragment.text) and fragment.jump_out is None and not flush


def _with_issuer(fragments: Sequence[Fragment], start: int, title_start: int, title: AlignedText) -> AlignedText:
    """A title printed over several lines opens with the issuer: 关于… alone is not the whole of it."""
    if start < title_start and title.text.startswith(("关于", "印发", "转发", "批转", "公布", "发布")):
        issuer = fragments[title_start - 1]
        if not issuer.text.endswith("文件"):
            return join([issuer.aligned, title])
    return title


def _red_head(fragments: Sequence[Fragment], start: int, number: int) -> str | None:
    """The body that a red head between `start` and the number names."""
    for fragment in fragments[start:number]:
        match = RED_HEAD.fullmatch(fragment.text)
        if match and is_red_head(fragment.text):
            return match["body"]
    return None


def _title_before(fragments: Sequence[Fragment], at: int, floor: int, expected: str | None) -> tuple[int, float] | None:
    """Where a title that ends just before `at` begins, and how sure that is."""
    best: tuple[int, float] | None = None
    for start in range(at - 1, max(floor, at - LOOK_BACK) - 1, -1):
        fragment = fragments[start]
        if (
            fragment.row
            or parse_date(fragment.text)
            or fragment.text.endswith(("：", "；", "文件"))
            or "。" in fragment.text
        ):
            break
        text = "".join(f.text for f in fragments[start:at])
        if not is_issued_title(text) or not ISSUING.search(text):
            continue
        score = measure_likeness(text, expected) if expected else 0.8
        if score >= 0.75 and (best is None or score > best[1] + 1e-9):
            best = (start, score)
    return best


def _title_after(fragments: Sequence[Fragment], at: int, expected: str | None) -> tuple[int, float] | None:
    """Where a title that begins just after `at` ends, and how sure that is."""
    best: tuple[int, float] | None = None
    text = ""
    for end in range(at + 2, min(len(fragments), at + 1 + LOOK_AHEAD) + 1):
        fragment = fragments[end - 1]
        if fragment.row or parse_date(fragment.text) or fragment.jump_in or is_number(fragment.text):
            break
        if fragment.text.endswith("：") or (find_marker(fragment.text) and text):
            break
        text += fragment.text
        if expected:
            score = measure_likeness(text, expected)
            if score >= 0.75 and (best is None or score > best[1] + 1e-9):
                best = (end, score)
        elif is_title(text) and "《" not in text[:1]:
            following = fragments[end].text if end < len(fragments) else ""
            if is_title(text + following) and following and len(following) < 12 and not following.endswith("："):
                continue
            return end, 0.8
    return best


def _read_chronicle(fragments: Sequence[Fragment], at: int) -> DocumentHead | None:
    """A head 大事记 with its month, on one line or two."""
    text = fragments[at].text
    if not CHRONICLE.fullmatch(text):
        return None
    parts, end = [fragments[at].aligned], at + 1
    if "（" not in text and end < len(fragments) and MONTH.fullmatch(fragments[end].text):
        parts.append(fragments[end].aligned)
        end += 1
    return DocumentHead(at, end, "chronicle", None, join(parts), None)


def _read_order(fragments: Sequence[Fragment], at: int) -> DocumentHead | None:
    """A head 令: the body's name and 令, and its number on the same line or the next. Its title comes later."""
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


def _match_entries(heads: list[DocumentHead], entries: Sequence[ContentsEntry]) -> list[DocumentHead]:
    """Pair heads with entries of the contents: by number, then by title, each once."""
    numbered: dict[str, list[int]] = defaultdict(list)
    ordered: dict[str, list[int]] = defaultdict(list)
    for j, entry in reversed(list(enumerate(entries))):  # the first of them is taken first, from the end of its list
        if entry.number is not None:
            numbered[entry.number].append(j)
        if "〔" not in (entry.number or "") and (serial := SERIAL.search(entry.number or entry.title)):
            ordered[f"第{serial[0]}号"].append(j)
    taken: set[int] = set()
    matched: dict[int, int] = {}

    def take(i: int, candidates: list[int]) -> None:
        while candidates:
            if (j := candidates.pop()) not in taken:
                matched[i] = j
                taken.add(j)
                return

    for i, head in enumerate(heads):
        if head.number in numbered:
            take(i, numbered[head.number])
    for i, head in enumerate(heads):
        if i not in matched and head.kind == "order" and head.number is not None:
            take(i, ordered["第" + head.number.rpartition("第")[2]])
    rest = [j for j in range(len(entries)) if j not in taken]
    for i, head in enumerate(heads):
        if i not in matched and head.title.text:
            fitting = next((j for j in rest if _fits_title(head, entries[j])), None)
            if fitting is not None:
                matched[i] = fitting
                rest.remove(fitting)
    return [replace(head, entry=matched.get(i)) for i, head in enumerate(heads)]


def _fits_title(head: DocumentHead, entry: ContentsEntry) -> bool:
    """Whether a head may be that of an entry by their titles; two numbers that differ want titles that don't."""
    likely = measure_likeness(head.title.text, entry.title)
    return likely >= 0.9 and (head.number is None or entry.number is None or likely > 0.95)


def _with_printed_title(
    fragments: Sequence[Fragment], head: DocumentHead, entries: Sequence[ContentsEntry]
) -> DocumentHead:
    """An order may say twice what it issues: above its own words, which open with 《, and above the text. The first
    is a part of its head."""
    if head.kind != "order" or head.entry is None:
        return head
    issued, text = BY_ORDER.sub("", entries[head.entry].title), ""
    for end in range(head.end + 1, min(head.end + 4, len(fragments))):
        text += fragments[end - 1].text
        if fragments[end].text.startswith("《") and measure_likeness(text, issued) >= 0.95:
            return replace(head, end=end)
    return head


def _find_unnumbered(
    fragments: Sequence[Fragment], first: int, entries: Sequence[ContentsEntry], heads: Sequence[DocumentHead]
) -> list[DocumentHead]:
    """Heads of entries without a 发文字号: by the title alone, where it is printed as in the contents."""
    met = {h.entry for h in heads}
    titles = {j: entry.title for j, entry in enumerate(entries) if j not in met and len(entry.title) >= 6}
    texts = [fragment.text for fragment in fragments]
    taken = {at for head in heads for at in range(head.start, head.end)}
    found: list[DocumentHead] = []
    for j, places in find_places(texts, first, titles).items():
        span = _find_printed(texts, [at for at in places if at not in taken], titles[j])
        if span is None:
            continue
        at, end = span
        title = join(f.aligned for f in fragments[at:end])
        start = at
        while start > max(first, at - 3) and (is_red_head(texts[start - 1]) or is_number(texts[start - 1])):
            start -= 1
        number = next((text for text in texts[start:at] if is_number(text)), entries[j].number)
        found.append(DocumentHead(start, end, "", number, title, _red_head(fragments, start, at), j))
        taken.update(range(start, end))
    return found


def _find_printed(texts: Sequence[str], places: Sequence[int], title: str) -> Span | None:
    """The lines on which a title is printed, of those that it may begin at; the first of the most like."""
    best, found = 0.0, None
    for at in places:
        text = ""
        for end in range(at + 1, min(at + LOOK_AHEAD, len(texts)) + 1):
            text += texts[end - 1]
            if len(text) > len(title) + 40:
                break
            likeness = measure_likeness(text, title)
            if likeness >= ALIKE and likeness > best + 1e-9:
                best, found = likeness, Span(at, end)
    return found
