#!/usr/bin/env python3
"""Score the lines read from a PDF or a scan against where they were printed.

    score_lines.py LINES-PDF.json EXPORT.json [--pages 1,2,3,18]

EXPORT: a JSON list in reading order of {"page": PDF page (0-based), "x": …, "baseline": …, "text": …}, in points
from the top left, without running heads and folios. --pages says which printed page each page of a scan is.
Needs rapidfuzz.
"""
from __future__ import annotations
import argparse, json, re
from pathlib import Path
from rapidfuzz.distance import Levenshtein
from scoring import key as spelling


def key(s):
    """The line's spelling, without dotted leaders."""
    return re.sub(r"[…·.]{3,}", "", spelling(s))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("truth"); ap.add_argument("export")
    ap.add_argument("--pages", type=lambda s: [int(x) for x in s.split(",")])
    a = ap.parse_args()
    truth = json.loads(Path(a.truth).read_text("utf-8"))
    got = json.loads(Path(a.export).read_text("utf-8"))
    at = (lambda p: a.pages[p]) if a.pages else (lambda p: p)
    pages = sorted(set(a.pages)) if a.pages else sorted({t[0] for t in truth if t[0] > 0})
    by_page = {}
    for i, g in enumerate(got):
        by_page.setdefault(at(g["page"]), []).append((i, g))
    found = total = ordered = pairs = 0
    last = {}
    for page, x, y, size, role, doc, text in truth:
        if page not in pages or not doc or role == "cell" or not key(text):
            continue
        total += 1
        hit = next((i for i, g in by_page.get(page, [])
                    if key(g["text"]) == key(text) and (a.pages or abs(g["baseline"] - y) <= 2)), None)
        if hit is None:
            last[doc, page] = None
            continue
        found += 1
        before = last.get((doc, page))
        if before is not None:
            pairs += 1
            ordered += hit > before
        last[doc, page] = hit
    err = length = 0
    for page in pages:
        want = key("".join(t[6] for t in truth if t[0] == page))
        have = key("".join(g["text"] for _, g in by_page.get(page, [])))
        err += min(len(want), Levenshtein.distance(want, have)); length += len(want)
    print(f"lines.found   {found / max(1, total):.4f}  ({found} of {total})")
    print(f"lines.ordered {ordered / max(1, pairs):.4f}  (neighbours of one document on one page)")
    print(f"pages.text    {1 - err / max(1, length):.4f}  (in reading order, {len(pages)} pages)")


if __name__ == "__main__":
    main()
