"""Search in Elasticsearch: the same query language, ranks and hits as over the ledger.

One request asks documents, paragraphs, appointments and the chronicle at once, each clause worth its rank, and keeps
the best entry of each document. A second one follows only where the best entry is not the words to show.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from elasticsearch import ApiError, Elasticsearch

from connectors.elastic.clauses import (
    APPOINTMENTS,
    CHRONICLE,
    DOCUMENTS,
    PARAGRAPHS,
    RANK,
    TEXT,
    Clause,
    in_document,
    match_pairs,
    match_term,
    phrase,
    rank_clauses,
    score_within,
)
from connectors.elastic.client import connect, translated_errors
from connectors.elastic.entries import entry_id
from connectors.elastic.filters import filter_force
from connectors.elastic.templates import read_alias
from gongbao.archive.spelling import spell_out
from gongbao.errors import UnavailableError
from gongbao.ports import Hit, Hits, Query
from gongbao.search.query import (
    Search,
    TokenizedText,
    check_query,
    key,
    number_key,
    parse,
)
from gongbao.search.questions import QuestionKind
from gongbao.search.suggestions import contexts, suggest
from gongbao.search.traditional import simplify
from gongbao.settings import ElasticsearchSettings

SHOWN = ["document", "issue", "title", "number", "kind", "date", "pages", "paragraph", "text", "stated_in"]
NEAR = 200  # texts that are searched for a suggestion
NAMES = 1_000  # of bodies among which those are sought that are abbreviated so
NAMED = 10_000  # documents that a filter by entity lets through at most
TITLE = -1
GONE = (404, 503)  # how a search ends whose index, the old one of a rebuild, is deleted under it


class ElasticsearchSearch:
    """`gongbao.ports.SearchIndex` on Elasticsearch. `took` is the node's own time for the last search, in ms."""

    def __init__(self, connection: ElasticsearchSettings, client: Elasticsearch | None = None) -> None:
        self.connection = connection
        self.client = client or connect(connection, connection.search_timeout)
        self.took = 0

    def search(self, query: Query) -> Hits:
        """The best paragraphs, at most one a document. Raises QueryError, UnavailableError, SettingsError."""
        check_query(query)
        self.took = 0
        with translated_errors(self.connection.url):
            try:
                return self._search(query)
            except ApiError as error:
                if error.status_code == 400:  # such as a page beyond the ten-thousandth hit
                    raise UnavailableError(f"Elasticsearch does not take this search: {error.message}.") from error
                raise

    def _request(self, **parameters: Any) -> Any:
        """The answer to one request, of all indices that it names. Where one went meanwhile, it is sent again."""
        whole = partial(self.client.search, **parameters, allow_partial_search_results=False)
        try:
            response = whole()
        except ApiError as error:
            if error.status_code not in GONE:
                raise
            response = whole()  # the aliases name other indices by now
        self.took += response["took"]
        return response

    def _search(self, query: Query) -> Hits:
        wanted = parse(query.text)
        filters = self._filters(query)
        if wanted.excluded:
            holding = {"bool": {"should": [in_document(term) for term in wanted.excluded]}}
            filters.append({"bool": {"must_not": [{"terms": {"document": self._list_documents(holding)}}]}})
        if not query.text.strip() or (wanted.excluded and not wanted.terms):
            return self._ask(query, None, [score_within(DOCUMENTS, {"match_all": {}}, 0.0)], filters)
        if not wanted.terms:
            return Hits(0, ())
        if text := spell_out(wanted, self._body_names):
            return self._search_for(query, text)
        found = self._ask(query, wanted, rank_clauses(wanted), filters)
        if found.total:
            return found
        if (simple := simplify(wanted.asked)) != wanted.asked:
            return self._search_for(query, simple)
        if text := self._corrected(wanted, filters):
            return self._search_for(query, text)
        if len(wanted.grams) < 2:
            return Hits(0, ())
        return self._ask(query, wanted, match_pairs(wanted), filters)

    def _search_for(self, query: Query, meant: str) -> Hits:
        found = self._search(replace(query, text=meant))
        return found if found.suggestion else replace(found, suggestion=meant)

    def _ask(self, query: Query, wanted: Search | None, clauses: list[Clause], filters: list[Clause]) -> Hits:
        response = self._request(
            index=",".join(map(read_alias, (DOCUMENTS, PARAGRAPHS, APPOINTMENTS, CHRONICLE))),
            query={"bool": {"must": {"dis_max": {"queries": clauses}}, "filter": filters}},
            collapse={"field": "document"},
            aggs={"documents": {"cardinality": {"field": "document", "precision_threshold": 40_000}}},
            sort=[
                {"_score": "desc"},
                {"date": {"order": "desc", "missing": "_last"}},
                {"sequence_number": "desc"},
                {"paragraph": {"order": "asc", "missing": "_first", "unmapped_type": "integer"}},
            ],
            from_=query.offset,
            size=query.limit,
            source_includes=SHOWN,
            track_total_hits=False,
            ignore_unavailable=False,
        )
        found = response["hits"]["hits"]
        texts = self._texts(found, wanted)
        total = response["aggregations"]["documents"]["value"]
        return Hits(total, tuple(make_hit(hit, wanted, texts.get(hit["_id"])) for hit in found))

    def _texts(self, found: list[Any], wanted: Search | None) -> dict[str, tuple[int, str]]:
        """The paragraph to show for each hit that is not one itself, by the hit's id."""
        texts: dict[str, tuple[int, str]] = {}
        named: dict[str, tuple[str, int]] = {}
        apart: list[Any] = []
        for hit in found:
            source, rank = hit["_source"], hit["_score"]
            kind = kind_of(hit)
            if kind in (APPOINTMENTS, CHRONICLE):
                named[hit["_id"]] = (source["document"], source["paragraph"])
            elif kind == DOCUMENTS and "stated_in" in source and rank == RANK["period"] and by_validity(wanted):
                named[hit["_id"]] = (source["document"], source["stated_in"])
            elif kind == DOCUMENTS and rank == RANK["apart"]:
                apart.append(hit)
        if named:
            ids = list(dict.fromkeys(entry_id(f"{document}#{n}") for document, n in named.values()))
            got = self._request(
                index=read_alias(PARAGRAPHS), query={"ids": {"values": ids}}, size=len(ids), source_includes=["text"]
            )
            held = {hit["_id"]: hit["_source"]["text"] for hit in got["hits"]["hits"]}
            for hit_id, (document, n) in named.items():
                if (text := held.get(entry_id(f"{document}#{n}"))) is not None:
                    texts[hit_id] = (n, text)
        if apart and wanted is not None:
            texts |= self._best_paragraphs(apart, wanted)
        return texts

    def _best_paragraphs(self, found: list[Any], wanted: Search) -> dict[str, tuple[int, str]]:
        """Of each document the paragraph with most of the terms, the first of equals."""
        worth = [{"constant_score": {"filter": match_term(TEXT, term), "boost": 1}} for term in wanted.terms]
        searches: list[Any] = []
        for hit in found:
            only = {"bool": {"should": worth, "filter": {"term": {"document": hit["_source"]["document"]}}}}
            searches += [
                {"index": read_alias(PARAGRAPHS)},
                {"query": only, "size": 1, "sort": [{"_score": "desc"}, "paragraph"], "_source": ["paragraph", "text"]},
            ]
        response = self.client.msearch(searches=searches)
        self.took += response["took"]
        texts = {}
        for hit, answer in zip(found, response["responses"], strict=True):
            for best in answer.get("hits", {}).get("hits", []):
                if best["_score"]:
                    texts[hit["_id"]] = (best["_source"]["paragraph"], best["_source"]["text"])
        return texts

    def _corrected(self, wanted: Search, filters: list[Clause]) -> str | None:
        """The query with a word that is found nowhere replaced by its suggestion; None where there is none."""
        for word in wanted.correctable:
            around = [left + right for left, right in contexts(word)]
            if not around:
                continue
            near = [
                {"intervals": {field: {"match": {"query": text, "ordered": True, "max_gaps": 1}}}}
                for text in dict.fromkeys(around)
                for field in ("text.single", "title.single")
            ]
            there = {"bool": {"should": [phrase("text", word), phrase("title", word)], "filter": filters}}
            if self._request(index=_ALL_TEXT, query=there, size=1, source=False)["hits"]["hits"]:
                continue
            response = self._request(
                index=_ALL_TEXT,
                query={"bool": {"should": near, "minimum_should_match": 1, "filter": filters}},
                size=NEAR,
                source_includes=["text", "title"],
            )
            sources = [hit["_source"] for hit in response["hits"]["hits"]]
            texts = [source.get("text", source["title"]) for source in sources]
            if other := suggest(word, texts):
                return wanted.asked.replace(word, other)
        return None

    def _filters(self, query: Query) -> list[Clause]:
        filters: list[Clause] = []
        if query.kind is not None:
            filters.append({"term": {"kind": query.kind}})
        if query.gazette is not None:
            filters.append({"term": {"gazette": query.gazette}})
        if query.issuer is not None:
            filters.append({"term": {"keys.issuer": key(query.issuer)}})
        if query.number is not None:
            filters.append({"term": {"keys.number": number_key(query.number)}})
        if query.since is not None or query.until is not None:
            span = {"gte": _iso(query.since), "lte": _iso(query.until)}
            filters.append({"range": {"date": {side: day for side, day in span.items() if day}}})
        filters += filter_force(query, dt.date.today())
        if query.entity is not None:
            mentioning = {"term": {"keys.entities": key(query.entity)}}
            filters.append({"terms": {"document": self._list_documents(mentioning)}})
        return filters

    def _body_names(self, characters: str) -> list[str]:
        """Names of bodies that hold these characters in order."""
        holding = f".*{'.*'.join(characters)}.*"
        found: list[str] = []
        for kind, field in ((DOCUMENTS, "bodies"), (APPOINTMENTS, "body")):
            names = {"names": {"terms": {"field": field, "include": holding, "size": NAMES}}}
            response = self._request(index=read_alias(kind), size=0, aggs=names)
            found += [bucket["key"] for bucket in response["aggregations"]["names"]["buckets"]]
        return found

    def _list_documents(self, clause: Clause) -> list[str]:
        """The documents for which a clause holds: a filter on entries that do not say it themselves."""
        response = self._request(
            index=read_alias(DOCUMENTS),
            query={"bool": {"filter": [clause]}},
            size=NAMED,
            source=False,
            docvalue_fields=[{"field": "document"}],
        )
        return [hit["fields"]["document"][0] for hit in response["hits"]["hits"]]


