"""Damage that nobody intended to be kind: texts and PDFs changed at random, by seed.

`mutate_text` changes lines, characters and bytes of a text, `mutate_pdf` the bytes of a PDF. Where `damage.py` tears an
issue as print and OCR do, so that its truth stays known, here anything may come out: only the laws must still hold.
"""

import random
import re
from collections.abc import Callable

MOST_MOVES = 5  # changes of one file
LONGEST_RUN = 3_000  # bytes that one change of a PDF reaches
OBJECT = re.compile(rb"\d+ 0 obj")

INTRUDERS = (
    "\0",
    "\f",
    "\f\f\f",
    "\r",
    "\x1b[2J\x1b]0;title\x07",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u200b",
    "\ufffd",
    "\ue000",
    "𠮷",
    "e" + "\u0301" * 50,
    "（",
    "）",
    "《",
    "》",
    "“",
    "〔2021〕",
    "　" * 400,
    " " * 1_000,
    "字\n" * 300,
    "-- " * 200,
    "．" * 300,
    "1" * 300,
    "（" * 200,
    "第一条",
    "附件：1.",
    "（上接第3页）",
    "（下转第9页）",
    "目 录",
    "# ",
    "| 甲 | 乙 |\n",
    "责任单位：",
    "市长 ",
    "2021年13月45日",
    "聊政发〔2021〕5号",
)
"""What does not belong where it is put."""

Lines = list[str]
Dice = random.Random


def _swap(lines: Lines, dice: Dice) -> None:
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[at], lines[to] = lines[to], lines[at]


def _drop(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    del lines[at : at + dice.choice([1, 1, 1, 20])]


def _double(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    lines[at:at] = lines[at : at + dice.choice([1, 1, 5])] * dice.choice([1, 1, 2, 50])


def _cut(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    where = dice.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:where], *[""] * dice.randrange(3), lines[at][where:]]


def _join(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    length = dice.choice([2, 2, 2, 40])
    lines[at : at + length] = ["".join(lines[at : at + length])]


def _shuffle(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    block = lines[at : at + 12]
    dice.shuffle(block)
    lines[at : at + 12] = block


def _intrude(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    where = dice.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:where] + dice.choice(INTRUDERS) + lines[at][where:]


def _erase(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    where = dice.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:where] + lines[at][where + dice.choice([1, 1, 8]) :]


MOVES: tuple[Callable[[Lines, Dice], None], ...] = (_swap, _drop, _double, _cut, _join, _shuffle, _intrude, _erase)


def mutate_text(text: str, dice: Dice) -> bytes:
    """A text with a few changes, in some encoding; now and then its bytes are changed too.

    Args:
        text: What is changed.
        dice: What draws the changes; the same state draws the same.
    """
    lines = text.split("\n")
    for _ in range(dice.randint(1, MOST_MOVES)):
        if not lines:
            break
        dice.choice(MOVES)(lines, dice)
    changed = dice.choice(["\n"] * 4 + ["\r\n", "\r"]).join(lines)
    data = changed.encode(dice.choice(["utf-8"] * 6 + ["utf-8-sig", "gb18030", "utf-16"]), "replace")
    return mutate_bytes(data, dice, 16) if dice.random() < 0.1 else data


def mutate_pdf(data: bytes, dice: Dice) -> bytes:
    """A PDF with some of its bytes changed: one bit, a run of zeros or noise, a part lost or doubled.

    Half of the changes begin within an object, whichever: most bytes are of fonts and pictures, and what is written on
    a page would hardly ever be hit.
    """
    for _ in range(dice.choice([1, 1, 2, 4])):
        objects = [match.start() for match in OBJECT.finditer(data)]
        at = dice.choice(objects) + dice.randrange(600) if objects and dice.random() < 0.5 else None
        data = mutate_bytes(data, dice, LONGEST_RUN, at)
    return data


def mutate_bytes(data: bytes, dice: Dice, longest: int, at: int | None = None) -> bytes:
    """Bytes with one change, that reaches over `longest` of them at most; a file may also end early.

    It begins at `at`, or anywhere.
    """
    if not data:
        return data
    at = dice.randrange(len(data)) if at is None else min(at, len(data) - 1)
    length = min(len(data) - at, dice.randint(1, longest))
    run = data[at : at + length]
    kind = dice.choice(["bit", "bit", "zeros", "noise", "lost", "doubled", "digit", "end"])
    if kind == "bit":
        return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    if kind == "end":
        return data[: max(1, at)]
    if kind == "digit":
        digits = [i for i in range(at, min(len(data), at + longest)) if data[i : i + 1].isdigit()][:1]
        return data[: digits[0]] + b"%d" % dice.randrange(10) + data[digits[0] + 1 :] if digits else data
    changed = {"zeros": bytes(length), "noise": dice.randbytes(length), "lost": b"", "doubled": run + run}[kind]
    return data[:at] + changed + data[at + length :]
