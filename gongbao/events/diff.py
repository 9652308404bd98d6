"""What a document says, apart from how it was read: its content, the hash that names it, and what differs.

Provenance (source spans, page and line indices, confidence, names of rules) and mere spelling (blanks, width of
punctuation, Markdown marks) are no content: reading an issue again may shift them all without a new revision.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from gongbao.facts import forms, kinds
from gongbao.facts.forms import bracketless
from gongbao.model import Document, Issue, Paragraph
from gongbao.serialization import to_data

MARKDOWN = re.compile(r"\*\*|~~|__|`|^[ \t\u3000]*(?:#{1,6}[ \t\u3000]*|[-*+>][ \t\u3000])", re.MULTILINE)

SHOWN = 20  # changes that an event shows
CONTEXT = 12  # characters on either side of a change
CLIP = 120  # characters of a change itself
SHORT = 40  # characters of a text that may come again, so that its spelling is kept
PAIRED = 2_000  # paragraphs that are compared one with another; beyond, a change is shown as a whole
EQUAL = 10_000  # pairs of equal ones among them: where one text stands again and again, matching is cubic


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that was changed (both sides), put in (no `before`) or taken out (no `after`), cut to the change.

    `paragraph` is its index after the change; for one taken out, the index where it would be.
    """

    paragraph: int
    before: str | None
    after: str | None


def normalize_spelling(text: str) -> str:
    """A text without blanks and Markdown marks, and in half width: what two spellings of one print share."""
    return "".join(MARKDOWN.sub("", text).split()).translate(_WIDTHS)


_normalize_short = lru_cache(maxsize=50_000)(normalize_spelling)  # the names of bodies and people come again and again


class _Widths(dict[int, str]):
    """Full- and half-width forms and typographic quotes to one spelling, looked up once a character."""

    def __missing__(self, code: int) -> str:
        wide = 0xFF00 <= code <= 0xFFEF
        self[code] = unicodedata.normalize("NFKC", chr(code)) if wide else chr(code)
        return self[code]


_WIDTHS = _Widths({ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"})


def content(document: Document) -> dict[str, Any]:
    """What a document says, field by field, for hashing and comparing."""
    fields: dict[str, Any] = {
        "kind": document.kind.value,
        "number": bracketless(document.number),
        "title": document.title,
        "issuer": document.issuer,
        "section": document.section,
        "addressees": document.addressees,
        "signatories": document.signatories,
        "date": document.date,
        "paragraphs": [p.text for p in document.paragraphs],
        "structure": [(p.role.value, p.level, p.part) for p in document.paragraphs],
        "parts": document.parts,
        "attachments": document.attachments,
    }
    if document.joint_issuers:
        fields["issuers"] = document.joint_issuers
    for kind in kinds():
        if kind.always or document.facts.of(kind.name):
            fields[f"facts.{kind.name}"] = forms.content(kind, document.facts.of(kind.name))
    return {name: _normalize_spelling(value) for name, value in fields.items()}


def frame(issue: Issue) -> dict[str, Any]:
    """What an issue says besides its documents: masthead and contents."""
    masthead = {name: value for name, value in to_data(issue.masthead).items() if name != "runs"}
    entries = [(e.section, e.title, bracketless(e.number)) for e in issue.contents]
    return {name: _normalize_spelling(value) for name, value in [*masthead.items(), ("contents", entries)]}


def revision(said: dict[str, Any]) -> str:
    """The name of a content: its SHA-256 in hex."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """Names of the fields that differ, in the order of the fields."""
    names = dict.fromkeys([*before, *after])
    return tuple(name for name in names if before.get(name) != after.get(name))


def compare(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Change]:
    """Every paragraph whose words differ, in order, each cut to what differs in it."""
    return compare_texts([p.text for p in before], [p.text for p in after])


def compare_texts(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Every paragraph whose words differ, of two lists of their texts."""
    changes: list[Change] = []
    for i1, i2, j1, j2 in _differences([normalize_spelling(t) for t in old], [normalize_spelling(t) for t in new]):
        pairs = min(i2 - i1, j2 - j1)
        changes += [Change(j1 + k, *_cut(old[i1 + k], new[j1 + k])) for k in range(pairs)]
        changes += [Change(j2, _clip(text), None) for text in old[i1 + pairs : i2]]
        changes += [Change(j1 + pairs + k, None, _clip(text)) for k, text in enumerate(new[j1 + pairs : j2])]
    return changes


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches (start and end in old, start and end in new) that differ."""
    head, tail = _common(old, new)
    i2, j2 = len(old) - tail, len(new) - tail
    if max(i2, j2) - head > PAIRED or _count_equal(old[head:i2], new[head:j2]) > EQUAL:
        yield head, i2, head, j2
        return
    matcher = SequenceMatcher(None, old[head:i2], new[head:j2], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            yield head + a1, head + a2, head + b1, head + b2


def _count_equal(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of a paragraph of one and of the other are equal."""
    counts = Counter(new)
    return sum(counts[text] for text in old)


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Lengths of the common beginning and, of what remains, the common end."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _cut(old: str, new: str) -> tuple[str, str]:
    """Both texts without what they share at either end, but for a little context."""
    head, tail = _common(old, new)
    start, end = max(0, head - CONTEXT), max(0, tail - CONTEXT)
    return _clip(_around(old, start, end)), _clip(_around(new, start, end))


def _around(text: str, start: int, end: int) -> str:
    return ("…" if start else "") + text[start : len(text) - end] + ("…" if end else "")


def _clip(text: str) -> str:
    return text if len(text) <= CLIP else text[: CLIP - 1] + "…"


def _normalize_spelling(value: Any) -> Any:
    if isinstance(value, str):
        return normalize_spelling(value) if len(value) > SHORT else _normalize_short(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return [_normalize_spelling(item) for item in value]
    return to_data(value)
