"""Search over the ledger: which documents answer, how well, and by which paragraph."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal_column,
    select,
    union_all,
)

from connectors.ledger.filters import entities, exclude, filters_of, is_entity
from connectors.ledger.fulltext import TITLE, FullText, document_key, key_range, running_number
from connectors.ledger.records import MAX_KEY
from connectors.ledger.schema import documents, fact_table, passages
from connectors.ledger.selecting import BATCH, batches
from connectors.ledger.wording import correct, find_bodies
from gongbao.archive.spelling import spell_out
from gongbao.facts.kinds import APPOINTMENTS, CHRONICLE, VALIDITY
from gongbao.ports import Hit, Hits, Query
from gongbao.search.query import (
    Match,
    Phrase,
    Search,
    TokenizedText,
    check_query,
    highlights,
    least_pairs,
    names_post,
    parse,
    score,
)
from gongbao.search.questions import Question, QuestionKind
from gongbao.search.traditional import simplify

appointments, chronicle, validity = map(fact_table, (APPOINTMENTS, CHRONICLE, VALIDITY))

SCATTERED = 1_000  # passages that are looked at where no phrase is found
LOOKED_AT = 200  # passages of one document among which the best is sought


@dataclass(frozen=True, slots=True)
class MatchingPassages:
    """Passages of one document that match: how many, and whether the title is one."""

    count: int
    title: bool


class Shown(NamedTuple):
    """The passage of a hit, and what is marked in it."""

    paragraph: int
    text: str
    highlights: tuple[tuple[int, int], ...] = ()


def search(db: Connection, full_text: FullText, query: Query) -> Hits:
    """The best paragraph of each document that answers, best first. Raises QueryError."""
    check_query(query)
    wanted = parse(query.text)
    filters = [*filters_of(query), *exclude(full_text, wanted.excluded)]
    if not query.text.strip() or (wanted.excluded and not wanted.terms):
        return _listed(db, query, filters)
    if not wanted.terms:
        return Hits(0, ())

    def search_for(meant: str) -> Hits:
        found = search(db, full_text, replace(query, text=meant))
        return found if found.suggestion else replace(found, suggestion=meant)

    if text := spell_out(wanted, partial(find_bodies, db)):
        return search_for(text)
    shown: dict[int, Shown] = {}
    matches = _matches(db, full_text, filters, wanted, shown)
    if not matches and (simple := simplify(wanted.asked)) != wanted.asked:
        return search_for(simple)
    if not matches and (text := correct(db, full_text, filters, wanted)):
        return search_for(text)
    matches = matches or _scattered(db, full_text, filters, wanted.grams)
    scored = [(document, match, score(match)) for document, match in matches.items()]
    dates = _dates(db, matches)
    scored.sort(key=lambda item: (-item[2], -dates[item[0]].toordinal(), -item[0]))
    page = scored[query.offset : query.offset + query.limit]
    rows = {row.key: row for row in db.execute(select(documents).where(documents.c.key.in_([key for key, *_ in page])))}
    hits = (
        _make_hit(rows[key], shown[key], value)
        if match.in_period and key in shown
        else _hit(db, full_text, rows[key], wanted, match, value)
        for key, match, value in page
    )
    return Hits(len(matches), tuple(hits))


def _listed(db: Connection, query: Query, filters: list[ColumnElement[bool]]) -> Hits:
    """Documents that the filters let through, newest first."""
    condition = and_(*filters)
    total = db.execute(select(func.count()).select_from(documents).where(condition)).scalar_one()
    newest = (documents.c.date.is_(None), documents.c.date.desc(), documents.c.key.desc())
    rows = db.execute(select(documents).where(condition).order_by(*newest).limit(query.limit).offset(query.offset))
    return Hits(total, tuple(_make_hit(row, Shown(TITLE, row.title), 0.0) for row in rows))


def _matches(
    db: Connection, full_text: FullText, filters: list[ColumnElement[bool]], wanted: Search, shown: dict[int, Shown]
) -> dict[int, Match]:
    """How each document that passes the filters answers, by its key; what shows it goes to `shown`."""
    matches = _named(db, filters, wanted)

    def note(document: int, **what: Any) -> None:
        matches[document] = replace(matches.get(document, Match()), **what)

    each = [_find_passages(db, full_text.matching("q", [term]), filters) for term in wanted.terms]
    as_phrase = _find_passages(db, full_text.matching("q", [wanted.whole]), filters) if wanted.whole else {}
    if len(each) == 1:
        as_phrase = each[0]
    else:
        together = _find_passages(db, full_text.matching("q", wanted.terms), filters)
        for document in set.intersection(*map(set, each)):
            note(document, apart=True)
        for document, found in together.items():
            note(document, together=found.count, title=found.title)
    for document, found in as_phrase.items():
        note(document, phrase=found.count, title=found.title)
    for document, action in _posts(db, as_phrase, wanted).items():
        note(document, post=action)
    if wanted.question is not None:
        answers = _answers(db, full_text, filters, wanted.question, wanted)
        shown |= answers
        for document in answers:
            note(document, in_period=True)
    return matches


def _answers(
    db: Connection,
    full_text: FullText,
    filters: list[ColumnElement[bool]],
    question: Question,
    wanted: Search,
) -> dict[int, Shown]:
    """Documents of the period that a question asks about, each with the paragraph that says so."""
    first, last, rest = question.first, question.last, wanted.rest
    if question.kind is QuestionKind.HAPPENED:
        happened = select(chronicle.c.document, chronicle.c.paragraph, chronicle.c.text)
        happened = happened.where(chronicle.c.date <= last, func.coalesce(chronicle.c.end, chronicle.c.date) >= first)
        rows = db.execute(happened.join(documents).where(*filters).order_by(chronicle.c.document, chronicle.c.ordinal))
        said = [(row.document, row.paragraph) for row in rows if all(highlights(row.text, [term]) for term in rest)]
    elif question.kind in (QuestionKind.ISSUED, QuestionKind.APPOINTED):
        dated = select(documents.c.key).where(documents.c.date.between(first, last), *filters)
        if question.kind is QuestionKind.APPOINTED:
            dated = dated.where(documents.c.key.in_(select(appointments.c.document)))
        said = [(row.key, TITLE) for row in db.execute(dated)]
    else:
        day = validity.c.last_day if question.kind is QuestionKind.EXPIRES else validity.c.effective_from
        stated = select(validity.c.document, validity.c.paragraph).join(documents)
        rows = db.execute(stated.where(day.between(first, last), *filters).order_by(validity.c.document))
        said = [(row.document, TITLE if row.paragraph is None else row.paragraph) for row in rows]
    if rest and question.kind is not QuestionKind.HAPPENED:
        each = [_find_passages(db, full_text.matching("q", [term]), filters) for term in rest]
        said = [(document, paragraph) for document, paragraph in said if all(document in found for found in each)]
    answers: dict[int, Shown] = {}
    for document, paragraph in said[:SCATTERED]:
        if document not in answers:
            found = _paragraph(db, document, [paragraph], wanted.phrases) or Shown(TITLE, "")
            answers[document] = found if found.highlights else found._replace(highlights=highlights(found.text, rest))
    return answers


def _posts(db: Connection, found: Iterable[int], wanted: Search) -> dict[int, str]:
    """Documents that put someone into a post of the name asked for (appoint), or only out of it (remove)."""
    posts: dict[int, str] = {}
    columns = (appointments.c.document, appointments.c.action, appointments.c.post)
    for row in db.execute(select(*columns).where(appointments.c.document.in_(list(found)[:SCATTERED]))):
        if names_post(wanted.keys, row.post) and posts.get(row.document) != "appoint":
            posts[row.document] = row.action
    return posts


def _named(db: Connection, filters: list[ColumnElement[bool]], wanted: Search) -> dict[int, Match]:
    """Documents that the query names, or that name someone or something just so."""
    keys = [key[:MAX_KEY] for key in wanted.keys]
    numbers = [number[:MAX_KEY] for number in wanted.numbers]
    column = documents.c.key
    named: list[tuple[str, Select[Any]]] = [
        ("number", select(column).where(documents.c.number_key.in_(numbers))),
        ("name", select(column).where(documents.c.title_key.in_(keys))),
        ("office", select(column).join(appointments).where(appointments.c.person_key.in_(keys))),
        ("entity", select(column).join(entities).where(is_entity(*keys))),
    ]
    matches: dict[int, Match] = {}
    for what, query in named:
        for document in db.execute(query.where(*filters).distinct()).scalars():
            known: dict[str, Any] = {what: True}
            matches[document] = replace(matches.get(document, Match()), **known)
    return matches


def _find_passages(db: Connection, hits: Subquery, filters: list[ColumnElement[bool]]) -> dict[int, MatchingPassages]:
    """Documents among whose passages are hits, and how many."""
    title = case((running_number(hits.c.key) == 0, 1), else_=0)
    counted = (
        select(document_key(hits.c.key).label("document"), func.count().label("n"), func.max(title).label("title"))
        .group_by(literal_column("document"))
        .subquery("counted")
    )
    rows = db.execute(
        select(counted.c.document, counted.c.n, counted.c.title)
        .join(documents, documents.c.key == counted.c.document)
        .where(*filters)
    )
    return {row.document: MatchingPassages(row.n, bool(row.title)) for row in rows}


def _scattered(
    db: Connection, full_text: FullText, filters: list[ColumnElement[bool]], grams: Sequence[Phrase]
) -> dict[int, Match]:
    """Documents with a paragraph that holds a good part of the query's pairs."""
    if len(grams) < 2:
        return {}
    needed = least_pairs(len(grams))
    each = union_all(*(select(full_text.matching(f"q{n}", [gram]).c.key) for n, gram in enumerate(grams))).subquery()
    counted = select(each.c.key, func.count().label("n")).group_by(each.c.key).having(func.count() >= needed).subquery()
    rows = db.execute(
        select(documents.c.key, counted.c.n, (running_number(counted.c.key) == 0).label("title"))
        .select_from(documents)
        .join(counted, document_key(counted.c.key) == documents.c.key)
        .where(*filters)
        .order_by(counted.c.n.desc(), documents.c.date.desc(), counted.c.key)
        .limit(SCATTERED)
    )
    best: dict[int, Match] = {}
    for row in rows:
        match = Match(coverage=row.n / len(grams), title=bool(row.title))
        if row.key not in best or score(match) > score(best[row.key]):
            best[row.key] = match
    return best


