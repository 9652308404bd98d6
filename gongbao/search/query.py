"""What a search asks, and what text looks like to it: folding, tokens, phrases, highlights, rank.

Chinese writes no blanks between words, so a run of characters is indexed as its overlapping pairs, and its last
character alone: 审计局 is 审计 计局 局. Every character thus starts exactly one token, consecutive pairs spell a
phrase, and a single character is the beginning of a token. Latin words and numbers are tokens as they are, in lower
case and half width. All marks separate tokens, so that 聊政发[2021]5号 and 聊政发〔2021〕5号 are one. Blanks between
two Chinese characters (王　刚) separate nothing.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from gongbao.errors import QueryError
from gongbao.language.characters import SEARCHED
from gongbao.language.document_numbers import ANY_NUMBER
from gongbao.model.spans import Span
from gongbao.ports import Query
from gongbao.search.questions import Question, find_repealed, parse_question, strip_question
from gongbao.search.syntax import Word, normalize, part_excluded, read_words

FOLDING = 1  # raise it when tokens change: indexes made with another are filled anew

MAX_QUERY = 400  # characters of a query, and of what a filter compares with: no title is longer
MAX_TERMS = 8
MAX_GRAMS = 40
MAX_WORD = 64  # characters of a word that count
COVERAGE = 0.5  # part of a query's pairs that a paragraph needs where no phrase is found

_RUN = re.compile(rf"(?P<chinese>[{SEARCHED}](?: *[{SEARCHED}])*)|(?:(?![{SEARCHED}])[^\W_])+")
_BETWEEN = "\0"  # what no token holds: it parts them where many are looked at as one text


class Token(NamedTuple):
    """A token and where it stands: `middle` ends its first character, in code points of the text given."""

    text: str
    start: int
    middle: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must follow one another; where `open`, the last need only be how a token begins."""

    tokens: tuple[str, ...]
    open: bool = False

    @property
    def phrases(self) -> tuple["Phrase", ...]:
        """Itself, as a term that can be said in one way."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for: one of these phrases, which spell these texts."""

    phrases: tuple[Phrase, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A query understood.

    `terms` must all be found, each in one of its ways, and nothing of `excluded`; `whole` is the query as one phrase,
    where that is something else; `grams` are its pairs and words, for a search that phrases don't answer (none where
    a phrase was quoted or there are alternatives). `keys` and `numbers` compare with those of titles, names and 文号.
    `words` is the query without question words and without what is excluded, which is `without` as it was typed;
    `question` what it asks for by days, and `rest` the words that then remain, as phrases. `correctable` are words
    that may be wrong in a character.
    """

    terms: tuple[Term, ...]
    whole: Phrase | None
    grams: tuple[Phrase, ...]
    keys: tuple[str, ...]
    numbers: tuple[str, ...]
    words: str = ""
    question: Question | None = None
    rest: tuple[Phrase, ...] = ()
    excluded: tuple[Term, ...] = ()
    without: str = ""
    correctable: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases to look for, the longest first."""
        each = tuple(phrase for term in self.terms for phrase in term.phrases)
        return (self.whole, *each) if self.whole else each

    @property
    def asked(self) -> str:
        """The query again, without question words."""
        return f"{self.words} {self.without}".strip()


@dataclass(frozen=True, slots=True)
class Match:
    """How a document answers a search. Counts are of its paragraphs, the title being one."""

    number: bool = False  # the query is its 文号
    name: bool = False  # the query is its title
    in_period: bool = False  # it is of the days that a question asks about
    office: bool = False  # someone of that name is appointed or removed by it
    post: str = ""  # someone is put into a post of that name by it (appoint), or out of it (remove)
    entity: bool = False  # it mentions just that
    title: bool = False  # the phrase is in its title
    phrase: int = 0  # paragraphs with the phrase
    together: int = 0  # paragraphs with all terms
    apart: bool = False  # all terms, in different paragraphs
    coverage: float = 0.0  # part of the query's pairs in its best paragraph, or in its title where `title`


