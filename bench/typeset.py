"""Set a true issue in type anew, in a layout drawn from a seed. The truth stays the truth, but for pages and jumps.

from typeset import typeset
pdf, truth = typeset(truth, seed)
"""

import copy
import random
from typing import Any

from press import Press, Style

Truth = dict[str, Any]
FOLIOS = ["· {} ·", "- {} -", "— {} —", "{}", "第 {} 页", None]
TAIL = range(4, 14)  # lines that a jump may carry over


def typeset(truth: Truth, seed: int) -> tuple[bytes, Truth]:
    """A PDF of the issue that `truth` describes, and what is true of that PDF."""
    landings: dict[int, int] = {}
    while True:  # where a tail lands is known only once it is set, and the mark that says so is set before
        pdf, pages, landed = _set(truth, random.Random(seed), landings)
        if landed == landings:
            break
        landings = landed
    truth = copy.deepcopy(truth)
    truth["jumps"] = [{"document": n, "to_page": page} for n, page in landings.items() if n > 0]
    for document, page in zip(truth["documents"], pages, strict=True):
        truth["contents"][document["contents"] - 1]["page"] = page
    return pdf, truth


def _draw_style(chance: random.Random) -> Style:
    """A layout: type, margins, columns, heads, folios."""
    return Style(
        left=chance.uniform(45, 80),
        right=chance.uniform(45, 80),
        top=chance.uniform(70, 100),
        bottom=chance.uniform(70, 100),
        gutter=chance.uniform(1.6, 3.0),
        size=chance.uniform(9.0, 12.0),
        leading=chance.uniform(1.4, 1.8),
        head=chance.choice(["left", "centre", "outer", None]),
        head_ruling=chance.random() < 0.3,
        folio=chance.choice(FOLIOS),
        folio_at=chance.choice(["centre", "outer", "left"]),
        first=0,
        shuffled=chance.random() < 0.3,
    )


def _set(truth: Truth, chance: random.Random, landings: dict[int, int]) -> tuple[bytes, list[int], dict[int, int]]:
    """The PDF, the page on which each document begins, and the page on which each tail landed."""
    press = Press(_draw_style(chance))
    numbers = truth.get("pages") or [0] * len(truth["documents"])
    press.new_page()
    issue = truth["issue"]
    press.title(issue["name"], 2.6)
    press.title(f"{issue['year']}年第{_span(issue['numbers'])}期（总第{_span(issue['total_numbers'])}期）", 1.3)
    labels = {"sponsor": "主管主办", "publisher": "编辑出版", "phone": "电话", "postcode": "邮编", "address": "地址"}
    labels |= {"email": "E-mail", "registration": "刊号"}
    press.band([f"{label}：{issue[key]}" for key, label in labels.items() if issue[key]], 1)
    press.new_page()
    press.title("目 录", 1.8)
    starts = (landings.get(-1) and [landings[-1 - i] for i in range(len(truth["documents"]))]) or numbers
    section = None
    for entry, document in sorted(
        ((truth["contents"][d["contents"] - 1], i) for i, d in enumerate(truth["documents"])), key=lambda e: e[1]
    ):
        if entry["section"] != section:
            section = entry["section"]
            press.band([f"◎{section}"], 1)
        lines = press.break_lines(entry["title"], 1)
        for text, _ in lines[: None if entry["number"] else -1]:
            press.set_lines([(text, False)], 1)
        press.entry(entry["number"] or lines[-1][0], starts[document])
        if press.room < 5:
            press.new_page()
    pages: list[int] = []
    landed: dict[int, int] = {}
    waiting: tuple[int, int, list[tuple[str, bool]]] | None = None
    for document in truth["documents"]:
        press.new_page()
        pages.append(_folio(press))
        _set_head(press, document)
        cut = chance.random() < 0.35 and document["kind"] not in ("appointment", "chronicle")
        tail = _set_body(press, document, landings.get(document["n"], 10) if cut and waiting is None else None, chance)
        if waiting is not None and not tail and press.room > len(waiting[2]) // press.style.columns + 3:
            press.ruling()
            press.set_lines(waiting[2], press.style.columns)
            landed[waiting[0]] = _folio(press)
            waiting = None
        if tail:
            waiting = (document["n"], _folio(press), tail)
    if waiting is not None:  # no page had room: it goes on the next
        press.new_page()
        press.set_lines(waiting[2], press.style.columns)
        landed[waiting[0]] = _folio(press)
    landed |= {-1 - i: page for i, page in enumerate(pages)}
    return press.save(), pages, landed


