"""Tear a true issue as print and OCR do: columns, jumps, marks. The truth stays the truth.

    from bench.damage import tear
    text, truth = tear(truth, seed)

The layout is drawn anew for each seed: line width, columns, jumps, spelling of marks, form of the contents.
"""

import copy
import random
import re
from typing import Any

Truth = dict[str, Any]
HALF = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":", "；": ";"})


def tear(truth: Truth, seed: int) -> tuple[str, Truth]:
    """A text as OCR might return it of the issue that `truth` describes, and what is true of that text."""
    chance = random.Random(seed)
    truth = copy.deepcopy(truth)
    documents = truth["documents"]
    pages = _lay_out(documents)
    for document, page in zip(documents, pages, strict=True):
        truth["contents"][document["contents"] - 1]["page"] = page
    bodies = [_render(d, chance) for d in documents]
    truth["jumps"] = _jump(documents, bodies, pages, chance)
    parts = [_front(truth, chance)]
    for document, body in zip(documents, bodies, strict=True):
        head = "\n\n".join(_head(document, chance))
        text = "\n\n".join(body)
        half = chance.random() < 0.3
        parts.append(head + "\n\n" + (text.translate(HALF) if half else text))
    return "\n\n".join(parts) + "\n", truth


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


def _render(document: Truth, chance: random.Random) -> list[str]:
    """The body's blocks: paragraphs as lines, wrapped or not, some torn where a column ended."""
    width = chance.randrange(18, 30)
    blocks: list[str] = []
    until_column = chance.randrange(30, 50)
    chronicle = document["kind"] == "chronicle"
    for paragraph in document["paragraphs"]:
        if "\t" in paragraph:
            blocks.append(paragraph)
            continue
        lines = _wrap(paragraph, width)
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
    return blocks


def _wrap(paragraph: str, width: int) -> list[str]:
    """Lines of a column, the first set in by two; no line begins with a closing mark."""
    lines, at, room = [], 0, width - 2
    while at < len(paragraph):
        end = min(len(paragraph), at + room)
        while end < len(paragraph) and paragraph[end] in "，。、；：！？）》”％%":
            end += 1
        lines.append(paragraph[at:end])
        at, room = end, width
    return lines


def _space(text: str, chance: random.Random, chronicle: bool) -> str:
    """Blanks and marks as OCR services put them."""
    if chronicle and chance.random() < 0.5:
        text = re.sub(r"^([\d—-]+日)", r"**\1**", text)
    if chance.random() < 0.2:
        text = re.sub(r"(\d[\d.,:：．]*)", r" \1 ", text).strip()
    if chance.random() < 0.1:
        text = "- " + text
    return text


def _jump(
    documents: list[Truth], bodies: list[list[str]], pages: list[int], chance: random.Random
) -> list[dict[str, int]]:
    """Cut some documents near their end, the tail printed after another document."""
    jumps, tails = [], []
    hosts = list(range(len(documents)))
    chance.shuffle(hosts)
    for i, document in enumerate(documents):
        body = bodies[i]
        others = [h for h in hosts if h != i and abs(h - i) < 5 and documents[h]["kind"] != "chronicle"]
        if len(body) < 12 or not others or chance.random() < 0.5 or document["kind"] == "appointment":
            continue
        at = chance.randrange(len(body) * 2 // 3, len(body) - 1)
        block = body[at]
        if "\t" in block or len(block) < 30 or block.startswith(("附件", "|")) or document["date"] is None:
            continue
        host = others[0]
        hosts.remove(host)
        cut = chance.choice([len(block), chance.randrange(10, len(block) - 10)])
        if block[cut - 1 : cut].isascii() or block[cut : cut + 1].isascii():
            cut = len(block)
        last = pages[i + 1] - 1 if i + 1 < len(pages) else pages[i] + 2
        landing = pages[host + 1] - 1 if host + 1 < len(pages) else pages[host] + 1
        gone, come = f"（下转第{landing}页）", f"（上接第{last}页）"
        if chance.random() < 0.3:
            gone, come = gone.translate(HALF), come.replace("第", "第 ").replace("页", " 页")
        tail = [come + block[cut:], *body[at + 1 :]]
        bodies[i] = [*body[:at], block[:cut] + gone]
        tails.append((host, tail))
        jumps.append({"document": document["n"], "to_page": landing, "from_page": last})
    for host, tail in tails:
        bodies[host] += tail
    return jumps