def _hit(db: Connection, full_text: FullText, row: Row[Any], wanted: Search, match: Match, value: float) -> Hit:
    """The hit that shows why a document answers."""
    if match.number or match.name:
        return _make_hit(row, Shown(TITLE, row.title, highlights(row.title, wanted.phrases)), value)
    if match.post and (post := _post(db, row.key, wanted)):
        return _make_hit(row, post, value)
    if match.office and (office := _office(db, row.key, wanted)):
        return _make_hit(row, office, value)
    phrases = wanted.phrases if match.phrase or match.together or match.apart else wanted.grams
    if match.entity and not match.phrase and (mention := _mention(db, row.key, wanted)):
        return _make_hit(row, mention, value)
    found = _best(db, full_text, row.key, phrases, wanted)
    return _make_hit(row, found or Shown(TITLE, row.title), value)


def _best(
    db: Connection, full_text: FullText, document: int, phrases: Sequence[Phrase], wanted: Search
) -> Shown | None:
    """The passage with the whole phrase, else with most of the terms; the first of equals."""
    hits = full_text.matching("q", phrases, every=False)
    first, last = key_range(document)
    rows = db.execute(
        select(passages.c.paragraph, passages.c.text)
        .join(hits, hits.c.key == passages.c.key)
        .where(hits.c.key.between(first, last))
        .order_by(passages.c.key)
        .limit(LOOKED_AT)
    ).all()
    best: Shown | None = None
    best_worth = (False, -1)
    for row in rows:
        text = TokenizedText(row.text)
        spans = {phrase: text.highlights([phrase]) for phrase in phrases}
        whole = wanted.whole is not None and bool(spans.get(wanted.whole))
        worth = (whole, sum(map(bool, spans.values())))
        if worth > best_worth:
            shown = [wanted.whole] if whole and wanted.whole else phrases
            best, best_worth = Shown(row.paragraph, row.text, text.highlights(shown)), worth
    return best


