"""LOC: counties and districts of the whole country, where a text's own province or its neighbours make them sure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from gongbao.gazette import Gazette
from gongbao.language.characters import HAN
from gongbao.language.divisions import divisions_by_name, named_provinces, provinces, shorten
from gongbao.language.segmentation import Words, word_class
from gongbao.model import Document
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, word_set
from transforms.tag.mentions import Mention

_RANKS = "市县区旗"
_RANK = re.compile(rf"[{_RANKS}州盟]")
# Whole names that are words of any city: 老城区, 江南区, 和县 in 市和县.
_ANYWHERE = re.compile("[东西南北中上下老新城市江河港口前后关郊矿湖山]+区|.[市县]|.{1,2}新区")
# What makes another word of the last character: 思明区级, 西湖区块.
_GOES_ON = re.compile("[级内属域直块间位外]")
# Classes of words of which no place is made: 合作, 富裕, 会同, 平定.
_ORDINARY = frozenset({*"acdfiblmpqrtuvz", "ad", "an", "vd", "vn"})
_LINK = re.compile("[、和与及至到—－-]|以及")


# What a name that is a word besides must stand between.
_LED = re.compile(f"^$|[^{HAN}]|[在到赴从对向与和由]")
_LED_ON = re.compile(f"$|[^{HAN}]|[等和与]")


class _Candidate(NamedTuple):
    span: Span
    name: str
    sure: bool  # by itself
    likely: bool  # beside another


@cache
def _names_by_opening() -> Mapping[str, tuple[str, ...]]:
    """The names of divisions, whole and short, by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for name in divisions_by_name():
        found.setdefault(name[:2], []).append(name)
    return {opening: tuple(sorted(names, key=len, reverse=True)) for opening, names in found.items()}


@cache
def _lengths_by_ending() -> Mapping[str, tuple[int, ...]]:
    """How long the whole names are that end in two characters, the longest first; without those of common words."""
    found: dict[str, set[int]] = {}
    for name in divisions_by_name():
        if not is_plain(name):
            found.setdefault(name[-2:], set()).add(len(name))
    return {ending: tuple(sorted(lengths, reverse=True)) for ending, lengths in found.items()}


@cache
def _provinces_of(name: str) -> frozenset[str]:
    return frozenset(division.province for division in divisions_by_name()[name])


@cache
def is_plain(name: str) -> bool:
    """Whether a name is one of a place only where something else says so."""
    if any(division.name == name for division in divisions_by_name()[name]):
        return _ANYWHERE.fullmatch(name) is not None
    return True


@cache
def _is_district(name: str) -> bool:
    """Whether only districts of cities bear a name, which are seldom called by it alone: 牡丹, 凤凰."""
    return all(division.name.endswith("区") for division in divisions_by_name()[name])


@cache
def _is_city(name: str) -> bool:
    return any(not division.prefecture for division in divisions_by_name()[name])


@cache
def is_ordinary(name: str) -> bool:
    """Whether a short name is also an ordinary word."""
    return name in word_set("places", "ordinary") or word_class(name) in _ORDINARY


class Home(NamedTuple):
    """Where a document is at home.

    Attributes:
        provinces: By their whole names; mostly one.
        named: Counties and districts that the document calls by their whole names, so that it may go on with the short.
    """

    provinces: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


