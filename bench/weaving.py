"""Weave what stands in two columns as OCR does that reads across them, and break what it breaks.

Each function takes lines or blocks as printed and returns them as a service might give them; the words stay the same,
so that the truth does. Which way is taken is drawn from `chance`.
"""

import random
import re
from collections.abc import Callable, Container, Sequence
from itertools import zip_longest

CLOSING = "，。、；：！？）》”％%"
MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}\.|第[一二三四五六七八九十百]{1,4}条)(?=.{4})"
)
BRACKET = re.compile(r"（[^（）]{10,}）|《[^《》]{12,}》")
PERCENT, TIMES, AND = (
    re.compile(r"\d+(?:\.\d+)?%"),
    re.compile(r"(\d)×(\d)"),
    re.compile(r"(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff])"),
)


def wrap(paragraph: str, width: int, indent: int = 2) -> list[str]:
    """Lines of a column, the first set in; no line begins with a closing mark."""
    lines, at, room = [], 0, width - indent
    while at < len(paragraph):
        end = min(len(paragraph), at + room)
        while end < len(paragraph) and paragraph[end] in CLOSING:
            end += 1
        lines.append(paragraph[at:end])
        at, room = end, width
    return lines


def weave_rows(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """The lines of two columns row by row."""
    return [line for row in zip_longest(left, right) for line in row if line is not None]


def glue_rows(left: Sequence[str], right: Sequence[str], chance: random.Random) -> list[str]:
    """Two columns row by row, some rows run together on one line."""
    lines: list[str] = []
    between = chance.choice(["", "", "  "])
    for a, b in zip_longest(left, right):
        if a and b and chance.random() < 0.6:
            lines.append(a + between + b)
        else:
            lines += [line for line in (a, b) if line]
    return lines


def weave_notice(opening: Sequence[str], width: int, chance: random.Random) -> list[str]:
    """The lines of a covering notice, torn.

    Args:
        opening: its addressees, its words, its signature and its date, a paragraph each.
        width: how many characters a line holds.
        chance: says how it is torn.
    """
    to, words = wrap(opening[0], width, 0), [line for p in opening[1:-2] for line in wrap(p, width)]
    signature, date = opening[-2:]
    lines = [*to, *words, signature, date]
    half = -(-len(lines) // 2)
    left, right = lines[:half], lines[half:]
    ways: tuple[Callable[[], list[str]], ...] = (
        lambda: weave_rows(left, right),
        lambda: glue_rows(left, right, chance),
        lambda: [*right, *left],
        lambda: _end_after(to, words, [signature, date], chance),
        lambda: _end_glued(to, words, [signature, date], chance),
        lambda: _sign_first(to, words, signature, date, chance),
    )
    return chance.choice(ways)()


def _end_after(to: list[str], words: list[str], signed: list[str], chance: random.Random) -> list[str]:
    """The end of the sentence behind a line of the addressees."""
    at = chance.randrange(1, len(to) + 1)
    return [*to[:at], words[-1], *to[at:], *words[:-1], *signed] if len(words) > 1 else [*to, *words, *signed]


def _end_glued(to: list[str], words: list[str], signed: list[str], chance: random.Random) -> list[str]:
    """The end of the sentence on a line of the addressees."""
    if len(words) < 2:
        return [*to, *words, *signed]
    at = chance.randrange(len(to))
    return [*to[:at], to[at] + words[-1], *to[at + 1 :], *words[:-1], *signed]


def _sign_first(to: list[str], words: list[str], signature: str, date: str, chance: random.Random) -> list[str]:
    """The signature, with or without its date, before what it signs."""
    return chance.choice(
        (
            [*to, signature, date, *words],
            [*to, signature, *words, date],
            [signature, date, *to, *words],
            [signature, *to, *words, date],
        )
    )


def weave_tails(first: Sequence[str], second: Sequence[str], width: int) -> list[str]:
    """Two texts that go on side by side, row by row."""
    a = [line for block in first for line in wrap(block.replace("\n", ""), width, 0)]
    b = [line for block in second for line in wrap(block.replace("\n", ""), width, 0)]
    return weave_rows(a, b)


def break_block(block: str, kinds: Container[str], chance: random.Random) -> list[str]:
    """A block as one or several: its marker on a line of its own, a bracket torn in two, a line given twice."""
    if "\t" in block or "|" in block or "转第" in block or "接第" in block:
        return [block]
    broken = [block]
    if "markers" in kinds and (marker := MARKER.match(block)) and chance.random() < 0.15:
        between = chance.choice(["\n", "\n\n"])
        broken = [block[: marker.end()] + between + block[marker.end() :]]
    elif "brackets" in kinds and (bracket := BRACKET.search(block)) and chance.random() < 0.15:
        cut = chance.randrange(bracket.start() + 3, bracket.end() - 3)
        if not (block[cut].isascii() and block[cut - 1].isascii()) and block[cut] not in CLOSING + "\n":
            broken = [block[:cut].rstrip("\n"), block[cut:]]
    last = broken[-1].split("\n")[-1]
    if "doubled" in kinds and len(last) > 9 and chance.random() < 0.02:
        broken.append(last)
    return broken


def misread(text: str, chance: random.Random) -> str:
    """What services that were trained on other languages make of 和, of ％ and of ×."""

    def maybe(pattern: re.Pattern[str], likely: float, make: Callable[[re.Match[str]], str]) -> None:
        nonlocal text
        text = pattern.sub(lambda m: make(m) if chance.random() < likely else m[0], text)

    maybe(AND, 0.01, lambda m: chance.choice(["and", " and "]))
    maybe(PERCENT, 0.1, lambda m: chance.choice([f"${m[0][:-1]}\\%$", f"$ {m[0][:-1]} \\% $"]))
    maybe(TIMES, 0.5, lambda m: f"${m[1]}\\times{m[2]}$")
    return text


def tear_blocks(blocks: Sequence[str], kinds: Container[str], chance: random.Random) -> list[str]:
    """Blocks, each misread and broken as it comes."""
    read = [misread(block, chance) if "marks" in kinds else block for block in blocks]
    return [piece for block in read for piece in break_block(block, kinds, chance)]
