"""What search finds, in what order, and what it marks, on SQLite and on PostgreSQL."""

import datetime as dt
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import GAZETTE, make_document, make_documents, make_entity, make_issue

from connectors.elastic.clauses import rank_clauses
from connectors.elastic.search import ElasticsearchSearch
from connectors.ledger import SqlLedger, open_ledger
from gongbao.errors import QueryError
from gongbao.model import Action, Appointment, Facts, Kind
from gongbao.ports import Hit, Query
from gongbao.search.query import MAX_QUERY, parse
from gongbao.settings import ElasticsearchSettings


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlLedger]:
    """An empty ledger."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'ledger.db'}" if sqlite else request.getfixturevalue("postgresql_url")
    with open_ledger(url) as found:
        yield found


def marked(hit: Hit) -> list[str]:
    """What is marked in a hit."""
    return [hit.text[start:end] for start, end in hit.highlights]


def places(ledger: SqlLedger, text: str, **filters: object) -> list[tuple[str, int]]:
    """Last part of the documents' ids, and paragraphs, of the hits."""
    hits = ledger.search(replace(Query(text), **filters)).hits
    return [(hit.document.rpartition("/")[2], hit.paragraph) for hit in hits]


@pytest.mark.parametrize(
    ("query", "paragraph", "highlights"),
    [
        pytest.param("湿地", -1, ["湿地"], id="two characters, in the title before the body"),
        pytest.param("废止", 2, ["废止"], id="two characters at the end of a sentence"),
        pytest.param("止", 2, ["止"], id="one character, the last of its run"),
        pytest.param("自2021年6月1日起施行", 1, ["自2021年6月1日起施行"], id="a phrase of words and numbers"),
        pytest.param("６月１日", 1, ["6月1日"], id="full-width digits find half-width ones"),
        pytest.param("有效期至2026年", 1, ["有效期至2026年"], id="a phrase that ends within a run"),
        pytest.param("“牵头单位”", 1, ["牵头单位"], id="a quoted phrase"),
        pytest.param("牵头单位：市林业局", 1, ["牵头单位：市林业局"], id="marks between two runs don't matter"),
        pytest.param("施行 林业局", 1, ["施行", "林业局"], id="all words, in one paragraph"),
        pytest.param("示政发[2015]9号", 2, ["示政发〔2015〕9号"], id="a 文号 mentioned, in other brackets"),
        pytest.param("(2015)9号", 2, ["2015〕9号"], id="a part of a 文号"),
        pytest.param("示政发（2021）5号", -1, [], id="the document's own 文号"),
        pytest.param("市林业局", 1, ["市林业局"], id="a body as mentioned"),
        pytest.param("示例市林业局", 1, ["市林业局"], id="a body by its full name finds its short one"),
        pytest.param(
            "湿地保护办法有效期至哪年",
            1,
            ["湿地保护办法", "有效期至"],
            id="a question: the paragraph with most of its pairs",
        ),
    ],
)
def test_the_best_paragraph_is_found_and_marked(
    ledger: SqlLedger, query: str, paragraph: int, highlights: list[str]
) -> None:
    """One hit a document, on its best paragraph, marking just what was asked for."""
    ledger.commit(make_issue((make_documents()[0],)))
    (hit,) = ledger.search(Query(query)).hits
    assert (hit.paragraph, marked(hit)) == (paragraph, highlights)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("湿林", "characters that don't follow one another"),
        ("“湿地 保护办法 通知”", "a quoted phrase is not taken apart"),
        ("湿地 沙漠", "one of two words is missing"),
        ("202", "the beginning of a number is not the number"),
        ("，。", "nothing to look for"),
        ('" OR * NEAR(', "operators of the database are words here"),
        ("' | !", "of PostgreSQL too"),
    ],
)
def test_what_is_not_there_is_no_hit(ledger: SqlLedger, query: str, why: str) -> None:
    """No answer is better than a wrong one."""
    ledger.commit(make_issue((make_documents()[0],)))
    assert ledger.search(Query(query)).total == 0, why


def test_ranks(ledger: SqlLedger) -> None:
    """What a document is comes before what it says, phrase before parts, title before body."""
    old, new = dt.date(2020, 1, 1), dt.date(2021, 1, 1)
    ledger.commit(
        make_issue(
            (
                make_document(1, title="一", texts=("关于审计。另有监督一段。",), date=new),
                make_document(2, title="二", texts=("要加强审计监督。",), date=old),
                make_document(3, title="三", texts=("要加强审计监督工作。",), date=new),
                make_document(4, title="审计监督办法", texts=("无",), date=old),
                make_document(5, title="审计监督", texts=("无",), date=old),
                make_document(6, title="六", texts=("此处审计。", "彼处监督。"), date=new),
            )
        )
    )
    assert places(ledger, "审计 监督") == [("5", -1), ("4", -1), ("3", 0), ("2", 0), ("1", 0), ("6", 0)]


def test_a_person_is_found_where_appointed(ledger: SqlLedger) -> None:
    """The document that appoints a person comes before newer ones that only name the person, blanks or not."""
    texts = ("任命：", "李　四为市审计局局长。")
    facts = Facts(appointments=(Appointment("李四", Action.APPOINT, "市审计局局长", None, None, 1, 0, 10),))
    named = tuple(f"第{n}次，李四出席。" for n in range(9))
    mention = Facts(entities=(make_entity("PER", named, 0, "李四"),))
    ledger.commit(
        make_issue(
            (
                make_document(1, texts=texts, facts=facts, date=dt.date(2020, 1, 1), kind=Kind.APPOINTMENT),
                make_document(2, texts=named, facts=mention, date=dt.date(2021, 1, 1), kind=Kind.CHRONICLE),
            )
        )
    )
    assert places(ledger, "李四") == [("1", 1), ("2", 0)]
    assert marked(ledger.search(Query("李四")).hits[0]) == ["李　四"]