class Divisions:
    """The divisions that a document names, by the provinces that it is at home in."""

    def __init__(self, home: Home) -> None:
        self._home = home.provinces
        self._named = frozenset(filter(None, map(shorten, home.named)))

    def find(self, text: str, words: Words, places: Sequence[Mention]) -> list[Mention]:
        """LOC mentions of counties and districts.

        A whole name is one (思明区), if it is not made of words that any city has (城区, 新区). A short one is where
        it lies in the document's own province and is no ordinary word, or stands in a list beside a place.

        Args:
            text: A paragraph, what is taken blotted out.
            words: Its words.
            places: Places that are known without.
        """
        known = {edge for place in places for edge in (place.start, -place.end)}
        found: list[Mention] = []
        for run in _runs(text, self._candidates(text, words)):
            beside = _stands_beside(text, Span(run[0].span.start, run[-1].span.end), known)
            sure = any(c.sure for c in run) or beside or sum(c.likely for c in run) > 2
            accepted = [c for c in run if c.sure or (sure and c.likely) or (sure and len(run) > 2)]
            found += [Mention(*c.span, "LOC", "division", _whole(c.name, self._home), 0.9) for c in accepted]
        return found

    def _candidates(self, text: str, words: Words) -> Iterator[_Candidate]:
        names = _names_by_opening()
        past = 0
        for start in words.starts:
            if start < past:
                continue
            for name in names.get(text[start : start + 2], ()):
                end = start + len(name)
                if not text.startswith(name, start) or _GOES_ON.match(text, end):
                    continue
                if not words.bounds(end):
                    continue
                sure = self._is_sure(text, name, start, end)
                likely = not is_ordinary(name) or (self._is_near(name) and _is_city(name))
                yield _Candidate(Span(start, end), name, sure, likely)
                past = end
                break

    def _is_near(self, name: str) -> bool:
        return not self._home.isdisjoint(_provinces_of(name))

    def _is_sure(self, text: str, name: str, start: int, end: int) -> bool:
        if not is_plain(name):
            return True
        if name in self._named and not is_ordinary(name):
            return True
        if not self._is_near(name) or (is_ordinary(name) and not _is_city(name)):
            return False
        if not is_ordinary(name) and not _is_district(name) and word_class(name) in ("", "ns"):
            return True
        return bool(_LED.search(text[max(0, start - 1) : start]) and _LED_ON.match(text, end))


def _runs(text: str, candidates: Iterable[_Candidate]) -> Iterator[list[_Candidate]]:
    """Candidates that stand beside one another with nothing but a link between."""
    run: list[_Candidate] = []
    for candidate in candidates:
        if run and not _LINK.fullmatch(text, run[-1].span.end, candidate.span.start):
            yield run
            run = []
        run.append(candidate)
    if run:
        yield run


def _stands_beside(text: str, span: Span, known: set[int]) -> bool:
    """Whether a known place stands before or behind with a link between."""
    before = any(-(span.start - n) in known and _LINK.fullmatch(text, span.start - n, span.start) for n in (1, 2))
    return before or any(span.end + n in known and _LINK.fullmatch(text, span.end, span.end + n) for n in (1, 2))


def _whole(name: str, home: frozenset[str]) -> str:
    """The full name of a division, where one alone can be meant: 西昌 → 西昌市."""
    bearers = divisions_by_name()[name]
    near = [d for d in bearers if d.province in home] or list(bearers)
    names = {d.name for d in near}
    return names.pop() if len(names) == 1 and name not in names else name


@cache
def _any_province() -> re.Pattern[str]:
    return re.compile(alternation(named_provinces()))


def find_home(document: Document, gazette: Gazette) -> Home:
    """The province that a document is at home in: its gazette's, else that of who issues it, else the most named.

    A division tells its province by its whole name, a province by its short name too.
    """
    named = [found for paragraph in document.paragraphs for found in _divisions_named(paragraph.text)]
    own = (gazette.province + gazette.place, f"{document.issuer or ''}\n{document.title}")
    provinces = next((found for text in own if (found := {province for _, province in _divisions_named(text)})), None)
    if provinces is None:
        provinces = {province for province, _ in Counter(province for _, province in named).most_common(1)}
    return Home(frozenset(provinces), frozenset(name for name, _ in named))


def _divisions_named(text: str) -> Iterator[tuple[str, str]]:
    """The divisions that a text calls by their whole names, provinces by their short ones too, each with its province.

    A name that several provinces have, or that is made of common words, tells none.
    """
    for match in _any_province().finditer(text):
        yield match.group(), next(p for p in provinces() if p.startswith(match.group()))
    for match in _RANK.finditer(text):
        for length in _lengths_by_ending().get(text[match.end() - 2 : match.end()], ()):
            name = text[max(0, match.end() - length) : match.end()]
            if name in divisions_by_name():
                if len(_provinces_of(name)) == 1:
                    yield name, next(iter(_provinces_of(name)))
                break