_ALL_TEXT = ",".join(map(read_alias, (DOCUMENTS, PARAGRAPHS)))


def by_validity(wanted: Search | None) -> bool:
    """Whether a search asks for what a document says of its own validity."""
    question = wanted.question if wanted else None
    return question is not None and question.kind in (QuestionKind.EXPIRES, QuestionKind.EFFECTIVE)


def kind_of(hit: Any) -> str:
    """The kind of an entry that was found."""
    return re.sub(r"^gongbao-(.+)-\d+$", r"\1", hit["_index"])


def make_hit(hit: Any, wanted: Search | None, shown: tuple[int, str] | None) -> Hit:
    """A hit as the ledger's search gives it, its highlights whole words of the query."""
    source = hit["_source"]
    if shown is None and kind_of(hit) == PARAGRAPHS:
        shown = (source["paragraph"], source.get("text", ""))
    paragraph, text = shown or (TITLE, source["title"])
    return Hit(
        document=source["document"],
        issue=source["issue"],
        title=source["title"],
        number=source.get("number"),
        kind=source["kind"],
        date=dt.date.fromisoformat(source["date"]) if "date" in source else None,
        paragraph=paragraph,
        text=text,
        highlights=find_highlights(text, wanted) if wanted is not None else (),
        score=round(hit["_score"] or 0.0, 2) if wanted is not None else 0.0,
        pages=tuple(source.get("pages", ())),
    )


def find_highlights(text: str, wanted: Search) -> tuple[tuple[int, int], ...]:
    """What to highlight in a text: the whole phrase, else the terms, else pairs."""
    steps: Sequence[Any] = (([wanted.whole] if wanted.whole else []), wanted.phrases, wanted.rest, wanted.grams)
    tokenized = TokenizedText(text)
    return next((spans for phrases in steps if phrases and (spans := tokenized.highlights(phrases))), ())


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
