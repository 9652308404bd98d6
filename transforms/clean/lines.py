"""Clean printed lines: take out what was not printed, and undo what OCR did to blanks and marks.

A rule is a function from a text to edits. An edit deletes a stretch or puts as many characters in its place, so that
each character that stays leads back to where it was printed. Every edit is kept as a `Correction`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongbao.language.characters import CJK, WIDE
from gongbao.language.dates import YEAR
from gongbao.language.document_numbers import CLOSING, OPENING
from gongbao.model import Correction, Line, SourceSpan
from gongbao.model.spans import Span
from transforms.clean.aligned import AlignedText


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `after` in place of the characters from `start` to `end`: nothing, or just as many."""

    start: int
    end: int
    after: str = ""


Rule = Callable[[str], Iterator[Edit]]


def drop_invisible(text: str) -> Iterator[Edit]:
    """Control characters, byte order marks, soft hyphens, zero-width characters."""
    for match in re.finditer(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+", text):
        yield Edit(*match.span())


def drop_markdown(text: str) -> Iterator[Edit]:
    """Heading marks, bullets, emphasis, rules and table frames that OCR services add."""
    if re.fullmatch(r"\s*(?:[~*_=-]{3,}|`{3,}\w*|\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?)\s*", text):
        yield Edit(0, len(text))
        return
    if lead := re.match(r"\s*(?:#{1,6}(?=\s|[^#\d])\s*|>\s+)?(?:[-*+•]\s+(?=\S))?", text):
        yield Edit(*lead.span())
    for match in re.finditer(r"\*\*+|~~+|__+(?=[^\W\d_])|`", text):
        if lead is None or match.start() >= lead.end():
            yield Edit(*match.span())


def unframe_table(text: str) -> Iterator[Edit]:
    """Cells of a Markdown table, separated by tabs."""
    if not re.fullmatch(r"\s*\|.*\|\s*", text):
        return
    bars = [m.start() for m in re.finditer(r"\|", text)]
    yield Edit(0, bars[0] + 1)
    for bar in bars[1:-1]:
        yield Edit(bar, bar + 1, "\t")
    yield Edit(bars[-1], len(text))


def drop_blanks(text: str) -> Iterator[Edit]:
    """Blanks at the ends, beside tabs, and beside Chinese characters and marks: Chinese is set solid."""
    pattern = rf"^[\s\u3000]+|[ \u00a0\u2000-\u200a\u3000]+$|(?<=[{WIDE}\t])[ \u00a0\u2000-\u200a\u3000]+"
    pattern += rf"|[ \u00a0\u2000-\u200a\u3000]+(?=[{WIDE}\t%℃])"
    for match in re.finditer(pattern, text):
        if match[0].strip("\t"):
            yield Edit(*match.span())


HALF_TO_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}


def widen_marks(text: str) -> Iterator[Edit]:
    """Half-width marks beside Chinese characters or full-width marks. Those within numbers and addresses stay."""
    for match in re.finditer(r"[(),:;?!]", text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if match[0] not in "()" and re.match(r"\d", before) and re.match(r"\d", after):
            continue
        near = re.match(rf"[{WIDE}]", before) or re.match(rf"[{WIDE}]", after)
        if near or (match[0] in "()" and _in_wide_bracket(text, match.start())):
            yield Edit(*match.span(), HALF_TO_FULL[match[0]])


def _in_wide_bracket(text: str, at: int) -> bool:
    """Whether the bracket at `at` pairs with one that touches Chinese, or holds Chinese."""
    for pair in re.finditer(r"[(（]([^()（）]{0,60})[)）]", text):
        if at in (pair.start(), pair.end() - 1):
            outside = text[max(0, pair.start() - 1) : pair.start()] + text[pair.end() : pair.end() + 1]
            return re.search(rf"[{WIDE}]", outside + pair[1]) is not None
    return False


def right_number_brackets(text: str) -> Iterator[Edit]:
    """The year of a 发文字号 stands in 〔〕, whatever OCR made of them."""
    for match in re.finditer(rf"(?<=[{CJK}])([{OPENING}]){YEAR}([{CLOSING}])(?=第?\d{{1,5}}号)", text):
        yield Edit(match.start(1), match.end(1), "〔")
        yield Edit(match.start(2), match.end(2), "〕")
    for match in re.finditer("[﹝﹞]", text):
        yield Edit(*match.span(), "〔" if match[0] == "﹝" else "〕")


def right_dashes(text: str) -> Iterator[Edit]:
    """Between two years stands a dash: OCR takes it for 一."""
    for match in re.finditer(rf"(?<={YEAR})[一ー](?={YEAR}|$)", text):
        yield Edit(*match.span(), "—")


RULES: dict[str, Rule] = {
    "invisible": drop_invisible,
    "markdown": drop_markdown,
    "table-frame": unframe_table,
    "blank": drop_blanks,
    "width": widen_marks,
    "number-brackets": right_number_brackets,
    "dash": right_dashes,
}


def clean_line(line: Line) -> tuple[AlignedText, tuple[Correction, ...]]:
    """The clean text of a line with the places of its characters, and what was changed to get it.

    Cleaning a clean text changes nothing.
    """
    text, places = line.text, list(range(len(line.text)))
    corrections: list[Correction] = []
    changed = True
    while changed:  # one rule can make room for another: a blank gone, a bracket now touches Chinese
        changed = False
        for name, rule in RULES.items():
            edits = sorted(
                {e for e in rule(text) if text[e.start : e.end] != e.after}, key=lambda e: e.start, reverse=True
            )
            for edit in edits:
                changed = True
                for start, end in _stretches(places, edit):
                    after = edit.after[start - edit.start : end - edit.start]
                    corrections.append(Correction(name, line.page, line.index, places[start], text[start:end], after))
                text = text[: edit.start] + edit.after + text[edit.end :]
                if not edit.after:
                    del places[edit.start : edit.end]
    return AlignedText(text, _spans(places, line)), tuple(sorted(corrections, key=lambda c: c.offset))


def _stretches(places: list[int], edit: Edit) -> Iterator[Span]:
    """The edit's span, split where its characters were not printed side by side."""
    start = edit.start
    for at in range(edit.start + 1, edit.end + 1):
        if at == edit.end or places[at] != places[at - 1] + 1:
            yield Span(start, at)
            start = at


def _spans(places: list[int], line: Line) -> tuple[SourceSpan, ...]:
    """Neighbouring places as source spans."""
    spans: list[SourceSpan] = []
    for at, place in enumerate(places):
        last = spans[-1] if spans else None
        if last is not None and place == last.offset + last.length:
            spans[-1] = SourceSpan(last.start, last.length + 1, last.page, last.line, last.offset)
        else:
            spans.append(SourceSpan(at, 1, line.page, line.index, place))
    return tuple(spans)