def _office(db: Connection, document: int, wanted: Search) -> Shown | None:
    """The paragraph in which the person asked for is appointed or removed."""
    rows = db.execute(
        select(appointments.c.paragraph)
        .where(
            appointments.c.document == document, appointments.c.person_key.in_([key[:MAX_KEY] for key in wanted.keys])
        )
        .order_by(appointments.c.ordinal)
    )
    return _paragraph(db, document, rows.scalars(), wanted.phrases)


def _post(db: Connection, document: int, wanted: Search) -> Shown | None:
    """The paragraph in which someone is put into the post asked for, or out of it."""
    rows = db.execute(
        select(appointments.c.paragraph, appointments.c.post)
        .where(appointments.c.document == document)
        .order_by(appointments.c.action, appointments.c.ordinal)  # appoint before remove
    )
    named = [row.paragraph for row in rows if names_post(wanted.keys, row.post)]
    return _paragraph(db, document, named[:1], wanted.phrases)


def _mention(db: Connection, document: int, wanted: Search) -> Shown | None:
    """The first paragraph that mentions what is asked for, in whatever words."""
    row = db.execute(
        select(entities.c.paragraph, entities.c.start, entities.c.end)
        .where(entities.c.document == document, is_entity(*(key[:MAX_KEY] for key in wanted.keys)))
        .order_by(entities.c.ordinal)
        .limit(1)
    ).one()
    found = _paragraph(db, document, [row.paragraph], ())
    if found is None or row.end > len(found.text):
        return None
    return found._replace(highlights=((row.start, row.end),))