class _Folded(dict[int, str]):
    """Characters in half width and lower case, looked up once each. None becomes empty."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = unicodedata.normalize("NFKC", char).lower() or char
        return self[code]


_FOLDED = _Folded({ord("【"): "〔", ord("】"): "〕"})  # taken for the brackets of a 文号


def fold(text: str) -> tuple[str, list[int] | None]:
    """A text in half width and lower case, and the place each character came from (None: all from their own)."""
    folded = text.translate(_FOLDED)
    if len(folded) == len(text):  # no character folds to nothing, so each came from its own place
        return folded, None
    return folded, [place for place, char in enumerate(text) for _ in _FOLDED[ord(char)]]


def key(text: str) -> str:
    """What two spellings of one name share: its runs in half width and lower case, one blank between them."""
    folded, _ = fold(text)
    return " ".join(run.group().replace(" ", "") for run in _RUN.finditer(folded))


def number_key(text: str) -> str:
    """What all spellings of one 文号 share: any bracket, any width, 第5号 or 5号."""
    folded, _ = fold(text)
    match = ANY_NUMBER.fullmatch("".join(folded.split()))
    if match is None:
        return key(text)
    return f"{key(match['code'])} {match['year']} {int(match['serial'])} 号"


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order."""
    folded, places = fold(text)
    for run in _RUN.finditer(folded):
        start, end = run.span()
        if run["chinese"] is None:
            first, last = (start, end - 1) if places is None else (places[start], places[end - 1])
            yield Token(run.group()[:MAX_WORD], first, last + 1, last + 1)
            continue
        at = [i for i in range(start, end) if folded[i] != " "]
        origin = at if places is None else [places[i] for i in at]
        for n in range(len(at) - 1):
            yield Token(folded[at[n]] + folded[at[n + 1]], origin[n], origin[n] + 1, origin[n + 1] + 1)
        yield Token(folded[at[-1]], origin[-1], origin[-1] + 1, origin[-1] + 1)


def words(text: str) -> list[str]:
    """The texts of `tokens`, fast: what an index is filled with."""
    folded, _ = fold(text)
    found: list[str] = []
    for run in _RUN.finditer(folded):
        word = run.group()
        if run["chinese"] is not None:
            word = word.replace(" ", "")
            found += map("".join, pairwise(word))
            word = word[-1]
        found.append(word[:MAX_WORD])
    return found


def phrase(text: str) -> Phrase | None:
    """A text to look for as it stands; None where nothing in it can be looked for."""
    found = list(tokens(text))
    if not found:
        return None
    texts = tuple(token.text for token in found)
    folded, _ = fold(text)
    ends_chinese = [run["chinese"] for run in _RUN.finditer(folded)][-1] is not None
    if not ends_chinese:
        return Phrase(texts)
    # The run may go on in the text: its last character then starts a pair there.
    if len(found) > 1 and len(found[-2].text) == 2 and found[-2].end == found[-1].end:
        return Phrase(texts[:-1])
    return Phrase(texts, open=True)


def check_query(query: Query) -> None:
    """See that a query can be answered at a cost that is bounded.

    Raises:
        QueryError: It is too long, or holds what is no text.
    """
    _check_words("What is searched for", query.text)
    for name in ("kind", "issuer", "number", "gazette", "entity"):
        _check_words(f"The {name} searched for", getattr(query, name) or "")


def _check_words(what: str, text: str) -> None:
    if len(text) > MAX_QUERY:
        raise QueryError(f"{what} has {len(text):,} characters; no more than {MAX_QUERY} can be looked for.")
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise QueryError(f"{what} holds bytes that are no text.")


def parse(text: str) -> Search:
    """Understand a query: words and quoted phrases, alternatives, and what is excluded (`gongbao.search.syntax`)."""
    asked, without = part_excluded(normalize(text[:MAX_QUERY]))
    repealed = find_repealed(asked)
    words = " ".join(repealed) if repealed else strip_question(asked)
    groups = read_words(words).groups
    free = all(len(group) == 1 and not group[0].quoted for group in groups)
    question = parse_question(asked) if free else None
    terms = _find_terms(groups)
    singles = [word for group in groups for word in group if not word.quoted]
    grams = _distinct(_gram(token) for word in singles for token in _pairs(word.texts[-1]))
    numbers = [number_key(text) for word in singles if word.number for text in word.texts]
    return Search(
        terms=terms,
        whole=phrase(words) if free and len(terms) > 1 else None,
        grams=grams[:MAX_GRAMS] if free else (),
        keys=tuple(map(key, terms[0].texts if len(terms) == 1 else [words])),
        # What repeals a text is asked for, not the text itself.
        numbers=tuple(dict.fromkeys([number_key(words), *numbers])) if repealed is None else (),
        words=words,
        question=question,
        rest=_distinct(phrase(word) for word in question.words.split()) if question else (),
        excluded=_find_terms([(word,) for word in read_words(without).excluded]),
        without=without,
        correctable=tuple(dict.fromkeys(_list_correctable(groups)))[:MAX_TERMS],
    )


