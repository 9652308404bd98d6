"""Find where titles that the contents name are printed: how like two titles are, and where one may begin at all."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from itertools import accumulate

from rapidfuzz import fuzz

LOOK_AHEAD = 6  # lines that a title is printed on at most
LONGEST = 300  # characters: no title is longer
ALIKE = 0.92  # how like the title in the contents one that stands without a number is at least, 0 to 1
GRAM = 3  # characters of a piece that are looked for
# Both are far above what an issue has; they bound the work for a text that is one title again and again.
MOST_HITS = 1000  # places of one piece that are looked at
MOST_PLACES = 400  # places of one title that are looked at


def measure_likeness(text: str, title: str) -> float:
    """How like the title in the contents a printed title is, 0 to 1; the issuer's name before it does not count.

    What is like it by less than two thirds may be said to be less like it than it is.
    """
    if not title or len(title) > LONGEST:
        return 0.0
    tail = text[-len(title) - 2 :] if len(text) > len(title) + 2 else text
    likeness = fuzz.ratio(tail, title)
    if len(tail) < len(text) <= 2 * len(title):  # a longer text as a whole is like it by less than two thirds
        likeness = max(likeness, fuzz.ratio(text, title))
    return likeness / 100


def find_places(texts: Sequence[str], first: int, titles: Mapping[int, str]) -> dict[int, list[int]]:
    """Where each title may begin, if it is printed as the contents name it but for some characters.

    A title of which so little is misread has at least one piece whole, however it is cut into one piece more than
    characters may be wrong: only where a piece stands is the title worth comparing.

    Args:
        texts: The lines of an issue.
        first: The first of them that counts.
        titles: The titles, each under a number of its own.

    Returns:
        For each title the lines, in print order, that it may begin at.
    """
    pieces = {number: _cut_pieces(title) for number, title in titles.items()}
    found = _find_pieces(texts, first, {piece for cut in pieces.values() for piece in cut})
    places: dict[int, list[int]] = {}
    for number, cut in pieces.items():
        hits = Counter(
            at
            for piece in cut
            for line in found.get(piece, ())
            for at in range(max(first, line - LOOK_AHEAD + 1), line + 1)
        )
        places[number] = sorted(nsmallest(MOST_PLACES, hits, key=lambda at: (-hits[at], at)))
    return places


def _cut_pieces(title: str) -> set[str]:
    """The beginnings of the pieces of a title, of which one at least stands in any text that is as like it as asked."""
    if len(title) > LONGEST:
        return set()
    longest = len(title) * (2 - ALIKE) / ALIKE  # a text longer than this is not like it
    wrong = int((1 - ALIKE) * (len(title) + max(longest, len(title) + 2)))
    step = len(title) / (wrong + 1)
    return {title[round(i * step) :][:GRAM] for i in range(wrong + 1)}


def _find_pieces(texts: Sequence[str], first: int, pieces: set[str]) -> dict[str, list[int]]:
    """The lines on which each piece begins; it may go on on the next."""
    found: dict[str, list[int]] = defaultdict(list)
    if not pieces:
        return found
    whole = "".join(texts[first:])
    ends = accumulate(len(text) for text in texts[first:])
    line, end = first - 1, 0
    for at in range(len(whole) - GRAM + 1):
        while at >= end:
            line, end = line + 1, next(ends)
        piece = whole[at : at + GRAM]
        if piece in pieces and len(lines := found[piece]) < MOST_HITS and lines[-1:] != [line]:
            lines.append(line)
    return found
