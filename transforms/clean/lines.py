"""Clean printed lines: take out what was not printed, and undo what OCR did to blanks and marks.

A rule is a function from a text to edits. An edit deletes a stretch or puts as many characters in its place, so that
each character that stays leads back to where it was printed. Every edit is kept as a `Correction`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongbao.language.characters import CJK, HAN, WIDE
from gongbao.language.dates import YEAR
from gongbao.language.document_numbers import CLOSING, OPENING
from gongbao.model import Correction, Line, SourceSpan
from gongbao.model.spans import Span
from transforms.clean.aligned import AlignedText
from transforms.clean.formulas import read_formulas
from transforms.clean.glyphs import ODD, ODD_CHARACTERS, ORDINARY
from transforms.clean.marks import BLANK, GUILLEMETS, HALF_TO_FULL, find_guillemets, find_stops, find_wide_marks

_AND = re.compile(rf"(?<=[{HAN}）》”])and(?=[{HAN}（《“])")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `after` in place of the characters from `start` to `end`: nothing, or just as many."""

    start: int
    end: int
    after: str = ""


Rule = Callable[[str], Iterator[Edit]]

# A run of blanks is tried once, from its first character on (`(?<!…)`), and never given back in part (`++`): a line
# may hold a hundred thousand of them.
_UNPRINTED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_UNPRINTED}]++")
_RULED = re.compile(r"\s*+(?:[~*_=-]{3,}+|`{3,}+\w*+|\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?)\s*+")
_LEAD = re.compile(r"\s*+(?:#{1,6}(?=\s|[^#\d])\s*+|>\s++)?(?:[-*+•]\s++(?=\S))?")
_EMPHASIS = re.compile(r"\*\*+|~~+|(?<!_)__++(?=[^\W\d_])|`")
_BLANKS = re.compile(
    rf"^\s++|(?<![{BLANK}])[{BLANK}]++$|(?<=[{WIDE}\t])[{BLANK}]++|(?<![{BLANK}])[{BLANK}]++(?=[{WIDE}\t%℃])"
)
_YEAR_BRACKETS = re.compile(rf"(?<=[{CJK}])([{OPENING}]){YEAR}([{CLOSING}])(?= ?第?\d{{1,5}} ?号)")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_DASH = re.compile(rf"(?<={YEAR})[一ー](?={YEAR}|$)")
# What a line must hold for any rule to change it: most lines hold none of it.
_SUSPECT = re.compile(rf"[{_UNPRINTED}{ODD_CHARACTERS}{BLANK}\s$\\~*_=`|#>+«»‹›.(),:;?!﹝﹞０-９Ａ-Ｚａ-ｚ-]")
_SUSPECT_WORDS = re.compile(rf"[{OPENING}]\d|\d[一ー]|and")


def drop_invisible(text: str) -> Iterator[Edit]:
    """Control characters, byte order marks, soft hyphens, zero-width characters."""
    for match in _INVISIBLE.finditer(text):
        yield Edit(*match.span())


def right_glyphs(text: str) -> Iterator[Edit]:
    """Radicals and compatibility ideographs for the characters that were printed: ⼈ is 人."""
    for match in ODD.finditer(text):
        yield Edit(*match.span(), "".join(map(ORDINARY.__getitem__, match[0])))


def drop_markdown(text: str) -> Iterator[Edit]:
    """Heading marks, bullets, emphasis, rules and table frames that OCR services add."""
    words = 0  # where they begin: behind one mark may stand another
    while not _RULED.fullmatch(text, words):
        lead = _LEAD.match(text, words)
        if lead is None or lead.end() == words:
            break
        yield Edit(words, lead.end())
        words = lead.end()
    else:
        yield Edit(words, len(text))
        return
    for match in _EMPHASIS.finditer(text):
        if match.start() >= words:
            yield Edit(*match.span())


def unframe_table(text: str) -> Iterator[Edit]:
    """Cells of a Markdown table, separated by tabs."""
    framed = text.strip()
    if len(framed) < 2 or framed[0] != "|" or framed[-1] != "|":
        return
    bars = [at for at, char in enumerate(text) if char == "|"]
    yield Edit(0, bars[0] + 1)
    for bar in bars[1:-1]:
        yield Edit(bar, bar + 1, "\t")
    yield Edit(bars[-1], len(text))


def drop_blanks(text: str) -> Iterator[Edit]:
    """Blanks at the ends, beside tabs, and beside Chinese characters and marks: Chinese is set solid."""
    for match in _BLANKS.finditer(text):
        if match[0].strip("\t"):
            yield Edit(*match.span())


def widen_marks(text: str) -> Iterator[Edit]:
    """Half-width marks beside Chinese characters or full-width marks. Those within numbers and addresses stay."""
    for at in find_wide_marks(text):
        yield Edit(at, at + 1, HALF_TO_FULL[text[at]])


def right_guillemets(text: str) -> Iterator[Edit]:
    """«» and ‹› beside Chinese are 《》 and 〈〉."""
    for at in find_guillemets(text):
        yield Edit(at, at + 1, GUILLEMETS[text[at]])


