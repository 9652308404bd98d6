"""A covering notice read as a whole, where OCR wove its two columns.

To whom it goes, its words, its signature, its date (GB/T 9704): whatever came between is put back where the notice
reads on best. A line may have been run together with one of the other column; then it is parted where both read on.
What is weighed is named; many orders are followed side by side, and the cheapest whole is taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import inf

from gongbao.language.bodies import is_addressees, is_body_name, part_bodies, signs
from gongbao.language.brackets import PAIRS, unclosed
from gongbao.language.dates import parse_date
from gongbao.language.numbering import find_marker
from gongbao.language.orders import is_office, is_person, part_signature
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.issued_titles import ISSUED, OWN, match_title
from transforms.segment.labels import ATTACHMENT_LIST, REMARK

MOST = 16  # fragments of a covering notice at most
LONG = 60  # characters of a line at most: longer ones were joined, and no column is so wide
CUTS = 8  # places where a line may have been run together with another, of each line
BEAM = 96  # orders kept
BEHIND = 4  # fragments behind the date that may be the notice's

A, X, N, S, D, R = range(6)  # whom it goes to, its words, its attachments, its signature, its date, a remark
SIGNER = re.compile("(?P<body>.{4,40}?)(?:关于|印发|转发)")
DATE_AT_END = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日$")
SPEAKING = re.compile("[《》。；]|已经|同意|印发|贯彻|你们")
COVERS = re.compile("印发|转发|发布|公布|下发|》已经?[^。；]{0,40}(?:同意|通过|批准|审定)")
APPOINTS = re.compile("(?:任命|免去|聘任|解聘).{0,12}：")
OPENS = re.compile("《|现|经|为|根据|按照|依据|依照|近|遵照|结合|鉴于|随着|自|[一-龥]{2,12}(?:决定|制定)")
ASKS = re.compile("[请望]")  # what is asked follows what is issued
ADDRESSED = re.compile("各.{0,12}(?:人民政府|部门|单位|机构|委|局)|管委会|直属")

# What misfits cost, beside what each seam costs.
OUT_OF_PLACE = 4.0  # words among the addressees, what comes before the phase that was reached
UNFINISHED = 4.0  # addressees without a colon, words without a full stop
TORN_BRACKET = 2.0
SKIP = 0.3  # a line that is passed over, to be read later: those of the other column
CUT, CUT_AT_BLANK = 0.9, 0.0
IN_ORDER = 1.5  # what costs less as printed is in order
GAIN = 1.0  # what an order must cost less than what was printed
UNOPENED = 2.0  # words that begin amid a sentence


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fragment from `start` to `end`, and what it is by its form: None where its place decides."""

    at: int
    start: int
    end: int
    text: str
    phase: int | None
    cost: float


@dataclass(frozen=True, slots=True)
class _Order:
    """Some pieces in order: which were used, how far the notice has come, and what that costs, told from the last."""

    used: tuple[tuple[int, int, int], ...]
    phase: int
    text: str
    cost: float
    last: _Piece | None = None
    before: "_Order | None" = None


def reorder_opening(fragments: Sequence[Fragment], title: str, seams: Seams) -> tuple[Fragment, ...]:
    """The fragments of a document, its covering notice in order.

    Args:
        fragments: those of one document, jumps stitched.
        title: the document's.
        seams: what stands side by side elsewhere in the issue.

    Returns:
        The same where it is in order, or no covering notice.
    """
    notice = _Notice(tuple(fragments[:MOST]), title, seams)
    as_printed = {end: notice.weigh(end) for end in notice.ends}
    if not as_printed or min(as_printed.values()) < IN_ORDER:
        return tuple(fragments)
    most = max(as_printed.values()) - GAIN
    orders = [(end, order) for end in as_printed if (order := notice.decode(end, most)) is not None]
    end, found = min(orders, key=lambda pair: pair[1].cost, default=(0, None))
    if found is None or found.cost > as_printed[end] - GAIN:
        return tuple(fragments)
    return (*_cut(fragments, found), *fragments[end:])


