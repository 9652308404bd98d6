"""Texts that make careless patterns slow, and how time grows on them.

A step whose time is linear takes four times as long for four times the text; a quadratic one sixteen times.
"""

import gc
import time
from collections.abc import Callable, Mapping
from typing import Any

STEEPEST = 8.0  # of time, for four times the text: n log n is under 5, n² is 16; the rest is for a busy machine
MEASURABLE = 0.02  # seconds of processor time, below which a ratio is noise
LARGEST = 32_000  # characters at the start, at most: what takes no time there is fast enough
REPEATS = 3  # the least of so many measurements is taken, and of so many ratios where the first is too steep

Make = Callable[[int], str]


def repeat(unit: str) -> Make:
    """Makes texts of about as many characters as asked, of one unit again and again."""
    return lambda size: unit * (size // len(unit) + 1)


def _make_document(number: int) -> str:
    head = f"聊政发〔2021〕{number}号\n关于第{number}号办法的通知\n各县：\n"
    return f"{head}现将办法（下转第{number}页）\n聊城市人民政府\n2021年1月1日\n"


ADVERSARIAL: Mapping[str, Make] = {
    "form feeds": repeat("字\f"),
    "short lines": repeat("字\n"),
    "empty lines": repeat("\n"),
    "one long line": repeat("字"),
    "blanks": repeat(" "),
    "wide blanks": repeat("　"),
    "blanks in a Latin line": repeat("a    "),
    "blanks before a line's end": lambda size: " " * size + "字\n",
    "dashes and blanks": repeat("-- "),
    "an open bracket on one long line": lambda size: "（" + "字" * size,
    "open brackets": repeat("（"),
    "closed brackets": repeat("（）"),
    "open title marks": repeat("《"),
    "cited titles": repeat("《关于办法的通知》"),
    "digits": repeat("1"),
    "numbered items": repeat("1．字\n"),
    "lettered items": repeat("一、字\n"),
    "underscored": repeat("____1"),
    "full stops": repeat("．．．字"),
    "commas": repeat("，"),
    "enumeration commas": repeat("市财政局、"),
    "attachments": lambda size: "附件：" + "".join(f"{k}．字\n" for k in range(1, size // 6 + 2)),
    "jumps out": repeat("字（下转第2页）\n"),
    "jumps in": repeat("（上接第1页）字\n"),
    "orders": repeat("第1号\n令\n"),
    "numbers of documents": repeat("聊政发〔2021〕5号\n"),
    "repealed titles": repeat("废止《关于办法的通知》（聊政发〔2021〕5号）\n"),
    "entries of contents": repeat("关于办法的通知…………1\n"),
    "dots": repeat("…"),
    "dates": repeat("2021年1月1日"),
    "names": repeat("王某某 李某 "),
    "places": repeat("东城区北街镇"),
    "bodies": repeat("市人民政府办公室"),
    "duties": repeat("按照各自职责分工共同"),
    "one word": repeat("负责"),
    "of": repeat("的"),
    "jumps out and in": repeat("字（下转第2页）\n（上接第1页）字\n"),
    "documents": lambda size: "".join(map(_make_document, range(size // 60 + 1))),
    "marks apart": repeat(", "),
    "brackets within a line": lambda size: "字" + "(a)" * (size // 3),
    "list marks": repeat("- "),
    "brackets that close others": lambda size: "（" * (size // 2) + "》" * (size // 2),
    "titles in titles": repeat("《〈"),
    "people": repeat("组长：王某某市长\n"),
}
"""By what they are made of."""


def measure_growth(step: Callable[[Any], Any], make: Callable[[int], Any], start: int = 1_000) -> float:
    """How many times as long a step takes for four times its text.

    Args:
        step: What is measured.
        make: Makes what the step is given, of about as many characters as asked.
        start: Characters to begin with; more are taken until the time can be measured.

    Returns:
        The ratio of processor times; 0 where even the largest text takes no time worth measuring.
    """
    size = start
    while (seconds := _measure(step, make(size))) < MEASURABLE:
        size *= 2
        if size > LARGEST:
            return 0.0
    ratio = _measure(step, make(4 * size)) / seconds
    for _ in range(1, REPEATS):  # other processes share caches and cores: what is steep is so each time
        if ratio <= STEEPEST:
            break
        seconds = _measure(step, make(size))
        ratio = min(ratio, _measure(step, make(4 * size)) / seconds)
    return ratio


def _measure(step: Callable[[Any], Any], given: Any) -> float:
    best = float("inf")
    for _ in range(REPEATS):
        best = min(best, _measure_once(step, given))
        if best > 50 * MEASURABLE:
            break
    return best


def find_steepness(step: Callable[[Any], Any], make: Callable[[int], Any], size: int = 2_000) -> float:
    """The same as `measure_growth`, but what is fast at first sight is not measured with care.

    Args:
        step: What is measured.
        make: Makes what the step is given, of about as many characters as asked.
        size: Characters to begin with.

    Returns:
        The ratio of processor times for four times the text; 0 where it is clearly no steeper than n log n.
    """
    few, many = (_measure_once(step, make(n)) for n in (size, 4 * size))
    if many < MEASURABLE / 2 or many < 6 * few:
        return 0.0
    return measure_growth(step, make, size)


def _measure_once(step: Callable[[Any], Any], given: Any) -> float:
    """The collector looks through all that the process holds, ever more of it after many tests: it waits."""
    gc.disable()
    try:
        began = time.process_time()
        step(given)
        return time.process_time() - began
    finally:
        gc.enable()
