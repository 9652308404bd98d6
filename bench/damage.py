"""Tear a true issue as print and OCR do: columns, jumps, marks. The truth stays the truth.

    from bench.damage import tear
    text, truth = tear(truth, seed)

The layout is drawn anew for each seed: line width, columns, jumps, spelling of marks, form of the contents. What is
torn besides is named in `KINDS`: covering notices and the ends of two texts woven out of two columns, jumps that
begin or end in a covering notice, markers and brackets torn from what belongs to them, lines given twice, marks of
other languages.
"""

import copy
import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from weaving import tear_blocks, weave_notice, weave_tails, wrap

Truth = dict[str, Any]
HALF = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":", "；": ";"})


KINDS = ("notices", "notice-jumps", "tails", "markers", "brackets", "doubled", "marks")
WOVEN = 30  # lines that two ends have at most which are woven


def tear(truth: Truth, seed: int, kinds: Collection[str] = KINDS) -> tuple[str, Truth]:
    """A text as OCR might return it of the issue that `truth` describes, and what is true of that text."""
    chance = random.Random(seed)
    truth = copy.deepcopy(truth)
    documents = truth["documents"]
    pages = _lay_out(documents)
    for document, page in zip(documents, pages, strict=True):
        truth["contents"][document["contents"] - 1]["page"] = page
    bodies = [_render(d, kinds, chance) for d in documents]
    truth["jumps"] = _jump(documents, bodies, pages, kinds, chance)
    parts = [_front(truth, chance)]
    for document, body in zip(documents, bodies, strict=True):
        head = "\n\n".join(_head(document, chance))
        text = "\n\n".join(body.blocks)
        half = chance.random() < 0.3
        parts.append(head + "\n\n" + (text.translate(HALF) if half else text))
    return "\n\n".join(parts) + "\n", truth


@dataclass(slots=True)
class Body:
    """The blocks of a document, the first of which are its covering notice."""

    blocks: list[str]
    opening: int
    width: int


def _lay_out(documents: list[Truth]) -> list[int]:
    """The page each document begins on, some 1,100 characters a page."""
    pages, page = [], 2
    for document in documents:
        pages.append(page)
        page += 1 + sum(len(p) for p in document["paragraphs"]) // 1100
    return pages


def _front(truth: Truth, chance: random.Random) -> str:
    """Cover, imprint and contents."""
    issue = truth["issue"]
    numbers, totals = issue["numbers"], issue["total_numbers"]
    dash = chance.choice(["-", "—", "－"])
    number = dash.join(str(n) for n in dict.fromkeys((numbers[0], numbers[-1])))
    total = dash.join(str(n) for n in dict.fromkeys((totals[0], totals[-1])))
    mark = chance.choice(["# ", "## ", ""])
    lines = [f"{mark}{issue['name']}", f"{issue['year']}年第{number}期（总第{total}期）"]
    labels = {"sponsor": "主管主办", "publisher": "编辑出版", "phone": "电话", "postcode": "邮编", "address": "地址"}
    labels |= {"email": "E-mail", "registration": "刊号"}
    colon = chance.choice([":", "："])
    lines += [f"{label}{colon}{issue[key]}" for key, label in labels.items() if issue[key]]
    lines.append(chance.choice(["# 目 录", "目录", "目　　录"]))
    leader = chance.choice([" ..... ", "……", " ", "…………"])
    bullet = chance.choice(["◎", "●", "## ◎"])
    together = chance.random() < 0.3
    section = None
    for entry in truth["contents"]:
        if entry["section"] != section:
            section = entry["section"]
            lines.append(f"{bullet}{section}")
        if entry["number"] is None:
            lines.append(f"{entry['title']}{leader}{entry['page']}")
        elif together:
            lines.append(f"{entry['title']}（{entry['number']}）{leader}{entry['page']}")
        else:
            lines += [entry["title"], f"{entry['number']}{leader}{entry['page']}"]
    return "\n\n".join(lines)


def _head(document: Truth, chance: random.Random) -> list[str]:
    """Red head, number and title, in the order that the kind has them."""
    title = document["title"]
    if document["number"] is None:
        month = title.rfind("（")
        return [title[:month], title[month:]] if chance.random() < 0.5 else [title]
    lines = _wrap_title(title, document["issuer"], chance)
    if document["kind"] == "appointment":
        return [*lines, document["number"]]
    red = document["issuer"] + chance.choice(["文件", ""])
    return [chance.choice(["# ", ""]) + red, document["number"], *lines]


def _wrap_title(title: str, issuer: str, chance: random.Random) -> list[str]:
    """A title on one line or several."""
    if not title.startswith(issuer) or chance.random() < 0.3:
        return [title]
    rest = title[len(issuer) :]
    if len(rest) < 24 or chance.random() < 0.5:
        return [issuer, rest]
    cut = chance.randrange(12, len(rest) - 6)
    return [issuer, rest[:cut], rest[cut:]]


