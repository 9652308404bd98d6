"""What Elasticsearch is asked for: the clauses of a search, each worth its rank."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from connectors.elastic.templates import read_alias
from gongbao.language.characters import COMMON_HAN
from gongbao.search.query import MAX_TERMS, Match, Search, Term, least_pairs, score
from gongbao.search.questions import Question, QuestionKind

DOCUMENTS, PARAGRAPHS, APPOINTMENTS, CHRONICLE = "documents", "paragraphs", "appointments", "chronicle"
HEAD, TEXT = ("title", "number"), ("text",)  # the fields in which a term is looked for: a 文号 is found as its title is
LONGEST = 40  # characters of a 文号

Clause = dict[str, Any]

RANK = {
    name: score(match)
    for name, match in {
        "number": Match(number=True),
        "period": Match(in_period=True),
        "name": Match(name=True),
        "office": Match(office=True),
        "appoint": Match(post="appoint"),
        "remove": Match(post="remove"),
        "title": Match(title=True, phrase=1),
        "entity": Match(entity=True),
        "phrase": Match(phrase=1),
        "title together": Match(title=True, together=1),
        "together": Match(together=1),
        "apart": Match(apart=True),
    }.items()
}


DAY_FIELDS = {
    QuestionKind.EXPIRES: "expires",
    QuestionKind.EFFECTIVE: "effective_from",
    QuestionKind.APPOINTED: "date",
    QuestionKind.ISSUED: "date",
}


def rank_clauses(wanted: Search) -> list[Clause]:
    """What answers a search, each clause with its rank."""
    keys = list(wanted.keys)
    clauses = [
        score_within(DOCUMENTS, {"terms": {"keys.number": list(wanted.numbers)}}, RANK["number"]),
        score_within(DOCUMENTS, {"terms": {"keys.title": keys}}, RANK["name"]),
        score_within(APPOINTMENTS, {"terms": {"keys.people": keys}}, RANK["office"]),
        score_within(PARAGRAPHS, {"terms": {"keys.entities": keys}}, RANK["entity"]),
    ]
    if offices := [name for name in keys if len(name) > 2 and " " not in name]:
        endings: list[Clause] = [{"wildcard": {"keys.offices": {"value": "*" + _plain(name)}}} for name in offices]
        named = {"bool": {"should": endings}}
        for action in ("appoint", "remove"):
            both = {"bool": {"filter": [{"term": {"action": action}}, named]}}
            clauses.append(score_within(APPOINTMENTS, both, RANK[action]))
    if wanted.question is not None:
        clauses.append(match_period(wanted.question))
    whole = Term((wanted.whole,), (wanted.words,)) if wanted.whole else wanted.terms[0]
    if wanted.whole or len(wanted.terms) == 1:
        clauses.append(score_within(DOCUMENTS, match_term(HEAD, whole), RANK["title"]))
        clauses.append(score_within(PARAGRAPHS, match_term(TEXT, whole), RANK["phrase"]))
    if len(wanted.terms) > 1:
        clauses.append(score_within(DOCUMENTS, match_every(HEAD, wanted.terms), RANK["title together"]))
        clauses.append(score_within(PARAGRAPHS, match_every(TEXT, wanted.terms), RANK["together"]))
        anywhere = [in_document(term) for term in wanted.terms]
        clauses.append(score_within(DOCUMENTS, {"bool": {"filter": anywhere}}, RANK["apart"]))
    return clauses


def match_period(question: Question) -> Clause:
    """What lies in the period that a question asks about."""
    first, last = question.first.isoformat(), question.last.isoformat()
    terms = question.words.split()[:MAX_TERMS]
    if question.kind is QuestionKind.HAPPENED:
        then: list[Clause] = [{"range": {"first_day": {"lte": last}}}, {"range": {"last_day": {"gte": first}}}]
        return score_within(CHRONICLE, {"bool": {"filter": then + [phrase("text", t) for t in terms]}}, RANK["period"])
    field = DAY_FIELDS[question.kind]
    then = [{"range": {field: {"gte": first, "lte": last}}}]
    if question.kind is QuestionKind.APPOINTED:
        then.append({"range": {APPOINTMENTS: {"gte": 1}}})
    then += [{"bool": {"should": [phrase("title", term), phrase("body", term)]}} for term in terms]
    return score_within(DOCUMENTS, {"bool": {"filter": then}}, RANK["period"])


def match_pairs(wanted: Search) -> list[Clause]:
    """Paragraphs and titles with a good part of a query's pairs."""
    count = len(wanted.grams)
    needed = least_pairs(count)

    def some(kind: str, field: str, more: float) -> Clause:
        each = [
            {"constant_score": {"filter": phrase(field, gram.tokens[0]), "boost": 10 / count}} for gram in wanted.grams
        ]
        shoulds: Clause = {"bool": {"should": each, "minimum_should_match": needed}}
        if more:
            shoulds = {"bool": {"must": [shoulds, {"constant_score": {"filter": {"match_all": {}}, "boost": more}}]}}
        return {"bool": {"must": shoulds, "filter": in_index(kind)}}

    return [some(DOCUMENTS, "title", 2.0), some(PARAGRAPHS, "text", 0.0)]


def score_within(kind: str, clause: Clause, rank: float) -> Clause:
    """A clause on entries of one kind, worth its rank whatever it finds."""
    return {"constant_score": {"filter": {"bool": {"filter": [in_index(kind), clause]}}, "boost": max(rank, 1e-6)}}


def in_index(kind: str) -> Clause:
    """Entries of one kind only, by the name of the index itself: under a search that has begun, its alias may go."""
    return {"prefix": {"_index": f"{read_alias(kind)}-"}}


def match_term(fields: Iterable[str], term: Term) -> Clause:
    """A term in one of its ways, as a phrase in one of the fields."""
    ways = [(field, text) for text in term.texts for field in fields if field != "number" or len(text) <= LONGEST]
    return {"bool": {"should": [phrase(field, text) for field, text in ways]}}


def match_every(fields: Sequence[str], terms: Iterable[Term]) -> Clause:
    """All terms."""
    return {"bool": {"filter": [match_term(fields, term) for term in terms]}}


def in_document(term: Term) -> Clause:
    """A term anywhere in a document."""
    return match_term((*HEAD, "body"), term)


def phrase(field: str, text: str) -> Clause:
    """A text as a phrase. Pairs find it fast; where a character stands alone in it, or a blank may part a short
    name (王　刚), characters find it.
    """
    if field == "number":
        return {"match_phrase": {"number.text": text}}
    pairs = {"title": "title.text"}.get(field, field)
    single = f"{field}.single"
    chinese = re.findall(f"[{COMMON_HAN}]+", text)
    alone = any(len(run) == 1 for run in chinese) or not chinese
    by_character = {"match_phrase": {single: text}}
    if alone:
        return by_character
    by_pair = {"match_phrase": {pairs: text}}
    return by_pair if len(text) > 4 else {"bool": {"should": [by_pair, by_character]}}


def _plain(value: str) -> str:
    return re.sub(r"([*?\\])", r"\\\1", value)