def _paragraph(db: Connection, document: int, indices: Iterable[int], phrases: Sequence[Phrase]) -> Shown | None:
    """The first of the paragraphs that holds the phrases, else the first."""
    first, last = key_range(document)
    rows = db.execute(
        select(passages.c.paragraph, passages.c.text)
        .where(passages.c.key.between(first, last), passages.c.paragraph.in_(list(indices)[:LOOKED_AT]))
        .order_by(passages.c.key)
    ).all()
    found = [Shown(row.paragraph, row.text, highlights(row.text, phrases)) for row in rows]
    return next((item for item in found if item.highlights), found[0] if found else None)


def _make_hit(row: Row[Any], shown: Shown, value: float) -> Hit:
    return Hit(
        document=row.id,
        issue=row.issue,
        title=row.title,
        number=row.number,
        kind=row.kind,
        date=row.date,
        paragraph=shown.paragraph,
        text=shown.text,
        highlights=shown.highlights,
        score=value,
        pages=tuple(json.loads(row.pages)),
    )


def _dates(db: Connection, matches: Iterable[int]) -> dict[int, dt.date]:
    """Dates of documents; those without one are the oldest."""
    keys = list(matches)
    dated: dict[int, dt.date] = {}
    for batch in batches(keys, BATCH):
        rows = db.execute(select(documents.c.key, documents.c.date).where(documents.c.key.in_(batch)))
        dated |= {row.key: row.date or dt.date.min for row in rows}
    return dated