def _span(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def _folio(press: Press) -> int:
    return press.style.first + len(press.leaves) - 1


def _set_head(press: Press, document: Truth) -> None:
    """Red head, number, title; for appointments and chronicles the title first."""
    title, issuer = document["title"], document["issuer"]
    if document["number"] is None:
        month = title.rfind("（")
        press.title(title[:month], 1.8)
        press.title(title[month:], 1.2)
        return
    lines = [issuer, *_wrap(press, title[len(issuer) :])] if title.startswith(issuer) else _wrap(press, title)
    if document["kind"] == "appointment":
        for line in lines:
            press.title(line, 1.5)
        press.title(document["number"], 1.0)
        return
    press.title(issuer + "文件", 2.2)
    press.title(document["number"], 1.0)
    for line in lines:
        press.title(line, 1.5)


def _wrap(press: Press, title: str) -> list[str]:
    """A title in lines that fit across the page."""
    most = int(press.text_width / (1.5 * press.style.size)) - 1
    return [title[i : i + most] for i in range(0, len(title), most)]


def _set_body(press: Press, document: Truth, landing: int | None, chance: random.Random) -> list[tuple[str, bool]]:
    """The paragraphs, page after page; the last lines come back where they are to be set elsewhere."""
    columns = 1 if document["kind"] == "chronicle" else press.style.columns
    blocks: list[list[str]] = []
    for paragraph in document["paragraphs"]:
        kind = "\t" in paragraph
        if not blocks or ("\t" in blocks[-1][-1]) != kind:
            blocks.append([])
        blocks[-1].append(paragraph)
    for at, block in enumerate(blocks):
        if "\t" in block[0]:
            _set_table(press, block)
            continue
        lines = [line for text in block for line in press.break_lines(text, columns)]
        tail: list[tuple[str, bool]] = []
        if landing is not None and at == len(blocks) - 1 and len(lines) > 60:
            lines, tail = _cut(press, lines, len(lines) - chance.choice(TAIL), columns, landing)
        while lines:
            room = max(0, press.room - 1) * columns
            if room < 4 * columns:
                press.new_page()
                continue
            press.set_lines(lines[:room], columns)
            lines = lines[room:]
        if tail:
            return [(text.replace("{}", str(_folio(press))), first) for text, first in tail]
    return []


def _cut(
    press: Press, lines: list[tuple[str, bool]], keep: int, columns: int, landing: int
) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The lines up to a mark that says where the text goes on, and those that go on there, set anew behind theirs."""
    text, first = lines[keep - 1]
    end = next((i for i in range(keep, len(lines)) if lines[i][1]), len(lines))
    rest = text[8:] + "".join(words for words, _ in lines[keep:end])
    head = [*lines[: keep - 1], (f"{text[:8]}（下转第{landing}页）", first)]
    return head, [*press.break_lines(f"（上接第{{}}页）{rest}", columns), *lines[end:]]


def _set_table(press: Press, rows: list[str]) -> None:
    """A ruled table, over as many pages as it needs."""
    cells = [row.split("\t") for row in rows]
    count = max(len(row) for row in cells)
    cells = [row + [""] * (count - len(row)) for row in cells]
    longest = [max(len(row[i]) for row in cells) + 2 for i in range(count)]
    widths = [n / sum(longest) for n in longest]
    most = [max(1, int(w * press.text_width / press.style.size / 0.95) - 1) for w in widths]
    for row in cells:
        folded = [
            "|".join(c[i : i + m] for i in range(0, len(c), m)) if c else "" for c, m in zip(row, most, strict=True)
        ]
        if press.room < 4 + max(c.count("|") for c in folded):
            press.new_page()
        press.table([folded], widths)