class _Notice:
    """The opening of a document, and what of it is worked out once."""

    def __init__(self, fragments: tuple[Fragment, ...], title: str, seams: Seams) -> None:
        self.fragments = fragments
        self.seams = seams
        signer = SIGNER.match(title)
        self.signer = signer["body"] if signer else ""
        self.signers = frozenset((self.signer, *part_bodies(self.signer))) if signer else frozenset()
        own = OWN.search(title)
        self.title, self.words = title, "".join(f.text for f in fragments)
        cited = ISSUED.findall(self.words)
        self.issued = tuple(t for t in ([own[1].strip("《》")] if own else []) + cited if len(t) >= 4)

    @cached_property
    def signed(self) -> frozenset[int]:
        """The lines that sign: persons with their offices, on one line or two; bodies above a date or above others,
        where none signs by the name that the title gives."""
        texts = [f.text for f in self.fragments]
        found = {at for at, text in enumerate(texts) if part_signature(text)}
        for at, (one, other) in enumerate(pairwise(texts)):
            if signs(one, other) and not self.signers.intersection(texts):
                found.add(at)
            if (is_office(one) and is_person(other)) or (is_person(one) and is_office(other)):
                found |= {at, at + 1}
        return frozenset(found)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where the notice may end: above the title of what it issues, or at its date or a little behind."""
        if not COVERS.search(self.title + self.words) or APPOINTS.search(self.words):
            return ()
        if any(f.row or f.begins is not None for f in self.fragments[:3]):
            return ()
        for at in range(2, len(self.fragments)):
            text = self.fragments[at].text
            if parse_date(text) or text == self.signer:
                continue
            if text.startswith("《") or text.endswith("。"):  # what the notice cites and says, no title
                continue
            if self.issued and match_title(self.fragments, at, self.issued):
                end = at - self._repeats_signer(at - 1)
                return (end,) if any(DATE_AT_END.search(f.text) for f in self.fragments[:end]) else ()
        dates = [at for at, f in enumerate(self.fragments) if DATE_AT_END.search(f.text) and len(f.text) < LONG]
        if not dates:
            return ()
        last = next((at for at, f in enumerate(self.fragments) if find_marker(f.text)), len(self.fragments))
        return tuple(range(dates[0] + 1, min(max(dates[0] + 1, last), dates[0] + 1 + BEHIND) + 1))

    def _repeats_signer(self, at: int) -> bool:
        """Whether the title of what is issued opens on a line with the name of the body that has signed above."""
        signed, date, text = (f.text for f in self.fragments[max(0, at - 2) : at + 1]) if at > 1 else ("", "", "")
        return text in self.signers and signed == text and parse_date(date) is not None

    def weigh(self, end: int) -> float:
        """What the notice costs as it was printed."""
        order = _Order((), A, "", 0.0)
        for at in range(end):
            text = self.fragments[at].text
            order = min(self._follow(order, self._piece(at, 0, len(text))), key=lambda o: o.cost)
        return self._finish(order).cost

    def decode(self, end: int, most: float = inf) -> _Order | None:
        """The cheapest order of the fragments before `end`; maybe none where that costs more than `most`.

        No piece makes an order cheaper: what costs too much is not followed.
        """
        if end > MOST or any(len(f.text) > 2 * LONG or f.row for f in self.fragments[:end]):
            return None
        pieces = [list(self._pieces(at)) for at in range(end)]
        beam, done = [_Order((), A, "", 0.0)], []
        for _ in range(2 * end):
            grown: dict[tuple[object, ...], _Order] = {}
            for order in beam:
                used = _merge(order.used)
                for piece in (p for own in pieces for p in own if _is_free(p, used)):
                    for longer in self._follow(order, piece):
                        if longer.cost > most:
                            continue
                        key = longer.used, longer.phase, piece.at, piece.start
                        if key not in grown or longer.cost < grown[key].cost:
                            grown[key] = longer
            beam = sorted(grown.values(), key=lambda o: o.cost)[:BEAM]
            done += [self._finish(order) for order in beam if self._is_whole(order, end)]
            most = min([most, *(order.cost for order in done)])
            beam = [order for order in beam if not self._is_whole(order, end)]
            if not beam or (done and most <= beam[0].cost):
                break
        return min(done, key=lambda o: o.cost, default=None)

    def _is_whole(self, order: _Order, end: int) -> bool:
        used = dict.fromkeys(range(end), 0)
        for at, start, stop in order.used:
            used[at] += stop - start
        return all(used[at] == len(self.fragments[at].text) for at in used)

    def _pieces(self, at: int) -> Iterator[_Piece]:
        """A fragment whole, and its two halves wherever it may have been run together with another line."""
        text = self.fragments[at].text
        yield self._piece(at, 0, len(text))
        for cut, cost in self._cuts(at):
            yield self._piece(at, 0, cut, cost)
            yield self._piece(at, cut, len(text))

    def _piece(self, at: int, start: int, end: int, cost: float = 0.0) -> _Piece:
        text = self.fragments[at].text[start:end]
        phase = None
        if parse_date(text):
            phase = D
        elif text in self.signers or (not self.signer and is_body_name(text)) or at in self.signed:
            phase = S
        elif ATTACHMENT_LIST.match(text):
            phase = N
        elif REMARK.fullmatch(text):
            phase = R
        return _Piece(at, start, end, text, phase, cost)

    def _cuts(self, at: int) -> list[tuple[int, float]]:
        """Where a line may have been run together, and what it costs: at a blank, else where it reads on worst."""
        text, spans = self.fragments[at].text, self.fragments[at].spans
        if parse_date(text) or text == self.signer or len(text) < 6:
            return []
        blanks = [b.start for a, b in pairwise(spans) if b.offset - a.offset - a.length >= 2 or b.line != a.line]
        if blanks:
            return [(cut, CUT_AT_BLANK) for cut in blanks[:CUTS]]
        sure = [m.start() for m in [DATE_AT_END.search(text)] if m and m.start()]
        if 0 < (colon := text.find("：") + 1) < len(text) and is_addressees(text[:colon]):
            sure.append(colon)
        if self.signer and text.endswith(self.signer):
            sure.append(len(text) - len(self.signer))
        if sure:
            return [(cut, CUT / 3) for cut in sure]
        if not any(text.endswith(mark) for mark in "。：") or not (ADDRESSED.search(text) or "《" in text):
            return []
        places = [c for c in range(3, len(text) - 1) if text[c] not in "，。、；：）》”"]
        places.sort(key=lambda c: -self._cost_within(text, c))
        at_marks = [c for c in places if text[c - 1] in "，、" and c > len(text) // 3]
        return [(cut, CUT) for cut in dict.fromkeys((*at_marks[-CUTS:], *places[:CUTS]))]

    def _cost_within(self, text: str, cut: int) -> float:
        """How badly the words of a line join at a place, the line itself left out of account."""
        return _price(self.seams.habit(text[:cut], text[cut:], 1))

    def _follow(self, order: _Order, piece: _Piece) -> Iterator[_Order]:
        """The order with one more piece, in each phase that it may stand in."""
        phases = (piece.phase,) if piece.phase is not None else (order.phase, *range(order.phase + 1, N))
        taken = order.cost + piece.cost + SKIP * self._count_skipped(order, piece)
        used = tuple(sorted((*order.used, (piece.at, piece.start, piece.end))))
        for phase in dict.fromkeys(phases):
            cost = taken
            if phase < order.phase:
                cost += OUT_OF_PLACE
                phase = order.phase
            if phase == order.phase and order.text:
                cost += self._join(phase, order.text, piece.text)
                text = order.text + piece.text
            else:
                cost += _leave(order.phase, order.text, phase) + _enter(phase, piece.text)
                text = piece.text
            cost += _stand(phase, piece)
            yield _Order(used, phase, text, cost, piece, order)

    def _count_skipped(self, order: _Order, piece: _Piece) -> int:
        """How many lines before a piece are left for later that were not so before."""
        used = {at for at, _, _ in order.used}
        reached = max(used, default=-1)
        return sum(at not in used for at in range(reached + 1, piece.at)) + (piece.start > 0 and piece.at not in used)

    def _join(self, phase: int, before: str, after: str) -> float:
        """What it costs that a piece goes on with the words before it."""
        if phase >= S:
            return 1.5
        if phase == A and before.endswith("："):
            return OUT_OF_PLACE
        if before.endswith("。"):
            return 0.3 + (0.0 if phase == X and ASKS.match(after) else _enter(phase, after))
        if after[:1] in "，。、；：" or after[:1] in PAIRS.values():
            return 0.5 if after[:1] in PAIRS.values() and after[0] in unclosed(before) else 2.5
        return _price(self.seams.habit(before, after, 0))

    def _finish(self, order: _Order) -> _Order:
        """The whole with what its end costs."""
        return replace(order, cost=order.cost + _leave(order.phase, order.text, D))


def _merge(used: Iterable[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    """Of each line the stretch that was used."""
    merged: dict[int, tuple[int, int]] = {}
    for at, start, end in used:
        low, high = merged.get(at, (start, end))
        merged[at] = min(low, start), max(high, end)
    return merged


def _is_free(piece: _Piece, used: dict[int, tuple[int, int]]) -> bool:
    """Whether nothing of its line was used, or the other half of it."""
    half = used.get(piece.at)
    return half is None or piece.end == half[0] or piece.start == half[1]


def _price(found: float) -> float:
    """What a seam costs by how well it is known, from 0 (never seen) to 1."""
    return 2.5 * (1.0 - found)


def _leave(phase: int, text: str, following: int) -> float:
    """What it costs that the words of a phase end so; that one is left out."""
    if phase == A:
        if not text:
            return 2.0 if following > A else 0.0
        missed = OUT_OF_PLACE if following > X else 0.0
        return missed + (0.0 if text.endswith("：") and is_addressees(text) else UNFINISHED)
    if phase == X:
        closed = text.endswith("。") or (text.endswith("：") and following == N)
        return (0.0 if closed else UNFINISHED) + (TORN_BRACKET if unclosed(text) else 0.0)
    return 0.0


def _enter(phase: int, text: str) -> float:
    """What it costs that words begin so."""
    if phase == X:
        return 0.0 if OPENS.match(text) else UNOPENED
    return UNOPENED if phase == A and not ADDRESSED.search(text) and "，" not in text and "、" not in text else 0.0


def _stand(phase: int, piece: _Piece) -> float:
    """What it costs that a piece stands in a phase."""
    text = piece.text
    if phase >= S:
        return OUT_OF_PLACE if piece.phase is None else 0.0
    if phase == A:
        return OUT_OF_PLACE if SPEAKING.search(text) else 0.0
    if phase == X and DATE_AT_END.search(text):
        return OUT_OF_PLACE
    addressed = ADDRESSED.match(text) is not None or (text.endswith("：") and ADDRESSED.search(text) is not None)
    return OUT_OF_PLACE if phase == X and addressed else 0.0


def _cut(fragments: Sequence[Fragment], order: _Order) -> Iterable[Fragment]:
    """The fragments in an order, parted where it parts them."""
    pieces: list[_Piece] = []
    step: _Order | None = order
    while step is not None and step.last is not None:
        pieces.append(step.last)
        step = step.before
    for piece in reversed(pieces):
        fragment = fragments[piece.at]
        aligned = fragment.aligned.cut(piece.start, piece.end)
        yield replace(fragment, aligned=aligned, soft_wrapped=fragment.soft_wrapped and piece.start == 0)