def _render(document: Truth, kinds: Collection[str], chance: random.Random) -> Body:
    """The body's blocks: paragraphs as lines, wrapped or not, some torn where a column ended."""
    width = chance.randrange(18, 30)
    blocks: list[str] = []
    until_column = chance.randrange(30, 50)
    chronicle = document["kind"] == "chronicle"
    paragraphs = document["paragraphs"]
    opening = _measure_opening(document)
    if opening and "notices" in kinds and chance.random() < 0.6:
        blocks = weave_notice(paragraphs[:opening], width, chance)
        paragraphs, opening = paragraphs[opening:], len(blocks)
    for paragraph in paragraphs:
        if "\t" in paragraph:
            blocks.append(paragraph)
            continue
        lines = wrap(paragraph, width)
        until_column -= len(lines)
        if until_column < 0 and len(lines) > 2:
            cut = max(1, min(len(lines) - 1, len(lines) + until_column))
            pieces = [lines[:cut], lines[cut:]]
            until_column = chance.randrange(30, 50)
        else:
            pieces = [lines]
        for piece in pieces:
            wrapped = chance.random() < 0.3
            text = "\n".join(piece) if wrapped else "".join(piece)
            blocks.append(_space(text, chance, chronicle))
    rest = tear_blocks(blocks[opening:], kinds, chance)
    return Body([*blocks[:opening], *rest], opening, width)


def _measure_opening(document: Truth) -> int:
    """How many paragraphs its covering notice has, where it is one: addressees, words, signature, date."""
    first = document["paragraphs"][:5]
    if not document["parts"] or not document["addressees"] or not first[0].endswith("："):
        return 0
    dates = [i for i, p in enumerate(first) if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", p)]
    return dates[0] + 1 if dates and dates[0] >= 3 else 0


def _space(text: str, chance: random.Random, chronicle: bool) -> str:
    """Blanks and marks as OCR services put them."""
    if chronicle and chance.random() < 0.5:
        text = re.sub(r"^([\d—-]+日)", r"**\1**", text)
    if chance.random() < 0.2:
        text = re.sub(r"(\d[\d.,:：．]*)", r" \1 ", text).strip()
    if chance.random() < 0.1:
        text = "- " + text
    return text


@dataclass(frozen=True, slots=True)
class Tail:
    """What of a document is printed behind another one, or in its covering notice."""

    host: int
    blocks: list[str]
    inside: bool


def _jump(
    documents: list[Truth], bodies: list[Body], pages: list[int], kinds: Collection[str], chance: random.Random
) -> list[dict[str, int]]:
    """Cut some documents near their end or in their covering notice, the tail printed after another document."""
    jumps: list[dict[str, int]] = []
    tails: list[Tail] = []
    hosts = list(range(len(documents)))
    chance.shuffle(hosts)
    for i, document in enumerate(documents):
        body = bodies[i]
        woven = "tails" in kinds and bool(tails) and not tails[-1].inside and chance.random() < 0.4
        others = [h for h in hosts if h != i and abs(h - i) < 5 and documents[h]["kind"] != "chronicle"]
        if woven and tails[-1].host != i:
            others = [tails[-1].host]
        if len(body.blocks) < 12 or not others or chance.random() < 0.5 or document["kind"] == "appointment":
            continue
        guest = any(tail.host == i and tail.inside for tail in tails)
        at = _choose_break(body, woven or guest, kinds, chance)
        block = body.blocks[at]
        if "\t" in block or len(block) < 30 or block.startswith(("附件", "|")) or document["date"] is None:
            continue
        host = others[0]
        if host in hosts:
            hosts.remove(host)
        cut = chance.choice([len(block), chance.randrange(10, len(block) - 10)])
        if block[cut - 1 : cut].isascii() or block[cut : cut + 1].isascii():
            cut = len(block)
        inside = bodies[host].opening > 2 and not woven and "notice-jumps" in kinds and chance.random() < 0.4
        last = pages[i + 1] - 1 if i + 1 < len(pages) else pages[i] + 2
        landing = pages[host + 1] - 1 if host + 1 < len(pages) else pages[host] + 1
        if inside:
            landing = pages[host]
        if at < body.opening:
            last = pages[i]
        gone, come = f"（下转第{landing}页）", f"（上接第{last}页）"
        if chance.random() < 0.3:
            gone, come = gone.translate(HALF), come.replace("第", "第 ").replace("页", " 页")
        tail = [come + block[cut:], *body.blocks[at + 1 :]]
        bodies[i] = Body([*body.blocks[:at], block[:cut] + gone], min(body.opening, at), body.width)
        tails.append(Tail(host, tail, inside))
        jumps.append({"document": document["n"], "to_page": landing, "from_page": last})
    _print_tails(bodies, tails)
    return jumps


def _choose_break(body: Body, woven: bool, kinds: Collection[str], chance: random.Random) -> int:
    """The block in which a document breaks off."""
    if 0 < body.opening < 6 and "notice-jumps" in kinds and not woven and chance.random() < 0.2:
        return 1
    if woven:
        return chance.randrange(max(len(body.blocks) * 2 // 3, len(body.blocks) - 8), len(body.blocks) - 1)
    return chance.randrange(len(body.blocks) * 2 // 3, len(body.blocks) - 1)


def _print_tails(bodies: list[Body], tails: Sequence[Tail]) -> None:
    """Put each tail where it is printed; two behind one document are woven where both are short."""
    for host, body in enumerate(bodies):
        behind = [tail.blocks for tail in tails if tail.host == host and not tail.inside]
        inside = [block for tail in tails if tail.host == host and tail.inside for block in tail.blocks]
        body.blocks[body.opening : body.opening] = inside
        if len(behind) == 2 and all(_is_short(blocks, body.width) for blocks in behind):
            body.blocks += weave_tails(*behind, body.width)
        else:
            body.blocks += [block for blocks in behind for block in blocks]


def _is_short(blocks: Sequence[str], width: int) -> bool:
    """Whether blocks fill one column and no more, and hold no table."""
    return sum(len(b) // width + 1 for b in blocks) <= WOVEN and not any("\t" in b or "$" in b for b in blocks)