def _list_correctable(groups: Iterable[Sequence[Word]]) -> Iterator[str]:
    for word, *others in groups:
        if not others and not word.quoted and not word.number:
            yield word.texts[0]


def _find_terms(groups: Iterable[Sequence[Word]]) -> tuple[Term, ...]:
    """What groups of words ask for, as many as are looked for."""
    terms: dict[tuple[Phrase, ...], Term] = {}
    for group in groups:
        ways = {found: text for word in group for text in word.texts if (found := phrase(text))}
        if ways:
            terms.setdefault(tuple(ways), Term(tuple(ways), tuple(ways.values())))
    return tuple(terms.values())[:MAX_TERMS]


def names_post(wanted: Iterable[str], post: str) -> bool:
    """Whether a query's keys name a post: whole, or as it is called within its body (市审计局副局长)."""
    parts = tuple(key(post).split())
    return any(len(one) > 2 and part.endswith(one) for one in wanted for part in parts)


class TokenizedText:
    """A text in which phrases are looked for, its tokens found once for all of them."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._joined = _BETWEEN + "".join(token.text + _BETWEEN for token in self._tokens)
        ends = accumulate((len(token.text) + 1 for token in self._tokens), initial=0)
        self._ordinal = {place: n for n, place in enumerate(ends)}  # of the token behind each mark between two

    def find(self, wanted: Phrase) -> Iterator[Span]:
        """Where a phrase stands, in order."""
        words_ = _BETWEEN + _BETWEEN.join(wanted.tokens) + ("" if wanted.open else _BETWEEN)
        at = self._joined.find(words_)
        while at >= 0:
            first = self._ordinal[at]
            last = self._tokens[first + len(wanted.tokens) - 1]
            yield Span(self._tokens[first].start, last.middle if wanted.open else last.end)
            at = self._joined.find(words_, at + 1)

    def highlights(self, phrases: Iterable[Phrase]) -> tuple[Span, ...]:
        """Where phrases stand: spans in code points, in order, joined where they meet."""
        joined: list[Span] = []
        for span in sorted(span for wanted in phrases for span in self.find(wanted)):
            if joined and span.start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
            else:
                joined.append(span)
        return tuple(joined)


def highlights(text: str, phrases: Iterable[Phrase]) -> tuple[Span, ...]:
    """Where phrases stand in a text: spans in code points, in order, joined where they meet."""
    return TokenizedText(text).highlights(phrases)


def coverage(text: str, grams: tuple[Phrase, ...]) -> float:
    """The part of a query's pairs and words that a text holds, 0 to 1."""
    held = set(words(text))
    return sum(gram.tokens[0] in held for gram in grams) / len(grams) if grams else 0.0


def least_pairs(count: int) -> int:
    """How many of a query's pairs a paragraph needs where no phrase is found."""
    return max(2, math.ceil(COVERAGE * count))


def score(match: Match) -> float:
    """How well a document answers: what it is before what it says, phrase before pieces, title before body.

    Within a rank only the order of magnitude of the count tells; what is still equal goes by date, newest first.
    """
    if match.number:
        rank = 90
    elif match.in_period:
        rank = 85
    elif match.name:
        rank = 80
    elif match.office:
        rank = 70
    elif match.post:
        rank = 66 if match.post == "appoint" else 65
        return float(rank)  # of several in one post the last is the one who is
    elif match.title and match.phrase:
        rank = 60
    elif match.entity:
        rank = 50
    elif match.phrase:
        rank = 40
    elif match.together:
        rank = 30 if match.title else 25
    elif match.apart:
        rank = 20
    else:
        return round(10 * match.coverage + (2 if match.title else 0), 2)
    return rank + min(4, max(match.phrase, match.together).bit_length())


def _pairs(text: str) -> Iterator[Token]:
    """Tokens without the single last characters of runs, unless the run is that one character."""
    before: Token | None = None
    for token in tokens(text):
        if before is None or token.end != before.end:
            yield token
        before = token


def _gram(token: Token) -> Phrase:
    single = len(token.text) == 1 and re.match(f"[{SEARCHED}]", token.text) is not None
    return Phrase((token.text,), open=single)


def _distinct(phrases: Iterable[Phrase | None]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(p for p in phrases if p is not None))