def right_stops(text: str) -> Iterator[Edit]:
    """A full stop of Latin type that ends a Chinese sentence."""
    for at in find_stops(text):
        yield Edit(at, at + 1, "。")


def right_number_brackets(text: str) -> Iterator[Edit]:
    """The year of a 发文字号 stands in 〔〕, whatever OCR made of them."""
    for match in _YEAR_BRACKETS.finditer(text):
        yield Edit(match.start(1), match.end(1), "〔")
        yield Edit(match.start(2), match.end(2), "〕")
    for at, char in enumerate(text):
        if char in "﹝﹞":
            yield Edit(at, at + 1, "〔" if char == "﹝" else "〕")


def right_dashes(text: str) -> Iterator[Edit]:
    """Between two years stands a dash: OCR takes it for 一."""
    for match in _DASH.finditer(text):
        yield Edit(*match.span(), "—")


def narrow_digits(text: str) -> Iterator[Edit]:
    """Full-width digits and letters are half-width ones set in another font."""
    for match in _FULL_WIDTH.finditer(text):
        yield Edit(*match.span(), "".join(chr(ord(c) - 0xFEE0) for c in match[0]))


def read_formula(text: str) -> Iterator[Edit]:
    """Formulas in the notation of LaTeX: $2\\times66$ was printed 2×66."""
    for start, end, printed in read_formulas(text):
        if printed:
            yield Edit(start, start + len(printed), printed)
        if start + len(printed) < end:
            yield Edit(start + len(printed), end)


def right_and(text: str) -> Iterator[Edit]:
    """Between Chinese words stands 和: models that read several languages write and."""
    for match in _AND.finditer(text):
        yield Edit(match.start(), match.start() + 1, "和")
        yield Edit(match.start() + 1, match.end())


RULES: dict[str, Rule] = {
    "invisible": drop_invisible,
    "glyph": right_glyphs,
    "formula": read_formula,
    "markdown": drop_markdown,
    "table-frame": unframe_table,
    "blank": drop_blanks,
    "guillemet": right_guillemets,
    "stop": right_stops,
    "width": widen_marks,
    "number-brackets": right_number_brackets,
    "dash": right_dashes,
    "narrow": narrow_digits,
    "and": right_and,
}


def may_change(text: str) -> bool:
    """Whether a text holds anything that a rule changes; where not, there is no need to ask them."""
    return _SUSPECT.search(text) is not None or _SUSPECT_WORDS.search(text) is not None


def clean_line(line: Line) -> tuple[AlignedText, tuple[Correction, ...]]:
    """The clean text of a line with the places of its characters, and what was changed to get it.

    Cleaning a clean text changes nothing.
    """
    text, places = line.text, list(range(len(line.text)))
    if not may_change(text):
        return AlignedText(text, _spans(places, line)), ()
    corrections: list[Correction] = []
    changed = True
    while changed:  # one rule can make room for another: a blank gone, a bracket now touches Chinese
        changed = False
        for name, rule in RULES.items():
            edits = sorted({e for e in rule(text) if text[e.start : e.end] != e.after}, key=lambda e: e.start)
            if edits:
                changed = True
                corrections += [c for edit in edits for c in _correct(name, line, text, places, edit)]
                text, places = _apply(edits, text, places)
    return AlignedText(text, _spans(places, line)), tuple(sorted(corrections, key=lambda c: c.offset))


def _correct(name: str, line: Line, text: str, places: list[int], edit: Edit) -> Iterator[Correction]:
    """What an edit changes, a correction for each stretch that was printed in one piece."""
    for start, end in _stretches(places, edit):
        after = edit.after[start - edit.start : end - edit.start]
        yield Correction(name, line.page, line.index, places[start], text[start:end], after)


def _apply(edits: Sequence[Edit], text: str, places: list[int]) -> tuple[str, list[int]]:
    """The text after edits in their order, and where its characters were printed."""
    words: list[str] = []
    kept: list[int] = []
    at = 0
    for edit in edits:
        words += (text[at : edit.start], edit.after)
        kept += places[at : edit.end if edit.after else edit.start]
        at = edit.end
    return "".join((*words, text[at:])), kept + places[at:]


def _stretches(places: list[int], edit: Edit) -> Iterator[Span]:
    """The edit's span, split where its characters were not printed side by side."""
    start = edit.start
    for at in range(edit.start + 1, edit.end + 1):
        if at == edit.end or places[at] != places[at - 1] + 1:
            yield Span(start, at)
            start = at


def _spans(places: list[int], line: Line) -> tuple[SourceSpan, ...]:
    """Neighbouring places as source spans."""
    if places and places[-1] - places[0] == len(places) - 1:  # they rise, so none is left out
        return (SourceSpan(0, len(places), line.page, line.index, places[0]),)
    return tuple(
        SourceSpan(start, end - start, line.page, line.index, places[start])
        for start, end in _stretches(places, Edit(0, len(places)))
    )