def test_filters_narrow(ledger: SqlLedger) -> None:
    """Each filter keeps the documents that it names, alone or with others, with a text or without."""
    ledger.commit(make_issue())
    ledger.commit(make_issue((make_document(1, "示办发〔2021〕7号", issuer="示例市人民政府办公室"),), number=5))
    filters: list[tuple[dict[str, object], list[str]]] = [
        ({}, ["3", "7", "5"]),
        ({"kind": "appointment"}, ["3"]),
        ({"issuer": "示例市人民政府办公室"}, ["7"]),
        ({"number": "示办发[2021]7号"}, ["7"]),
        ({"gazette": GAZETTE}, ["3", "7", "5"]),
        ({"gazette": "another"}, []),
        ({"since": dt.date(2021, 4, 7)}, ["3"]),
        ({"until": dt.date(2021, 4, 7)}, ["7", "5"]),
        ({"since": dt.date(2021, 4, 8), "until": dt.date(2021, 4, 8)}, ["3"]),
        ({"entity": "孙山"}, ["3"]),
        ({"entity": "示例市林业局"}, ["5"]),
        ({"entity": "示政发(2015)9号"}, ["5"]),
        ({"entity": "林业"}, []),
        ({"kind": "notice", "entity": "孙山"}, []),
    ]
    for narrowed, expected in filters:
        assert [document for document, _ in places(ledger, "", **narrowed)] == expected, narrowed
        with_text = [document for document, _ in places(ledger, "各县", **narrowed)]
        assert with_text == [document for document in expected if document != "7"] or "7" in expected, narrowed


def test_hits_come_in_pages(ledger: SqlLedger) -> None:
    """Pages follow one another without gap or overlap, and the total is that of all documents."""
    day = dt.date(2021, 1, 1)
    documents = [make_document(n, title="同名", date=day + dt.timedelta(n)) for n in range(1, 8)]
    ledger.commit(make_issue(tuple(documents)))
    found = [ledger.search(Query("同名", limit=3, offset=offset)) for offset in (0, 3, 6, 9)]
    assert [hit.document.rpartition("/")[2] for page in found for hit in page.hits] == list("7654321")
    assert {page.total for page in found} == {7}


def test_a_corrected_text_is_found_by_its_new_words_only(ledger: SqlLedger) -> None:
    """The index follows each revision."""
    ledger.commit(make_issue((make_document(texts=("旧的说法",)),)))
    ledger.commit(make_issue((make_document(texts=("新的说法",)),)))
    assert (places(ledger, "旧的"), places(ledger, "新的")) == ([], [("1", 0)])


def test_a_phrase_across_a_cut_of_a_long_paragraph_is_found(ledger: SqlLedger) -> None:
    """Long paragraphs are indexed in passages, and nothing falls between two of them."""
    text = "".join(chr(0x4E00 + n) for n in range(9_000))
    ledger.commit(make_issue((make_document(texts=(text,)),)))
    for start in (0, 3_595, 3_999, 4_001, 7_195, 8_990):
        (hit,) = ledger.search(Query(text[start : start + 10])).hits
        assert (hit.paragraph, marked(hit)) == (0, [text[start : start + 10]])


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (Query("字" * (MAX_QUERY + 1)), "a character too many"),
        (Query("湿地 " * 200_000), "a megabyte of words"),
        (Query("(" * 1_000_000), "a megabyte of brackets"),
        (Query('"' * 5_001), "thousands of quotation marks"),
        (Query("湿地 AND " * 2_000), "thousands of operators"),
        (Query("湿*?" * 2_000), "thousands of wildcards"),
        (Query("湿地\0"), "a character that ends texts in databases"),
        (Query("湿地\udcff"), "a byte of a terminal in another encoding"),
        (Query("湿地", entity="某" * 100_000), "a long name"),
        (Query("湿地", number="甲〔2021〕" + "9" * 6_000 + "号"), "a serial number beyond what an int is read from"),
        (Query("湿地", issuer="甲\0"), "an issuer that is no text"),
        (Query(gazette="\ud800"), "a gazette that is no text"),
        (Query(kind="某" * 1_000), "a long kind"),
    ],
)
def test_a_query_beyond_all_bounds_is_refused_by_either_engine(ledger: SqlLedger, query: Query, why: str) -> None:
    """In one sentence, with the exit code of wrong words, before any database or server is asked."""
    elasticsearch = ElasticsearchSearch(ElasticsearchSettings(url="http://unasked.invalid:9200"))
    for engine in (ledger, elasticsearch):
        with pytest.raises(QueryError) as refused:
            engine.search(query)
        assert refused.value.exit_code == 2, why
        assert len(str(refused.value)) < 200, why


@pytest.mark.parametrize(
    "unit", ["(", '"', "“", "AND ", "NOT ", "*", "市*? ", "NEAR(", "col:", "^", "-", "'", ";", "字"]
)
def test_marks_of_other_languages_mean_nothing_in_a_query(ledger: SqlLedger, unit: str) -> None:
    """As many as a query may hold are neither an error nor much work, in either engine's words."""
    ledger.commit(make_issue((make_document(1, texts=("字" * 50_000,)),)))
    text = ("湿地 " + unit * MAX_QUERY)[:MAX_QUERY]
    began = time.process_time()
    ledger.search(Query(text))
    wanted = parse(text)
    asked = json.dumps(rank_clauses(wanted) if wanted.terms else [])
    assert time.process_time() - began < 5
    assert len(asked) < 32_000
